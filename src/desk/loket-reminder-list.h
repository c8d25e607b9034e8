/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reminder-item.h"

G_BEGIN_DECLS

#define LOKET_TYPE_REMINDER_LIST (loket_reminder_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketReminderList, loket_reminder_list, LOKET, REMINDER_LIST, GObject)

LoketReminderList *loket_reminder_list_new         (void);
guint              loket_reminder_list_get_waiting (LoketReminderList *self);
guint              loket_reminder_list_get_more    (LoketReminderList *self);
void               loket_reminder_list_set         (LoketReminderList *self,
                                                    GPtrArray         *items);

G_END_DECLS
