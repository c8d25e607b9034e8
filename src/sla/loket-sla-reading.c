/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-reading.h"

#include "loket-deadline-private.h"
#include "loket-sla-events.h"

#define HOUR_SECONDS 3600

/**
 * loket_sla_reading_free:
 * @self: (transfer full): a reading
 *
 * Frees a reading.
 */
void
loket_sla_reading_free (LoketSlaReading *self)
{
  g_clear_pointer (&self->policy, loket_policy_unref);
  g_clear_pointer (&self->calendar, loket_calendar_unref);
  g_clear_pointer (&self->pauses, loket_pauses_free);
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
reaches (const LoketPolicy    *policy,
         const LoketComplaint *complaint)
{
  if ((policy->classes & (1u << complaint->klass)) == 0)
    return FALSE;

  switch (policy->scope)
    {
    case LOKET_SLA_SCOPE_PROVINCE:
      return g_strcmp0 (policy->scope_name, complaint->province) == 0;
    case LOKET_SLA_SCOPE_AGENCY:
      return g_strcmp0 (policy->scope_name, complaint->agency_code) == 0;
    case LOKET_SLA_SCOPE_NATIONAL:
    default:
      return TRUE;
    }
}

/* When the clock begins under @policy; unset when it does not. */
static gint64
find_start (const LoketPolicy    *policy,
            const LoketComplaint *complaint,
            gboolean             *from_fallback)
{
  gint64 start = _loket_sla_find_start (complaint, policy->start);

  *from_fallback = start == LOKET_TIME_UNSET;
  if (*from_fallback)
    start = _loket_sla_find_start (complaint, policy->fallback);
  return start;
}

/* The rule of the day on which the clock began, the narrowest one first. */
static LoketPolicy *
find_policy (LoketPolicies        *policies,
             LoketSlaClock         clock,
             const LoketComplaint *complaint,
             LoketCalendar        *calendar,
             gint64               *start,
             gboolean             *from_fallback)
{
  LoketPolicy *found = NULL;

  for (guint i = 0; i < loket_policies_get_n (policies); i++)
    {
      LoketPolicy *policy = loket_policies_get (policies, i);
      gboolean second_choice;
      gint64 begins;
      LoketDay day;

      if (policy->clock != clock || !reaches (policy, complaint) ||
          (found != NULL && policy->scope < found->scope))
        continue;
      begins = find_start (policy, complaint, &second_choice);
      if (begins == LOKET_TIME_UNSET)
        continue;
      day = loket_calendar_date_at (calendar, begins);
      if (day < policy->valid_from || day > policy->valid_until)
        continue;

      found = policy;
      *start = begins;
      *from_fallback = second_choice;
    }
  return found;
}

static gboolean
find_due (const LoketPolicy  *policy,
          guint               limit,
          LoketCalendar      *calendar,
          const LoketPauses  *pauses,
          gint64              start,
          gint64             *due,
          GError            **error)
{
  guint n;
  const LoketPause *pause = loket_pauses_get (pauses, &n);
  gint64 end;

  switch (policy->unit)
    {
    case LOKET_SLA_WORKING_HOURS:
      return loket_calendar_add (calendar, pauses, start, (gint64) limit * HOUR_SECONDS, due,
                                 error);
    case LOKET_SLA_CALENDAR_DAYS:
      end = loket_calendar_date_start (calendar, loket_calendar_date_at (calendar, start) +
                                                     (LoketDay) limit + 1);
      for (guint i = 0; i < n; i++)
        if (pause[i].from < end && pause[i].to > start)
          end += pause[i].to - MAX (pause[i].from, start);
      *due = end;
      return TRUE;
    case LOKET_SLA_WORKING_DAYS:
    default:
      return loket_calendar_due (calendar, pauses, start, (int) limit, due, error);
    }
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

static void
judge (LoketSlaReading *reading,
       gboolean         paused_now,
       gint64           now)
{
  if (reading->stop != LOKET_TIME_UNSET)
    {
      reading->state = reading->stop <= reading->due ? LOKET_SLA_MET : LOKET_SLA_MISSED;
      reading->next_change = LOKET_TIME_UNSET;
    }
  else if (paused_now && reading->policy->pauses_on_information && now <= reading->due)
    {
      reading->state = LOKET_SLA_PAUSED;
      reading->next_change = LOKET_TIME_UNSET;
    }
  else
    reading->state = _loket_deadline_judge (reading->calendar, reading->due,
                                            reading->policy->warning, reading->provisional, now,
                                            &reading->next_change);
}

static gboolean
fail_no_clock (const char  *why,
               GError     **error)
{
  g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK, why);
  return FALSE;
}

static gboolean
fill_reading (LoketSlaReading       *reading,
              const LoketComplaint  *complaint,
              gint64                 now,
              GError               **error)
{
  LoketPolicy *policy = reading->policy;
  LoketCalendar *calendar = reading->calendar;
  const LoketPauses *pauses;
  gboolean paused_now;

  reading->stop = _loket_sla_find_stop (complaint, policy->stop, reading->start);
  if (reading->stop == LOKET_TIME_UNSET && !loket_complaint_is_open (complaint))
    return fail_no_clock ("the complaint was closed and the event that stops the clock is not known",
                          error);
  if (policy->clock == LOKET_SLA_CLOCK_REPORTER && reading->stop != LOKET_TIME_UNSET)
    return fail_no_clock ("the reporter wrote back", error);

  reading->pauses = _loket_sla_find_pauses (complaint, now, &paused_now);
  pauses = policy->pauses_on_information ? reading->pauses : NULL;
  if (!find_due (policy, policy->limit, calendar, pauses, reading->start, &reading->due, error))
    return FALSE;
  for (guint i = 0; i < policy->n_targets; i++)
    if (!find_due (policy, policy->targets[i], calendar, pauses, reading->start,
                   &reading->targets[i], error))
      return FALSE;

  reading->provisional = policy->unit != LOKET_SLA_CALENDAR_DAYS &&
                         _loket_deadline_is_provisional (calendar, reading->start, reading->due);
  if (!measure_age (reading, reading->stop == LOKET_TIME_UNSET ? MAX (now, reading->start)
                                                               : reading->stop, error))
    return FALSE;
  judge (reading, paused_now, now);
  return TRUE;
}

/**
 * loket_sla_read_clock:
 * @complaint: a complaint
 * @clock: which clock
 * @policies: the rules
 * @calendars: what to count in
 * @now: the instant to judge at, Unix seconds
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Reads one clock: by the rule of the day it began, in the zone of the agency.
 * Pure; any thread.
 *
 * Returns: (transfer full): the reading; %NULL with %LOKET_SLA_ERROR_NO_CLOCK
 *   when that clock does not run on this complaint
 */
LoketSlaReading *
loket_sla_read_clock (const LoketComplaint  *complaint,
                      LoketSlaClock          clock,
                      LoketPolicies         *policies,
                      LoketCalendars        *calendars,
                      gint64                 now,
                      GError               **error)
{
  g_autoptr (LoketSlaReading) reading = NULL;
  LoketCalendar *calendar = loket_calendars_get (calendars, _loket_deadline_get_zone (complaint),
                                                 error);
  LoketPolicy *policy;
  gint64 start = LOKET_TIME_UNSET;
  gboolean from_fallback = FALSE;

  if (calendar == NULL)
    return NULL;

  policy = find_policy (policies, clock, complaint, calendar, &start, &from_fallback);
  if (policy == NULL)
    {
      fail_no_clock ("no rule applies, or what starts the clock has not happened", error);
      return NULL;
    }

  reading = g_new0 (LoketSlaReading, 1);
  reading->policy = loket_policy_ref (policy);
  reading->calendar = loket_calendar_ref (calendar);
  reading->start = start;
  reading->from_fallback = from_fallback;
  return fill_reading (reading, complaint, now, error) ? g_steal_pointer (&reading) : NULL;
}

/**
 * loket_sla_read_clocks:
 * @complaint: a complaint
 * @policies: the rules
 * @calendars: what to count in
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
                       LoketPolicies         *policies,
                       LoketCalendars        *calendars,
                       gint64                 now,
                       GError               **error)
{
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_sla_reading_free);

  for (guint clock = 0; clock < LOKET_SLA_N_CLOCKS; clock++)
    {
      g_autoptr (GError) local = NULL;
      LoketSlaReading *reading = loket_sla_read_clock (complaint, (LoketSlaClock) clock, policies,
                                                       calendars, now, &local);

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
