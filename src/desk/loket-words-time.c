/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words.h"

#include "loket-words-private.h"

#include "loket-time.h"

#include <glib/gi18n-lib.h>

/* The names are ours and not the C library's: an office computer often lacks
 * the Indonesian locale, and a text in two languages is worse than none. */
static const char *const weekday_names[] = {
  N_("Monday"),
  N_("Tuesday"),
  N_("Wednesday"),
  N_("Thursday"),
  N_("Friday"),
  N_("Saturday"),
  N_("Sunday"),
};

static const char *const month_names[] = {
  NC_("month", "January"),
  NC_("month", "February"),
  NC_("month", "March"),
  NC_("month", "April"),
  NC_("month", "May"),
  NC_("month", "June"),
  NC_("month", "July"),
  NC_("month", "August"),
  NC_("month", "September"),
  NC_("month", "October"),
  NC_("month", "November"),
  NC_("month", "December"),
};

/*< private >
 * _loket_words_local:
 * @instant: Unix seconds
 * @time_zone: (nullable): an IANA name; %NULL or an unknown one is the computer's
 *
 * Converts an instant to the wall time of a zone.
 *
 * Returns: (transfer full): the wall time; the first instant of 1970 for one
 *   out of range
 */
GDateTime *
_loket_words_local (gint64      instant,
                    const char *time_zone)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (instant);

  if (utc == NULL)
    utc = g_date_time_new_from_unix_utc (0);
  if (time_zone != NULL)
    zone = g_time_zone_new_identifier (time_zone);
  if (zone == NULL)
    zone = g_time_zone_new_local ();
  return g_date_time_to_timezone (utc, zone);
}

/*< private >
 * _loket_words_day_start:
 * @local: a wall time
 * @days: how many dates later, negative: earlier
 *
 * Finds the instant at which a date begins in the zone of @local.
 *
 * Returns: Unix seconds
 */
gint64
_loket_words_day_start (GDateTime *local,
                        int        days)
{
  g_autoptr (GDateTime) midnight = g_date_time_new (g_date_time_get_timezone (local),
                                                    g_date_time_get_year (local),
                                                    g_date_time_get_month (local),
                                                    g_date_time_get_day_of_month (local), 0, 0, 0);
  g_autoptr (GDateTime) other = g_date_time_add_days (midnight, days);

  return g_date_time_to_unix (other);
}

/*< private >
 * _loket_words_julian:
 * @local: a wall time
 *
 * Numbers its date, so that two can be subtracted.
 *
 * Returns: days since a fixed one
 */
int
_loket_words_julian (GDateTime *local)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (local), g_date_time_get_month (local),
                  g_date_time_get_year (local));
  return (int) g_date_get_julian (&date);
}

static char *
format_time (GDateTime *local)
{
  /* TRANSLATORS: the time of day, as “10:32”; see strftime. */
  return g_date_time_format (local, C_("time", "%H:%M"));
}

static char *
format_date (GDateTime *local)
{
  const char *month = month_names[g_date_time_get_month (local) - 1];

  /* TRANSLATORS: day, month and year, as “27 March 2026”. */
  return g_strdup_printf (C_("date", "%1$d %2$s %3$d"), g_date_time_get_day_of_month (local),
                          g_dpgettext2 (GETTEXT_PACKAGE, "month", month), g_date_time_get_year (local));
}

static char *
format_weekday_date (GDateTime *local)
{
  const char *weekday = weekday_names[g_date_time_get_day_of_week (local) - 1];
  g_autofree char *date = format_date (local);

  /* TRANSLATORS: weekday and date, as “Friday 27 March 2026”. */
  return g_strdup_printf (C_("date", "%1$s %2$s"), _(weekday), date);
}

/**
 * loket_words_time:
 * @instant: Unix seconds
 * @time_zone: (nullable): zone to tell it in; %NULL is the computer's
 *
 * Tells the time of day, as “16:00”.
 *
 * Returns: (transfer full): the time
 */
char *
loket_words_time (gint64      instant,
                  const char *time_zone)
{
  g_autoptr (GDateTime) local = _loket_words_local (instant, time_zone);

  return format_time (local);
}

/**
 * loket_words_date:
 * @instant: Unix seconds
 * @time_zone: (nullable): zone to tell it in; %NULL is the computer's
 *
 * Tells the date, as “27 March 2026”.
 *
 * Returns: (transfer full): the date
 */
char *
loket_words_date (gint64      instant,
                  const char *time_zone)
{
  g_autoptr (GDateTime) local = _loket_words_local (instant, time_zone);

  return format_date (local);
}

/**
 * loket_words_weekday_date:
 * @instant: Unix seconds
 * @time_zone: (nullable): zone to tell it in; %NULL is the computer's
 *
 * Tells the date with its weekday, as “Friday 27 March 2026”.
 *
 * Returns: (transfer full): the date
 */
char *
loket_words_weekday_date (gint64      instant,
                          const char *time_zone)
{
  g_autoptr (GDateTime) local = _loket_words_local (instant, time_zone);

  return format_weekday_date (local);
}

/**
 * loket_words_date_time:
 * @instant: Unix seconds
 * @time_zone: (nullable): zone to tell it in; %NULL is the computer's
 *
 * Tells date, time and zone, as “27 March 2026 16:00 WITA”.
 *
 * Returns: (transfer full): the date and the time
 */
char *
loket_words_date_time (gint64      instant,
                       const char *time_zone)
{
  g_autoptr (GDateTime) local = _loket_words_local (instant, time_zone);
  g_autofree char *date = format_date (local);
  g_autofree char *time = format_time (local);

  return g_strdup_printf ("%s %s %s", date, time, g_date_time_get_timezone_abbreviation (local));
}

/**
 * loket_words_relative:
 * @instant: Unix seconds
 * @now: the present, Unix seconds
 * @time_zone: (nullable): zone to tell it in; %NULL is the computer's
 *
 * Tells date and time as people say them, as “today 10:32” or “yesterday 16:00”,
 * to stand inside a sentence.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_relative (gint64      instant,
                      gint64      now,
                      const char *time_zone)
{
  g_autoptr (GDateTime) local = _loket_words_local (instant, time_zone);
  g_autoptr (GDateTime) present = _loket_words_local (now, time_zone);
  g_autofree char *time = format_time (local);
  g_autofree char *date = NULL;

  switch (_loket_words_julian (local) - _loket_words_julian (present))
    {
    case -1:
      /* TRANSLATORS: %s is a time of day. */
      return g_strdup_printf (_("yesterday %s"), time);
    case 0:
      /* TRANSLATORS: %s is a time of day. */
      return g_strdup_printf (_("today %s"), time);
    case 1:
      /* TRANSLATORS: %s is a time of day. */
      return g_strdup_printf (_("tomorrow %s"), time);
    default:
      date = format_date (local);
      return g_strdup_printf ("%s %s", date, time);
    }
}

/**
 * loket_words_saved:
 * @instant: when the draft reached the disk, Unix seconds
 * @time_zone: (nullable): zone to tell it in; %NULL is the computer's
 *
 * Tells that what is on screen is on disk, as “Saved 10:32”.
 *
 * Returns: (transfer full): the words
 */
char *
loket_words_saved (gint64      instant,
                   const char *time_zone)
{
  g_autofree char *time = loket_words_time (instant, time_zone);

  /* TRANSLATORS: %s is a time of day. */
  return g_strdup_printf (_("Saved %s"), time);
}
