/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-calendar-rules.h"

#include "loket-calendar-private.h"
#include "loket-time.h"

/* Tables that grow while the calendar is computed. */
typedef struct
{
  LoketCalendar *calendar;
  GArray        *spans;
  gint64        *open;  /* first opening of each date, or unset */
  gint64        *close; /* last closing of each date */
  GArray        *hours; /* of WallSpan: those of the date at hand */
} Build;

static void
add_open_time (Build    *build,
               LoketDay  day,
               gint64    open,
               gint64    close)
{
  guint at = (guint) (day - build->calendar->first_day);
  Span span = { open, close, 0 };
  Span *last = build->spans->len == 0
                   ? NULL
                   : &g_array_index (build->spans, Span, build->spans->len - 1);

  if (build->open[at] == LOKET_TIME_UNSET)
    build->open[at] = open;
  build->close[at] = close;

  if (last != NULL && last->close == open)
    last->close = close;
  else
    g_array_append_val (build->spans, span);
}

/* One stretch of constant offset: the wall clock runs evenly through it, so
 * that each span of each date is one stretch of instants, cut at its ends. */
static void
build_interval (Build               *build,
                const CalendarRules *rules,
                gint64               from,
                gint64               to,
                gint32               offset)
{
  LoketCalendar *calendar = build->calendar;
  LoketDay first = MAX (loket_day_of_local (from + offset), calendar->first_day);
  LoketDay last = MIN (loket_day_of_local (to - 1 + offset),
                       calendar->first_day + (LoketDay) calendar->n_days - 1);

  for (LoketDay day = first; day <= last; day++)
    {
      gint64 midnight = (gint64) day * LOKET_DAY_SECONDS - offset;

      calendar->kinds[day - calendar->first_day] =
          (guint8) _loket_calendar_rules_get_day (rules, day, build->hours);
      for (guint i = 0; i < build->hours->len; i++)
        {
          const WallSpan *span = &g_array_index (build->hours, WallSpan, i);
          gint64 open = MAX (midnight + span->open, from);
          gint64 close = MIN (midnight + span->close, to);

          if (open < close)
            add_open_time (build, day, open, close);
        }
    }
}

static void
finish_spans (LoketCalendar *self,
              GArray        *spans)
{
  guint at = 0;

  self->n_spans = spans->len;
  self->spans = (Span *) (gpointer) g_array_free (spans, FALSE);
  for (guint i = 0; i < self->n_spans; i++)
    {
      self->spans[i].before = self->total;
      self->total += self->spans[i].close - self->spans[i].open;
    }

  self->n_buckets = (guint) ((self->to - self->from) / LOKET_DAY_SECONDS) + 1;
  self->bucket = g_new (guint32, self->n_buckets + 1);
  for (guint k = 0; k < self->n_buckets; k++)
    {
      while (at < self->n_spans &&
             self->spans[at].close <= self->from + (gint64) k * LOKET_DAY_SECONDS)
        at++;
      self->bucket[k] = at;
    }
  self->bucket[self->n_buckets] = self->n_spans;
}

static void
finish_dates (LoketCalendar *self,
              const gint64  *open,
              const gint64  *close)
{
  GArray *working = g_array_new (FALSE, FALSE, sizeof (WorkingDate));

  self->rank = g_new (guint32, self->n_days + 1);
  for (guint i = 0; i < self->n_days; i++)
    {
      self->rank[i] = working->len;
      if (open[i] != LOKET_TIME_UNSET)
        {
          WorkingDate date = { open[i], close[i], self->first_day + (LoketDay) i };

          g_array_append_val (working, date);
        }
      else if (self->kinds[i] == LOKET_DAY_WORKING)
        self->kinds[i] = LOKET_DAY_CLOSED; /* the clock skipped its hours */
    }
  self->rank[self->n_days] = working->len;
  self->n_working = working->len;
  self->working = (WorkingDate *) (gpointer) g_array_free (working, FALSE);
  self->closes = g_new (gint64, self->n_working);
  for (guint i = 0; i < self->n_working; i++)
    self->closes[i] = self->working[i].close;
}

/* Computes the tables of a calendar whose zone and range are set. */
void
_loket_calendar_make_tables (LoketCalendar       *self,
                             const CalendarRules *rules)
{
  g_autofree gint64 *open = g_new (gint64, self->n_days);
  g_autofree gint64 *close = g_new (gint64, self->n_days);
  g_autoptr (GArray) hours = g_array_new (FALSE, FALSE, sizeof (WallSpan));
  Build build = { self, g_array_new (FALSE, FALSE, sizeof (Span)), open, close, hours };
  guint n;
  const LoketZoneInterval *intervals = loket_zone_get_intervals (self->zone, &n);

  self->kinds = g_new0 (guint8, self->n_days);
  self->fixed_offset = loket_zone_offset_at (self->zone, self->from);
  for (guint i = 0; i < self->n_days; i++)
    open[i] = LOKET_TIME_UNSET;

  for (guint i = 0; i < n; i++)
    {
      gint64 from = MAX (intervals[i].from, self->from);
      gint64 to = i + 1 < n ? MIN (intervals[i + 1].from, self->to) : self->to;

      if (from >= to)
        continue;
      if (intervals[i].offset != self->fixed_offset)
        self->fixed_offset = G_MAXINT32;
      build_interval (&build, rules, from, to, intervals[i].offset);
    }

  finish_spans (self, build.spans);
  finish_dates (self, open, close);
}
