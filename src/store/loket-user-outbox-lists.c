/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-queue-private.h"

static gpointer
list_ops (gpointer       store,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  static const char *const sql[] = {
    [LOKET_OUTBOX_FILTER_PENDING] =
      "SELECT " LOKET_OP_COLUMNS " FROM op WHERE (?1 IS NULL OR complaint_id = ?1) AND "
      LOKET_OP_PENDING " ORDER BY position, number",
    [LOKET_OUTBOX_FILTER_SENT] =
      "SELECT " LOKET_OP_COLUMNS " FROM op WHERE (?1 IS NULL OR complaint_id = ?1) AND "
      "state = 'accepted' ORDER BY receipt_at DESC, number DESC",
    [LOKET_OUTBOX_FILTER_ALL] =
      "SELECT " LOKET_OP_COLUMNS " FROM op WHERE (?1 IS NULL OR complaint_id = ?1) "
      "ORDER BY position, number",
  };
  LoketUserRequest *request = data;
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (LOKET_USER_STORE (store)->db, sql[request->kind], error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, request->id);
  return _loket_ops_collect (statement, error);
}

static gpointer
list_due (gpointer       store,
          gpointer       request,
          GCancellable  *cancellable,
          GError       **error)
{
  return _loket_queue_list_due (LOKET_USER_STORE (store)->db,
                                ((LoketUserRequest *) request)->number, error);
}

static gpointer
list_unconfirmed (gpointer       store,
                  gpointer       request,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (LOKET_USER_STORE (store)->db,
                      "SELECT " LOKET_OP_COLUMNS " FROM op WHERE state = 'accepted' "
                      "AND receipt_epoch <> ?1 AND confirmed_epoch IS NOT ?1 ORDER BY receipt_seq",
                      error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_text (statement, 1, ((LoketUserRequest *) request)->id);
  return _loket_ops_collect (statement, error);
}

static gpointer
confirm (gpointer       store,
         gpointer       data,
         GCancellable  *cancellable,
         GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  GPtrArray *reply_ids = request->record;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);

  if (transaction == NULL)
    return NULL;
  for (guint i = 0; i < reply_ids->len; i++)
    {
      g_autoptr (LoketStatement) statement =
        loket_db_prepare (self->db,
                          "UPDATE op SET confirmed_epoch = ?2 WHERE rid = ?1 "
                          "AND state = 'accepted'",
                          error);

      if (statement == NULL)
        return NULL;
      loket_statement_bind_text (statement, 1, g_ptr_array_index (reply_ids, i));
      loket_statement_bind_text (statement, 2, request->id);
      if (!loket_statement_run (statement, error))
        return NULL;
    }
  return loket_db_commit (self->db, error) ? LOKET_STORE_DONE : NULL;
}

/**
 * loket_user_store_list_ops_async:
 * @self: a store
 * @filter: which replies
 * @complaint_id: (nullable): only those to this complaint
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads replies of the outbox.
 */
void
loket_user_store_list_ops_async (LoketUserStore      *self,
                                 LoketOutboxFilter    filter,
                                 const char          *complaint_id,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, complaint_id);

  request->kind = (int) filter;
  _loket_user_store_call (self, list_ops, request, (GDestroyNotify) g_ptr_array_unref,
                          loket_user_store_list_ops_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_list_ops_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_ops_async().
 *
 * Returns: (transfer full) (element-type LoketOutboxOp) (nullable): the replies
 */
GPtrArray *
loket_user_store_list_ops_finish (LoketUserStore  *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_ops_async, error);
}

/**
 * loket_user_store_list_due_async:
 * @self: a store
 * @now: Unix seconds; %G_MAXINT64 for everything that could be sent, however
 *   long it was to wait
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Asks whose turn it is: replies that are queued or waiting, of each complaint
 * only the first that is not settled, and replies that are revoking.
 */
void
loket_user_store_list_due_async (LoketUserStore      *self,
                                 gint64               now,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, NULL);

  request->number = now;
  _loket_user_store_call (self, list_due, request, (GDestroyNotify) g_ptr_array_unref,
                          loket_user_store_list_due_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_list_due_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_due_async().
 *
 * Returns: (transfer full) (element-type LoketOutboxOp) (nullable): the replies,
 *   in the order of sending off
 */
GPtrArray *
loket_user_store_list_due_finish (LoketUserStore  *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_due_async, error);
}

/**
 * loket_user_store_list_unconfirmed_async:
 * @self: a store
 * @epoch: the hub's life
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Asks which accepted replies a hub that was restored from a backup may have
 * forgotten: those of another life of it that it has not confirmed in this one.
 */
void
loket_user_store_list_unconfirmed_async (LoketUserStore      *self,
                                         const char          *epoch,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  g_return_if_fail (epoch != NULL);

  _loket_user_store_call (self, list_unconfirmed, _loket_user_request_new (self, epoch),
                          (GDestroyNotify) g_ptr_array_unref,
                          loket_user_store_list_unconfirmed_async, cancellable, callback,
                          user_data);
}

/**
 * loket_user_store_list_unconfirmed_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_unconfirmed_async().
 *
 * Returns: (transfer full) (element-type LoketOutboxOp) (nullable): the replies,
 *   in the order of acceptance
 */
GPtrArray *
loket_user_store_list_unconfirmed_finish (LoketUserStore  *self,
                                          GAsyncResult    *result,
                                          GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_unconfirmed_async, error);
}

/**
 * loket_user_store_confirm_async:
 * @self: a store
 * @reply_ids: (element-type utf8): accepted replies; copied
 * @epoch: the hub's life
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Notes that the hub said, in this life of it, that it has the replies.
 */
void
loket_user_store_confirm_async (LoketUserStore      *self,
                                GPtrArray           *reply_ids,
                                const char          *epoch,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, epoch);

  request->record = g_ptr_array_copy (reply_ids, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
  g_ptr_array_set_free_func (request->record, g_free);
  request->record_free = (GDestroyNotify) g_ptr_array_unref;
  _loket_user_store_call (self, confirm, request, NULL, loket_user_store_confirm_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_confirm_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_confirm_async().
 *
 * Returns: whether it is stored
 */
gboolean
loket_user_store_confirm_finish (LoketUserStore  *self,
                                 GAsyncResult    *result,
                                 GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_confirm_async, error) != NULL;
}
