/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments.h"

#include "loket-limits.h"
#include "loket-user-attachments-private.h"

/*
 * Files of which the hub has something although nobody wants them any more: of a
 * discarded draft, of a reply that was taken back, and those that were taken out of
 * a draft. Of the last only this much is left: a row without name and hash under
 * the handle 0, which no discarded draft has. The hub is told when it can be; after
 * 14 days it has forgotten them by itself.
 */

#define EXPIRY_SECONDS ((gint64) 14 * 24 * 60 * 60)

#define AT_HUB "(sent > 0 OR complete)"
#define ENDED                                                                              \
  AT_HUB " AND (handle IS NOT NULL OR rid IN (SELECT rid FROM op WHERE state IN ('revoked', " \
         "'discarded')))"
#define STRIP                                                          \
  "UPDATE attachment SET handle = 0, created_at = ?2, "                \
  "name = " LOKET_SEAL ("attachment", "uuid", "name", "''") ", "       \
  "sha256 = " LOKET_SEAL ("attachment", "uuid", "sha256", "''") " "

static gboolean
run (LoketDb     *db,
     const char  *sql,
     const char  *id,
     gint64       instant,
     GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  if (id != NULL)
    loket_statement_bind_text (statement, 1, id);
  if (instant != 0)
    loket_statement_bind_int64 (statement, 2, instant);
  return loket_statement_run (statement, error);
}

/* Forgets a file of a draft, but not that the hub has something of it; one that goes
 * with a reply stays. @gone tells whether the draft had it. */
gboolean
_loket_attachments_drop (LoketDb     *db,
                         const char  *id,
                         gint64       now,
                         gboolean    *gone,
                         GError     **error)
{
  if (!run (db, STRIP "WHERE uuid = ?1 AND rid IS NULL AND handle IS NOT 0 AND " AT_HUB, id, now, error))
    return FALSE;
  *gone = loket_db_get_changes (db) > 0;
  if (*gone)
    return TRUE;
  if (!run (db, "DELETE FROM attachment WHERE uuid = ?1 AND rid IS NULL AND handle IS NOT 0", id, 0, error))
    return FALSE;
  *gone = loket_db_get_changes (db) > 0;
  return TRUE;
}

/* Forgets the files of replies and discarded drafts that are forgotten. */
gboolean
_loket_attachments_prune (LoketDb  *db,
                          gint64    now,
                          GError  **error)
{
  return run (db,
              STRIP "WHERE handle != 0 AND handle NOT IN (SELECT handle FROM draft_bin) AND " AT_HUB,
              NULL, now, error) &&
         run (db, "DELETE FROM attachment WHERE handle = 0 AND created_at < ?2", NULL, now - EXPIRY_SECONDS,
              error) &&
         loket_db_exec (db,
                        "DELETE FROM attachment WHERE "
                        "(rid IS NOT NULL AND rid NOT IN (SELECT rid FROM op)) OR "
                        "(handle != 0 AND handle NOT IN (SELECT handle FROM draft_bin))",
                        error);
}

static gpointer
list_ended (gpointer       store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  LoketUserStore *self = store;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (self->db, "SELECT uuid FROM attachment WHERE " ENDED " ORDER BY number LIMIT ?1", error);
  gboolean found;

  if (row == NULL)
    return NULL;
  loket_statement_bind_int64 (row, 1, LOKET_LIMIT_UPLOADS);
  while (loket_statement_step (row, &found, error))
    {
      if (!found)
        return g_steal_pointer (&ids);
      g_ptr_array_add (ids, loket_statement_dup_text (row, 0));
    }
  return NULL;
}

/**
 * loket_user_store_list_ended_uploads_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads of which files the hub has something that nobody wants any more.
 */
void
loket_user_store_list_ended_uploads_async (LoketUserStore      *self,
                                           GCancellable        *cancellable,
                                           GAsyncReadyCallback  callback,
                                           gpointer             user_data)
{
  _loket_user_store_call (self, list_ended, _loket_user_request_new (self, NULL),
                          (GDestroyNotify) g_ptr_array_unref, loket_user_store_list_ended_uploads_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_list_ended_uploads_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_ended_uploads_async().
 *
 * Returns: (transfer full) (nullable) (element-type utf8): their ids
 */
GPtrArray *
loket_user_store_list_ended_uploads_finish (LoketUserStore  *self,
                                            GAsyncResult    *result,
                                            GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_ended_uploads_async, error);
}

static gpointer
forget (gpointer       store,
        gpointer       data,
        GCancellable  *cancellable,
        GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);

  if (transaction == NULL ||
      !run (self->db, "DELETE FROM attachment WHERE uuid = ?1 AND handle = 0", request->id, 0, error) ||
      !run (self->db, "UPDATE attachment SET sent = 0, complete = 0 WHERE uuid = ?1 AND " ENDED, request->id, 0,
            error) ||
      !loket_db_commit (self->db, error))
    return NULL;
  return LOKET_STORE_DONE;
}

/**
 * loket_user_store_forget_upload_async:
 * @self: a store
 * @id: one of the files of loket_user_store_list_ended_uploads_async()
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Notes that the hub has nothing of a file any more. One that is wanted again
 * meanwhile is left as it is: the hub says how far it is when the file is announced.
 */
void
loket_user_store_forget_upload_async (LoketUserStore      *self,
                                      const char          *id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  _loket_user_store_call (self, forget, _loket_user_request_new (self, id), NULL,
                          loket_user_store_forget_upload_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_forget_upload_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_forget_upload_async().
 *
 * Returns: whether it is noted
 */
gboolean
loket_user_store_forget_upload_finish (LoketUserStore  *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_forget_upload_async, error) != NULL;
}
