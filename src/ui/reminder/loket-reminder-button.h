/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-reminders.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_REMINDER_BUTTON (loket_reminder_button_get_type ())
G_DECLARE_FINAL_TYPE (LoketReminderButton, loket_reminder_button, LOKET, REMINDER_BUTTON, AdwBin)

void loket_reminder_button_set_reminders (LoketReminderButton *self,
                                          LoketReminders      *reminders,
                                          LoketTicker         *ticker);
void loket_reminder_button_popup         (LoketReminderButton *self);

G_END_DECLS
