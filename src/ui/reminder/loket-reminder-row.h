/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "loket-reminders.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_REMINDER_ROW (loket_reminder_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketReminderRow, loket_reminder_row, LOKET, REMINDER_ROW, GtkListBoxRow)

GtkWidget         *loket_reminder_row_new      (LoketReminders    *reminders,
                                                LoketTicker       *ticker,
                                                LoketReminderItem *item);
LoketReminderItem *loket_reminder_row_get_item (LoketReminderRow  *self);

G_END_DECLS
