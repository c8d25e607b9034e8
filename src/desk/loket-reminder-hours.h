/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"
#include "loket-session.h"

G_BEGIN_DECLS

/**
 * LoketReminderHours:
 * @calendar: when the officer works, and in which zone
 * @quiet_from: seconds since midnight from which nothing is told
 * @quiet_to: seconds since midnight at which it is told again; before
 *   @quiet_from when midnight lies between them, the same for no quiet hours
 *
 * When an officer may be disturbed.
 */
typedef struct
{
  LoketCalendar *calendar;
  gint32         quiet_from;
  gint32         quiet_to;
} LoketReminderHours;

/**
 * LoketReminderDelay:
 * @LOKET_REMINDER_DELAY_TWO_HOURS: two hours while the office is open
 * @LOKET_REMINDER_DELAY_NEXT_MORNING: when the office opens on another date
 *
 * For how long a reminder is put off.
 */
typedef enum
{
  LOKET_REMINDER_DELAY_TWO_HOURS,
  LOKET_REMINDER_DELAY_NEXT_MORNING,
} LoketReminderDelay;

gboolean       loket_reminder_find_time           (const LoketReminderHours *hours,
                                                   gint64                    at,
                                                   gint64                   *instant);
gint64         loket_reminder_put_off             (const LoketReminderHours *hours,
                                                   LoketReminderDelay        delay,
                                                   gint64                    now);
LoketCalendar *loket_reminder_hours_find_calendar (LoketSession             *session);

G_END_DECLS
