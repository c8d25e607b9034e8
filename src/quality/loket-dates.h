/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-rule.h"

G_BEGIN_DECLS

/* A date with a year in the draft. @weekday: as written, 1 is Monday, 0 for none. */
typedef struct
{
  LoketSpan span;
  guint     day;
  guint     month;
  guint     year;
  guint     weekday;
} LoketDated;

gboolean _loket_run_next_date    (LoketRun         *run,
                                  LoketSpan        *rest,
                                  LoketDated       *date);
gboolean _loket_dated_is_valid   (const LoketDated *date);
guint    _loket_dated_weekday    (const LoketDated *date);
gboolean _loket_dated_is_holiday (const LoketDated *date);
gboolean _loket_run_is_free_day  (LoketRun         *run,
                                  const LoketDated *date);
gboolean _loket_run_is_beyond_limit (LoketRun      *run,
                                  const LoketDated *date);
int      _loket_run_compare_now  (LoketRun         *run,
                                  const LoketDated *date);

G_END_DECLS
