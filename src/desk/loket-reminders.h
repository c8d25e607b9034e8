/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reminder-hours.h"
#include "loket-reminder-list.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_REMINDERS (loket_reminders_get_type ())
G_DECLARE_FINAL_TYPE (LoketReminders, loket_reminders, LOKET, REMINDERS, GObject)

LoketReminders    *loket_reminders_new             (LoketSession       *session);
void               loket_reminders_start           (LoketReminders     *self);
void               loket_reminders_stop            (LoketReminders     *self);
void               loket_reminders_set_enabled     (LoketReminders     *self,
                                                    gboolean            enabled);
void               loket_reminders_set_quiet_hours (LoketReminders     *self,
                                                    gint32              from,
                                                    gint32              to);
void               loket_reminders_set_kinds       (LoketReminders     *self,
                                                    guint               kinds);
void               loket_reminders_set_delay       (LoketReminders     *self,
                                                    LoketReminderDelay  delay);
void               loket_reminders_put_off         (LoketReminders     *self,
                                                    const char         *name);
void               loket_reminders_dismiss         (LoketReminders     *self,
                                                    const char         *name);
LoketReminderList *loket_reminders_get_list        (LoketReminders     *self);

G_END_DECLS
