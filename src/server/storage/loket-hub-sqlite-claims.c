/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <string.h>

#include "loket-hub-policy.h"
#include "loket-wire-complaint.h"

/*
 * Claims live in the complaint's record, so that the feed carries them. They
 * move its revision, never its substance.
 */

/* Reads a complaint that @account may answer. */
static LoketComplaint *
find_theirs (LoketHubSqlite         *self,
             const LoketHubAccount  *account,
             const char             *complaint_id,
             gint64                 *closed_at,
             GError                **error)
{
  g_autoptr (LoketComplaint) complaint = NULL;

  complaint = _loket_hub_sqlite_load_complaint (self, complaint_id, closed_at, error);
  if (complaint == NULL)
    return NULL;
  if (loket_hub_policy_can (account->officer, LOKET_HUB_ACTION_REPLY, LOKET_HUB_OBJECT_COMPLAINT,
                            complaint->agency_code))
    return g_steal_pointer (&complaint);

  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND, "There is no such complaint");
  return NULL;
}

static gboolean
is_theirs (const LoketClaim      *claim,
           const LoketHubAccount *account)
{
  return g_strcmp0 (claim->officer_id, account->officer->id) == 0;
}

static LoketClaim *
claim (LoketHubDesk           *desk,
       const LoketHubAccount  *account,
       const char             *complaint_id,
       gint64                  now,
       gboolean               *ours,
       GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (desk);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  gint64 closed_at;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return NULL;
  complaint = find_theirs (self, account, complaint_id, &closed_at, error);
  if (complaint == NULL)
    return NULL;

  *ours = !loket_claim_is_held (complaint->claim, now) || is_theirs (complaint->claim, account);
  if (!*ours)
    return loket_claim_copy (complaint->claim);

  g_clear_pointer (&complaint->claim, loket_claim_free);
  complaint->claim = loket_claim_new (account->officer->id, account->officer->name,
                                      now + LOKET_HUB_CLAIM_SECONDS);
  complaint->rev++;
  if (!_loket_hub_sqlite_save_complaint (self, complaint, NULL, closed_at, now, error) ||
      !_loket_hub_sqlite_leave (self, own, error))
    return NULL;
  return loket_claim_copy (complaint->claim);
}

static gboolean
release (LoketHubDesk           *desk,
         const LoketHubAccount  *account,
         const char             *complaint_id,
         gint64                  now,
         GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (desk);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  gint64 closed_at;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;
  complaint = find_theirs (self, account, complaint_id, &closed_at, error);
  if (complaint == NULL)
    return FALSE;
  if (!loket_claim_is_held (complaint->claim, now) || !is_theirs (complaint->claim, account))
    return TRUE;

  g_clear_pointer (&complaint->claim, loket_claim_free);
  complaint->rev++;
  return _loket_hub_sqlite_save_complaint (self, complaint, NULL, closed_at, now, error) &&
         _loket_hub_sqlite_leave (self, own, error);
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_claims (LoketHubDeskInterface *iface)
{
  iface->claim = claim;
  iface->release = release;
}
