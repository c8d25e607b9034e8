/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-profile.h"
#include "loket-session.h"

G_BEGIN_DECLS

/* The key of the profile, and the passphrase that opens it. */
void            loket_session_unlock_async             (const char          *profile_dir,
                                                        const char          *key_file,
                                                        const char          *passphrase,
                                                        LoketClock          *clock,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
LoketVaultSlots loket_session_get_key_slots            (LoketSession        *self);
gboolean        loket_session_get_has_passphrase       (LoketSession        *self);
char           *loket_session_dup_tries_path           (LoketSession        *self);
GStrv           loket_session_list_aside               (LoketSession        *self);
char           *loket_session_describe_aside           (LoketSession        *self,
                                                        const char          *aside);
void            loket_session_change_passphrase_async  (LoketSession        *self,
                                                        const char          *current,
                                                        const char          *passphrase,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean        loket_session_change_passphrase_finish (LoketSession        *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);
void            loket_session_check_passphrase_async   (LoketSession        *self,
                                                        const char          *passphrase,
                                                        GCancellable        *cancellable,
                                                        GAsyncReadyCallback  callback,
                                                        gpointer             user_data);
gboolean        loket_session_check_passphrase_finish  (LoketSession        *self,
                                                        GAsyncResult        *result,
                                                        GError             **error);

G_END_DECLS
