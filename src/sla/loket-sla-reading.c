/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-reading.h"

#include <string.h>

#include "loket-sla-count.h"

/**
 * loket_sla_reading_free:
 * @self: (transfer full): a reading
 *
 * Frees a reading.
 */
void
loket_sla_reading_free (LoketSlaReading *self)
{
  g_clear_pointer (&self->edition, loket_edition_unref);
  g_clear_pointer (&self->policy, loket_policy_unref);
  g_clear_pointer (&self->calendar, loket_calendar_unref);
  g_clear_pointer (&self->pauses, loket_pauses_free);
  g_clear_pointer (&self->shifts, g_ptr_array_unref);
  g_free (self);
}

/**
 * loket_sla_reading_to_deadline:
 * @self: a reading
 * @deadline: (out): the same as a deadline
 *
 * Gives a reading the form in which time left is told.
 */
void
loket_sla_reading_to_deadline (const LoketSlaReading *self,
                               LoketDeadline         *deadline)
{
  *deadline = (LoketDeadline) {
    .start = self->start,
    .due = self->due,
    .stop = self->stop,
    .next_change = self->next_change,
    .state = self->state,
    .days = self->policy->unit == LOKET_SLA_WORKING_DAYS ? self->policy->limit : 0,
    .from_receipt = self->from_fallback && self->policy->fallback == LOKET_SLA_EVENT_RECEIVED,
    .from_reporter = self->policy->start == LOKET_SLA_EVENT_REPORTER_WROTE,
    .provisional = self->provisional,
  };
}

static gboolean
measure_age (LoketSlaReading  *reading,
             gint64            until,
             GError          **error)
{
  LoketCalendar *calendar = reading->calendar;
  LoketDay from = loket_calendar_date_at (calendar, reading->start);
  LoketDay to = loket_calendar_date_at (calendar, until);
  gint64 net_seconds;
  guint net_days;

  if (!loket_calendar_count_days (calendar, NULL, from, to, &reading->raw_days, error) ||
      !loket_calendar_count_days (calendar, reading->pauses, from, to, &net_days, error) ||
      !loket_calendar_diff (calendar, NULL, reading->start, until, &reading->raw_seconds, error) ||
      !loket_calendar_diff (calendar, reading->pauses, reading->start, until, &net_seconds, error))
    return FALSE;

  reading->paused_days = reading->raw_days - net_days;
  reading->paused_seconds = reading->raw_seconds - net_seconds;
  return TRUE;
}

/**
 * loket_sla_reading_get_marks:
 * @self: a reading
 * @marks: (out): what its state follows from
 *
 * Gives a reading the form in which it is kept.
 */
void
loket_sla_reading_get_marks (const LoketSlaReading *self,
                             LoketSlaMarks         *marks)
{
  *marks = (LoketSlaMarks) {
    .clock = self->policy->clock,
    .provisional = self->provisional,
    .from_fallback = self->from_fallback,
    .paused = self->paused,
    .start = self->start,
    .warning_at = self->warning_at,
    .today_at = self->today_at,
    .due = self->due,
    .stop = self->stop,
  };
}

/**
 * loket_sla_reading_get_escalation:
 * @self: a reading
 * @index: below the rule's number of escalations
 * @role: (out) (optional): who is to know
 *
 * Tells when a clock is brought before somebody: when the working date begins
 * that lies so many before the due date, at the due instant, or when the office
 * closes so many working days after it.
 *
 * Returns: Unix seconds, %LOKET_TIME_UNSET where that lies outside the known
 *   years
 */
gint64
loket_sla_reading_get_escalation (const LoketSlaReading *self,
                                  guint                  index,
                                  LoketRole             *role)
{
  const LoketEscalation *escalation;
  LoketDay day;
  gint64 at;

  g_return_val_if_fail (index < self->policy->n_escalations, LOKET_TIME_UNSET);

  escalation = &self->policy->escalations[index];
  if (role != NULL)
    *role = escalation->role;
  if (escalation->days == 0)
    return self->due;
  if (escalation->days > 0)
    return loket_calendar_due (self->calendar, NULL, self->due - 1, escalation->days, &at, NULL)
               ? at
               : LOKET_TIME_UNSET;
  day = loket_calendar_date_at (self->calendar, self->due - 1);
  return loket_calendar_nth_working_date (self->calendar, day, escalation->days, &day, NULL)
             ? loket_calendar_date_start (self->calendar, day)
             : LOKET_TIME_UNSET;
}

static LoketSlaReading *
make_reading (LoketSlaCount        *count,
              const LoketComplaint *complaint,
              LoketRulebook        *rules,
              gint64                now)
{
  LoketSlaReading *reading = g_new0 (LoketSlaReading, 1);
  LoketSlaMarks marks;

  _loket_sla_count_to_marks (count, now, &marks);
  reading->edition = loket_edition_ref (count->edition);
  reading->policy = loket_policy_ref (count->policy);
  reading->calendar = loket_calendar_ref (count->calendar);
  if (count->stop == LOKET_TIME_UNSET)
    reading->shifts = _loket_sla_count_shifts (count, complaint, rules);
  reading->pauses = g_steal_pointer (&count->pauses);
  reading->klass = count->klass;
  reading->start = marks.start;
  reading->warning_at = marks.warning_at;
  reading->today_at = marks.today_at;
  reading->due = marks.due;
  reading->stop = marks.stop;
  reading->from_fallback = marks.from_fallback;
  reading->provisional = marks.provisional;
  reading->paused = marks.paused;
  reading->state = loket_sla_marks_get_state (&marks, now, &reading->next_change);
  return reading;
}

/**
 * loket_sla_read_clock:
 * @complaint: a complaint
 * @clock: which clock
 * @rules: what to count by
 * @now: the instant to judge at, Unix seconds
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Reads one clock: by the rule of the day it began, in the zone of the agency.
 * While it runs the latest edition of the rules holds, once it has stopped the
 * one that was in force then. Pure; any thread.
 *
 * Returns: (transfer full): the reading; %NULL with %LOKET_SLA_ERROR_NO_CLOCK
 *   when that clock does not run on this complaint
 */
LoketSlaReading *
loket_sla_read_clock (const LoketComplaint  *complaint,
                      LoketSlaClock          clock,
                      LoketRulebook         *rules,
                      gint64                 now,
                      GError               **error)
{
  g_auto (LoketSlaCount) count = { 0 };
  g_autoptr (LoketSlaReading) reading = NULL;
  gint64 targets[LOKET_SLA_MAX_TARGETS] = { 0 };
  gint64 until;

  if (!_loket_sla_count_clock (complaint, clock, rules, now, &count, error))
    return NULL;
  for (guint i = 0; i < count.policy->n_targets; i++)
    if (!_loket_sla_count_limit (&count, count.policy->targets[i], &targets[i], error))
      return NULL;

  reading = make_reading (&count, complaint, rules, now);
  memcpy (reading->targets, targets, sizeof targets);
  until = reading->stop == LOKET_TIME_UNSET ? MAX (now, reading->start) : reading->stop;
  return measure_age (reading, until, error) ? g_steal_pointer (&reading) : NULL;
}

/**
 * loket_sla_read_clocks:
 * @complaint: a complaint
 * @rules: what to count by
 * @now: the instant to judge at, Unix seconds
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Reads all clocks that run or ran on a complaint. One that lies outside the
 * years whose holidays are known is left out.
 *
 * Returns: (transfer full) (element-type LoketSlaReading): the readings in the
 *   order of #LoketSlaClock, perhaps none; %NULL when the zone is not known
 */
GPtrArray *
loket_sla_read_clocks (const LoketComplaint  *complaint,
                       LoketRulebook         *rules,
                       gint64                 now,
                       GError               **error)
{
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_sla_reading_free);

  for (guint clock = 0; clock < LOKET_SLA_N_CLOCKS; clock++)
    {
      g_autoptr (GError) local = NULL;
      LoketSlaReading *reading = loket_sla_read_clock (complaint, (LoketSlaClock) clock, rules, now,
                                                       &local);

      if (reading != NULL)
        g_ptr_array_add (readings, reading);
      else if (!g_error_matches (local, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK) &&
               !g_error_matches (local, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
    }
  return g_steal_pointer (&readings);
}

/**
 * loket_sla_find_most_urgent:
 * @readings: (element-type LoketSlaReading): clocks of one complaint
 *
 * Finds the running clock of the agency that ends first. What waits for others,
 * verification, the reporter or the Ombudsman, is not the agency's to answer.
 *
 * Returns: (transfer none) (nullable): the reading
 */
LoketSlaReading *
loket_sla_find_most_urgent (GPtrArray *readings)
{
  LoketSlaReading *found = NULL;

  for (guint i = 0; i < readings->len; i++)
    {
      LoketSlaReading *reading = readings->pdata[i];
      LoketSlaClock clock = reading->policy->clock;
      gboolean ours = clock == LOKET_SLA_CLOCK_RESPONSE || clock == LOKET_SLA_CLOCK_FOLLOW_UP ||
                      clock == LOKET_SLA_CLOCK_SETTLEMENT;

      if (ours && reading->stop == LOKET_TIME_UNSET &&
          (found == NULL || reading->due < found->due))
        found = reading;
    }
  return found;
}
