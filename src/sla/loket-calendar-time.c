/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-calendar-private.h"

/*
 * Arithmetic on working time. Time is a set of half-open spans [open, close);
 * pauses are cut out of it. Spans that touch are one: where work goes on nothing
 * opens or closes.
 */

/* The first span that closes after @instant; n_spans when there is none. */
guint
_loket_calendar_find_span (LoketCalendar *self,
                           gint64         instant)
{
  guint bucket, low, high;

  if (instant < self->from)
    return 0;
  if (instant >= self->to)
    return self->n_spans;

  bucket = (guint) ((instant - self->from) / LOKET_DAY_SECONDS);
  low = self->bucket[bucket];
  high = self->bucket[bucket + 1];
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->spans[middle].close <= instant)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Working seconds from the calendar's beginning to @instant. */
gint64
_loket_calendar_open_before (LoketCalendar *self,
                             gint64         instant)
{
  guint at = _loket_calendar_find_span (self, instant);

  if (at == self->n_spans)
    return self->total;
  return self->spans[at].before + MAX (instant - self->spans[at].open, 0);
}

/* The span in which the count passes from below @count to @count or more; for
 * @upward FALSE the one in which it passes from @count or less to above. The
 * search gallops away from the span @near, because most answers are close. */
static guint
find_count (LoketCalendar *self,
            gint64         count,
            guint          near,
            gboolean       upward)
{
  guint low = upward ? near : 0;
  guint high = upward ? self->n_spans : near + 1;

  for (guint step = 1; upward && low + step < high; step *= 2)
    if (self->spans[low + step].before >= count)
      high = low + step;
    else
      low += step;

  for (guint step = 1; !upward && step < high; step *= 2)
    if (self->spans[high - step].before <= count)
      low = high - step;
    else
      high -= step;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;
      gboolean below = upward ? self->spans[middle].before < count
                              : self->spans[middle].before <= count;

      if (below)
        low = middle;
      else
        high = middle;
    }
  return low;
}

static gboolean
find_open (LoketCalendar      *self,
           const LoketPauses  *pauses,
           gint64              at,
           gint64             *open,
           gint64             *close)
{
  guint n;
  const LoketPause *pause = loket_pauses_get (pauses, &n);
  guint next = loket_pauses_find (pauses, at);
  guint span = _loket_calendar_find_span (self, at);

  while (span < self->n_spans)
    {
      gint64 from = MAX (at, self->spans[span].open);

      while (next < n && pause[next].to <= from)
        next++;
      if (next == n || pause[next].from > from)
        {
          *open = from;
          *close = next == n ? self->spans[span].close
                             : MIN (self->spans[span].close, pause[next].from);
          return TRUE;
        }
      at = pause[next].to;
      span = _loket_calendar_find_span (self, at);
    }
  return FALSE;
}

/**
 * loket_calendar_is_open:
 * @self: a calendar
 * @pauses: (nullable): when the clock stands still
 * @at: Unix seconds
 * @open: (out): whether @at is working time; untouched on failure
 * @error: return location for %LOKET_SLA_ERROR_OUT_OF_RANGE
 *
 * Tells whether an instant is working time. An opening instant is, a closing
 * one is not.
 */
gboolean
loket_calendar_is_open (LoketCalendar      *self,
                        const LoketPauses  *pauses,
                        gint64              at,
                        gboolean           *open,
                        GError            **error)
{
  gint64 from, to;

  if (!_loket_calendar_check_instant (self, at, error))
    return FALSE;
  *open = find_open (self, pauses, at, &from, &to) && from == at;
  return TRUE;
}

/**
 * loket_calendar_next_open:
 * @self: a calendar
 * @pauses: (nullable): when the clock stands still
 * @at: Unix seconds
 * @instant: (out): @at when that is working time, else the next opening;
 *   untouched on failure
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Finds the first working instant at or after @at.
 */
gboolean
loket_calendar_next_open (LoketCalendar      *self,
                          const LoketPauses  *pauses,
                          gint64              at,
                          gint64             *instant,
                          GError            **error)
{
  gint64 from, to;

  if (!_loket_calendar_check_instant (self, at, error))
    return FALSE;
  if (!find_open (self, pauses, at, &from, &to))
    return _loket_calendar_fail_end (self, error);
  *instant = from;
  return TRUE;
}

/**
 * loket_calendar_next_close:
 * @self: a calendar
 * @pauses: (nullable): when the clock stands still
 * @at: Unix seconds
 * @instant: (out): the first closing instant after @at; untouched on failure
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Finds when work stops next. A calendar that never closes has no answer.
 */
gboolean
loket_calendar_next_close (LoketCalendar      *self,
                           const LoketPauses  *pauses,
                           gint64              at,
                           gint64             *instant,
                           GError            **error)
{
  gint64 from, to;

  if (!_loket_calendar_check_instant (self, at, error))
    return FALSE;
  if (!find_open (self, pauses, at, &from, &to) || to == self->to)
    return _loket_calendar_fail_end (self, error);
  *instant = to;
  return TRUE;
}

/**
 * loket_calendar_prev_open:
 * @self: a calendar
 * @pauses: (nullable): when the clock stands still
 * @at: Unix seconds
 * @instant: (out): the last instant up to @at before which time was open;
 *   untouched on failure
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Finds where working time was last left: @at within working time and at its
 * closing instant, else the previous closing instant; an opening instant goes
 * back to the close before it.
 */
gboolean
loket_calendar_prev_open (LoketCalendar      *self,
                          const LoketPauses  *pauses,
                          gint64              at,
                          gint64             *instant,
                          GError            **error)
{
  guint n;
  const LoketPause *pause = loket_pauses_get (pauses, &n);

  if (!_loket_calendar_check_instant (self, at, error))
    return FALSE;

  for (;;)
    {
      guint span = _loket_calendar_find_span (self, at);
      guint found;

      if (span == self->n_spans || self->spans[span].open >= at)
        {
          if (span == 0)
            return _loket_calendar_fail_end (self, error);
          at = self->spans[span - 1].close;
        }

      found = loket_pauses_find (pauses, at - 1);
      if (found == n || pause[found].from > at - 1)
        {
          *instant = at;
          return TRUE;
        }
      at = pause[found].from;
    }
}

/**
 * loket_calendar_diff:
 * @self: a calendar
 * @pauses: (nullable): when the clock stands still
 * @start: Unix seconds
 * @end: Unix seconds
 * @seconds: (out): working seconds between them, 0 when @end is not after
 *   @start; untouched on failure
 * @error: return location for %LOKET_SLA_ERROR_OUT_OF_RANGE
 *
 * Measures working time. Seconds are those that really pass, also on a day on
 * which the clocks change.
 */
gboolean
loket_calendar_diff (LoketCalendar      *self,
                     const LoketPauses  *pauses,
                     gint64              start,
                     gint64              end,
                     gint64             *seconds,
                     GError            **error)
{
  guint n;
  const LoketPause *pause = loket_pauses_get (pauses, &n);
  gint64 sum;

  if (!_loket_calendar_check_instant (self, start, error) ||
      !_loket_calendar_check_instant (self, end, error))
    return FALSE;

  if (end <= start)
    {
      *seconds = 0;
      return TRUE;
    }

  sum = _loket_calendar_open_before (self, end) - _loket_calendar_open_before (self, start);
  for (guint i = loket_pauses_find (pauses, start); i < n; i++)
    {
      if (pause[i].from >= end)
        break;
      sum -= _loket_calendar_open_before (self, MIN (pause[i].to, end)) -
             _loket_calendar_open_before (self, MAX (pause[i].from, start));
    }
  *seconds = sum;
  return TRUE;
}

/* Where the count of working seconds reaches @target, all of it before the
 * pause at hand. */
static gint64
instant_of (LoketCalendar *self,
            gint64         target,
            gint64         near,
            gboolean       upward)
{
  guint at = MIN (_loket_calendar_find_span (self, near), self->n_spans - 1);
  const Span *span = &self->spans[find_count (self, target, at, upward)];

  return span->open + (target - span->before);
}

static gboolean
add_forward (LoketCalendar      *self,
             const LoketPauses  *pauses,
             gint64              at,
             gint64              seconds,
             gint64             *instant)
{
  guint n;
  const LoketPause *pause = loket_pauses_get (pauses, &n);

  for (guint i = loket_pauses_find (pauses, at);; i++)
    {
      gint64 before = _loket_calendar_open_before (self, at);
      gint64 after = i == n ? self->total : _loket_calendar_open_before (self, pause[i].from);

      if (after - before >= seconds)
        {
          *instant = instant_of (self, before + seconds, at, TRUE);
          return TRUE;
        }
      if (i == n)
        return FALSE;
      seconds -= MAX (after - before, 0);
      at = MAX (at, pause[i].to);
    }
}

static gboolean
add_backward (LoketCalendar      *self,
              const LoketPauses  *pauses,
              gint64              at,
              gint64              seconds,
              gint64             *instant)
{
  guint n;
  const LoketPause *pause = loket_pauses_get (pauses, &n);
  guint i = loket_pauses_find (pauses, at);

  /* From here on pause[i - 1] is the last one that begins before @at. */
  if (i < n && pause[i].from < at)
    i++;

  for (;; i--)
    {
      gint64 before = _loket_calendar_open_before (self, at);
      gint64 after = i == 0 ? 0 : _loket_calendar_open_before (self, MIN (pause[i - 1].to, at));

      if (before - after >= seconds)
        {
          *instant = instant_of (self, before - seconds, at, FALSE);
          return TRUE;
        }
      if (i == 0)
        return FALSE;
      seconds -= before - after;
      at = pause[i - 1].from;
    }
}

/**
 * loket_calendar_add:
 * @self: a calendar
 * @pauses: (nullable): when the clock stands still
 * @start: Unix seconds
 * @seconds: working seconds to go on, or back when negative
 * @instant: (out): where they are used up; untouched on failure
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Adds working time. Seconds that end exactly with a span give its closing
 * instant (going back: its opening one); 0 seconds give the next working
 * instant at or after @start.
 */
gboolean
loket_calendar_add (LoketCalendar      *self,
                    const LoketPauses  *pauses,
                    gint64              start,
                    gint64              seconds,
                    gint64             *instant,
                    GError            **error)
{
  gint64 found;

  if (seconds == 0)
    return loket_calendar_next_open (self, pauses, start, instant, error);
  if (!_loket_calendar_check_instant (self, start, error))
    return FALSE;

  if (self->n_spans == 0 || seconds > self->total || seconds < -self->total ||
      !(seconds > 0 ? add_forward (self, pauses, start, seconds, &found)
                    : add_backward (self, pauses, start, -seconds, &found)))
    return _loket_calendar_fail_end (self, error);
  *instant = found;
  return TRUE;
}
