/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reminders.h"

G_BEGIN_DECLS

#define LOKET_TYPE_NOTIFIER (loket_notifier_get_type ())
G_DECLARE_FINAL_TYPE (LoketNotifier, loket_notifier, LOKET, NOTIFIER, GObject)

LoketNotifier *loket_notifier_new (GApplication   *application,
                                   LoketReminders *reminders,
                                   GSettings      *settings);
void           loket_notifier_set_locked (LoketNotifier  *self,
                                           gboolean        locked);
void           loket_notifier_put_off (LoketNotifier *self,
                                       const char    *key);

G_END_DECLS
