/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-marks.h"

#include "loket-sla-count.h"

/**
 * loket_sla_marks_get_state:
 * @marks: a clock
 * @now: the instant to judge at, Unix seconds
 * @next_change: (out) (optional): when the state becomes another by time alone,
 *   %LOKET_TIME_UNSET when it no longer does
 *
 * Tells where a clock stands. The one rule for this; cheap enough for every row
 * of a list and every tick. Pure; any thread.
 *
 * Returns: the state
 */
LoketSlaState
loket_sla_marks_get_state (const LoketSlaMarks *marks,
                           gint64               now,
                           gint64              *next_change)
{
  gint64 next = LOKET_TIME_UNSET;
  LoketSlaState state;

  if (marks->stop != LOKET_TIME_UNSET)
    state = marks->stop <= marks->due ? LOKET_SLA_MET : LOKET_SLA_MISSED;
  else if (marks->paused)
    state = LOKET_SLA_PAUSED;
  else if (now > marks->due)
    state = LOKET_SLA_OVERDUE;
  else if (now >= marks->today_at)
    {
      state = LOKET_SLA_DUE_TODAY;
      next = marks->due + 1;
    }
  else if (now >= marks->warning_at)
    {
      state = LOKET_SLA_WARNING;
      next = marks->today_at;
    }
  else
    {
      state = marks->provisional ? LOKET_SLA_PROVISIONAL : LOKET_SLA_ON_TIME;
      next = marks->warning_at;
    }

  if (next_change != NULL)
    *next_change = next;
  return state;
}

/**
 * loket_sla_marks_to_deadline:
 * @marks: a clock
 * @now: the instant to judge at, Unix seconds
 * @deadline: (out): the same as a deadline
 *
 * Gives marks the form in which time left is told. The limit is not among the
 * marks, so `days` is 0.
 */
void
loket_sla_marks_to_deadline (const LoketSlaMarks *marks,
                             gint64               now,
                             LoketDeadline       *deadline)
{
  *deadline = (LoketDeadline) {
    .start = marks->start,
    .due = marks->due,
    .stop = marks->stop,
    .from_receipt = marks->from_fallback,
    .from_reporter = marks->clock == LOKET_SLA_CLOCK_FOLLOW_UP,
    .provisional = marks->provisional,
  };
  deadline->state = loket_sla_marks_get_state (marks, now, &deadline->next_change);
}

/* Whether @marks presses more than @other: what runs before what has stopped,
 * what is due first among those that run, what stopped last among the rest. */
static gboolean
presses_more (const LoketSlaMarks *marks,
              const LoketSlaMarks *other)
{
  gboolean runs = marks->stop == LOKET_TIME_UNSET;

  if (runs != (other->stop == LOKET_TIME_UNSET))
    return runs;
  return runs ? marks->due < other->due : marks->stop > other->stop;
}

/**
 * loket_sla_find_marks:
 * @complaint: a complaint
 * @rules: what to count by
 * @now: the instant to judge at, Unix seconds; matters to a clock that is paused
 * @marks: (out): the clock that presses most; untouched on failure
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Finds what an officer has to keep of a complaint: of the clocks for the first
 * answer, a further answer and the settlement the one that runs and is due
 * first; when none runs, the one that stopped last. What waits for others,
 * verification, the reporter or the Ombudsman, is not the officer's. Pure; any
 * thread.
 *
 * Returns: whether there is such a clock; %LOKET_SLA_ERROR_NO_CLOCK for a
 *   complaint without dates, or closed in a way that nobody knows
 */
gboolean
loket_sla_find_marks (const LoketComplaint  *complaint,
                      LoketRulebook         *rules,
                      gint64                 now,
                      LoketSlaMarks         *marks,
                      GError               **error)
{
  static const LoketSlaClock ours[] = {
    LOKET_SLA_CLOCK_RESPONSE, LOKET_SLA_CLOCK_FOLLOW_UP, LOKET_SLA_CLOCK_SETTLEMENT,
  };
  g_autoptr (GError) first = NULL;
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      g_autoptr (GError) local = NULL;
      g_auto (LoketSlaCount) count = { 0 };
      LoketSlaMarks candidate;

      if (!_loket_sla_count_clock (complaint, ours[i], rules, now, &count, &local))
        {
          if (first == NULL || g_error_matches (first, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK))
            {
              g_clear_error (&first);
              first = g_steal_pointer (&local);
            }
          continue;
        }
      _loket_sla_count_to_marks (&count, now, &candidate);
      if (!found || presses_more (&candidate, marks))
        *marks = candidate;
      found = TRUE;
    }

  if (!found)
    g_propagate_error (error, g_steal_pointer (&first));
  return found;
}
