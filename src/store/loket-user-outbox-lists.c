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
list_undurable (gpointer       store,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (LOKET_USER_STORE (store)->db,
                      "SELECT " LOKET_OP_COLUMNS " FROM op WHERE state = 'accepted' "
                      "AND receipt_seq > ?1 ORDER BY receipt_seq",
                      error);

  if (statement == NULL)
    return NULL;
  loket_statement_bind_int64 (statement, 1, ((LoketUserRequest *) request)->number);
  return _loket_ops_collect (statement, error);
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
 * loket_user_store_list_undurable_async:
 * @self: a store
 * @durable_seq: what the hub has surely stored for good
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Asks which accepted replies a hub that was restored from a backup may have
 * forgotten.
 */
void
loket_user_store_list_undurable_async (LoketUserStore      *self,
                                       gint64               durable_seq,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, NULL);

  request->number = durable_seq;
  _loket_user_store_call (self, list_undurable, request, (GDestroyNotify) g_ptr_array_unref,
                          loket_user_store_list_undurable_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_list_undurable_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_undurable_async().
 *
 * Returns: (transfer full) (element-type LoketOutboxOp) (nullable): the replies,
 *   in the order of acceptance
 */
GPtrArray *
loket_user_store_list_undurable_finish (LoketUserStore  *self,
                                        GAsyncResult    *result,
                                        GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_undurable_async, error);
}
