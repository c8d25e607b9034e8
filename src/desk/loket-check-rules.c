/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-check-rules.h"

#include "loket-sla-promise.h"

/**
 * loket_check_rules_apply:
 * @input: an input of a check that knows its complaint and the time
 * @complaint: the same complaint
 * @rules: what its clocks count by
 *
 * Has a check judge promised dates by the calendar and the limits of the clocks.
 */
void
loket_check_rules_apply (LoketCheckInput      *input,
                         const LoketComplaint *complaint,
                         LoketRulebook        *rules)
{
  LoketSlaPromise *promise = loket_sla_promise_new (complaint, rules, input->now, NULL);
  GDate last_day;

  if (promise == NULL)
    return;
  if (loket_sla_promise_get_last_day (promise, &last_day))
    loket_check_input_set_limit (input, &last_day, loket_sla_promise_get_basis (promise, "id"),
                                 loket_sla_promise_get_basis (promise, "en"));
  loket_check_input_set_calendar (input, loket_sla_promise_look_up, promise, (GDestroyNotify) loket_sla_promise_free);
}
