/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-lock.h"
#include "loket-profile-locked.h"
#include "loket-reminders.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_WINDOW (loket_window_get_type ())
G_DECLARE_FINAL_TYPE (LoketWindow, loket_window, LOKET, WINDOW, AdwApplicationWindow)

void         loket_ui_init             (void);

LoketWindow *loket_window_new          (GtkApplication *application,
                                        GSettings      *settings);
void         loket_window_set_session  (LoketWindow    *self,
                                        LoketSession   *session);
void         loket_window_set_reminders (LoketWindow   *self,
                                        LoketReminders *reminders);
void         loket_window_show_trouble (LoketWindow    *self,
                                        const GError   *error);
void         loket_window_show_starting (LoketWindow   *self);
void         loket_window_set_lock     (LoketWindow    *self,
                                        LoketLock      *lock);
void         loket_window_ask_profile  (LoketWindow            *self,
                                        LoketTries             *tries,
                                        gboolean                passphrase,
                                        const LoketProfileKept *kept);
void         loket_window_fail_unlock  (LoketWindow    *self,
                                        const GError   *error);
void         loket_window_flush_async  (LoketWindow         *self,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data);
void         loket_window_flush_finish (LoketWindow         *self,
                                        GAsyncResult        *result);

G_END_DECLS
