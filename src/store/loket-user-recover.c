/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-store-private.h"

#include "loket-text.h"

/* A clock that was wrong must not put a reply off for longer than this. */
#define MAX_WAIT_SECONDS (15 * 60)

/* Whether the bytes are the ones that were frozen. */
static gboolean
is_whole (const LoketOutboxOp *op)
{
  g_autofree char *sha256 = loket_text_sha256 (op->wire);

  return g_strcmp0 (sha256, op->wire_sha256) == 0;
}

/* Damaged bytes are never sent: the person decides, by the ordinary steps. */
static gboolean
set_damaged_aside (LoketDb              *db,
                   const LoketOutboxOp  *op,
                   gint64                now,
                   GError              **error)
{
  g_autoptr (LoketStatement) mark =
    loket_db_prepare (db, "UPDATE op SET damaged = 1 WHERE rid = ?1", error);
  LoketOutboxStep out = { op->state, LOKET_OUTBOX_INFLIGHT, LOKET_TIME_UNSET, "damaged" };
  LoketOutboxStep aside = { LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_NEEDS_USER, LOKET_TIME_UNSET, "damaged" };

  if (mark == NULL)
    return FALSE;
  loket_statement_bind_text (mark, 1, op->reply_id);
  if (!loket_statement_run (mark, error))
    return FALSE;
  if (op->state == LOKET_OUTBOX_HELD)
    {
      aside.from = LOKET_OUTBOX_HELD;
      return _loket_ops_step (db, op->reply_id, &aside, now, error);
    }
  if (op->state == LOKET_OUTBOX_QUEUED || op->state == LOKET_OUTBOX_WAITING)
    return _loket_ops_step (db, op->reply_id, &out, now, error) &&
           _loket_ops_step (db, op->reply_id, &aside, now, error);
  return TRUE;
}

/* Puts right what an end of the program in mid-air left behind: what was under
 * way may or may not have arrived and is sent again, the same bytes. */
gboolean
_loket_ops_recover (LoketDb  *db,
                    gint64    now,
                    GError  **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
  g_autoptr (LoketStatement) statement = NULL;
  g_autoptr (LoketStatement) clamp = NULL;
  g_autoptr (GPtrArray) pending = NULL;
  LoketOutboxStep doubt = { LOKET_OUTBOX_INFLIGHT, LOKET_OUTBOX_WAITING, LOKET_TIME_UNSET, "doubt" };

  if (transaction == NULL)
    return FALSE;
  statement = loket_db_prepare (db, "SELECT " LOKET_OP_COLUMNS " FROM op WHERE " LOKET_OP_PENDING
                                    " ORDER BY number", error);
  clamp = loket_db_prepare (db, "UPDATE op SET next_at = ?1 WHERE next_at > ?1 AND " LOKET_OP_PENDING,
                            error);
  if (statement == NULL || clamp == NULL)
    return FALSE;
  pending = _loket_ops_collect (statement, error);
  if (pending == NULL)
    return FALSE;

  for (guint i = 0; i < pending->len; i++)
    {
      LoketOutboxOp *op = g_ptr_array_index (pending, i);

      if (op->state == LOKET_OUTBOX_INFLIGHT)
        {
          if (!_loket_ops_step (db, op->reply_id, &doubt, now, error))
            return FALSE;
          op->state = LOKET_OUTBOX_WAITING;
        }
      if (!is_whole (op) && !set_damaged_aside (db, op, now, error))
        return FALSE;
    }

  loket_statement_bind_int64 (clamp, 1, now + MAX_WAIT_SECONDS);
  return loket_statement_run (clamp, error) && loket_db_commit (db, error);
}
