/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-queue-private.h"

#include "loket-mutant.h"
#include "loket-outbox-rules.h"
#include "loket-text.h"

/* What ended longer ago is forgotten, where nothing needs it any more. */
#define REMEMBER_SECONDS (90 * 24 * 60 * 60)

/* Whether the bytes are the ones that were frozen. */
static gboolean
is_whole (const LoketOutboxOp *op)
{
  g_autofree char *sha256 = loket_text_sha256 (op->wire);

  return g_strcmp0 (sha256, op->wire_sha256) == 0;
}

/* Whether the row is about the reply that was written down. */
static gboolean
is_of (const LoketOutboxOp     *op,
       const LoketJournalEntry *entry)
{
  return entry == NULL || g_strcmp0 (op->complaint_id, entry->complaint_id) == 0;
}

/* Puts what was frozen back from the journal. An index may name the row by what
 * was damaged: so they are made anew before. */
static gboolean
restore_row (LoketDb                  *db,
             LoketOutboxOp            *op,
             const LoketJournalEntry  *entry,
             GError                  **error)
{
  g_autoptr (LoketStatement) mark = NULL;
  g_autoptr (LoketStatement) restore = NULL;
  g_autoptr (LoketStatement) clear = NULL;

  if (!loket_db_exec (db, "REINDEX op", error))
    return FALSE;
  mark = loket_db_prepare (db, "UPDATE op SET damaged = 1 WHERE rid = ?1", error);
  restore = loket_db_prepare (db,
                              "UPDATE op SET wire = " LOKET_SEAL ("op", "?1", "wire", "?2") ", "
                              "wire_sha256 = ?3, complaint_id = ?4, prev_rid = ?5, replaces = ?6, "
                              "tracking_id = ?7 WHERE rid = ?1",
                              error);
  clear = loket_db_prepare (db, "UPDATE op SET damaged = 0 WHERE rid = ?1", error);
  if (mark == NULL || restore == NULL || clear == NULL)
    return FALSE;
  loket_statement_bind_text (mark, 1, op->reply_id);
  loket_statement_bind_text (restore, 1, op->reply_id);
  loket_statement_bind_blob (restore, 2, entry->wire);
  loket_statement_bind_text (restore, 3, entry->sha256);
  loket_statement_bind_text (restore, 4, entry->complaint_id);
  loket_statement_bind_text (restore, 5, entry->prev_reply_id);
  loket_statement_bind_text (restore, 6, entry->replaces);
  loket_statement_bind_text (restore, 7, entry->tracking_id);
  loket_statement_bind_text (clear, 1, op->reply_id);
  return loket_statement_run (mark, error) && loket_statement_run (restore, error) &&
         loket_statement_run (clear, error);
}

/* Whether a reply of the journal has no row. No index is asked: it may still name
 * a row that lost its name. */
static gboolean
misses_row (LoketDb    *db,
            GPtrArray  *journal,
            gboolean   *misses,
            GError    **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT 1 FROM op NOT INDEXED WHERE rid = ?1", error);

  *misses = FALSE;
  if (row == NULL)
    return FALSE;
  for (guint i = 0; i < journal->len && !*misses; i++)
    {
      const LoketJournalEntry *entry = g_ptr_array_index (journal, i);
      gboolean found;

      loket_statement_bind_text (row, 1, entry->reply_id);
      if (!loket_statement_step (row, &found, error))
        return FALSE;
      loket_statement_reset (row);
      *misses = !found;
    }
  return TRUE;
}

/* Takes a reply off its way, by the ordinary steps, for the person to decide. */
gboolean
_loket_ops_set_aside (LoketDb              *db,
                      const LoketOutboxOp  *op,
                      const char           *reason,
                      gint64                now,
                      GError              **error)
{
  LoketOutboxStep out = { op->state, LOKET_OUTBOX_INFLIGHT, LOKET_TIME_UNSET, reason };
  LoketOutboxStep aside = { LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_NEEDS_USER, LOKET_TIME_UNSET, reason };

  if (loket_outbox_set_aside (op->state) == op->state)
    return TRUE;
  if (!loket_outbox_can_go (op->state, LOKET_OUTBOX_NEEDS_USER, MAX (op->attempts, 1)))
    return _loket_ops_step (db, op->reply_id, &out, now, error) &&
           _loket_ops_step (db, op->reply_id, &aside, now, error);
  aside.from = op->state;
  return _loket_ops_step (db, op->reply_id, &aside, now, error);
}

/* Damaged bytes are never sent. */
static gboolean
set_damaged_aside (LoketDb        *db,
                   LoketOutboxOp  *op,
                   gint64          now,
                   GError        **error)
{
  g_autoptr (LoketStatement) mark =
    loket_db_prepare (db, "UPDATE op SET damaged = 1 WHERE rid = ?1", error);

  if (mark == NULL)
    return FALSE;
  loket_statement_bind_text (mark, 1, op->reply_id);
  if (!loket_statement_run (mark, error) || !_loket_ops_set_aside (db, op, "damaged", now, error))
    return FALSE;
  op->state = loket_outbox_set_aside (op->state);
  return TRUE;
}

/* Makes a row agree with what was written down of the reply, where it is damaged. */
static gboolean
check_row (LoketDb        *db,
           LoketOutboxOp  *op,
           GPtrArray      *journal,
           gint64          now,
           GError        **error)
{
  const LoketJournalEntry *entry = _loket_journal_find (journal, op->reply_id);
  gboolean misses = FALSE;

  if (is_whole (op) && is_of (op, entry))
    return TRUE;
  if (entry != NULL)
    return restore_row (db, op, entry, error);
  if (!misses_row (db, journal, &misses, error))
    return FALSE;
  if (!misses)
    return set_damaged_aside (db, op, now, error);
  g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT, "A reply has lost its name");
  return FALSE;
}

/* All that have not ended, in the order of sending off. */
GPtrArray *
_loket_ops_list_pending (LoketDb  *db,
                         GError  **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      "SELECT " LOKET_OP_COLUMNS " FROM op WHERE " LOKET_OP_PENDING
                      " ORDER BY number",
                      error);

  return statement != NULL ? _loket_ops_collect (statement, error) : NULL;
}

/* Puts right what an end of the program in mid-air left behind: what was under
 * way may or may not have arrived and is sent again, the same bytes. */
gboolean
_loket_ops_recover (LoketDb    *db,
                    GPtrArray  *journal,
                    gint64      now,
                    GError    **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
  g_autoptr (LoketStatement) clamp = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  LoketOutboxStep doubt = { LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_WAITING, LOKET_TIME_UNSET, "doubt" };

  if (transaction == NULL)
    return FALSE;
  clamp = loket_db_prepare (db, "UPDATE op SET next_at = ?1 WHERE next_at > ?1 AND " LOKET_OP_PENDING,
                            error);
  pending = _loket_ops_list_pending (db, error);
  if (clamp == NULL || pending == NULL)
    return FALSE;

  for (guint i = 0; i < pending->len; i++)
    {
      LoketOutboxOp *op = g_ptr_array_index (pending, i);

      if (!check_row (db, op, journal, now, error))
        return FALSE;
      if (loket_outbox_at_start (op->state, TRUE) != op->state &&
          !_loket_ops_step (db, op->reply_id, &doubt, now, error))
        return FALSE;
    }

  loket_statement_bind_int64 (clamp, 1, loket_outbox_clamp (G_MAXINT64, now));
  return loket_statement_run (clamp, error) && loket_db_commit (db, error);
}

/* Takes a reply that was not tried, as far as is known, to where one is that
 * was: only the hub knows. */
static gboolean
make_tried (LoketDb        *db,
            LoketOutboxOp  *op,
            gint64          now,
            GError        **error)
{
  static const LoketOutboxStep steps[] = {
    { LOKET_OUTBOX_HELD, LOKET_OUTBOX_QUEUED, LOKET_TIME_UNSET, "doubt" },
    { LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_INFLIGHT, LOKET_TIME_UNSET, "doubt" },
    { LOKET_OUTBOX_UPLOADING, LOKET_OUTBOX_INFLIGHT, LOKET_TIME_UNSET, "doubt" },
    { LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_WAITING, LOKET_TIME_UNSET, "doubt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (op->state == steps[i].from)
      {
        if (!_loket_ops_step (db, op->reply_id, &steps[i], now, error))
          return FALSE;
        op->state = steps[i].to;
      }
  op->attempts = MAX (op->attempts, 1);
  return TRUE;
}

/* The reply to replace, where it has not ended, or nothing. */
static gboolean
find_behind (LoketDb                  *db,
             const LoketJournalEntry  *entry,
             LoketOutboxOp           **behind,
             GError                  **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;

  if (entry->replaces == NULL)
    return TRUE;
  op = _loket_ops_get (db, entry->replaces, &local_error);
  if (op == NULL && !g_error_matches (local_error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (op != NULL && !loket_outbox_state_is_final (op->state))
    *behind = g_steal_pointer (&op);
  return TRUE;
}

static LoketOutboxOp *
insert_entry (LoketDb                  *db,
              const LoketJournalEntry  *entry,
              GError                  **error)
{
  LoketSendOff send_off = {
    .reply_id = entry->reply_id,
    .complaint_id = entry->complaint_id,
    .prev_reply_id = entry->prev_reply_id,
    .replaces = entry->replaces,
    .wire = entry->wire,
    .tracking_id = entry->tracking_id,
  };

  return _loket_queue_insert (db, &send_off, entry->sha256, entry->at, error)
           ? _loket_ops_get (db, entry->reply_id, error)
           : NULL;
}

static gboolean
wait_for (LoketDb     *db,
          const char  *reply_id,
          const char  *waits_for,
          GError     **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "UPDATE op SET waits_for = coalesce (?2, waits_for) WHERE rid = ?1", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, reply_id);
  loket_statement_bind_text (statement, 2, waits_for);
  return loket_statement_run (statement, error);
}

/* Brings one reply of the journal to where it has to be. */
static gboolean
replay_entry (LoketDb                  *db,
              const LoketJournalEntry  *entry,
              LoketOutboxOp            *known,
              gint64                    now,
              GError                  **error)
{
  LoketOutboxStep hold = { LOKET_OUTBOX_WAITING, LOKET_OUTBOX_HELD, LOKET_TIME_UNSET, "predecessor" };
  g_autoptr (LoketOutboxOp) op = known;
  g_autoptr (LoketOutboxOp) behind = NULL;
  LoketOutboxState to;

  if (!find_behind (db, entry, &behind, error))
    return FALSE;
  to = loket_outbox_replayed (op != NULL ? op->state : LOKET_OUTBOX_NONE, entry->withdrawn,
                              behind != NULL);
  if (op == NULL)
    op = insert_entry (db, entry, error);
  if (op == NULL)
    return FALSE;
  if (loket_outbox_state_is_final (op->state) || !make_tried (db, op, now, error))
    return loket_outbox_state_is_final (op->state);

  if (to == op->state)
    return TRUE;
  if (to == LOKET_OUTBOX_REVOKING)
    return _loket_ops_withdraw (db, op, TRUE, now, error);
  return wait_for (db, op->reply_id, behind != NULL ? behind->reply_id : NULL, error) &&
         _loket_ops_step (db, op->reply_id, &hold, now, error);
}

/* Finds a reply; @op stays NULL where there is none. */
static gboolean
find_known (LoketDb        *db,
            const char     *reply_id,
            LoketOutboxOp **op,
            GError        **error)
{
  g_autoptr (GError) local_error = NULL;

  *op = _loket_ops_get (db, reply_id, &local_error);
  if (*op != NULL || g_error_matches (local_error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Makes an older copy of the file, or an empty one, agree with the journal,
 * which names every reply that has not ended. Those of the journal may have
 * been tried, even accepted: they are sent again, and taken back only by the
 * hub's word. Those that only the copy has on their way have ended since,
 * perhaps by being discarded: they are not sent without the person. */
gboolean
_loket_ops_replay (LoketDb    *db,
                   GPtrArray  *journal,
                   gint64      now,
                   GError    **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
  g_autoptr (GPtrArray) pending = NULL;

  if (LOKET_MUTANT (DELETE_ON_DAMAGE))
    return TRUE;
  if (transaction == NULL)
    return FALSE;
  pending = _loket_ops_list_pending (db, error);
  if (pending == NULL)
    return FALSE;
  for (guint i = 0; i < pending->len; i++)
    {
      LoketOutboxOp *op = g_ptr_array_index (pending, i);

      if (_loket_journal_find (journal, op->reply_id) == NULL &&
          (!make_tried (db, op, now, error) || !_loket_ops_set_aside (db, op, "doubt", now, error)))
        return FALSE;
    }
  for (guint i = 0; i < journal->len; i++)
    {
      const LoketJournalEntry *entry = g_ptr_array_index (journal, i);
      LoketOutboxOp *known;

      if (!find_known (db, entry->reply_id, &known, error) ||
          !replay_entry (db, entry, known, now, error))
        return FALSE;
    }
  return loket_db_commit (db, error);
}

static const char forget_sql[] =
  "DELETE FROM op WHERE updated_at < ?1 "
  "AND (state IN ('revoked', 'discarded') OR (state = 'accepted' "
  "AND EXISTS (SELECT 1 FROM account WHERE receipt_seq <= durable_seq "
  "AND epoch IN (receipt_epoch, confirmed_epoch)) "
  "AND EXISTS (SELECT 1 FROM op AS o "
  "WHERE o.complaint_id = op.complaint_id AND o.state = 'accepted' AND o.receipt_seq > op.receipt_seq))) "
  "AND NOT EXISTS (SELECT 1 FROM op AS o WHERE "
  "o.complaint_id = op.complaint_id "
  "AND o.state NOT IN ('accepted', 'revoked', 'discarded'))";

/* Forgets replies that ended long ago, but never one that a restored hub might
 * have to be told about (what is durable counts in one life of the hub only),
 * the last one of a complaint, which the next has to
 * name, nor one that a pending reply counts on. */
gboolean
_loket_ops_prune (LoketDb  *db,
                  gint64    now,
                  GError  **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
  g_autoptr (LoketStatement) prune = NULL;

  if (transaction == NULL)
    return FALSE;
  prune = loket_db_prepare (db,
                            LOKET_MUTANT (UNCLAMPED)
                              ? "UPDATE op SET state = 'discarded' WHERE updated_at < ?1 AND state = 'queued'"
                              : forget_sql,
                            error);
  if (prune == NULL)
    return FALSE;
  loket_statement_bind_int64 (prune, 1, now - REMEMBER_SECONDS);
  return loket_statement_run (prune, error) &&
         loket_db_exec (db, "DELETE FROM op_log WHERE rid NOT IN (SELECT rid FROM op)", error) &&
         loket_db_commit (db, error);
}
