/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments-private.h"
#include "loket-user-queue-private.h"

#include "loket-outbox-rules.h"
#include "loket-text.h"

/*
 * Sending off: the bytes are frozen, and from then on they are the reply. The
 * replies to one complaint form a chain in which each names the one before it;
 * the hub takes them in that order only.
 */

typedef struct
{
  char *prev;      /* what the next reply has to name, or NULL */
  char *waits_for; /* whose end it has to wait for, or NULL */
} Chain;

static void
chain_clear (Chain *chain)
{
  g_clear_pointer (&chain->prev, g_free);
  g_clear_pointer (&chain->waits_for, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Chain, chain_clear)

static gboolean
find_last_accepted (LoketDb     *db,
                    const char  *complaint_id,
                    char       **reply_id,
                    GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT rid FROM op WHERE complaint_id = ?1 AND state = 'accepted' "
                      "ORDER BY receipt_seq DESC LIMIT 1",
                      error);
  gboolean found;

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, complaint_id);
  if (!loket_statement_step (row, &found, error))
    return FALSE;
  *reply_id = found ? loket_statement_dup_text (row, 0) : NULL;
  return TRUE;
}

static GArray *
list_links (GPtrArray *ops)
{
  GArray *links = g_array_new (FALSE, FALSE, sizeof (LoketOutboxLink));

  for (guint i = 0; i < ops->len; i++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (ops, i);
      LoketOutboxLink link = { op->reply_id, op->state };

      g_array_append_val (links, link);
    }
  return links;
}

/* Finds the end of the chain, or what is before one of its links. */
static gboolean
find_chain_end (LoketDb     *db,
                const char  *complaint_id,
                const char  *before,
                Chain       *chain,
                GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT " LOKET_OP_COLUMNS " FROM op WHERE complaint_id = ?1 AND "
                      LOKET_OP_PENDING " AND (?2 IS NULL OR (position, number) < "
                      "(SELECT o.position, o.number FROM op AS o WHERE o.rid = ?2)) "
                      "ORDER BY position DESC, number DESC",
                      error);
  g_autoptr (GPtrArray) ops = NULL;
  g_autoptr (GArray) links = NULL;
  const char *prev;
  const char *waits_for;

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, complaint_id);
  loket_statement_bind_text (row, 2, before);
  ops = _loket_ops_collect (row, error);
  if (ops == NULL)
    return FALSE;

  links = list_links (ops);
  if (!loket_outbox_find_chain ((const LoketOutboxLink *) (void *) links->data, links->len, &prev,
                                &waits_for))
    {
      chain->waits_for = g_strdup (waits_for);
      return find_last_accepted (db, complaint_id, &chain->prev, error);
    }
  chain->waits_for = g_strdup (waits_for);
  chain->prev = g_strdup (prev);
  return TRUE;
}

/* A reply that takes the place of another comes where that one was, once the
 * hub has agreed that it will never have it. */
static gboolean
find_chain (LoketDb     *db,
            const char  *complaint_id,
            const char  *replaces,
            Chain       *chain,
            GError     **error)
{
  g_autoptr (LoketOutboxOp) old = NULL;

  if (replaces == NULL)
    return find_chain_end (db, complaint_id, NULL, chain, error);

  old = _loket_ops_get (db, replaces, error);
  if (old == NULL)
    return FALSE;
  if (g_strcmp0 (old->complaint_id, complaint_id) != 0 || !loket_outbox_can_replace (old->state))
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                           "The reply to replace is under way or was accepted");
      return FALSE;
    }
  if (!find_chain_end (db, complaint_id, replaces, chain, error))
    return FALSE;
  if (loket_outbox_awaits_replaced (old->state, old->attempts))
    {
      g_free (chain->waits_for);
      chain->waits_for = g_strdup (old->reply_id);
    }
  return TRUE;
}

/* What the next reply to a complaint has to name as the one before it. */
gboolean
_loket_queue_get_prev (LoketDb     *db,
                       const char  *complaint_id,
                       const char  *replaces,
                       char       **prev,
                       GError     **error)
{
  g_auto (Chain) chain = { NULL, NULL };

  if (!find_chain (db, complaint_id, replaces, &chain, error))
    return FALSE;
  *prev = g_steal_pointer (&chain.prev);
  return TRUE;
}

/* Puts a reply into the outbox, queued. In a transaction. */
gboolean
_loket_queue_insert (LoketDb             *db,
                     const LoketSendOff  *send_off,
                     const char          *sha256,
                     gint64               now,
                     GError             **error)
{
  g_autoptr (LoketStatement) insert =
    loket_db_prepare (db,
                      "INSERT INTO op (rid, complaint_id, prev_rid, replaces, "
                      "tracking_id, title, state, wire, wire_sha256, base_snapshot, queued_at, "
                      "updated_at) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, " LOKET_SEAL ("op", "?1", "title", "?6")
                      ", 'queued', " LOKET_SEAL ("op", "?1", "wire", "?7") ", ?8, "
                      LOKET_SEAL ("op", "?1", "base_snapshot", "?9") ", ?10, ?10)",
                      error);
  g_autoptr (LoketStatement) place =
    loket_db_prepare (db,
                      "UPDATE op SET position = coalesce ((SELECT o.position FROM op AS o "
                      "WHERE o.rid = op.replaces), number) WHERE rid = ?1",
                      error);

  if (insert == NULL || place == NULL)
    return FALSE;
  loket_statement_bind_text (insert, 1, send_off->reply_id);
  loket_statement_bind_text (insert, 2, send_off->complaint_id);
  loket_statement_bind_text (insert, 3, send_off->prev_reply_id);
  loket_statement_bind_text (insert, 4, send_off->replaces);
  loket_statement_bind_text (insert, 5, send_off->tracking_id);
  loket_statement_bind_text (insert, 6, send_off->title);
  loket_statement_bind_blob (insert, 7, send_off->wire);
  loket_statement_bind_text (insert, 8, sha256);
  loket_statement_bind_text (insert, 9, send_off->base_snapshot);
  loket_statement_bind_int64 (insert, 10, now);
  loket_statement_bind_text (place, 1, send_off->reply_id);
  return loket_statement_run (insert, error) && loket_statement_run (place, error) &&
         _loket_ops_log (db, send_off->reply_id, LOKET_OUTBOX_NONE, LOKET_OUTBOX_QUEUED, NULL, now,
                         error);
}

/* Lets a reply wait for the end of another. */
static gboolean
hold (LoketDb     *db,
      const char  *reply_id,
      const char  *waits_for,
      gint64       now,
      GError     **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "UPDATE op SET waits_for = ?2 WHERE rid = ?1", error);
  LoketOutboxStep step = { LOKET_OUTBOX_QUEUED, LOKET_OUTBOX_HELD, LOKET_TIME_UNSET, "predecessor" };

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, reply_id);
  loket_statement_bind_text (statement, 2, waits_for);
  return loket_statement_run (statement, error) && _loket_ops_step (db, reply_id, &step, now, error);
}

static gboolean
withdraw_replaced (LoketDb     *db,
                   const char  *reply_id,
                   gint64       now,
                   GError     **error)
{
  g_autoptr (LoketOutboxOp) old = _loket_ops_get (db, reply_id, error);

  if (old == NULL)
    return FALSE;
  if (loket_outbox_state_is_final (old->state) || old->state == LOKET_OUTBOX_REVOKING)
    return TRUE;
  return _loket_ops_withdraw (db, old, FALSE, now, error);
}

/* An id that is known already stands for the same bytes or for a mistake. */
static LoketOutboxOp *
find_known (LoketDb             *db,
            const LoketSendOff  *send_off,
            GError             **error)
{
  g_autoptr (LoketOutboxOp) known = _loket_ops_get (db, send_off->reply_id, error);

  if (known == NULL || g_bytes_equal (known->wire, send_off->wire))
    return g_steal_pointer (&known);
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                       "The reply was sent off with another content");
  return NULL;
}

/* Freezes a reply: queues it, takes the draft away and withdraws what it
 * replaces. In a transaction. */
LoketOutboxOp *
_loket_queue_send_off (LoketDb             *db,
                       const LoketSendOff  *send_off,
                       gint64               now,
                       gboolean            *is_new,
                       GError             **error)
{
  g_autofree char *sha256 = loket_text_sha256 (send_off->wire);
  g_auto (Chain) chain = { NULL, NULL };
  g_autoptr (LoketOutboxOp) known = NULL;
  g_autoptr (GError) lookup_error = NULL;

  known = find_known (db, send_off, &lookup_error);
  *is_new = known == NULL;
  if (known != NULL)
    return g_steal_pointer (&known);
  if (!g_error_matches (lookup_error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&lookup_error));
      return NULL;
    }

  if (!find_chain (db, send_off->complaint_id, send_off->replaces, &chain, error))
    return NULL;
  if (!send_off->prev_from_hub && g_strcmp0 (chain.prev, send_off->prev_reply_id) != 0)
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                           "Another reply to the complaint came in between");
      return NULL;
    }

  if (!_loket_queue_insert (db, send_off, sha256, now, error) ||
      !_loket_attachments_freeze (db, send_off, error) ||
      (chain.waits_for != NULL && !hold (db, send_off->reply_id, chain.waits_for, now, error)) ||
      (send_off->replaces != NULL &&
       !withdraw_replaced (db, send_off->replaces, now, error)) ||
      !_loket_drafts_remove (db, send_off->complaint_id, error))
    return NULL;
  return _loket_ops_get (db, send_off->reply_id, error);
}

/* The replies whose turn it is: of each complaint only the first that is not
 * settled, and those that are being taken back. */
GPtrArray *
_loket_queue_list_due (LoketDb  *db,
                       gint64    now,
                       GError  **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      "SELECT " LOKET_OP_COLUMNS " FROM op "
                      "WHERE (next_at IS NULL OR next_at <= ?1) AND "
                      "(state = 'revoking' OR (state IN ('queued', 'uploading', 'waiting') AND damaged = 0 AND "
                      "NOT EXISTS (SELECT 1 FROM op AS o WHERE o.complaint_id = op.complaint_id "
                      "AND o.state NOT IN ('accepted', 'revoked', 'discarded') "
                      "AND (o.position, o.number) < (op.position, op.number)))) "
                      "ORDER BY position, number",
                      error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_int64 (statement, 1, now);
  return _loket_ops_collect (statement, error);
}
