/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-deadline.h"
#include "loket-rulebook.h"

G_BEGIN_DECLS

/**
 * LoketSlaMarks:
 * @clock: which clock
 * @provisional: whether the count runs into a year without a decree
 * @from_fallback: whether @start is the rule's second choice
 * @paused: whether it stands still since the reporter was asked
 * @start: when it began
 * @warning_at: when the warning begins; @today_at when the rule has none
 * @today_at: when the due date begins where the agency is
 * @due: the last instant in time
 * @stop: when it stopped, or %LOKET_TIME_UNSET while it runs
 *
 * What the state of a clock follows from by time alone, without the complaint,
 * its rule or a calendar. Instants are Unix seconds.
 */
typedef struct
{
  LoketSlaClock clock;
  gboolean      provisional;
  gboolean      from_fallback;
  gboolean      paused;
  gint64        start;
  gint64        warning_at;
  gint64        today_at;
  gint64        due;
  gint64        stop;
} LoketSlaMarks;

LoketSlaState loket_sla_marks_get_state   (const LoketSlaMarks   *marks,
                                           gint64                 now,
                                           gint64                *next_change);
void          loket_sla_marks_to_deadline (const LoketSlaMarks   *marks,
                                           gint64                 now,
                                           LoketDeadline         *deadline);
gboolean      loket_sla_find_marks        (const LoketComplaint  *complaint,
                                           LoketRulebook         *rules,
                                           gint64                 now,
                                           LoketSlaMarks         *marks,
                                           GError               **error);

G_END_DECLS
