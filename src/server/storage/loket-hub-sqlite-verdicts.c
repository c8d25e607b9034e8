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

static LoketHubAnswer *
refuse (LoketProblemCode code)
{
  return loket_hub_answer_new (NULL, loket_problem_new (code, NULL));
}

/* What an id was used for, by any complaint or by @complaint_id alone. @answer
 * stays NULL where it is free; a reply of another officer does not exist for the
 * asker. */
gboolean
_loket_hub_sqlite_find_used (LoketHubSqlite         *self,
                             const LoketHubAccount  *account,
                             const char             *reply_id,
                             const char             *complaint_id,
                             LoketHubAnswer        **answer,
                             GError                **error)
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
      gboolean ours = g_strcmp0 (loket_statement_get_text (accepted, 9), account->officer->id) == 0 &&
                      (complaint_id == NULL ||
                       g_strcmp0 (loket_statement_get_text (accepted, 1), complaint_id) == 0);

      *answer = ours ? loket_hub_answer_new (read_receipt (accepted), NULL)
                     : refuse (LOKET_PROBLEM_NOT_FOUND);
      return TRUE;
    }

  revoked = _loket_hub_sqlite_query (self, error, "SELECT officer_id FROM revoked_replies WHERE id = ?",
                                     "t", reply_id);
  if (revoked == NULL || !loket_statement_step (revoked, &row, error))
    return FALSE;
  if (row)
    *answer = refuse (g_strcmp0 (loket_statement_get_text (revoked, 0), account->officer->id) == 0
                        ? LOKET_PROBLEM_REVOKED
                        : LOKET_PROBLEM_NOT_FOUND);
  return TRUE;
}

static LoketVerdict *
get_verdict (LoketHubStorage        *storage,
             const LoketHubAccount  *account,
             const char             *reply_id,
             GError                **error)
{
  g_autoptr (LoketHubAnswer) answer = NULL;
  LoketVerdictState state = LOKET_VERDICT_UNKNOWN;

  if (!_loket_hub_sqlite_find_used (LOKET_HUB_SQLITE (storage), account, reply_id, NULL, &answer,
                                    error))
    return NULL;

  if (answer != NULL && answer->receipt != NULL)
    state = LOKET_VERDICT_ACCEPTED;
  else if (answer != NULL && answer->problem->code == LOKET_PROBLEM_REVOKED)
    state = LOKET_VERDICT_REVOKED;
  return loket_verdict_new (reply_id, state, answer != NULL ? answer->receipt : NULL);
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
  g_autoptr (LoketHubAnswer) answer = NULL;
  gboolean seen;

  if (!_loket_hub_sqlite_join (self, &own, error) ||
      !_loket_hub_sqlite_find_used (self, account, reply_id, complaint_id, &answer, error))
    return NULL;
  if (answer != NULL && answer->receipt != NULL)
    {
      LoketHubAnswer *refusal = refuse (LOKET_PROBLEM_ALREADY_ACCEPTED);

      refusal->problem->receipt = g_steal_pointer (&answer->receipt);
      return refusal;
    }
  if (answer != NULL && answer->problem->code != LOKET_PROBLEM_REVOKED)
    return g_steal_pointer (&answer);
  if (answer != NULL)
    return loket_hub_answer_new (NULL, NULL);

  if (!_loket_hub_sqlite_was_seen (self, account, complaint_id, &seen, error))
    return NULL;
  if (!seen)
    return refuse (LOKET_PROBLEM_NOT_FOUND);
  if (!save_revocation (self, account, complaint_id, reply_id, now, error) ||
      !_loket_hub_sqlite_leave (self, own, error))
    return NULL;
  return loket_hub_answer_new (NULL, NULL);
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
                                       "SELECT " RECEIPT_COLUMNS ", r.tracking_id, o.username, r.text "
                                       "FROM replies r JOIN officers o ON o.id = r.officer_id "
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
            loket_statement_get_text (statement, 11), data);
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
