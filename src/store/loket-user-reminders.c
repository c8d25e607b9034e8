/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-store-private.h"

#include "loket-time.h"

static LoketReminderMark *
read_mark (LoketStatement *row)
{
  LoketReminderMark *mark = loket_reminder_mark_new (loket_statement_get_text (row, 0),
                                                     loket_statement_get_text (row, 1),
                                                     loket_statement_get_text (row, 2),
                                                     loket_statement_get_int64 (row, 3));

  if (!loket_statement_is_null (row, 4))
    mark->again_at = loket_statement_get_int64 (row, 4);
  mark->dismissed = loket_statement_get_int64 (row, 5) != 0;
  return mark;
}

static gpointer
list_reminders (gpointer       store,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  LoketUserStore *self = store;
  g_autoptr (GPtrArray) marks =
    g_ptr_array_new_with_free_func ((GDestroyNotify) loket_reminder_mark_free);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (self->db,
                      "SELECT key, complaint_id, " LOKET_UNSEAL ("reminder", "key", "notice") ", told_at, again_at, dismissed FROM reminder "
                      "ORDER BY key",
                      error);
  gboolean found;

  while (row != NULL && loket_statement_step (row, &found, error))
    {
      if (!found)
        return g_steal_pointer (&marks);
      g_ptr_array_add (marks, read_mark (row));
    }
  return NULL;
}

static gboolean
save_mark (LoketDb                  *db,
           const LoketReminderMark  *mark,
           GError                  **error)
{
  g_autoptr (LoketStatement) statement = NULL;

  if (mark->told_at == LOKET_TIME_UNSET)
    statement = loket_db_prepare (db, "DELETE FROM reminder WHERE key = ?1", error);
  else
    statement = loket_db_prepare (db,
                                  "REPLACE INTO reminder "
                                  "(key, complaint_id, notice, told_at, again_at, dismissed) "
                                  "VALUES (?1, ?2, " LOKET_SEAL ("reminder", "?1", "notice", "?3")
                                  ", ?4, ?5, ?6)",
                                  error);
  if (statement == NULL)
    return FALSE;

  loket_statement_bind_text (statement, 1, mark->key);
  if (mark->told_at != LOKET_TIME_UNSET)
    {
      loket_statement_bind_text (statement, 2, mark->complaint_id);
      loket_statement_bind_text (statement, 3, mark->notice);
      loket_statement_bind_int64 (statement, 4, mark->told_at);
      if (mark->again_at == LOKET_TIME_UNSET)
        loket_statement_bind_null (statement, 5);
      else
        loket_statement_bind_int64 (statement, 5, mark->again_at);
      loket_statement_bind_int64 (statement, 6, mark->dismissed);
    }
  return loket_statement_run (statement, error);
}

static gpointer
save_reminders (gpointer       store,
                gpointer       data,
                GCancellable  *cancellable,
                GError       **error)
{
  LoketUserStore *self = store;
  GPtrArray *marks = ((LoketUserRequest *) data)->record;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);

  if (transaction == NULL)
    return NULL;
  for (guint i = 0; i < marks->len; i++)
    if (!save_mark (self->db, marks->pdata[i], error))
      return NULL;
  return loket_db_commit (self->db, error) ? LOKET_STORE_DONE : NULL;
}

/**
 * loket_user_store_list_reminders_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads what the officer was reminded of and what came of it.
 */
void
loket_user_store_list_reminders_async (LoketUserStore      *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  _loket_user_store_call (self, list_reminders, _loket_user_request_new (self, NULL),
                          (GDestroyNotify) g_ptr_array_unref,
                          loket_user_store_list_reminders_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_list_reminders_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_reminders_async().
 *
 * Returns: (transfer full) (element-type LoketReminderMark): the records by key
 */
GPtrArray *
loket_user_store_list_reminders_finish (LoketUserStore  *self,
                                        GAsyncResult    *result,
                                        GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_reminders_async, error);
}

/**
 * loket_user_store_save_reminders_async:
 * @self: a store
 * @marks: (element-type LoketReminderMark): records to write or, without an
 *   instant, to forget; nobody changes the array any more
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Writes records, all or none.
 */
void
loket_user_store_save_reminders_async (LoketUserStore      *self,
                                       GPtrArray           *marks,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, NULL);

  request->record = g_ptr_array_ref (marks);
  request->record_free = (GDestroyNotify) g_ptr_array_unref;
  _loket_user_store_call (self, save_reminders, request, NULL,
                          loket_user_store_save_reminders_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_save_reminders_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_save_reminders_async().
 *
 * Returns: whether they are on the disk
 */
gboolean
loket_user_store_save_reminders_finish (LoketUserStore  *self,
                                        GAsyncResult    *result,
                                        GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_save_reminders_async, error) != NULL;
}
