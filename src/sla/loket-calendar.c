/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-calendar-private.h"

#include "loket-calendars.h"

/**
 * LoketCalendar:
 *
 * Working time in one zone over a range of years: when it is open, how long it
 * is, which dates count. Made by #LoketCalendarBuilder, immutable since; any
 * thread may ask it anything.
 *
 * Questions that leave the range fail with %LOKET_SLA_ERROR_OUT_OF_RANGE rather
 * than guess.
 */
G_DEFINE_BOXED_TYPE (LoketCalendar, loket_calendar, loket_calendar_ref, loket_calendar_unref)

/**
 * loket_calendar_ref:
 * @self: a calendar
 *
 * Takes a reference, on any thread.
 *
 * Returns: (transfer full): @self
 */
LoketCalendar *
loket_calendar_ref (LoketCalendar *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_calendar_unref:
 * @self: (transfer full): a calendar
 *
 * Gives a reference back, on any thread.
 */
void
loket_calendar_unref (LoketCalendar *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->holidays, loket_holidays_unref);
  g_free (self->name);
  g_free (self->spans);
  g_free (self->bucket);
  g_free (self->rank);
  g_free (self->working);
  g_free (self->closes);
  g_free (self->kinds);
  g_free (self);
}

/**
 * loket_calendar_get_builtin:
 * @zone: (nullable): an IANA identifier
 * @error: return location for %LOKET_SLA_ERROR_UNKNOWN_ZONE
 *
 * The calendar of Indonesian offices in one zone: Monday to Friday 07:30–16:00
 * less national holidays and joint leave. Made once for each zone; cheap after
 * that, on any thread.
 *
 * Returns: (transfer none): the calendar, which lives as long as the program
 */
LoketCalendar *
loket_calendar_get_builtin (const char  *zone,
                            GError     **error)
{
  return loket_calendars_get (loket_calendars_get_builtin (), zone, error);
}

/**
 * loket_calendar_get_name:
 * @self: a calendar
 *
 * What errors call the calendar.
 */
const char *
loket_calendar_get_name (LoketCalendar *self)
{
  return self->name;
}

/**
 * loket_calendar_get_zone:
 * @self: a calendar
 *
 * Returns: (transfer none): the zone that its hours are told in
 */
LoketZone *
loket_calendar_get_zone (LoketCalendar *self)
{
  return self->zone;
}

/**
 * loket_calendar_get_holidays:
 * @self: a calendar
 *
 * Returns: (transfer none) (nullable): its list of holidays
 */
LoketHolidays *
loket_calendar_get_holidays (LoketCalendar *self)
{
  return self->holidays;
}

gboolean
_loket_calendar_check_instant (LoketCalendar  *self,
                               gint64          instant,
                               GError        **error)
{
  g_autoptr (GDateTime) when = NULL;

  if (G_LIKELY (instant >= self->from && instant < self->to))
    return TRUE;

  when = g_date_time_new_from_unix_utc (instant);
  if (when == NULL)
    g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE,
                 "no instant that calendar %s knows", self->name);
  else
    g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE,
                 "%d is outside calendar %s (%d–%d)", g_date_time_get_year (when), self->name,
                 self->first_year, self->last_year);
  return FALSE;
}

gboolean
_loket_calendar_check_day (LoketCalendar  *self,
                           LoketDay        day,
                           GError        **error)
{
  gint64 at = (gint64) day - self->first_day;

  if (G_LIKELY (at >= 0 && at < self->n_days))
    return TRUE;

  g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE,
               "%d is outside calendar %s (%d–%d)", loket_day_get_year (day), self->name,
               self->first_year, self->last_year);
  return FALSE;
}

/* For a count that runs off either end: there is nothing more to count. */
gboolean
_loket_calendar_fail_end (LoketCalendar  *self,
                          GError        **error)
{
  if (self->n_spans == 0)
    g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                 "calendar %s has no working time", self->name);
  else
    g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE,
                 "the answer lies outside calendar %s (%d–%d)", self->name, self->first_year,
                 self->last_year);
  return FALSE;
}

/**
 * loket_calendar_date_at:
 * @self: a calendar
 * @instant: Unix seconds
 *
 * The local date of an instant.
 */
LoketDay
loket_calendar_date_at (LoketCalendar *self,
                        gint64         instant)
{
  gint32 offset = self->fixed_offset;

  if (offset == G_MAXINT32 || instant < self->from || instant >= self->to)
    offset = loket_zone_offset_at (self->zone, instant);
  return loket_day_of_local (instant + offset);
}

/**
 * loket_calendar_date_start:
 * @self: a calendar
 * @day: a date
 *
 * The first instant of a local date.
 */
gint64
loket_calendar_date_start (LoketCalendar *self,
                           LoketDay       day)
{
  return loket_zone_first_instant (self->zone, (gint64) day * LOKET_DAY_SECONDS);
}

/**
 * loket_calendar_get_day_kind:
 * @self: a calendar
 * @day: a date
 * @kind: (out): why it counts or not; untouched on failure
 * @error: return location for %LOKET_SLA_ERROR_OUT_OF_RANGE
 *
 * Tells why a date counts or does not. A free weekday that is also a holiday is
 * a weekend: that is reason enough.
 */
gboolean
loket_calendar_get_day_kind (LoketCalendar  *self,
                             LoketDay        day,
                             LoketDayKind   *kind,
                             GError        **error)
{
  if (!_loket_calendar_check_day (self, day, error))
    return FALSE;
  *kind = (LoketDayKind) self->kinds[day - self->first_day];
  return TRUE;
}

/**
 * loket_calendar_is_decreed:
 * @self: a calendar
 * @year: a year
 *
 * Tells whether the holidays of @year are certain. Without a list of holidays
 * every year is.
 */
gboolean
loket_calendar_is_decreed (LoketCalendar *self,
                           int            year)
{
  return self->holidays == NULL || loket_holidays_is_decreed (self->holidays, year);
}

/**
 * loket_calendar_nth_working_date:
 * @self: a calendar
 * @date: a date
 * @n: how many working dates to go on, or back when negative
 * @result: (out): the date; untouched on failure
 * @error: return location for %LOKET_SLA_ERROR_OUT_OF_RANGE
 *
 * Finds the @n-th working date strictly after @date, or strictly before it. For
 * 0 that is @date itself if it is a working date, else the next one.
 */
gboolean
loket_calendar_nth_working_date (LoketCalendar  *self,
                                 LoketDay        date,
                                 int             n,
                                 LoketDay       *result,
                                 GError        **error)
{
  gint64 at;

  if (!_loket_calendar_check_day (self, date, error))
    return FALSE;

  at = n > 0 ? (gint64) self->rank[date - self->first_day + 1] + n - 1
             : (gint64) self->rank[date - self->first_day] + n;
  if (at < 0 || at >= self->n_working)
    return _loket_calendar_fail_end (self, error);

  *result = self->working[at].day;
  return TRUE;
}

static gboolean
is_wholly_paused (LoketCalendar     *self,
                  const WorkingDate *date,
                  const LoketPauses *pauses)
{
  guint n;
  const LoketPause *pause = loket_pauses_get (pauses, &n);
  gint64 left = _loket_calendar_open_before (self, date->close) -
                _loket_calendar_open_before (self, date->open);

  for (guint i = loket_pauses_find (pauses, date->open); i < n; i++)
    {
      if (pause[i].from >= date->close)
        break;
      left -= _loket_calendar_open_before (self, MIN (pause[i].to, date->close)) -
              _loket_calendar_open_before (self, MAX (pause[i].from, date->open));
    }
  return left == 0;
}

/**
 * loket_calendar_count_days:
 * @self: a calendar
 * @pauses: (nullable): dates that lie wholly in one are not counted
 * @from: a date, not counted
 * @to: a later or the same date, counted
 * @n_working: (out): working dates after @from up to @to; untouched on failure
 * @error: return location for %LOKET_SLA_ERROR_OUT_OF_RANGE
 *
 * Counts working dates the way limits are counted: the first day is day 0.
 */
gboolean
loket_calendar_count_days (LoketCalendar      *self,
                           const LoketPauses  *pauses,
                           LoketDay            from,
                           LoketDay            to,
                           guint              *n_working,
                           GError            **error)
{
  guint n_pauses, first, last, count;

  if (!_loket_calendar_check_day (self, from, error) ||
      !_loket_calendar_check_day (self, to, error))
    return FALSE;

  first = self->rank[from - self->first_day + 1];
  last = self->rank[to - self->first_day + 1];
  count = last > first ? last - first : 0;
  loket_pauses_get (pauses, &n_pauses);
  for (guint at = first; n_pauses > 0 && at < last; at++)
    count -= (guint) is_wholly_paused (self, &self->working[at], pauses);
  *n_working = count;
  return TRUE;
}

/**
 * loket_calendar_due:
 * @self: a calendar
 * @pauses: (nullable): when the clock stands still
 * @start: when the clock begins, Unix seconds
 * @days: the limit in working days, at least 1
 * @instant: (out): the last instant in time; untouched on failure
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Computes a due instant: the local date of @start is day 0, and the limit ends
 * when the @days-th working date after it closes. A working date whose hours all
 * lie in pauses is not counted, a partly paused one is.
 */
gboolean
loket_calendar_due (LoketCalendar      *self,
                    const LoketPauses  *pauses,
                    gint64              start,
                    int                 days,
                    gint64             *instant,
                    GError            **error)
{
  guint n_pauses;
  gint64 at;

  /* The common case, for whole queues: without pauses, in a zone whose clocks do
   * not change. */
  if (G_LIKELY (pauses == NULL && self->fixed_offset != G_MAXINT32 && days > 0 &&
                start >= self->from && start < self->to))
    {
      gint64 midnight = (gint64) self->first_day * LOKET_DAY_SECONDS - self->fixed_offset;
      guint day = (guint) ((guint64) (start - midnight) / LOKET_DAY_SECONDS);

      at = (gint64) self->rank[day + 1] + days - 1;
      if (G_LIKELY (at < self->n_working))
        {
          *instant = self->closes[at];
          return TRUE;
        }
    }

  if (!_loket_calendar_check_instant (self, start, error))
    return FALSE;
  if (days < 1)
    {
      g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                   "a limit of %d working days", days);
      return FALSE;
    }

  at = self->rank[loket_calendar_date_at (self, start) - self->first_day + 1];
  loket_pauses_get (pauses, &n_pauses);
  if (n_pauses == 0)
    at += days - 1;
  else
    for (int counted = 0; at < self->n_working; at++)
      if (!is_wholly_paused (self, &self->working[at], pauses) && ++counted == days)
        break;

  if (at >= self->n_working)
    return _loket_calendar_fail_end (self, error);
  *instant = self->working[at].close;
  return TRUE;
}
