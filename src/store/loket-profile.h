/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"
#include "loket-clock.h"
#include "loket-user-store.h"
#include "loket-vault.h"

G_BEGIN_DECLS

#define LOKET_TYPE_PROFILE (loket_profile_get_type ())
G_DECLARE_FINAL_TYPE (LoketProfile, loket_profile, LOKET, PROFILE, GObject)

void             loket_profile_open_async   (const char           *folder,
                                             const char           *key_file,
                                             LoketClock           *clock,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
void             loket_profile_unlock_async (const char           *folder,
                                             const char           *key_file,
                                             const char           *passphrase,
                                             LoketClock           *clock,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
LoketProfile    *loket_profile_open_finish  (GAsyncResult         *result,
                                             GError              **error);
void             loket_profile_close        (LoketProfile         *self);
const char      *loket_profile_get_folder   (LoketProfile         *self);
LoketClock      *loket_profile_get_clock    (LoketProfile         *self);
LoketVault      *loket_profile_get_vault    (LoketProfile         *self);
LoketUserStore  *loket_profile_get_user     (LoketProfile         *self);
LoketCacheStore *loket_profile_get_cache    (LoketProfile         *self);
char            *loket_profile_dup_default_folder (void);

G_END_DECLS
