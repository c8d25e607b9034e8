/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reminder-plan.h"

G_BEGIN_DECLS

char *loket_words_reminder_title         (LoketReminderKind    kind,
                                          const char          *tracking_id);
char *loket_words_reminder_body          (const LoketDeadline *deadline,
                                          gint64               now,
                                          const char          *time_zone);
char *loket_words_reminder_summary_title (guint                count);
char *loket_words_reminder_summary_body  (const guint          counts[LOKET_REMINDER_N_KINDS]);

G_END_DECLS
