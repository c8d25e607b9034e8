/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"

G_BEGIN_DECLS

/* Working hours of a date by the wall clock: [open, close) in seconds since
 * midnight. */
typedef struct
{
  gint32 open;
  gint32 close;
} WallSpan;

/* What a calendar is made of, before any zone or year. */
typedef struct
{
  GArray        *weekly[LOKET_WEEKDAYS]; /* of WallSpan, in order, disjoint */
  GHashTable    *dated;                  /* LoketDay -> GArray of WallSpan */
  GHashTable    *breaks;                 /* LoketDay -> GArray of WallSpan */
  GHashTable    *holidays;               /* set of LoketDay */
  GHashTable    *yearly;                 /* set of month * 100 + day */
  LoketHolidays *list;
  gboolean       joint_leave_works;
} CalendarRules;

void         _loket_calendar_rules_init     (CalendarRules       *rules);
void         _loket_calendar_rules_clear    (CalendarRules       *rules);
gboolean     _loket_calendar_rules_add_span (GArray              *spans,
                                             gint32               open,
                                             gint32               close,
                                             const char          *item,
                                             GError             **error);
LoketDayKind _loket_calendar_rules_get_day  (const CalendarRules *rules,
                                             LoketDay             day,
                                             GArray              *spans);
void         _loket_calendar_make_tables    (LoketCalendar       *self,
                                             const CalendarRules *rules);

G_END_DECLS
