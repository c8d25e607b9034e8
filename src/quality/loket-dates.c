/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-dates.h"

#include <string.h>

/* Reading the dates of a draft. */

static const char *const weekdays[] = { "senin", "selasa", "rabu", "kamis", "jum", "sabtu", "minggu" };

static const char *const months[] = { "jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des" };

static guint
find_start (const char        *text,
            const char *const *list,
            guint              n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_has_prefix (text, list[i]))
      return i + 1;
  return 0;
}

static void
parse_date (const char *text,
            LoketDated *date)
{
  const char *p = text;
  char *end = NULL;

  date->weekday = find_start (text, weekdays, G_N_ELEMENTS (weekdays));
  if (g_str_has_prefix (text, "ahad"))
    date->weekday = 7;
  while (!g_ascii_isdigit (*p))
    p++;
  date->day = (guint) g_ascii_strtoull (p, &end, 10);
  for (p = end; *p == ' ' || *p == '/' || *p == '-' || *p == '.'; p++)
    continue;
  if (g_ascii_isdigit (*p))
    date->month = (guint) g_ascii_strtoull (p, NULL, 10);
  else
    date->month = g_str_has_prefix (p, "agt") ? 8 : find_start (p, months, G_N_ELEMENTS (months));
  date->year = (guint) g_ascii_strtoull (text + strlen (text) - 4, NULL, 10);
}

/* Finds the next date in @rest, and moves @rest behind it. */
gboolean
_loket_run_next_date (LoketRun   *run,
                      LoketSpan  *rest,
                      LoketDated *date)
{
  g_autofree char *text = NULL;

  if (!_loket_run_next (run, LOKET_PATTERN_FULL_DATE, rest, &date->span))
    return FALSE;
  text = _loket_prose_dup_lower (run->draft, date->span);
  parse_date (text, date);
  return TRUE;
}

/* Whether there is such a day. */
gboolean
_loket_dated_is_valid (const LoketDated *date)
{
  return g_date_valid_dmy ((GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year);
}

/* The weekday of a valid date; 1 is Monday. */
guint
_loket_dated_weekday (const LoketDated *date)
{
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year);
  return (guint) g_date_get_weekday (&day);
}

/* Whether offices are closed whatever the year: the weekend, and the national
 * holidays with a fixed date. Those that move are for the calendar to know. */
gboolean
_loket_dated_is_holiday (const LoketDated *date)
{
  static const guint8 fixed[][2] = { { 1, 1 }, { 1, 5 }, { 1, 6 }, { 17, 8 }, { 25, 12 } };

  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (date->day == fixed[i][0] && date->month == fixed[i][1])
      return TRUE;
  return _loket_dated_weekday (date) >= 6;
}

/* Whether the office does not work on a valid date: by the agency's calendar, else by
 * what is so everywhere. */
gboolean
_loket_run_is_free_day (LoketRun         *run,
                        const LoketDated *date)
{
  GDate day;
  gboolean is_free;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year);
  if (run->input->look_up_day != NULL && run->input->look_up_day (&day, &is_free, run->input->calendar))
    return is_free;
  return _loket_dated_is_holiday (date);
}

/* Whether a valid date is later than the limit of the complaint's class. */
gboolean
_loket_run_is_beyond_limit (LoketRun         *run,
                            const LoketDated *date)
{
  GDate day;

  if (!g_date_valid (&run->input->last_day))
    return FALSE;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) date->day, (GDateMonth) date->month, (GDateYear) date->year);
  return g_date_compare (&day, &run->input->last_day) > 0;
}

/* Compares a date with today, in the zone of the case; 0 where that is not known. */
int
_loket_run_compare_now (LoketRun         *run,
                        const LoketDated *date)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) now = NULL;
  int y, m, d;

  if (run->input->now == LOKET_TIME_UNSET)
    return 0;
  zone = run->input->time_zone != NULL ? g_time_zone_new_identifier (run->input->time_zone) : NULL;
  if (zone == NULL)
    zone = g_time_zone_new_offset (8 * 60 * 60);
  utc = g_date_time_new_from_unix_utc (run->input->now);
  now = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  if (now == NULL)
    return 0;
  g_date_time_get_ymd (now, &y, &m, &d);
  return (int) (date->year * 10000 + date->month * 100 + date->day) - (y * 10000 + m * 100 + d);
}
