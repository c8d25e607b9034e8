/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-session.h"
#include "loket-tries.h"

G_BEGIN_DECLS

#define LOKET_TYPE_LOCK (loket_lock_get_type ())
G_DECLARE_FINAL_TYPE (LoketLock, loket_lock, LOKET, LOCK, GObject)

LoketLock  *loket_lock_new           (LoketSession        *session);
gboolean    loket_lock_get_can_lock  (LoketLock           *self);
gboolean    loket_lock_get_locked    (LoketLock           *self);
LoketTries *loket_lock_get_tries     (LoketLock           *self);
void        loket_lock_set_minutes   (LoketLock           *self,
                                      guint                minutes);
void        loket_lock_note_activity (LoketLock           *self);
void        loket_lock_lock          (LoketLock           *self);
void        loket_lock_unlock_async  (LoketLock           *self,
                                      const char          *passphrase,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
gboolean    loket_lock_unlock_finish (LoketLock           *self,
                                      GAsyncResult        *result,
                                      GError             **error);

G_END_DECLS
