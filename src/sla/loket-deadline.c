/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-deadline.h"

#include "loket-deadline-private.h"
#include "loket-text.h"

/* Where an agency's zone is not known: WITA, that of South Kalimantan. */
#define DEFAULT_ZONE "Asia/Makassar"

/* In the order of the enumeration. */
static const char *const state_names[] = {
  "on_time", "warning", "due_today", "overdue", "met", "missed", "paused", "provisional",
};

/**
 * loket_sla_state_to_name:
 * @state: a state
 *
 * The state's name in `--json` output and in files.
 *
 * Returns: (transfer none): a static string
 */
const char *
loket_sla_state_to_name (LoketSlaState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), state_names[0]);
  return state_names[state];
}

/**
 * loket_sla_state_from_name:
 * @name: (nullable): a name
 *
 * The state of that name, %LOKET_SLA_ON_TIME for any other.
 */
LoketSlaState
loket_sla_state_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return (LoketSlaState) i;
  return LOKET_SLA_ON_TIME;
}

/* The calendar that a complaint's response clock is counted in. */
LoketCalendar *
_loket_deadline_get_calendar (const LoketComplaint  *complaint,
                              GError               **error)
{
  const char *zone = complaint->time_zone;

  return loket_calendar_get_builtin (loket_text_is_blank (zone) ? DEFAULT_ZONE : zone, error);
}

static gboolean
crosses_undecreed (LoketCalendar *calendar,
                   LoketDay       from,
                   LoketDay       to)
{
  int last = loket_day_get_year (to);

  for (int year = loket_day_get_year (from); year <= last; year++)
    if (!loket_calendar_is_decreed (calendar, year))
      return TRUE;
  return FALSE;
}

/* A running clock: what it shows at @now and until when. */
static void
judge_running (LoketCalendar *calendar,
               LoketDay       due_day,
               gint64         now,
               LoketDeadline *deadline)
{
  gint64 due_today = loket_calendar_date_start (calendar, due_day);
  gint64 warning = due_today;
  LoketDay day_before;

  if (loket_calendar_nth_working_date (calendar, due_day, -1, &day_before, NULL))
    warning = loket_calendar_date_start (calendar, day_before);

  if (now > deadline->due)
    {
      deadline->state = LOKET_SLA_OVERDUE;
      deadline->next_change = LOKET_TIME_UNSET;
    }
  else if (now >= due_today)
    {
      deadline->state = LOKET_SLA_DUE_TODAY;
      deadline->next_change = deadline->due + 1;
    }
  else if (now >= warning)
    {
      deadline->state = LOKET_SLA_WARNING;
      deadline->next_change = due_today;
    }
  else
    {
      deadline->state = deadline->provisional ? LOKET_SLA_PROVISIONAL : LOKET_SLA_ON_TIME;
      deadline->next_change = warning;
    }
}

/**
 * loket_deadline_for_complaint:
 * @complaint: a complaint
 * @now: the instant to judge at, Unix seconds
 * @deadline: (out): the response clock; untouched on failure
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Computes the response clock: five working days from the day the agency got
 * the complaint, which is day 0, until the office closes on the fifth; in the
 * agency's zone, by the built-in calendar of Indonesian offices. It stops with
 * the first accepted answer. Cheap enough for every row; any thread may call it.
 *
 * Returns: whether there is a clock; not for a complaint without dates, nor for
 *   a closed one whose answer's time nobody knows
 */
gboolean
loket_deadline_for_complaint (const LoketComplaint  *complaint,
                              gint64                 now,
                              LoketDeadline         *deadline,
                              GError               **error)
{
  LoketDeadline found = { .days = LOKET_DEADLINE_RESPONSE_DAYS };
  LoketCalendar *calendar;
  LoketDay due_day;

  g_return_val_if_fail (complaint != NULL && deadline != NULL, FALSE);

  found.from_receipt = complaint->assigned_at == LOKET_TIME_UNSET;
  found.start = found.from_receipt ? complaint->received_at : complaint->assigned_at;
  found.stop = complaint->answered_at;
  if (found.start == LOKET_TIME_UNSET ||
      (found.stop == LOKET_TIME_UNSET && !loket_complaint_is_open (complaint)))
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK,
                           found.start == LOKET_TIME_UNSET
                               ? "the complaint has no date to count from"
                               : "the complaint was closed and no answer is known");
      return FALSE;
    }

  calendar = _loket_deadline_get_calendar (complaint, error);
  if (calendar == NULL ||
      !loket_calendar_due (calendar, NULL, found.start, (int) found.days, &found.due, error))
    return FALSE;

  due_day = loket_calendar_date_at (calendar, found.due);
  found.provisional = crosses_undecreed (calendar, loket_calendar_date_at (calendar, found.start),
                                         due_day);
  if (found.stop == LOKET_TIME_UNSET)
    judge_running (calendar, due_day, now, &found);
  else
    {
      found.state = found.stop <= found.due ? LOKET_SLA_MET : LOKET_SLA_MISSED;
      found.next_change = LOKET_TIME_UNSET;
    }

  *deadline = found;
  return TRUE;
}
