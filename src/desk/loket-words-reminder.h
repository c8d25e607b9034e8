/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"
#include "loket-reminder-plan.h"

G_BEGIN_DECLS

char *loket_words_reminder_title         (LoketReminderKind    kind,
                                          const char          *tracking_id,
                                          gboolean             overdue);
char *loket_words_reminder_body          (const LoketSlaMarks *marks,
                                          gint64               now,
                                          const char          *time_zone);
char *loket_words_reminder_addressee     (LoketRole            role,
                                          int                  days);
char *loket_words_reminder_told          (gint64               told_at,
                                          gint64               again_at,
                                          gint64               now,
                                          const char          *time_zone);
char *loket_words_reminder_summary_title (guint                count,
                                          gboolean             escalated);
char *loket_words_reminder_summary_body  (guint                n_overdue,
                                          guint                n_due_today,
                                          guint                n_due_soon);

G_END_DECLS
