/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-queue-private.h"

static gpointer
get_op (gpointer       store,
        gpointer       request,
        GCancellable  *cancellable,
        GError       **error)
{
  return _loket_ops_get (LOKET_USER_STORE (store)->db, ((LoketUserRequest *) request)->id, error);
}

static gpointer
postpone (gpointer       store,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (self->db,
                      "UPDATE op SET next_at = ?3, reason = ?4, updated_at = ?5 "
                      "WHERE rid = ?1 AND state = ?2 AND state IN ('waiting', 'revoking')",
                      error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, request->id);
  loket_statement_bind_text (statement, 2, loket_outbox_state_to_name (request->kind));
  loket_statement_bind_instant (statement, 3, request->number);
  loket_statement_bind_text (statement, 4, request->text);
  loket_statement_bind_int64 (statement, 5, request->now);
  if (!loket_statement_run (statement, error))
    return NULL;
  if (loket_db_get_changes (self->db) == 1)
    return LOKET_STORE_DONE;
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                       "The reply is in another state");
  return NULL;
}

static gpointer
count (gpointer       store,
       gpointer       request,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (LOKET_USER_STORE (store)->db,
                      "SELECT (SELECT count(*) FROM draft), "
                      "count(*) FILTER (WHERE state <> 'needs_user'), "
                      "count(*) FILTER (WHERE state = 'needs_user'), "
                      "(SELECT count(*) FROM op WHERE state = 'accepted') "
                      "FROM op WHERE " LOKET_OP_PENDING,
                      error);
  LoketUserCounts *counts = NULL;

  if (row == NULL || !loket_statement_step (row, NULL, error))
    return NULL;
  counts = g_new (LoketUserCounts, 1);
  counts->drafts = (guint) loket_statement_get_int64 (row, 0);
  counts->waiting = (guint) loket_statement_get_int64 (row, 1);
  counts->needs_user = (guint) loket_statement_get_int64 (row, 2);
  counts->sent = (guint) loket_statement_get_int64 (row, 3);
  return counts;
}

static gpointer
forget_snapshots (gpointer       store,
                  gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  static const char *const sql[] = {
    "UPDATE op SET base_snapshot = NULL, title = NULL WHERE complaint_id = ?1",
    "UPDATE draft SET base_snapshot = NULL WHERE complaint_id = ?1",
    "UPDATE draft_bin SET base_snapshot = NULL WHERE complaint_id = ?1",
  };
  LoketUserStore *self = store;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);

  if (transaction == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (sql); i++)
    {
      g_autoptr (LoketStatement) statement = loket_db_prepare (self->db, sql[i], error);

      if (statement == NULL)
        return NULL;
      loket_statement_bind_text (statement, 1, ((LoketUserRequest *) data)->id);
      if (!loket_statement_run (statement, error))
        return NULL;
    }
  return loket_db_commit (self->db, error) ? LOKET_STORE_DONE : NULL;
}

/**
 * loket_user_store_get_op_async:
 * @self: a store
 * @reply_id: a reply
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads one reply of the outbox.
 */
void
loket_user_store_get_op_async (LoketUserStore      *self,
                               const char          *reply_id,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  _loket_user_store_call (self, get_op, _loket_user_request_new (self, reply_id),
                          (GDestroyNotify) loket_outbox_op_unref, loket_user_store_get_op_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_get_op_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_get_op_async().
 *
 * Returns: (transfer full) (nullable): the reply
 */
LoketOutboxOp *
loket_user_store_get_op_finish (LoketUserStore  *self,
                                GAsyncResult    *result,
                                GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_get_op_async, error);
}

/**
 * loket_user_store_postpone_async:
 * @self: a store
 * @reply_id: a reply
 * @state: where the caller believes it to be: waiting or revoking
 * @next_at: not before this instant
 * @reason: (nullable): name of why
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Sets when to try again, without a step.
 */
void
loket_user_store_postpone_async (LoketUserStore      *self,
                                 const char          *reply_id,
                                 LoketOutboxState     state,
                                 gint64               next_at,
                                 const char          *reason,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, reply_id);

  request->kind = (int) state;
  request->number = next_at;
  request->text = g_strdup (reason);
  _loket_user_store_call (self, postpone, request, NULL, loket_user_store_postpone_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_postpone_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_postpone_async().
 *
 * Returns: whether it is stored
 */
gboolean
loket_user_store_postpone_finish (LoketUserStore  *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_postpone_async, error) != NULL;
}

/**
 * loket_user_store_count_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Counts drafts and replies.
 */
void
loket_user_store_count_async (LoketUserStore      *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  _loket_user_store_call (self, count, _loket_user_request_new (self, NULL), g_free,
                          loket_user_store_count_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_count_finish:
 * @self: a store
 * @result: the result
 * @counts: (out caller-allocates): the counts
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_count_async().
 *
 * Returns: whether they were counted
 */
gboolean
loket_user_store_count_finish (LoketUserStore   *self,
                               GAsyncResult     *result,
                               LoketUserCounts  *counts,
                               GError          **error)
{
  g_autofree LoketUserCounts *found =
    _loket_store_finish (self, result, loket_user_store_count_async, error);

  if (found == NULL)
    return FALSE;
  *counts = *found;
  return TRUE;
}

/**
 * loket_user_store_forget_snapshots_async:
 * @self: a store
 * @complaint_id: a complaint whose text has to go
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Wipes what drafts and replies hold of a complaint that was erased. The
 * officer's own text stays.
 */
void
loket_user_store_forget_snapshots_async (LoketUserStore      *self,
                                         const char          *complaint_id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  _loket_user_store_call (self, forget_snapshots, _loket_user_request_new (self, complaint_id),
                          NULL, loket_user_store_forget_snapshots_async, cancellable, callback,
                          user_data);
}

/**
 * loket_user_store_forget_snapshots_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_forget_snapshots_async().
 *
 * Returns: whether it is done
 */
gboolean
loket_user_store_forget_snapshots_finish (LoketUserStore  *self,
                                          GAsyncResult    *result,
                                          GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_forget_snapshots_async, error) != NULL;
}
