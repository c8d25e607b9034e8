/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-reminder-hours.h"

#define DAY 86400
#define HOUR 3600
/* How often opening hours and quiet hours may put a reminder off. */
#define MAX_DELAYS 64
/* Where the account does not say which zone it is in. */
#define DEFAULT_ZONE "Asia/Makassar"

/* Whether quiet hours cover an instant, and when they end. */
static gboolean
is_quiet (const LoketReminderHours *hours,
          gint64                    at,
          gint64                   *end)
{
  gint64 local = at + loket_zone_offset_at (loket_calendar_get_zone (hours->calendar), at);
  gint32 wall = (gint32) (((local % DAY) + DAY) % DAY);
  gint32 from = hours->quiet_from;
  gint32 to = hours->quiet_to;

  if (from < to ? wall < from || wall >= to : from == to || (wall < from && wall >= to))
    return FALSE;
  *end = at + (wall < to ? to - wall : DAY - wall + to);
  return TRUE;
}

/**
 * loket_reminder_find_time:
 * @hours: when the officer may be disturbed
 * @at: an instant, Unix seconds
 * @instant: (out): the first instant not before @at at which that is so;
 *   untouched when there is none
 *
 * Finds when something may be told. In years that the calendar does not know,
 * only quiet hours count.
 *
 * Returns: whether there is such an instant
 */
gboolean
loket_reminder_find_time (const LoketReminderHours *hours,
                          gint64                    at,
                          gint64                   *instant)
{
  g_return_val_if_fail (hours != NULL && hours->calendar != NULL, FALSE);

  for (guint i = 0; i < MAX_DELAYS; i++)
    {
      gboolean open = TRUE;

      if (loket_calendar_is_open (hours->calendar, NULL, at, &open, NULL) && !open &&
          !loket_calendar_next_open (hours->calendar, NULL, at, &at, NULL))
        return FALSE;
      if (!is_quiet (hours, at, &at))
        {
          *instant = at;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * loket_reminder_put_off:
 * @hours: when the officer may be disturbed
 * @delay: for how long to put off
 * @now: the instant, Unix seconds
 *
 * Finds when a reminder that is put off comes again. Where the calendar does not
 * reach, hours and days count as they pass.
 *
 * Returns: an instant after @now, Unix seconds
 */
gint64
loket_reminder_put_off (const LoketReminderHours *hours,
                        LoketReminderDelay        delay,
                        gint64                    now)
{
  LoketCalendar *calendar = NULL;
  gint64 instant = now + 2 * HOUR;
  LoketDay tomorrow;

  g_return_val_if_fail (hours != NULL && hours->calendar != NULL, instant);

  calendar = hours->calendar;
  tomorrow = loket_calendar_date_at (calendar, now) + 1;
  if (delay == LOKET_REMINDER_DELAY_TWO_HOURS)
    {
      if (!loket_calendar_add (calendar, NULL, now, 2 * HOUR, &instant, NULL))
        instant = now + 2 * HOUR;
    }
  else if (!loket_calendar_next_open (calendar, NULL, loket_calendar_date_start (calendar, tomorrow),
                                      &instant, NULL))
    {
      instant = now + DAY;
    }
  loket_reminder_find_time (hours, instant, &instant);
  return instant;
}

/**
 * loket_reminder_hours_find_calendar:
 * @session: a session
 *
 * Finds the calendar of the officer's agency, in its zone, with the holidays that
 * the hub published last.
 *
 * Returns: (transfer none) (nullable): the calendar
 */
LoketCalendar *
loket_reminder_hours_find_calendar (LoketSession *session)
{
  const char *zone = NULL;
  LoketCalendars *calendars = NULL;
  LoketCalendar *calendar = NULL;

  g_return_val_if_fail (LOKET_IS_SESSION (session), NULL);

  zone = loket_session_get_time_zone (session);
  calendars = loket_rulebook_get_latest (loket_session_get_rulebook (session))->calendars;
  calendar = zone != NULL ? loket_calendars_get (calendars, zone, NULL) : NULL;
  return calendar != NULL ? calendar : loket_calendars_get (calendars, DEFAULT_ZONE, NULL);
}
