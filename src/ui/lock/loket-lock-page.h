/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-profile-locked.h"
#include "loket-tries.h"

G_BEGIN_DECLS

#define LOKET_TYPE_LOCK_PAGE (loket_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketLockPage, loket_lock_page, LOKET, LOCK_PAGE, AdwBin)

GtkWidget *loket_lock_page_new          (void);
void       loket_lock_page_show_desk    (LoketLockPage          *self,
                                         LoketTries             *tries);
void       loket_lock_page_show_profile (LoketLockPage          *self,
                                         LoketTries             *tries,
                                         gboolean                passphrase,
                                         const LoketProfileKept *kept);
void       loket_lock_page_set_busy     (LoketLockPage          *self,
                                         gboolean                busy);
void       loket_lock_page_fail         (LoketLockPage          *self,
                                         const GError           *error);

G_END_DECLS
