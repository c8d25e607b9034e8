/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#define RECEIPT_COLUMNS \
  "r.id, r.complaint_id, r.body_sha, r.substance, r.rev, r.seq, r.epoch, r.accepted_at, r.mac"

static LoketReceipt *
read_receipt (LoketStatement *statement)
{
  LoketReceipt *receipt = loket_receipt_new ();

  receipt->reply_id = loket_statement_dup_text (statement, 0);
  receipt->complaint_id = loket_statement_dup_text (statement, 1);
  receipt->body_sha256 = loket_statement_dup_text (statement, 2);
  receipt->substance = loket_statement_get_int64 (statement, 3);
  receipt->rev = loket_statement_get_int64 (statement, 4);
  receipt->seq = loket_statement_get_int64 (statement, 5);
  receipt->epoch = loket_statement_dup_text (statement, 6);
  receipt->accepted_at = loket_statement_get_instant (statement, 7);
  receipt->mac = loket_statement_dup_text (statement, 8);
  return receipt;
}

/* Frees what a use holds. */
void
_loket_hub_sqlite_use_clear (LoketHubSqliteUse *use)
{
  g_clear_pointer (&use->officer_id, g_free);
  g_clear_pointer (&use->receipt, loket_receipt_unref);
}

/* A use as the core looks at it. */
LoketHubIdUse
_loket_hub_sqlite_use_facts (const LoketHubSqliteUse *use)
{
  LoketHubIdUse facts = { .state = use->state, .officer_id = use->officer_id };

  if (use->receipt != NULL)
    {
      facts.complaint_id = use->receipt->complaint_id;
      facts.body_sha256 = use->receipt->body_sha256;
      facts.accepted_at = use->receipt->accepted_at;
    }
  return facts;
}

/* Reads what an id was used for, by anybody. */
gboolean
_loket_hub_sqlite_find_use (LoketHubSqlite     *self,
                            const char         *reply_id,
                            LoketHubSqliteUse  *use,
                            GError            **error)
{
  g_autoptr (LoketStatement) accepted = NULL;
  g_autoptr (LoketStatement) revoked = NULL;
  gboolean row;

  accepted = _loket_hub_sqlite_query (self, error,
                                      "SELECT " RECEIPT_COLUMNS ", r.officer_id FROM replies r "
                                      "WHERE r.id = ?", "t", reply_id);
  if (accepted == NULL || !loket_statement_step (accepted, &row, error))
    return FALSE;
  if (row)
    {
      use->state = LOKET_VERDICT_ACCEPTED;
      use->receipt = read_receipt (accepted);
      use->officer_id = loket_statement_dup_text (accepted, 9);
      return TRUE;
    }

  revoked = _loket_hub_sqlite_query (self, error, "SELECT officer_id FROM revoked_replies WHERE id = ?",
                                     "t", reply_id);
  if (revoked == NULL || !loket_statement_step (revoked, &row, error))
    return FALSE;
  if (row)
    {
      use->state = LOKET_VERDICT_REVOKED;
      use->officer_id = loket_statement_dup_text (revoked, 0);
    }
  return TRUE;
}

static LoketVerdict *
get_verdict (LoketHubStorage        *storage,
             const LoketHubAccount  *account,
             const char             *reply_id,
             GError                **error)
{
  g_auto (LoketHubSqliteUse) use = { LOKET_VERDICT_UNKNOWN };
  LoketVerdictState state;
  LoketHubIdUse facts;

  if (!_loket_hub_sqlite_find_use (LOKET_HUB_SQLITE (storage), reply_id, &use, error))
    return NULL;
  facts = _loket_hub_sqlite_use_facts (&use);
  state = loket_hub_core_tell_verdict (&facts, account->officer->id);
  return loket_verdict_new (reply_id, state,
                            state == LOKET_VERDICT_ACCEPTED ? use.receipt : NULL);
}

static gboolean
save_revocation (LoketHubSqlite         *self,
                 const LoketHubAccount  *account,
                 const char             *complaint_id,
                 const char             *reply_id,
                 gint64                  now,
                 GError                **error)
{
  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO revoked_replies (id, complaint_id, officer_id, at) "
                                "VALUES (?, ?, ?, ?)",
                                "ttti", reply_id, complaint_id, account->officer->id, now) &&
         _loket_hub_sqlite_audit (self, now, account->officer->id, "reply-revoked", reply_id, error);
}

static LoketHubAnswer *
revoke_reply (LoketHubStorage        *storage,
              const LoketHubAccount  *account,
              const char             *complaint_id,
              const char             *reply_id,
              gint64                  now,
              GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (storage);
  g_autoptr (LoketTransaction) own = NULL;
  g_auto (LoketHubSqliteUse) use = { LOKET_VERDICT_UNKNOWN };
  LoketProblem *problem;
  LoketHubIdUse facts;

  if (!_loket_hub_sqlite_join (self, &own, error) ||
      !_loket_hub_sqlite_find_use (self, reply_id, &use, error))
    return NULL;

  facts = _loket_hub_sqlite_use_facts (&use);
  switch (loket_hub_core_decide_revocation (&facts, account->officer->id, complaint_id))
    {
    case LOKET_HUB_REVOCATION_ACCEPTED:
      problem = loket_problem_new (LOKET_PROBLEM_ALREADY_ACCEPTED, NULL);
      problem->receipt = g_steal_pointer (&use.receipt);
      return loket_hub_answer_new (NULL, problem);
    case LOKET_HUB_REVOCATION_STORE:
      if (!save_revocation (self, account, complaint_id, reply_id, now, error) ||
          !_loket_hub_sqlite_leave (self, own, error))
        return NULL;
      return loket_hub_answer_new (NULL, NULL);
    case LOKET_HUB_REVOCATION_DONE:
      return loket_hub_answer_new (NULL, NULL);
    case LOKET_HUB_REVOCATION_NOT_FOUND:
    default:
      return loket_hub_answer_new (NULL, loket_problem_new (LOKET_PROBLEM_NOT_FOUND, NULL));
    }
}

static gboolean
foreach_reply (LoketHubStorage    *storage,
               LoketHubReplyFunc   func,
               gpointer            data,
               GError            **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (storage), error,
                                       "SELECT " RECEIPT_COLUMNS ", r.tracking_id, o.username, r.text, "
                                       "r.recovered FROM replies r JOIN officers o ON o.id = r.officer_id "
                                       "ORDER BY r.seq", "");
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      g_autoptr (LoketReceipt) receipt = NULL;

      if (!loket_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      receipt = read_receipt (statement);
      func (receipt, loket_statement_get_text (statement, 9), loket_statement_get_text (statement, 10),
            loket_statement_get_text (statement, 11), loket_statement_get_int64 (statement, 12) != 0,
            data);
    }
}

static gboolean
get_reply_head (LoketHubStorage  *storage,
                gint64           *seq,
                GError          **error)
{
  return loket_db_get_int64 (LOKET_HUB_SQLITE (storage)->db,
                             "SELECT coalesce (max (seq), 0) FROM replies", seq, error);
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_verdicts (LoketHubStorageInterface *iface)
{
  iface->revoke_reply = revoke_reply;
  iface->get_verdict = get_verdict;
  iface->foreach_reply = foreach_reply;
  iface->get_reply_head = get_reply_head;
}
