/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-scopes.h"

#include <string.h>

#include "loket-hub-policy.h"
#include "loket-hub-state.h"

#define AGENCY_PREFIX  "agency:"
#define OFFICER_PREFIX "officer:"

/**
 * loket_hub_scopes_has:
 * @officer: who asks
 * @scope: a scope's id, from outside
 *
 * Tells whether somebody may follow a scope. There is no need for the scope to
 * exist: one without complaints is empty. Any thread.
 *
 * Returns: whether it is allowed
 */
gboolean
loket_hub_scopes_has (const LoketOfficer *officer,
                      const char         *scope)
{
  if (g_str_has_prefix (scope, AGENCY_PREFIX))
    return loket_hub_policy_can (officer, LOKET_HUB_ACTION_READ, LOKET_HUB_OBJECT_COMPLAINT,
                                 scope + strlen (AGENCY_PREFIX));
  if (g_str_has_prefix (scope, OFFICER_PREFIX))
    return loket_hub_policy_can (officer, LOKET_HUB_ACTION_READ, LOKET_HUB_OBJECT_NONE, NULL) &&
           g_str_equal (scope + strlen (OFFICER_PREFIX), officer->id);
  if (g_str_equal (scope, LOKET_HUB_SCOPE_UNASSIGNED))
    return loket_hub_policy_can (officer, LOKET_HUB_ACTION_READ, LOKET_HUB_OBJECT_COMPLAINT, NULL);
  return FALSE;
}

static gboolean
add_scope (GPtrArray           *list,
           LoketHubStorage     *storage,
           const LoketOfficer  *officer,
           const char          *id,
           gboolean             only_used,
           GError             **error)
{
  g_autoptr (LoketHubScope) scope = NULL;

  if (!loket_hub_scopes_has (officer, id))
    return TRUE;
  scope = loket_hub_storage_get_scope (storage, id, error);
  if (scope == NULL)
    return FALSE;
  if (!only_used || scope->seq > 0)
    g_ptr_array_add (list, g_steal_pointer (&scope));
  return TRUE;
}

/**
 * loket_hub_scopes_list:
 * @storage: the storage, on its thread
 * @officer: who asks
 * @error: return location for a #GError
 *
 * Lists what somebody may follow: every agency that the policy opens, what no
 * agency answers for, and what was ever assigned to the person.
 *
 * Returns: (transfer full) (nullable) (element-type LoketHubScope): the scopes
 */
GPtrArray *
loket_hub_scopes_list (LoketHubStorage     *storage,
                       const LoketOfficer  *officer,
                       GError             **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_scope_free);
  g_autoptr (GPtrArray) agencies = loket_hub_storage_list_agencies (storage, error);
  g_autofree char *own = g_strconcat (OFFICER_PREFIX, officer->id, NULL);

  if (agencies == NULL)
    return NULL;

  for (guint i = 0; i < agencies->len; i++)
    {
      const LoketHubAgency *agency = g_ptr_array_index (agencies, i);
      g_autofree char *id = g_strconcat (AGENCY_PREFIX, agency->code, NULL);

      if (!add_scope (list, storage, officer, id, FALSE, error))
        return NULL;
    }
  if (!add_scope (list, storage, officer, LOKET_HUB_SCOPE_UNASSIGNED, TRUE, error) ||
      !add_scope (list, storage, officer, own, TRUE, error))
    return NULL;
  return g_steal_pointer (&list);
}

/**
 * loket_hub_scopes_write_state:
 * @scope: a feed
 * @seq: up to which change
 * @after_id: (nullable): in a snapshot, the last complaint of the page
 * @epoch: the hub's life
 * @keys: the hub's keys
 *
 * Makes the token for a point in a feed; the same point has the same token. Any
 * thread.
 *
 * Returns: (transfer full): URL-safe text
 */
char *
loket_hub_scopes_write_state (const LoketHubScope *scope,
                              gint64               seq,
                              const char          *after_id,
                              const char          *epoch,
                              LoketHubKeys        *keys)
{
  LoketHubState state = {
    .epoch = (char *) epoch,
    .scope = scope->id,
    .generation = scope->generation,
    .seq = seq,
    .after_id = (char *) after_id,
  };

  return loket_hub_state_write (&state, keys);
}
