/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "loket-vault.h"

G_BEGIN_DECLS

/**
 * LoketProfileKept:
 * @slots: the ways to the key, 0 where that is not known
 * @n_waiting: replies that were sent off and have not arrived
 * @n_needs_user: how many of them wait for a decision
 * @n_drafts: drafts
 *
 * What a profile holds, as far as it is told without its key.
 */
typedef struct
{
  LoketVaultSlots slots;
  guint           n_waiting;
  guint           n_needs_user;
  guint           n_drafts;
} LoketProfileKept;

void              loket_profile_examine_async     (const char           *folder,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
LoketProfileKept *loket_profile_examine_finish    (GAsyncResult         *result,
                                                   GError              **error);
void              loket_profile_put_aside_async   (const char           *folder,
                                                   gint64                now,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
char             *loket_profile_put_aside_finish  (GAsyncResult         *result,
                                                   GError              **error);
GStrv             loket_profile_list_aside        (const char           *folder);
void              loket_profile_bring_back_async  (const char           *folder,
                                                   const char           *aside,
                                                   gint64                now,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean          loket_profile_bring_back_finish (GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
