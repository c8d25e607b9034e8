/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-queue-item.h"
#include "loket-reminder-plan.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_REMINDER_CASES (loket_reminder_cases_get_type ())
G_DECLARE_FINAL_TYPE (LoketReminderCases, loket_reminder_cases, LOKET, REMINDER_CASES, GObject)

LoketReminderCases      *loket_reminder_cases_new          (LoketSession         *session);
void                     loket_reminder_cases_read_async   (LoketReminderCases   *self,
                                                            GCancellable         *cancellable,
                                                            GAsyncReadyCallback   callback,
                                                            gpointer              user_data);
gboolean                 loket_reminder_cases_read_finish  (LoketReminderCases   *self,
                                                            GAsyncResult         *result,
                                                            GError              **error);
const LoketReminderCase *loket_reminder_cases_get          (LoketReminderCases   *self,
                                                            guint                *n_cases);
LoketQueueItem          *loket_reminder_cases_get_item     (LoketReminderCases   *self,
                                                            guint                 index);
gboolean                 loket_reminder_cases_get_complete (LoketReminderCases   *self);
LoketRole                loket_reminder_cases_get_role     (LoketReminderCases   *self);

G_END_DECLS
