/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"

G_BEGIN_DECLS

/**
 * LoketSkip:
 * @from: the first free date
 * @to: the last free date
 * @holiday: whether a holiday lies in it
 * @joint_leave: whether joint leave lies in it
 * @name: (nullable): what the day is called, for a single one
 *
 * Free dates in a row that a limit passed over, other than bare weekends.
 */
typedef struct
{
  LoketDay from;
  LoketDay to;
  gboolean holiday;
  gboolean joint_leave;
  char    *name;
} LoketSkip;

/**
 * LoketExplanation:
 * @calendar: what was counted in
 * @start: when the clock began
 * @due: when it ends
 * @days: the limit in working days
 * @n_weekends: weekends that were not counted
 * @skips: (element-type LoketSkip): free dates that were not counted
 * @counted: (element-type gint32): the working dates that were
 * @undecreed_year: the first year passed through whose holidays are not
 *   certain, or 0
 *
 * How a due instant came about.
 */
typedef struct
{
  LoketCalendar *calendar;
  gint64         start;
  gint64         due;
  guint          days;
  guint          n_weekends;
  GArray        *skips;
  GArray        *counted;
  int            undecreed_year;
} LoketExplanation;

LoketExplanation *loket_explanation_new         (LoketCalendar          *calendar,
                                                 gint64                  start,
                                                 gint64                  due,
                                                 guint                   days);
void              loket_explanation_free        (LoketExplanation       *self);
char             *loket_explanation_dup_instant (const LoketExplanation *self,
                                                 gint64                  instant,
                                                 const char             *language);
char             *loket_explanation_dup_date    (const LoketExplanation *self,
                                                 gint64                  instant,
                                                 const char             *language);
char             *loket_explanation_dup_skipped (const LoketExplanation *self,
                                                 const char             *language);
char             *loket_explanation_dup_counted (const LoketExplanation *self,
                                                 const char             *language);

char             *loket_day_dup_text            (LoketDay                day,
                                                 const char             *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketExplanation, loket_explanation_free)

G_END_DECLS
