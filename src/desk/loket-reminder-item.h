/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"
#include "loket-reminder-plan.h"

G_BEGIN_DECLS

#define LOKET_TYPE_REMINDER_ITEM (loket_reminder_item_get_type ())
G_DECLARE_FINAL_TYPE (LoketReminderItem, loket_reminder_item, LOKET, REMINDER_ITEM, GObject)

const char        *loket_reminder_item_get_key          (LoketReminderItem *self);
const char        *loket_reminder_item_get_complaint_id (LoketReminderItem *self);
LoketReminderKind  loket_reminder_item_get_kind         (LoketReminderItem *self);
LoketSlaState      loket_reminder_item_get_state        (LoketReminderItem *self,
                                                         gint64             now);
gboolean           loket_reminder_item_get_put_off      (LoketReminderItem *self);
char              *loket_reminder_item_dup_title        (LoketReminderItem *self,
                                                         gint64             now);
char              *loket_reminder_item_dup_body         (LoketReminderItem *self,
                                                         gint64             now);
char              *loket_reminder_item_dup_told         (LoketReminderItem *self,
                                                         gint64             now);
gint64             loket_reminder_item_get_next_change  (LoketReminderItem *self,
                                                         gint64             now);

G_END_DECLS
