/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"

G_BEGIN_DECLS

/**
 * LoketOfficeDay:
 * @date: which day, as “Friday 27 March 2026”
 * @hours: when the office is open, or why it is not
 * @open: whether it is open at all
 *
 * What a calendar says about one date, in words.
 */
typedef struct
{
  char    *date;
  char    *hours;
  gboolean open;
} LoketOfficeDay;

void       loket_office_day_free   (LoketOfficeDay *self);
GPtrArray *loket_office_hours_list (LoketCalendar  *calendar,
                                    gint64          now,
                                    guint           n_days);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketOfficeDay, loket_office_day_free)

G_END_DECLS
