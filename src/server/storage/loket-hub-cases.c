/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-cases.h"

/**
 * LoketHubCases:
 *
 * What happens to a complaint besides answers: it goes to another agency, comes
 * back to the coordinator, becomes part of another one, ends. Every storage of a
 * hub is one as well; as there, all functions block and run on one thread.
 */
G_DEFINE_INTERFACE (LoketHubCases, loket_hub_cases, G_TYPE_OBJECT)

static void
loket_hub_cases_default_init (LoketHubCasesInterface *iface)
{
}

/**
 * loket_hub_cases_find:
 * @self: the storage
 * @tracking_id: the number people use
 * @error: return location for a #GError
 *
 * Finds a complaint.
 *
 * Returns: (transfer full) (nullable): its id; %NULL with %LOKET_HUB_ERROR_NOT_FOUND
 */
char *
loket_hub_cases_find (LoketHubCases  *self,
                      const char     *tracking_id,
                      GError        **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_CASES (self), NULL);

  return LOKET_HUB_CASES_GET_IFACE (self)->find (self, tracking_id, error);
}

/**
 * loket_hub_cases_change:
 * @self: the storage
 * @complaint_id: which complaint
 * @actor: who does it, for the audit: an officer's id or `system`
 * @change: what happens; names and zone of the agency are filled in here
 * @error: return location for a #GError
 *
 * Changes a complaint, with an entry in its conversation, and tells every feed
 * concerned.
 *
 * Returns: (transfer full) (nullable): %NULL without an error where it is done,
 *   else why it may not be
 */
LoketProblem *
loket_hub_cases_change (LoketHubCases         *self,
                        const char            *complaint_id,
                        const char            *actor,
                        const LoketHubChange  *change,
                        GError               **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_CASES (self), NULL);

  return LOKET_HUB_CASES_GET_IFACE (self)->change (self, complaint_id, actor, change, error);
}

/**
 * loket_hub_cases_give_back:
 * @self: the storage
 * @account: who gives it back
 * @complaint_id: which complaint
 * @record: why, and who should have it
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Gives a complaint back to the coordinator: it is not within the agency's
 * authority (bukan kewenangan). The same once more is done already.
 *
 * Returns: (transfer full) (nullable): %NULL without an error where it is done,
 *   else why it may not be
 */
LoketProblem *
loket_hub_cases_give_back (LoketHubCases          *self,
                           const LoketHubAccount  *account,
                           const char             *complaint_id,
                           const LoketReturn      *record,
                           gint64                  now,
                           GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_CASES (self), NULL);

  return LOKET_HUB_CASES_GET_IFACE (self)->give_back (self, account, complaint_id, record, now, error);
}
