/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"

G_BEGIN_DECLS

/* A stretch of working time: open at @open, no longer at @close. @before is
 * the sum of working seconds in all spans before it. */
typedef struct
{
  gint64 open;
  gint64 close;
  gint64 before;
} Span;

/* One working date: its place in the calendar, its first opening and its last
 * closing instant. */
typedef struct
{
  gint64   open;
  gint64   close;
  LoketDay day;
} WorkingDate;

/*
 * All tables are made once, in loket_calendar_builder_build(); nothing changes
 * afterwards, so that any thread reads without a lock.
 *
 * Spans are in order, never touch and lie in [from, to). bucket[k] is the first
 * span that closes after from + k days: a search never leaves one day's spans.
 * rank[k] is the number of working dates before the k-th date of the calendar,
 * so that the n-th working date is one step away.
 */
struct _LoketCalendar
{
  gatomicrefcount ref_count;

  char           *name;
  LoketZone      *zone;
  LoketHolidays  *holidays;
  int             first_year;
  int             last_year;
  LoketDay        first_day;
  guint           n_days;
  gint64          from;
  gint64          to;
  gint32          fixed_offset; /* or G_MAXINT32 where clocks change */

  Span           *spans;
  guint           n_spans;
  gint64          total;
  guint32        *bucket;
  guint           n_buckets;

  guint32        *rank; /* n_days + 1 */
  WorkingDate    *working;
  gint64         *closes; /* of each working date, by themselves: they fit a cache */
  guint           n_working;
  guint8         *kinds; /* LoketDayKind of each date */
};

guint    _loket_calendar_find_span    (LoketCalendar  *self,
                                       gint64          instant);
gint64   _loket_calendar_open_before  (LoketCalendar  *self,
                                       gint64          instant);
gboolean _loket_calendar_check_instant (LoketCalendar  *self,
                                        gint64          instant,
                                        GError        **error);
gboolean _loket_calendar_check_day    (LoketCalendar  *self,
                                       LoketDay        day,
                                       GError        **error);
gboolean _loket_calendar_fail_end     (LoketCalendar  *self,
                                       GError        **error);

G_END_DECLS
