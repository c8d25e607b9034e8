/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-deadline.h"

#include "loket-deadline-private.h"
#include "loket-text.h"

/* Where an agency's zone is not known: WITA, that of South Kalimantan. */
#define DEFAULT_ZONE "Asia/Makassar"

#define LOKET_DEADLINE_WARNING_DAYS 1

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

/* The zone that a complaint's clocks are counted in. */
const char *
_loket_deadline_get_zone (const LoketComplaint *complaint)
{
  return loket_text_is_blank (complaint->time_zone) ? DEFAULT_ZONE : complaint->time_zone;
}

/* Whether a count passes through a year whose holidays are not certain. */
gboolean
_loket_deadline_is_provisional (LoketCalendar *calendar,
                                gint64         start,
                                gint64         due)
{
  int last = loket_day_get_year (loket_calendar_date_at (calendar, due - 1));

  for (int year = loket_day_get_year (loket_calendar_date_at (calendar, start)); year <= last;
       year++)
    if (!loket_calendar_is_decreed (calendar, year))
      return TRUE;
  return FALSE;
}

/* What a running clock shows at @now, and until when. The due date is the one
 * that the last second lies on: a limit may end at midnight. */
LoketSlaState
_loket_deadline_judge (LoketCalendar *calendar,
                       gint64         due,
                       guint          warning_days,
                       gboolean       provisional,
                       gint64         now,
                       gint64        *next_change)
{
  LoketDay due_day = loket_calendar_date_at (calendar, due - 1);
  gint64 due_today = loket_calendar_date_start (calendar, due_day);
  gint64 warning = due_today;
  LoketDay warning_day;

  if (warning_days > 0 &&
      loket_calendar_nth_working_date (calendar, due_day, -(int) warning_days, &warning_day, NULL))
    warning = loket_calendar_date_start (calendar, warning_day);

  if (now > due)
    {
      *next_change = LOKET_TIME_UNSET;
      return LOKET_SLA_OVERDUE;
    }
  if (now >= due_today)
    {
      *next_change = due + 1;
      return LOKET_SLA_DUE_TODAY;
    }
  if (now >= warning)
    {
      *next_change = due_today;
      return LOKET_SLA_WARNING;
    }
  *next_change = warning;
  return provisional ? LOKET_SLA_PROVISIONAL : LOKET_SLA_ON_TIME;
}

/* From when to when the duty to answer runs, or ran. What the reporter wrote
 * last, thanks perhaps, takes nothing from a closed complaint's answer. */
static void
find_span (const LoketComplaint *complaint,
           LoketDeadline        *deadline)
{
  deadline->from_reporter = complaint->reporter_at != LOKET_TIME_UNSET &&
                            loket_complaint_is_open (complaint);
  if (deadline->from_reporter)
    {
      deadline->start = complaint->reporter_at;
      deadline->stop = LOKET_TIME_UNSET;
      return;
    }

  deadline->from_receipt = complaint->assigned_at == LOKET_TIME_UNSET;
  deadline->start = deadline->from_receipt ? complaint->received_at : complaint->assigned_at;
  deadline->stop = complaint->answered_at;
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
 * the first accepted answer and begins anew when the reporter comes back. Cheap
 * enough for every row; any thread may call it.
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

  g_return_val_if_fail (complaint != NULL && deadline != NULL, FALSE);

  find_span (complaint, &found);
  if (found.start == LOKET_TIME_UNSET ||
      (found.stop == LOKET_TIME_UNSET && !loket_complaint_is_open (complaint)))
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK,
                           found.start == LOKET_TIME_UNSET
                               ? "the complaint has no date to count from"
                               : "the complaint was closed and no answer is known");
      return FALSE;
    }

  calendar = loket_calendar_get_builtin (_loket_deadline_get_zone (complaint), error);
  if (calendar == NULL ||
      !loket_calendar_due (calendar, NULL, found.start, (int) found.days, &found.due, error))
    return FALSE;

  found.provisional = _loket_deadline_is_provisional (calendar, found.start, found.due);
  if (found.stop == LOKET_TIME_UNSET)
    found.state = _loket_deadline_judge (calendar, found.due, LOKET_DEADLINE_WARNING_DAYS,
                                         found.provisional, now, &found.next_change);
  else
    {
      found.state = found.stop <= found.due ? LOKET_SLA_MET : LOKET_SLA_MISSED;
      found.next_change = LOKET_TIME_UNSET;
    }

  *deadline = found;
  return TRUE;
}
