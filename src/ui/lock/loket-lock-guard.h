/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-lock-page.h"
#include "loket-lock.h"

G_BEGIN_DECLS

#define LOKET_TYPE_LOCK_GUARD (loket_lock_guard_get_type ())
G_DECLARE_FINAL_TYPE (LoketLockGuard, loket_lock_guard, LOKET, LOCK_GUARD, GObject)

LoketLockGuard *loket_lock_guard_new         (AdwApplicationWindow   *window);
void            loket_lock_guard_set_lock    (LoketLockGuard         *self,
                                              LoketLock              *lock);
GtkWidget      *loket_lock_guard_get_page    (LoketLockGuard         *self);
gboolean        loket_lock_guard_get_covered (LoketLockGuard         *self);
void            loket_lock_guard_ask         (LoketLockGuard         *self,
                                              LoketTries             *tries,
                                              gboolean                passphrase,
                                              const LoketProfileKept *kept);
void            loket_lock_guard_fail        (LoketLockGuard         *self,
                                              const GError           *error);
void            loket_lock_guard_release     (LoketLockGuard         *self);

G_END_DECLS
