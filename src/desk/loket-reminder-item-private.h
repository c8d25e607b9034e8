/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reminder-item.h"

G_BEGIN_DECLS

LoketReminderItem *_loket_reminder_item_new  (const LoketReminderEvent *event,
                                              const LoketReminderCase  *subject,
                                              const char               *tracking_id,
                                              const char               *time_zone,
                                              LoketRole                 role);
void               _loket_reminder_item_take (LoketReminderItem        *self,
                                              LoketReminderItem        *other);

G_END_DECLS
