/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-count.h"

#include "loket-deadline-private.h"
#include "loket-sla-events.h"
#include "loket-sla-regimes.h"

#define HOUR_SECONDS 3600

void
_loket_sla_count_clear (LoketSlaCount *count)
{
  g_clear_pointer (&count->pauses, loket_pauses_free);
}

static gboolean
fail_no_clock (const char  *why,
               GError     **error)
{
  g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK, why);
  return FALSE;
}

static gboolean
reaches (const LoketPolicy    *policy,
         const LoketComplaint *complaint,
         LoketComplaintClass   klass)
{
  if ((policy->classes & (1u << klass)) == 0)
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

/* The rule of the day on which the clock began, the narrowest one first, of the
 * edition and for the class that @count holds. */
static gboolean
find_policy (LoketSlaCount        *count,
             LoketSlaClock         clock,
             const LoketComplaint *complaint)
{
  LoketPolicies *policies = count->edition->policies;

  for (guint i = 0; i < loket_policies_get_n (policies); i++)
    {
      LoketPolicy *policy = loket_policies_get (policies, i);
      gboolean second_choice;
      gint64 begins;
      LoketDay day;

      if (policy->clock != clock || !reaches (policy, complaint, count->klass) ||
          (count->policy != NULL && policy->scope < count->policy->scope))
        continue;
      begins = find_start (policy, complaint, &second_choice);
      if (begins == LOKET_TIME_UNSET)
        continue;
      day = loket_calendar_date_at (count->calendar, begins);
      if (day < policy->valid_from || day > policy->valid_until)
        continue;

      count->policy = policy;
      count->start = begins;
      count->from_fallback = second_choice;
    }
  return count->policy != NULL;
}

/* Which rule holds in one regime, when the clock began under it and when it
 * stopped. */
static gboolean
read_regime (const LoketSlaRegime  *regime,
             const LoketComplaint  *complaint,
             LoketSlaClock          clock,
             LoketSlaCount         *count,
             GError               **error)
{
  count->edition = regime->edition;
  count->klass = regime->klass;
  count->policy = NULL;
  count->calendar = loket_calendars_get (regime->edition->calendars,
                                         _loket_deadline_get_zone (complaint), error);
  if (count->calendar == NULL)
    return FALSE;
  if (!find_policy (count, clock, complaint))
    return fail_no_clock ("no rule applies, or what starts the clock has not happened", error);
  count->calendar = loket_calendars_get_for (regime->edition->calendars, complaint,
                                             _loket_deadline_get_zone (complaint),
                                             count->policy->hours, error);
  if (count->calendar == NULL)
    return FALSE;
  count->stop = _loket_sla_find_stop (complaint, count->policy->stop, count->start);
  return TRUE;
}

/* The first regime in which the clock stopped, else the last one. */
static gboolean
find_regime (const LoketSlaRegimes *regimes,
             const LoketComplaint  *complaint,
             LoketSlaClock          clock,
             LoketSlaCount         *count,
             GError               **error)
{
  for (guint i = 0; i + 1 < regimes->n; i++)
    {
      g_autoptr (GError) local = NULL;

      if (read_regime (&regimes->all[i], complaint, clock, count, &local))
        {
          if (count->stop != LOKET_TIME_UNSET && count->stop <= regimes->all[i].until)
            return TRUE;
        }
      else if (!g_error_matches (local, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  return read_regime (&regimes->all[regimes->n - 1], complaint, clock, count, error);
}

/* When @limit units of the rule have passed since the start. */
gboolean
_loket_sla_count_limit (const LoketSlaCount  *count,
                        guint                 limit,
                        gint64               *due,
                        GError              **error)
{
  const LoketPauses *pauses = count->policy->pauses_on_information ? count->pauses : NULL;
  guint n;
  const LoketPause *pause = loket_pauses_get (pauses, &n);
  gint64 end;

  switch (count->policy->unit)
    {
    case LOKET_SLA_WORKING_HOURS:
      return loket_calendar_add (count->calendar, pauses, count->start,
                                 (gint64) limit * HOUR_SECONDS, due, error);
    case LOKET_SLA_CALENDAR_DAYS:
      end = loket_calendar_date_start (count->calendar,
                                       loket_calendar_date_at (count->calendar, count->start) +
                                           (LoketDay) limit + 1);
      for (guint i = 0; i < n; i++)
        if (pause[i].from < end && pause[i].to > count->start)
          end += pause[i].to - MAX (pause[i].from, count->start);
      *due = end;
      return TRUE;
    case LOKET_SLA_WORKING_DAYS:
    default:
      return loket_calendar_due (count->calendar, pauses, count->start, (int) limit, due, error);
    }
}

/* Counts one clock: one that runs by the latest edition and the present class,
 * one that has stopped by those of its stop. */
gboolean
_loket_sla_count_clock (const LoketComplaint  *complaint,
                        LoketSlaClock          clock,
                        LoketRulebook         *rules,
                        gint64                 now,
                        LoketSlaCount         *count,
                        GError               **error)
{
  g_auto (LoketSlaRegimes) regimes = { 0 };

  _loket_sla_find_regimes (complaint, rules, &regimes);
  if (!find_regime (&regimes, complaint, clock, count, error))
    return FALSE;

  if (count->stop == LOKET_TIME_UNSET && !loket_complaint_is_open (complaint))
    return fail_no_clock ("the complaint was closed and the event that stops the clock is not known",
                          error);
  if (clock == LOKET_SLA_CLOCK_REPORTER && count->stop != LOKET_TIME_UNSET)
    return fail_no_clock ("the reporter wrote back", error);

  count->pauses = _loket_sla_find_pauses (complaint, now, &count->paused_now);
  return _loket_sla_count_limit (count, count->policy->limit, &count->due, error);
}

static LoketSlaShift *
make_shift (const LoketSlaRegime *before,
            const LoketSlaRegime *regime,
            gint64                was_due,
            gint64                due)
{
  LoketSlaShift *shift = g_new0 (LoketSlaShift, 1);

  shift->at = regime->from;
  shift->before = was_due;
  shift->after = due;
  shift->from_class = before->klass;
  shift->to_class = regime->klass;
  shift->edition = regime->change == NULL ? loket_edition_ref (regime->edition) : NULL;
  shift->reason = g_strdup (regime->change == NULL ? regime->edition->reason
                                                   : regime->change->reason);
  return shift;
}

/* How often the due instant of a clock that runs was another since it began;
 * NULL when never. */
GPtrArray *
_loket_sla_count_shifts (const LoketSlaCount  *count,
                         const LoketComplaint *complaint,
                         LoketRulebook        *rules)
{
  g_auto (LoketSlaRegimes) regimes = { 0 };
  const LoketSlaRegime *before = NULL;
  GPtrArray *shifts = NULL;
  gint64 was_due = LOKET_TIME_UNSET;

  _loket_sla_find_regimes (complaint, rules, &regimes);
  for (guint i = 0; regimes.n > 1 && i < regimes.n; i++)
    {
      const LoketSlaRegime *regime = &regimes.all[i];
      LoketSlaCount then = { 0 };
      gint64 due;

      if (regime->until <= count->start)
        continue;
      then.pauses = count->pauses; /* borrowed */
      if (!read_regime (regime, complaint, count->policy->clock, &then, NULL) ||
          !_loket_sla_count_limit (&then, then.policy->limit, &due, NULL))
        continue;
      if (before != NULL && due != was_due)
        {
          if (shifts == NULL)
            shifts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sla_shift_free);
          g_ptr_array_add (shifts, make_shift (before, regime, was_due, due));
        }
      before = regime;
      was_due = due;
    }
  return shifts;
}

/* What the state follows from. The due date is the one that the last second
 * lies on: a limit may end at midnight. */
void
_loket_sla_count_to_marks (const LoketSlaCount *count,
                           gint64               now,
                           LoketSlaMarks       *marks)
{
  const LoketPolicy *policy = count->policy;
  LoketCalendar *calendar = count->calendar;
  LoketDay due_day = loket_calendar_date_at (calendar, count->due - 1);
  LoketDay warning_day;

  *marks = (LoketSlaMarks) {
    .clock = policy->clock,
    .provisional = policy->unit != LOKET_SLA_CALENDAR_DAYS &&
                   _loket_deadline_is_provisional (calendar, count->start, count->due),
    .from_fallback = count->from_fallback,
    .paused = count->stop == LOKET_TIME_UNSET && count->paused_now &&
              policy->pauses_on_information && now <= count->due,
    .start = count->start,
    .today_at = loket_calendar_date_start (calendar, due_day),
    .due = count->due,
    .stop = count->stop,
  };
  marks->warning_at = marks->today_at;
  if (policy->warning > 0 &&
      loket_calendar_nth_working_date (calendar, due_day, -(int) policy->warning, &warning_day,
                                       NULL))
    marks->warning_at = loket_calendar_date_start (calendar, warning_day);
}
