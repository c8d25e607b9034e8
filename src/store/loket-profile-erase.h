/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketProfileWaiting:
 * @n_drafts: drafts
 * @n_replies: replies that were sent off and have not arrived
 * @n_damaged: how many of both did not open and are in the export as far as they did
 *
 * What of a profile is nowhere else.
 */
typedef struct
{
  guint n_drafts;
  guint n_replies;
  guint n_damaged;
} LoketProfileWaiting;

void                 loket_profile_export_waiting_async  (const char           *folder,
                                                          const char           *key_file,
                                                          const char           *passphrase,
                                                          const char           *output,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
LoketProfileWaiting *loket_profile_export_waiting_finish (GAsyncResult         *result,
                                                          GError              **error);
void                 loket_profile_count_waiting_async   (const char           *folder,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
LoketProfileWaiting *loket_profile_count_waiting_finish  (GAsyncResult         *result,
                                                          GError              **error);
void                 loket_profile_erase_async           (const char           *folder,
                                                          gboolean              waiting_too,
                                                          GCancellable         *cancellable,
                                                          GAsyncReadyCallback   callback,
                                                          gpointer              user_data);
gboolean             loket_profile_erase_finish          (GAsyncResult         *result,
                                                          GError              **error);

G_END_DECLS
