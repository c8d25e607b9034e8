/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include "loket-hub-policy.h"
#include "loket-text.h"

/* What is written to the audit for each kind of change. */
static const char *const audit_names[] = {
  [LOKET_HUB_CHANGE_ASSIGN] = "complaint-assigned",
  [LOKET_HUB_CHANGE_RETURN] = "complaint-returned",
  [LOKET_HUB_CHANGE_MERGE] = "complaint-merged",
  [LOKET_HUB_CHANGE_WITHDRAW] = "complaint-withdrawn",
  [LOKET_HUB_CHANGE_CLOSE] = "complaint-closed",
  [LOKET_HUB_CHANGE_REOPEN] = "complaint-reopened",
  [LOKET_HUB_CHANGE_ADD_TEXT] = "complaint-text-added",
  [LOKET_HUB_CHANGE_NOTE] = "complaint-noted",
  [LOKET_HUB_CHANGE_ARCHIVE] = "complaint-archived",
  [LOKET_HUB_CHANGE_ERASE] = "complaint-erased",
};

static char *
find (LoketHubCases  *cases,
      const char     *tracking_id,
      GError        **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (cases), error,
                                       "SELECT id FROM complaints WHERE tracking_id = ?", "t", tracking_id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return NULL;
  if (row)
    return loket_statement_dup_text (statement, 0);
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND, "There is no complaint #%s", tracking_id);
  return NULL;
}

static gboolean
is_erased (LoketHubSqlite  *self,
           const char      *complaint_id,
           gboolean        *erased,
           GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT 1 FROM complaints WHERE id = ? AND put_away = 'erased'",
                                       "t", complaint_id);
  return statement != NULL && loket_statement_step (statement, erased, error);
}

/* Where a complaint is kept after a change: in its feeds, or put away. */
static gboolean
put_away (LoketHubSqlite        *self,
          const char            *complaint_id,
          const LoketHubChange  *change,
          GError               **error)
{
  const char *how = NULL;

  switch (change->kind)
    {
    case LOKET_HUB_CHANGE_MERGE:
      how = "merged";
      break;
    case LOKET_HUB_CHANGE_ARCHIVE:
      how = "archived";
      break;
    case LOKET_HUB_CHANGE_ERASE:
      how = "erased";
      break;
    case LOKET_HUB_CHANGE_REOPEN:
      break;
    case LOKET_HUB_CHANGE_ASSIGN:
    case LOKET_HUB_CHANGE_RETURN:
    case LOKET_HUB_CHANGE_WITHDRAW:
    case LOKET_HUB_CHANGE_CLOSE:
    case LOKET_HUB_CHANGE_ADD_TEXT:
    case LOKET_HUB_CHANGE_NOTE:
    default:
      return TRUE;
    }
  return _loket_hub_sqlite_run (self, error,
                                "UPDATE complaints SET put_away = ?, merged_into = ? WHERE id = ?",
                                "ttt", how, change->into_id, complaint_id);
}

/* What was said is stored beside the record too, and carried by drafts. */
static gboolean
wipe (LoketHubSqlite  *self,
      const char      *complaint_id,
      GError         **error)
{
  return _loket_hub_sqlite_run (self, error, "DELETE FROM messages WHERE complaint_id = ?",
                                "t", complaint_id) &&
         _loket_hub_sqlite_run (self, error, "DELETE FROM drafts WHERE complaint_id = ?",
                                "t", complaint_id) &&
         _loket_hub_sqlite_wipe_attachments (self, complaint_id, error);
}

static gboolean
save (LoketHubSqlite        *self,
      LoketComplaint        *complaint,
      const char            *actor,
      const LoketHubChange  *change,
      gint64                 closed_at,
      GError               **error)
{
  gboolean moved = change->kind == LOKET_HUB_CHANGE_ASSIGN || change->kind == LOKET_HUB_CHANGE_RETURN;

  if (loket_complaint_is_open (complaint))
    closed_at = LOKET_TIME_UNSET;
  else if (closed_at == LOKET_TIME_UNSET)
    closed_at = change->now;
  if (moved || closed_at != LOKET_TIME_UNSET)
    g_clear_pointer (&complaint->claim, loket_claim_free);

  return (!moved || _loket_hub_sqlite_fill_agency (self, complaint, error)) &&
         (change->kind != LOKET_HUB_CHANGE_ERASE || wipe (self, complaint->id, error)) &&
         put_away (self, complaint->id, change, error) &&
         _loket_hub_sqlite_save_complaint (self, complaint, NULL, closed_at, change->now, error) &&
         _loket_hub_sqlite_audit (self, change->now, actor, audit_names[change->kind], complaint->id,
                                  error);
}

static LoketProblem *
change (LoketHubCases         *cases,
        const char            *complaint_id,
        const char            *actor,
        const LoketHubChange  *wanted,
        GError               **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (cases);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  LoketProblem *problem;
  gint64 closed_at;
  gboolean erased;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return NULL;
  complaint = _loket_hub_sqlite_load_complaint (self, complaint_id, &closed_at, error);
  if (complaint == NULL || !is_erased (self, complaint_id, &erased, error))
    return NULL;
  problem = erased ? loket_problem_new (LOKET_PROBLEM_CLOSED, "It was erased")
                   : loket_hub_core_decide_change (complaint, wanted, closed_at);
  if (problem != NULL)
    return problem;

  loket_hub_core_apply_change (complaint, wanted);
  if (save (self, complaint, actor, wanted, closed_at, error))
    _loket_hub_sqlite_leave (self, own, error);
  return NULL;
}

static gboolean
save_return (LoketHubSqlite         *self,
             const LoketHubAccount  *account,
             const LoketComplaint   *complaint,
             const LoketReturn      *record,
             gint64                  now,
             GError                **error)
{
  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO returns (complaint_id, officer_id, agency_code, "
                                "proposed_agency, reason, at) VALUES (?, ?, ?, ?, ?, ?)",
                                "tttt" "ti", complaint->id, account->officer->id, complaint->agency_code,
                                record->proposed_agency, record->reason, now);
}

/* It is with the coordinator by this very return, whose answer was lost. */
static gboolean
is_done_already (LoketHubSqlite         *self,
                 const LoketHubAccount  *account,
                 const char             *complaint_id,
                 const LoketReturn      *record,
                 gboolean               *done,
                 GError                **error)
{
  g_autoptr (LoketStatement) statement = NULL;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT 1 FROM returns r JOIN complaints c ON c.id = r.complaint_id "
                                       "WHERE r.complaint_id = ?1 AND c.agency_code IS NULL "
                                       "AND r.officer_id = ?2 AND r.reason = ?3 "
                                       "AND r.proposed_agency IS ?4 AND r.number = "
                                       "(SELECT max (number) FROM returns WHERE complaint_id = ?1)",
                                       "tttt", complaint_id, account->officer->id, record->reason,
                                       record->proposed_agency);
  return statement != NULL && loket_statement_step (statement, done, error);
}

/* Not theirs: gone elsewhere, or never known to them. */
static LoketProblem *
refuse_stranger (LoketHubSqlite         *self,
                 const LoketHubAccount  *account,
                 const LoketComplaint   *complaint,
                 const LoketReturn      *record,
                 GError                **error)
{
  LoketProblem *problem;
  gboolean done;
  gboolean seen;

  if (!is_done_already (self, account, complaint->id, record, &done, error) ||
      !_loket_hub_sqlite_was_seen (self, account, complaint->id, &seen, error) || done)
    return NULL;
  problem = loket_problem_new (seen ? LOKET_PROBLEM_REASSIGNED : LOKET_PROBLEM_NOT_FOUND, NULL);
  if (seen)
    problem->since = complaint->assigned_at;
  return problem;
}

/* What everybody may read in the conversation. */
static char *
tell_return (LoketHubSqlite       *self,
             const LoketComplaint *complaint,
             const LoketReturn    *record)
{
  g_autoptr (LoketHubAgency) agency = NULL;
  const char *name = complaint->agency_name != NULL ? complaint->agency_name : complaint->agency_code;

  if (record->proposed_agency == NULL)
    return g_strdup_printf ("Dikembalikan oleh %s karena bukan kewenangannya: %s", name, record->reason);
  agency = loket_hub_storage_find_agency (LOKET_HUB_STORAGE (self), record->proposed_agency, NULL);
  return g_strdup_printf ("Dikembalikan oleh %s karena bukan kewenangannya: %s Diusulkan kepada %s.",
                          name, record->reason, agency != NULL ? agency->name : record->proposed_agency);
}

static LoketProblem *
give_back (LoketHubCases          *cases,
           const LoketHubAccount  *account,
           const char             *complaint_id,
           const LoketReturn      *record,
           gint64                  now,
           GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (cases);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autofree char *message_id = loket_text_new_uuid ();
  g_autofree char *text = NULL;
  LoketHubChange wanted = { .kind = LOKET_HUB_CHANGE_RETURN, .message_id = message_id, .now = now };
  LoketProblem *problem;
  GError *failed = NULL;
  gint64 closed_at;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return NULL;
  complaint = _loket_hub_sqlite_load_complaint (self, complaint_id, &closed_at, error);
  if (complaint == NULL)
    return NULL;
  if (!loket_hub_policy_can (account->officer, LOKET_HUB_ACTION_REPLY, LOKET_HUB_OBJECT_COMPLAINT,
                             complaint->agency_code))
    return refuse_stranger (self, account, complaint, record, error);

  text = tell_return (self, complaint, record);
  wanted.text = text;
  wanted.based_on = record->substance;
  problem = change (cases, complaint_id, account->officer->id, &wanted, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, failed);
      return NULL;
    }
  if (problem == NULL && save_return (self, account, complaint, record, now, error))
    _loket_hub_sqlite_leave (self, own, error);
  return problem;
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_cases (LoketHubCasesInterface *iface)
{
  iface->find = find;
  iface->change = change;
  iface->give_back = give_back;
}
