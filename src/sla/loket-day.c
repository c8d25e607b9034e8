/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-day.h"

/* GLib's Julian day of 1970-01-01. */
#define EPOCH_JULIAN 719163

/* Years that a date may have here; a calendar covers far fewer. */
#define YEAR_MIN 1
#define YEAR_MAX 9999

/**
 * loket_day_new:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: day of the month
 *
 * Makes a date.
 *
 * Returns: the date, %LOKET_DAY_UNSET when there is no such day
 */
LoketDay
loket_day_new (int year,
               int month,
               int day)
{
  GDate date;

  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return LOKET_DAY_UNSET;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return (LoketDay) g_date_get_julian (&date) - EPOCH_JULIAN;
}

static gboolean
fits_shape (const char *text,
            const char *shape)
{
  for (; *shape != '\0'; shape++, text++)
    if (*shape == 'd' ? !g_ascii_isdigit (*text) : *text != *shape)
      return FALSE;
  return *text == '\0';
}

static int
read_digits (const char *text,
             guint       n)
{
  int value = 0;

  for (guint i = 0; i < n; i++)
    value = value * 10 + g_ascii_digit_value (text[i]);
  return value;
}

/**
 * loket_day_parse:
 * @text: (nullable): a date as `2026-03-27`
 * @day: (out): the date; untouched when @text is none
 *
 * Reads a date.
 *
 * Returns: whether @text was a date
 */
gboolean
loket_day_parse (const char *text,
                 LoketDay   *day)
{
  LoketDay parsed;

  g_return_val_if_fail (day != NULL, FALSE);

  if (text == NULL || !fits_shape (text, "dddd-dd-dd"))
    return FALSE;

  parsed = loket_day_new (read_digits (text, 4), read_digits (text + 5, 2),
                          read_digits (text + 8, 2));
  if (parsed == LOKET_DAY_UNSET)
    return FALSE;

  *day = parsed;
  return TRUE;
}

/**
 * loket_day_format:
 * @day: a date
 *
 * Writes a date as `2026-03-27`.
 *
 * Returns: (transfer full): the text
 */
char *
loket_day_format (LoketDay day)
{
  int year, month, mday;

  loket_day_get_ymd (day, &year, &month, &mday);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, mday);
}

/**
 * loket_day_get_ymd:
 * @day: a date from year 1 on
 * @year: (out) (optional): its year
 * @month: (out) (optional): its month, 1 to 12
 * @mday: (out) (optional): its day of the month
 *
 * Takes a date apart.
 */
void
loket_day_get_ymd (LoketDay  day,
                   int      *year,
                   int      *month,
                   int      *mday)
{
  GDate date;

  g_return_if_fail (day > -EPOCH_JULIAN);

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (day + EPOCH_JULIAN));
  if (year != NULL)
    *year = g_date_get_year (&date);
  if (month != NULL)
    *month = (int) g_date_get_month (&date);
  if (mday != NULL)
    *mday = g_date_get_day (&date);
}

/**
 * loket_day_get_year:
 * @day: a date from year 1 on
 *
 * The year of a date.
 */
int
loket_day_get_year (LoketDay day)
{
  int year = 0;

  loket_day_get_ymd (day, &year, NULL, NULL);
  return year;
}

/**
 * loket_day_weekday:
 * @day: a date
 *
 * The weekday of a date: 0 is Monday, 6 is Sunday.
 */
guint
loket_day_weekday (LoketDay day)
{
  int weekday = (day + LOKET_THURSDAY) % LOKET_WEEKDAYS;

  return (guint) (weekday < 0 ? weekday + LOKET_WEEKDAYS : weekday);
}

/**
 * loket_wall_time_parse:
 * @text: (nullable): a wall time as `07:30` or `07:30:15`, up to `24:00`
 * @seconds: (out): seconds since midnight; untouched when @text is no time
 *
 * Reads a wall time.
 *
 * Returns: whether @text was a wall time
 */
gboolean
loket_wall_time_parse (const char *text,
                   gint32     *seconds)
{
  int hour, minute, second = 0;

  g_return_val_if_fail (seconds != NULL, FALSE);

  if (text == NULL || !(fits_shape (text, "dd:dd") || fits_shape (text, "dd:dd:dd")))
    return FALSE;

  hour = read_digits (text, 2);
  minute = read_digits (text + 3, 2);
  if (text[5] != '\0')
    second = read_digits (text + 6, 2);
  if (minute > 59 || second > 59 || hour * 3600 + minute * 60 + second > LOKET_DAY_SECONDS)
    return FALSE;

  *seconds = hour * 3600 + minute * 60 + second;
  return TRUE;
}
