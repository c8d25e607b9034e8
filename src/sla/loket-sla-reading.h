/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sla-marks.h"
#include "loket-sla-shift.h"

G_BEGIN_DECLS

/**
 * LoketSlaReading:
 * @edition: what it is counted by
 * @policy: the rule of @edition that applies
 * @calendar: what it is counted in
 * @pauses: (nullable): when the reporter was asked for information
 * @klass: the class that it is counted for
 * @shifts: (nullable) (element-type LoketSlaShift): how its due instant moved
 *   since it began, oldest first; %NULL when it did not, or the clock has stopped
 * @start: when the clock began
 * @warning_at: when the warning begins
 * @today_at: when the due date begins where the agency is
 * @due: the last instant in time
 * @stop: when it stopped, or %LOKET_TIME_UNSET while it runs
 * @next_change: when @state becomes another by time alone, or
 *   %LOKET_TIME_UNSET
 * @state: where it stands
 * @from_fallback: whether @start is the rule's second choice
 * @provisional: whether the count runs into a year without a decree
 * @paused: whether it stands still
 * @raw_days: working days from @start until now or @stop
 * @paused_days: how many of them lay wholly in @pauses
 * @raw_seconds: working seconds from @start until now or @stop
 * @paused_seconds: how many of them lay in @pauses
 * @targets: instants of the rule's targets, in the rule's order
 *
 * One clock of a complaint at one instant. Both ages are told whatever the rule
 * makes of the pauses: no source says what pauses a clock.
 */
typedef struct
{
  LoketEdition  *edition;
  LoketPolicy   *policy;
  LoketCalendar *calendar;
  LoketPauses   *pauses;
  GPtrArray     *shifts;
  LoketComplaintClass klass;
  gint64         start;
  gint64         warning_at;
  gint64         today_at;
  gint64         due;
  gint64         stop;
  gint64         next_change;
  LoketSlaState  state;
  gboolean       from_fallback;
  gboolean       provisional;
  gboolean       paused;
  guint          raw_days;
  guint          paused_days;
  gint64         raw_seconds;
  gint64         paused_seconds;
  gint64         targets[LOKET_SLA_MAX_TARGETS];
} LoketSlaReading;

const char      *loket_sla_clock_to_title      (LoketSlaClock          clock,
                                                const char            *language);
void             loket_sla_reading_free        (LoketSlaReading       *self);
char            *loket_sla_reading_explain     (const LoketSlaReading *self,
                                                const char            *language);
char            *loket_sla_reading_dup_sentence (const LoketSlaReading *self,
                                                const char            *language);
void             loket_sla_reading_to_deadline (const LoketSlaReading *self,
                                                LoketDeadline         *deadline);
gint64           loket_sla_reading_get_escalation (const LoketSlaReading *self,
                                                guint                  index,
                                                LoketRole             *role);
void             loket_sla_reading_get_marks   (const LoketSlaReading *self,
                                                LoketSlaMarks         *marks);
LoketSlaReading *loket_sla_read_clock          (const LoketComplaint  *complaint,
                                                LoketSlaClock          clock,
                                                LoketRulebook         *rules,
                                                gint64                 now,
                                                GError               **error);
GPtrArray       *loket_sla_read_clocks         (const LoketComplaint  *complaint,
                                                LoketRulebook         *rules,
                                                gint64                 now,
                                                GError               **error);
LoketSlaReading *loket_sla_find_most_urgent    (GPtrArray             *readings);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSlaReading, loket_sla_reading_free)

G_END_DECLS
