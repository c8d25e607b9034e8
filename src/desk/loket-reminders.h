/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_REMINDERS (loket_reminders_get_type ())
G_DECLARE_FINAL_TYPE (LoketReminders, loket_reminders, LOKET, REMINDERS, GObject)

LoketReminders *loket_reminders_new             (LoketSession   *session);
void            loket_reminders_stop            (LoketReminders *self);
void            loket_reminders_set_enabled     (LoketReminders *self,
                                                 gboolean        enabled);
void            loket_reminders_set_quiet_hours (LoketReminders *self,
                                                 gint32          from,
                                                 gint32          to);
void            loket_reminders_start           (LoketReminders *self);

G_END_DECLS
