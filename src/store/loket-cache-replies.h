/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"

G_BEGIN_DECLS

/**
 * LoketStoredReply:
 * @tracking_id: the complaint it answered, by the number people use
 * @agency: (nullable): who wrote it
 * @text: what it says
 *
 * A reply that the hub told of.
 */
typedef struct
{
  char *tracking_id;
  char *agency;
  char *text;
} LoketStoredReply;

void       loket_stored_reply_free               (LoketStoredReply    *self);

void       loket_cache_store_list_replies_async  (LoketCacheStore     *self,
                                                  const char          *complaint_id,
                                                  const char          *category,
                                                  GCancellable        *cancellable,
                                                  GAsyncReadyCallback  callback,
                                                  gpointer             user_data);
GPtrArray *loket_cache_store_list_replies_finish (LoketCacheStore     *self,
                                                  GAsyncResult        *result,
                                                  GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketStoredReply, loket_stored_reply_free)

G_END_DECLS
