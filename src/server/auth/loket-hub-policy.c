/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-policy.h"

/*
 * Who may do what, all of it, and nothing that is not said here. Agencies are
 * walls: officers and approvers are inside one, supervisors and coordinators
 * look over them, and who keeps the accounts sees no complaint at all.
 */

/**
 * loket_hub_action_to_name:
 * @action: an action
 *
 * Tells its name in the list of routes.
 *
 * Returns: (transfer none): a static name
 */
const char *
loket_hub_action_to_name (LoketHubAction action)
{
  static const char *const names[LOKET_HUB_N_ACTIONS] = {
    "sign-in", "know-self", "read", "reply", "check-reply",
  };

  g_return_val_if_fail ((guint) action < LOKET_HUB_N_ACTIONS, NULL);
  return names[action];
}

static gboolean
answers_for (const LoketOfficer *officer,
             LoketHubObject      object,
             const char         *agency_code)
{
  if (officer->role != LOKET_ROLE_OFFICER && officer->role != LOKET_ROLE_APPROVER)
    return FALSE;
  if (officer->agency_code == NULL)
    return FALSE;
  return object == LOKET_HUB_OBJECT_NONE || g_strcmp0 (officer->agency_code, agency_code) == 0;
}

static gboolean
looks_over_all (const LoketOfficer *officer)
{
  return officer->role == LOKET_ROLE_SUPERVISOR || officer->role == LOKET_ROLE_COORDINATOR;
}

/**
 * loket_hub_policy_can:
 * @officer: (nullable): who asks, %NULL for a stranger
 * @action: what for
 * @object: what it is done to; %LOKET_HUB_OBJECT_NONE asks whether it can be
 *   done to anything at all
 * @agency_code: (nullable): whose the complaint is
 *
 * Decides. Any thread.
 *
 * Returns: whether it is allowed
 */
gboolean
loket_hub_policy_can (const LoketOfficer *officer,
                      LoketHubAction      action,
                      LoketHubObject      object,
                      const char         *agency_code)
{
  if (action == LOKET_HUB_ACTION_SIGN_IN)
    return TRUE;
  if (officer == NULL || officer->role == LOKET_ROLE_UNKNOWN)
    return FALSE;

  switch (action)
    {
    case LOKET_HUB_ACTION_KNOW_SELF:
      return TRUE;
    case LOKET_HUB_ACTION_READ:
      return answers_for (officer, object, agency_code) || looks_over_all (officer);
    case LOKET_HUB_ACTION_REPLY:
    case LOKET_HUB_ACTION_CHECK_REPLY:
      return answers_for (officer, object, agency_code);
    case LOKET_HUB_ACTION_SIGN_IN:
    case LOKET_HUB_N_ACTIONS:
    default:
      return FALSE;
    }
}
