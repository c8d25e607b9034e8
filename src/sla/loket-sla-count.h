/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-pauses.h"
#include "loket-sla-marks.h"
#include "loket-sla-shift.h"

G_BEGIN_DECLS

/* One clock of a complaint as one edition counts it. The edition, and with it
 * the policy and the calendar, belongs to the rulebook. */
typedef struct
{
  LoketEdition       *edition;
  LoketPolicy        *policy;
  LoketCalendar      *calendar;
  LoketPauses        *pauses;
  LoketComplaintClass klass;
  gint64              start;
  gint64              due;
  gint64              stop;
  gboolean            from_fallback;
  gboolean            paused_now;
} LoketSlaCount;

gboolean _loket_sla_count_clock      (const LoketComplaint  *complaint,
                                      LoketSlaClock          clock,
                                      LoketRulebook         *rules,
                                      gint64                 now,
                                      LoketSlaCount         *count,
                                      GError               **error);
gboolean _loket_sla_count_limit      (const LoketSlaCount   *count,
                                      guint                  limit,
                                      gint64                *due,
                                      GError               **error);
GPtrArray *_loket_sla_count_shifts  (const LoketSlaCount   *count,
                                      const LoketComplaint  *complaint,
                                      LoketRulebook         *rules);
void     _loket_sla_count_to_marks   (const LoketSlaCount   *count,
                                      gint64                 now,
                                      LoketSlaMarks         *marks);
void     _loket_sla_count_clear      (LoketSlaCount         *count);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LoketSlaCount, _loket_sla_count_clear)

G_END_DECLS
