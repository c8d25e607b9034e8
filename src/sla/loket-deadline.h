/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-sla-error.h"

G_BEGIN_DECLS

/**
 * LoketSlaState:
 * @LOKET_SLA_ON_TIME: running, with time to spare
 * @LOKET_SLA_WARNING: running, the last working day before the due date has
 *   begun
 * @LOKET_SLA_DUE_TODAY: the due date has begun where the agency is
 * @LOKET_SLA_OVERDUE: the due instant has passed without an answer
 * @LOKET_SLA_MET: answered at or before the due instant
 * @LOKET_SLA_MISSED: answered after it
 * @LOKET_SLA_PAUSED: the clock stands still
 * @LOKET_SLA_PROVISIONAL: as @LOKET_SLA_ON_TIME, but the count runs into a year
 *   whose holidays are not decreed yet, so that the instant may still move
 *
 * Where a clock stands. The one most pressing state is told; a deadline that is
 * both due today and provisional is due today.
 */
typedef enum
{
  LOKET_SLA_ON_TIME,
  LOKET_SLA_WARNING,
  LOKET_SLA_DUE_TODAY,
  LOKET_SLA_OVERDUE,
  LOKET_SLA_MET,
  LOKET_SLA_MISSED,
  LOKET_SLA_PAUSED,
  LOKET_SLA_PROVISIONAL,
} LoketSlaState;

const char   *loket_sla_state_to_name   (LoketSlaState  state);
LoketSlaState loket_sla_state_from_name (const char    *name);

/**
 * LoketDeadline:
 * @start: when the clock began
 * @due: the last instant at which an answer is in time
 * @stop: when it was answered, or %LOKET_TIME_UNSET
 * @next_change: when @state becomes another by time alone, or
 *   %LOKET_TIME_UNSET when it no longer does
 * @state: where it stands at the instant asked for
 * @days: the limit in working days
 * @from_reporter: whether @start is when the reporter came back after an answer
 * @from_receipt: whether @start is the day of receipt because the day of
 *   assignment is not known
 * @provisional: whether the count runs into a year without a decree
 *
 * One clock at one instant, in the form in which time left is told. Instants are
 * Unix seconds.
 */
typedef struct
{
  gint64        start;
  gint64        due;
  gint64        stop;
  gint64        next_change;
  LoketSlaState state;
  guint         days;
  gboolean      from_receipt;
  gboolean      from_reporter;
  gboolean      provisional;
} LoketDeadline;

G_END_DECLS
