/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-store-private.h"

#include "loket-outbox-rules.h"

/*
 * Replies on their way, on the worker's thread. A state changes in one place,
 * change_state(): a compare-and-set together with its line in the log.
 */

static LoketReceipt *
read_receipt (LoketStatement *row,
              int             first)
{
  LoketReceipt *receipt = NULL;

  if (loket_statement_is_null (row, first))
    return NULL;

  receipt = loket_receipt_new ();
  receipt->reply_id = loket_statement_dup_text (row, 1);
  receipt->complaint_id = loket_statement_dup_text (row, 2);
  receipt->body_sha256 = loket_statement_dup_text (row, 9);
  receipt->seq = loket_statement_get_int64 (row, first);
  receipt->substance = loket_statement_get_int64 (row, first + 1);
  receipt->rev = loket_statement_get_int64 (row, first + 2);
  receipt->epoch = loket_statement_dup_text (row, first + 3);
  receipt->accepted_at = loket_statement_get_instant (row, first + 4);
  receipt->mac = loket_statement_dup_text (row, first + 5);
  return receipt;
}

LoketOutboxOp *
_loket_ops_read (LoketStatement *row)
{
  LoketOutboxOp *op = loket_outbox_op_new ();

  op->number = loket_statement_get_int64 (row, 0);
  op->reply_id = loket_statement_dup_text (row, 1);
  op->complaint_id = loket_statement_dup_text (row, 2);
  op->prev_reply_id = loket_statement_dup_text (row, 3);
  op->replaces = loket_statement_dup_text (row, 4);
  op->tracking_id = loket_statement_dup_text (row, 5);
  op->title = loket_statement_dup_text (row, 6);
  op->state = loket_outbox_state_from_name (loket_statement_get_text (row, 7));
  op->wire = loket_statement_get_blob (row, 8);
  if (op->wire == NULL) /* damaged: no bytes match the hash */
    op->wire = g_bytes_new (NULL, 0);
  op->wire_sha256 = loket_statement_dup_text (row, 9);
  op->base_snapshot = loket_statement_dup_text (row, 10);
  op->attempts = (guint) loket_statement_get_int64 (row, 11);
  op->next_at = loket_statement_get_instant (row, 12);
  op->reason = loket_statement_dup_text (row, 13);
  op->problem = loket_statement_dup_text (row, 14);
  op->receipt = read_receipt (row, 15);
  op->queued_at = loket_statement_get_instant (row, 21);
  op->updated_at = loket_statement_get_instant (row, 22);
  op->since = loket_statement_get_instant (row, 23);
  return op;
}

GPtrArray *
_loket_ops_collect (LoketStatement  *statement,
                    GError         **error)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_outbox_op_unref);
  gboolean row;

  while (loket_statement_step (statement, &row, error))
    {
      if (!row)
        return g_steal_pointer (&ops);
      g_ptr_array_add (ops, _loket_ops_read (statement));
    }
  return NULL;
}

LoketOutboxOp *
_loket_ops_get (LoketDb     *db,
                const char  *reply_id,
                GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT " LOKET_OP_COLUMNS " FROM op WHERE rid = ?1", error);
  gboolean found;

  if (row == NULL)
    return NULL;
  loket_statement_bind_text (row, 1, reply_id);
  if (!loket_statement_step (row, &found, error))
    return NULL;
  if (found)
    return _loket_ops_read (row);
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND,
                       "There is no such reply in the outbox");
  return NULL;
}

gboolean
_loket_ops_log (LoketDb           *db,
                const char        *reply_id,
                LoketOutboxState   from,
                LoketOutboxState   to,
                const char        *why,
                gint64             now,
                GError           **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      "INSERT INTO op_log (rid, from_state, to_state, why, at) "
                      "VALUES (?1, ?2, ?3, ?4, ?5)",
                      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, reply_id);
  loket_statement_bind_text (statement, 2, loket_outbox_state_to_name (from));
  loket_statement_bind_text (statement, 3, loket_outbox_state_to_name (to));
  loket_statement_bind_text (statement, 4, why);
  loket_statement_bind_int64 (statement, 5, now);
  return loket_statement_run (statement, error);
}

static gboolean
check_step (const LoketOutboxOp    *op,
            const LoketOutboxStep  *step,
            GError                **error)
{
  if (op->state != step->from)
    {
      g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                   "The reply is %s, not %s", loket_outbox_state_to_name (op->state),
                   loket_outbox_state_to_name (step->from));
      return FALSE;
    }
  if (!loket_outbox_can_go (step->from, step->to, op->attempts))
    {
      g_set_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_ILLEGAL,
                   "A reply that was tried %u times does not go from %s to %s", op->attempts,
                   loket_outbox_state_to_name (step->from), loket_outbox_state_to_name (step->to));
      return FALSE;
    }
  if (step->to != LOKET_OUTBOX_ACCEPTED)
    return TRUE;
  if (step->receipt == NULL)
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_ILLEGAL,
                           "A reply is not accepted without a receipt");
      return FALSE;
    }
  return loket_receipt_matches (step->receipt, op->reply_id, op->complaint_id, op->wire_sha256,
                                step->receipt->epoch, error);
}

static gboolean
write_receipt (LoketDb             *db,
               const LoketReceipt  *receipt,
               GError             **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      "UPDATE op SET receipt_seq = ?2, receipt_substance = ?3, receipt_rev = ?4, "
                      "receipt_epoch = ?5, receipt_at = ?6, receipt_mac = ?7 WHERE rid = ?1",
                      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, receipt->reply_id);
  loket_statement_bind_int64 (statement, 2, receipt->seq);
  loket_statement_bind_int64 (statement, 3, receipt->substance);
  loket_statement_bind_int64 (statement, 4, receipt->rev);
  loket_statement_bind_text (statement, 5, receipt->epoch);
  loket_statement_bind_instant (statement, 6, receipt->accepted_at);
  loket_statement_bind_text (statement, 7, receipt->mac);
  return loket_statement_run (statement, error);
}

static gboolean
change_state (LoketDb                *db,
              const char             *reply_id,
              const LoketOutboxStep  *step,
              gint64                  now,
              GError                **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      "UPDATE op SET state = ?3, next_at = ?4, reason = ?5, "
                      /* What the hub said stays with a reply that is taken back. */
                      "problem = ifnull (" LOKET_SEAL ("op", "?1", "problem", "?6") ", "
                      "iif (?3 IN ('revoking', 'revoked', 'discarded'), problem, NULL)), updated_at = ?7, "
                      "attempts = attempts + (?3 = 'inflight'), "
                      "started_at = iif (?3 = 'inflight', ?7, started_at), "
                      "requeued_at = iif (?2 = 'accepted', ?7, requeued_at) "
                      "WHERE rid = ?1 AND state = ?2",
                      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, reply_id);
  loket_statement_bind_text (statement, 2, loket_outbox_state_to_name (step->from));
  loket_statement_bind_text (statement, 3, loket_outbox_state_to_name (step->to));
  loket_statement_bind_instant (statement, 4, step->next_at);
  loket_statement_bind_text (statement, 5, step->reason);
  loket_statement_bind_text (statement, 6, step->problem);
  loket_statement_bind_int64 (statement, 7, now);
  if (!loket_statement_run (statement, error))
    return FALSE;
  if (loket_db_get_changes (db) != 1)
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                           "The reply has changed meanwhile");
      return FALSE;
    }
  return _loket_ops_log (db, reply_id, step->from, step->to, step->reason, now, error);
}

/* Tells the replies that were held because of one that has now ended: those
 * that counted on its end go on, for the others the person decides. */
static gboolean
release_held (LoketDb              *db,
              const LoketOutboxOp  *ended,
              gboolean              accepted,
              gint64                now,
              GError              **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      "SELECT " LOKET_OP_COLUMNS " FROM op "
                      "WHERE waits_for = ?1 AND state = 'held' ORDER BY number",
                      error);
  g_autoptr (GPtrArray) held = NULL;

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, ended->reply_id);
  held = _loket_ops_collect (statement, error);
  if (held == NULL)
    return FALSE;

  for (guint i = 0; i < held->len; i++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (held, i);
      gboolean follows = g_strcmp0 (op->prev_reply_id, ended->reply_id) == 0;
      LoketOutboxStep step = {
        .from = LOKET_OUTBOX_HELD,
        .to = loket_outbox_released (follows, accepted),
        .next_at = LOKET_TIME_UNSET,
        .reason = follows == accepted ? NULL : accepted ? "already-accepted" : "predecessor",
      };

      if (!change_state (db, op->reply_id, &step, now, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
wants_text_back (LoketDb     *db,
                 const char  *reply_id,
                 gboolean    *wanted,
                 GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT keep_text FROM op WHERE rid = ?1", error);
  gboolean found;

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, reply_id);
  if (!loket_statement_step (row, &found, error))
    return FALSE;
  *wanted = found && loket_statement_get_int64 (row, 0) != 0;
  return TRUE;
}

/* Takes one step, with what follows from it. In a transaction. */
gboolean
_loket_ops_step (LoketDb                *db,
                 const char             *reply_id,
                 const LoketOutboxStep  *step,
                 gint64                  now,
                 GError                **error)
{
  g_autoptr (LoketOutboxOp) op = _loket_ops_get (db, reply_id, error);
  gboolean keep_text = FALSE;

  g_assert (loket_db_in_transaction (db));

  if (op == NULL || !check_step (op, step, error) ||
      (step->receipt != NULL && !write_receipt (db, step->receipt, error)) ||
      !change_state (db, reply_id, step, now, error))
    return FALSE;
  if (!loket_outbox_state_is_final (step->to))
    return TRUE;
  if (step->to != LOKET_OUTBOX_ACCEPTED &&
      (!wants_text_back (db, reply_id, &keep_text, error) ||
       (keep_text && !_loket_drafts_take_back (db, op, now, error))))
    return FALSE;
  return release_held (db, op, step->to == LOKET_OUTBOX_ACCEPTED, now, error);
}

/* Takes a reply back: at once when no byte of it ever left, else by asking the
 * hub. In a transaction. */
gboolean
_loket_ops_withdraw (LoketDb              *db,
                     const LoketOutboxOp  *op,
                     gboolean              keep_text,
                     gint64                now,
                     GError              **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "UPDATE op SET keep_text = ?2 WHERE rid = ?1", error);
  LoketOutboxStep step = {
    .from = op->state,
    .to = loket_outbox_withdrawn (op->attempts),
    .next_at = LOKET_TIME_UNSET,
    .reason = "withdrawn",
  };

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, op->reply_id);
  loket_statement_bind_int64 (statement, 2, keep_text);
  return loket_statement_run (statement, error) &&
         _loket_ops_step (db, op->reply_id, &step, now, error);
}
