/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-calendar-builder.h"

#include "loket-calendar-private.h"
#include "loket-calendar-rules.h"
#include "loket-limits.h"

/* Perpres 21/2023: working days from Monday to Friday, from 07:30 local time. */
#define DEFAULT_OPEN  (7 * 3600 + 30 * 60)
#define DEFAULT_CLOSE (16 * 3600)

/**
 * LoketCalendarBuilder:
 *
 * Collects what a calendar is made of, refuses what makes no sense and names
 * it, and then computes the tables of an immutable #LoketCalendar.
 */
struct _LoketCalendarBuilder
{
  char         *name;
  LoketZone    *zone;
  int           first_year;
  int           last_year;
  CalendarRules rules;
};

static const char *const weekday_names[] = {
  "mon", "tue", "wed", "thu", "fri", "sat", "sun",
};

/**
 * loket_calendar_builder_new:
 * @name: what errors call the calendar
 *
 * Returns: (transfer full): a builder without zone, years, hours or holidays
 */
LoketCalendarBuilder *
loket_calendar_builder_new (const char *name)
{
  LoketCalendarBuilder *self = g_new0 (LoketCalendarBuilder, 1);

  self->name = g_strdup (name);
  _loket_calendar_rules_init (&self->rules);
  return self;
}

/**
 * loket_calendar_builder_free:
 * @self: (transfer full): a builder
 *
 * Frees a builder; calendars made from it stay.
 */
void
loket_calendar_builder_free (LoketCalendarBuilder *self)
{
  _loket_calendar_rules_clear (&self->rules);
  g_free (self->name);
  g_free (self);
}

/**
 * loket_calendar_builder_set_zone:
 * @self: a builder
 * @zone: (nullable): an IANA identifier
 * @error: return location for %LOKET_SLA_ERROR_UNKNOWN_ZONE
 *
 * Sets the zone whose wall clock hours and dates are told in.
 */
gboolean
loket_calendar_builder_set_zone (LoketCalendarBuilder  *self,
                                 const char            *zone,
                                 GError               **error)
{
  LoketZone *found = loket_zone_lookup (zone, error);

  if (found == NULL)
    return FALSE;
  self->zone = found;
  return TRUE;
}

/**
 * loket_calendar_builder_set_years:
 * @self: a builder
 * @first: first year
 * @last: last year, included
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Sets the years that the calendar answers for.
 */
gboolean
loket_calendar_builder_set_years (LoketCalendarBuilder  *self,
                                  int                    first,
                                  int                    last,
                                  GError               **error)
{
  if (first < 1 || last < first || last > 9998 || last - first >= LOKET_LIMIT_CALENDAR_YEARS)
    {
      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "calendar %s: no range of years: %d–%d", self->name, first, last);
      return FALSE;
    }
  self->first_year = first;
  self->last_year = last;
  return TRUE;
}

/**
 * loket_calendar_builder_has_years:
 * @self: a builder
 *
 * Tells whether the range of years is known.
 */
gboolean
loket_calendar_builder_has_years (LoketCalendarBuilder *self)
{
  return self->first_year != 0;
}

/**
 * loket_calendar_builder_set_holidays:
 * @self: a builder
 * @holidays: free days
 * @joint_leave_works: whether joint leave counts as work
 *
 * Makes the days of a list free; its years become those of the calendar unless
 * loket_calendar_builder_set_years() says otherwise.
 */
void
loket_calendar_builder_set_holidays (LoketCalendarBuilder *self,
                                     LoketHolidays        *holidays,
                                     gboolean              joint_leave_works)
{
  g_clear_pointer (&self->rules.list, loket_holidays_unref);
  self->rules.list = loket_holidays_ref (holidays);
  self->rules.joint_leave_works = joint_leave_works;
  if (self->first_year == 0)
    {
      self->first_year = loket_holidays_get_first_year (holidays);
      self->last_year = loket_holidays_get_last_year (holidays);
    }
}

/**
 * loket_calendar_builder_add_hours:
 * @self: a builder
 * @weekday: 0 for Monday to 6 for Sunday
 * @open: seconds since midnight by the wall clock
 * @close: seconds since midnight, up to 86400
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Adds a span of working time to a weekday. Spans may touch, not overlap.
 */
gboolean
loket_calendar_builder_add_hours (LoketCalendarBuilder  *self,
                                  guint                  weekday,
                                  gint32                 open,
                                  gint32                 close,
                                  GError               **error)
{
  g_return_val_if_fail (weekday < LOKET_WEEKDAYS, FALSE);

  return _loket_calendar_rules_add_span (self->rules.weekly[weekday], open, close,
                                         weekday_names[weekday], error);
}

/**
 * loket_calendar_builder_add_default_hours:
 * @self: a builder without hours
 *
 * Monday to Friday, 07:30–16:00.
 */
void
loket_calendar_builder_add_default_hours (LoketCalendarBuilder *self)
{
  for (guint weekday = LOKET_MONDAY; weekday <= LOKET_FRIDAY; weekday++)
    loket_calendar_builder_add_hours (self, weekday, DEFAULT_OPEN, DEFAULT_CLOSE, NULL);
}

static GArray *
ensure_spans (GHashTable *table,
              LoketDay    day)
{
  GArray *spans = g_hash_table_lookup (table, GINT_TO_POINTER (day));

  if (spans == NULL)
    {
      spans = g_array_new (FALSE, FALSE, sizeof (WallSpan));
      g_hash_table_insert (table, GINT_TO_POINTER (day), spans);
    }
  return spans;
}

/**
 * loket_calendar_builder_clear_date:
 * @self: a builder
 * @day: a date
 *
 * Takes the weekly hours from one date. Spans added with
 * loket_calendar_builder_add_date_hours() take their place; without any, the
 * date is closed.
 */
void
loket_calendar_builder_clear_date (LoketCalendarBuilder *self,
                                   LoketDay              day)
{
  g_array_set_size (ensure_spans (self->rules.dated, day), 0);
}

/**
 * loket_calendar_builder_add_date_hours:
 * @self: a builder
 * @day: a date
 * @open: seconds since midnight by the wall clock
 * @close: seconds since midnight, up to 86400
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Adds a span to the hours that one date has in place of its weekday's. A
 * holiday on that date still closes it.
 */
gboolean
loket_calendar_builder_add_date_hours (LoketCalendarBuilder  *self,
                                       LoketDay               day,
                                       gint32                 open,
                                       gint32                 close,
                                       GError               **error)
{
  g_autofree char *item = loket_day_format (day);

  return _loket_calendar_rules_add_span (ensure_spans (self->rules.dated, day), open, close, item,
                                         error);
}

/**
 * loket_calendar_builder_add_break:
 * @self: a builder
 * @day: a date
 * @from: seconds since midnight by the wall clock
 * @to: seconds since midnight, up to 86400
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Closes part of one date, whichever hours it has. Breaks may overlap.
 */
gboolean
loket_calendar_builder_add_break (LoketCalendarBuilder  *self,
                                  LoketDay               day,
                                  gint32                 from,
                                  gint32                 to,
                                  GError               **error)
{
  WallSpan span = { from, to };

  if (from < 0 || to > LOKET_DAY_SECONDS || from >= to)
    {
      g_autofree char *date = loket_day_format (day);

      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "break on %s: %s", date, from == to ? "it is empty" : "it runs backwards");
      return FALSE;
    }
  g_array_append_val (ensure_spans (self->rules.breaks, day), span);
  return TRUE;
}

/**
 * loket_calendar_builder_add_holiday:
 * @self: a builder
 * @day: a date
 *
 * Closes one date.
 */
void
loket_calendar_builder_add_holiday (LoketCalendarBuilder *self,
                                    LoketDay              day)
{
  g_hash_table_add (self->rules.holidays, GINT_TO_POINTER (day));
}

/**
 * loket_calendar_builder_add_yearly:
 * @self: a builder
 * @month: 1 to 12
 * @mday: day of the month; 29 February is free when there is one
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Closes the same date of every year.
 */
gboolean
loket_calendar_builder_add_yearly (LoketCalendarBuilder  *self,
                                   int                    month,
                                   int                    mday,
                                   GError               **error)
{
  const int leap_year = 2024;

  if (loket_day_new (leap_year, month, mday) == LOKET_DAY_UNSET)
    {
      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "yearly holiday %02d-%02d: there is no such day", month, mday);
      return FALSE;
    }
  g_hash_table_add (self->rules.yearly, GINT_TO_POINTER (month * 100 + mday));
  return TRUE;
}

/**
 * loket_calendar_builder_build:
 * @self: a builder
 * @error: return location for %LOKET_SLA_ERROR_INVALID
 *
 * Computes the calendar. The builder can go on to make others.
 *
 * Returns: (transfer full): the calendar; %NULL without a zone or years
 */
LoketCalendar *
loket_calendar_builder_build (LoketCalendarBuilder  *self,
                              GError               **error)
{
  LoketCalendar *calendar;
  LoketDay end;

  if (self->zone == NULL || self->first_year == 0)
    {
      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   self->zone == NULL ? "calendar %s has no time zone"
                                      : "calendar %s has no years",
                   self->name);
      return NULL;
    }

  calendar = g_new0 (LoketCalendar, 1);
  g_atomic_ref_count_init (&calendar->ref_count);
  calendar->name = g_strdup (self->name);
  calendar->zone = self->zone;
  calendar->holidays = self->rules.list == NULL ? NULL : loket_holidays_ref (self->rules.list);
  calendar->first_year = self->first_year;
  calendar->last_year = self->last_year;
  calendar->first_day = loket_day_new (self->first_year, 1, 1);
  end = loket_day_new (self->last_year + 1, 1, 1);
  calendar->n_days = (guint) (end - calendar->first_day);
  calendar->from = loket_zone_first_instant (self->zone,
                                             (gint64) calendar->first_day * LOKET_DAY_SECONDS);
  calendar->to = loket_zone_first_instant (self->zone, (gint64) end * LOKET_DAY_SECONDS);
  _loket_calendar_make_tables (calendar, &self->rules);
  return calendar;
}
