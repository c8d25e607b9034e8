/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-promise.h"

#include "loket-deadline-private.h"

/* The same calendar and the same limit that the clocks of the complaint count by:
 * what a draft promises must not be judged by another one. */

struct _LoketSlaPromise
{
  LoketEdition  *edition;  /* holds @calendar */
  LoketCalendar *calendar;
  LoketPolicy   *policy;   /* of the limit; NULL for none that still runs */
  LoketDay       last_day;
};

/* The limit of the class, while it runs. */
static void
take_limit (LoketSlaPromise      *self,
            const LoketComplaint *complaint,
            LoketRulebook        *rules,
            gint64                now)
{
  g_autoptr (LoketSlaReading) reading =
      loket_sla_read_clock (complaint, LOKET_SLA_CLOCK_SETTLEMENT, rules, now, NULL);

  if (reading == NULL || reading->stop != LOKET_TIME_UNSET)
    return;
  loket_edition_unref (self->edition);
  self->edition = loket_edition_ref (reading->edition);
  self->calendar = reading->calendar;
  self->policy = loket_policy_ref (reading->policy);
  /* The due instant is the last in time: where an office closes at midnight, it
   * is of the day before. */
  self->last_day = loket_calendar_date_at (reading->calendar, reading->due - 1);
}

/**
 * loket_sla_promise_new:
 * @complaint: the complaint that is answered
 * @rules: what its clocks count by
 * @now: the instant to judge at, Unix seconds
 * @error: return location for %LOKET_SLA_ERROR_UNKNOWN_ZONE
 *
 * Looks up what days can be promised in the answer to a complaint.
 *
 * Returns: (transfer full) (nullable): it
 */
LoketSlaPromise *
loket_sla_promise_new (const LoketComplaint  *complaint,
                       LoketRulebook         *rules,
                       gint64                 now,
                       GError               **error)
{
  g_autoptr (LoketSlaPromise) self = g_new0 (LoketSlaPromise, 1);

  g_return_val_if_fail (complaint != NULL && rules != NULL, NULL);

  self->edition = loket_edition_ref (loket_rulebook_get_latest (rules));
  self->calendar = loket_calendars_get_for (self->edition->calendars, complaint, _loket_deadline_get_zone (complaint),
                                            NULL, error);
  if (self->calendar == NULL)
    return NULL;
  take_limit (self, complaint, rules, now);
  return g_steal_pointer (&self);
}

/**
 * loket_sla_promise_free:
 * @self: (nullable) (transfer full): what was looked up
 *
 * Frees it.
 */
void
loket_sla_promise_free (LoketSlaPromise *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->policy, loket_policy_unref);
  g_clear_pointer (&self->edition, loket_edition_unref);
  g_free (self);
}

/**
 * loket_sla_promise_look_up:
 * @day: a date
 * @is_free: (out): whether the office does not work on it; untouched on failure
 * @self: (type LoketSlaPromise): what was looked up
 *
 * Tells whether a date is a weekly rest day, a holiday or a day of joint leave of
 * the agency.
 *
 * Returns: whether that is known; not outside the years with holidays
 */
gboolean
loket_sla_promise_look_up (const GDate *day,
                           gboolean    *is_free,
                           gpointer     self)
{
  LoketSlaPromise *promise = self;
  LoketDayKind kind;
  LoketDay date = loket_day_new (g_date_get_year (day), g_date_get_month (day), g_date_get_day (day));

  if (!loket_calendar_get_day_kind (promise->calendar, date, &kind, NULL))
    return FALSE;
  *is_free = kind != LOKET_DAY_WORKING;
  return TRUE;
}

/**
 * loket_sla_promise_get_last_day:
 * @self: what was looked up
 * @day: (out): the last day within the limit of the class; untouched on failure
 *
 * Tells until when the matter is to be settled.
 *
 * Returns: whether such a limit runs
 */
gboolean
loket_sla_promise_get_last_day (LoketSlaPromise *self,
                                GDate           *day)
{
  int y, m, d;

  if (self->policy == NULL)
    return FALSE;
  loket_day_get_ymd (self->last_day, &y, &m, &d);
  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay) d, (GDateMonth) m, (GDateYear) y);
  return TRUE;
}

/**
 * loket_sla_promise_get_basis:
 * @self: what was looked up
 * @language: (nullable): `id` or `en`
 *
 * Names the regulation that the limit is from.
 *
 * Returns: (nullable): it; %NULL where no limit runs
 */
const char *
loket_sla_promise_get_basis (LoketSlaPromise *self,
                             const char      *language)
{
  if (self->policy == NULL)
    return NULL;
  return g_strcmp0 (language, "en") == 0 ? self->policy->basis_en : self->policy->basis_id;
}
