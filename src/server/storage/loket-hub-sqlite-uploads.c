/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include "loket-fault-point.h"
#include "loket-hub-files.h"
#include "loket-limits.h"

#define KEEP_SECONDS ((gint64) LOKET_LIMIT_UPLOAD_DAYS * 24 * 60 * 60)

/* What an upload is read from, and what belongs to one officer and is not over. */
#define UPLOAD_COLUMNS "id, sha256, size, received, type"
#define OWN_UPLOAD     "id = ?1 AND officer_id = ?2 AND expires_at > ?3"

static LoketHubUpload *
read_upload (LoketStatement *statement)
{
  LoketHubUpload *upload = loket_hub_upload_new (loket_statement_get_text (statement, 0),
                                                 loket_statement_get_text (statement, 1),
                                                 loket_statement_get_int64 (statement, 2));

  upload->received = loket_statement_get_int64 (statement, 3);
  upload->type = loket_statement_dup_text (statement, 4);
  return upload;
}

/* An upload of one's own, which may be NULL. */
static gboolean
find_upload (LoketHubSqlite         *self,
             const LoketHubAccount  *account,
             const char             *id,
             gint64                  now,
             LoketHubUpload        **upload,
             GError                **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT " UPLOAD_COLUMNS " FROM uploads WHERE " OWN_UPLOAD,
                                       "tti", id, account->officer->id, now);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *upload = read_upload (statement);
  return TRUE;
}

static LoketHubUpload *
get_upload (LoketHubShelf          *shelf,
            const LoketHubAccount  *account,
            const char             *id,
            gint64                  now,
            GError                **error)
{
  LoketHubUpload *upload = NULL;

  if (find_upload (LOKET_HUB_SQLITE (shelf), account, id, now, &upload, error) && upload == NULL)
    g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND, "There is no such upload");
  return upload;
}

/* What counts against the officer: files that no reply has taken yet. */
static gboolean
check_room (LoketHubSqlite         *self,
            const LoketHubAccount  *account,
            gint64                  size,
            gint64                  now,
            GError                **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT count (*), coalesce (sum (size), 0) FROM uploads "
                                       "WHERE officer_id = ? AND used_at IS NULL AND expires_at > ?",
                                       "ti", account->officer->id, now);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (loket_statement_get_int64 (statement, 0) < LOKET_LIMIT_UPLOADS &&
      loket_statement_get_int64 (statement, 1) + size <= LOKET_LIMIT_UPLOADS_BYTES)
    return TRUE;
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FULL, "Too many files are under way");
  return FALSE;
}

/* What the file is, where the agency has it: nobody learns what another one has. */
static gboolean
find_same (LoketHubSqlite         *self,
           const LoketHubAccount  *account,
           const LoketHubUpload   *wanted,
           char                  **type,
           GError                **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT b.type FROM uploads u JOIN blobs b ON b.sha256 = u.sha256 "
                                       "WHERE u.sha256 = ? AND u.agency_code = ? AND u.type IS NOT NULL "
                                       "AND b.size = ? LIMIT 1",
                                       "tti", wanted->sha256, account->officer->agency_code, wanted->size);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    *type = loket_statement_dup_text (statement, 0);
  return TRUE;
}

/* An id that was used, by whomever, and is not free again. */
static gboolean
check_free (LoketHubSqlite  *self,
            const char      *id,
            gint64           now,
            GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT 1 FROM uploads WHERE id = ? AND expires_at > ?",
                                       "ti", id, now);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row)
    g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS, "The id was used for another file");
  return !row;
}

static LoketHubUpload *
add_upload (LoketHubSqlite         *self,
            const LoketHubAccount  *account,
            const LoketHubUpload   *wanted,
            gint64                  now,
            GError                **error)
{
  g_autoptr (LoketHubUpload) upload = loket_hub_upload_new (wanted->id, wanted->sha256, wanted->size);

  if (!check_free (self, wanted->id, now, error) ||
      !check_room (self, account, wanted->size, now, error) ||
      !find_same (self, account, wanted, &upload->type, error))
    return NULL;
  if (upload->type != NULL)
    upload->received = upload->size;
  /* What an expired upload of the same id left. */
  loket_hub_files_remove_partial (self->folder, wanted->id);
  if (!_loket_hub_sqlite_run (self, error,
                              "INSERT OR REPLACE INTO uploads (id, officer_id, agency_code, sha256, size, "
                              "received, type, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                              "tttt" "iiti", upload->id, account->officer->id,
                              account->officer->agency_code, upload->sha256, upload->size,
                              upload->received, upload->type, now + KEEP_SECONDS))
    return NULL;
  return g_steal_pointer (&upload);
}

static LoketHubUpload *
begin_upload (LoketHubShelf          *shelf,
              const LoketHubAccount  *account,
              const LoketHubUpload   *wanted,
              gint64                  now,
              gboolean               *is_new,
              GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (shelf);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketHubUpload) upload = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error) ||
      !find_upload (self, account, wanted->id, now, &upload, error))
    return NULL;
  *is_new = upload == NULL;
  if (upload != NULL)
    {
      if (g_strcmp0 (upload->sha256, wanted->sha256) == 0 && upload->size == wanted->size &&
          !LOKET_FAULT_BREAK ("announced-once"))
        return g_steal_pointer (&upload);
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS, "The id was used for another file");
      return NULL;
    }

  upload = add_upload (self, account, wanted, now, error);
  if (upload == NULL || !_loket_hub_sqlite_leave (self, own, error))
    return NULL;
  return g_steal_pointer (&upload);
}

/* The upload's row, changed only where it is at @from and not whole. */
static gboolean
move_upload (LoketHubSqlite         *self,
             const LoketHubAccount  *account,
             const char             *id,
             gint64                  from,
             gint64                  to,
             const char             *type,
             gint64                  now,
             GError                **error)
{
  if (!_loket_hub_sqlite_run (self, error,
                              "UPDATE uploads SET received = ?5, type = ?6, expires_at = ?7 "
                              "WHERE " OWN_UPLOAD " AND received = ?4 AND type IS NULL",
                              "ttiiiti", id, account->officer->id, now, from, to, type,
                              now + KEEP_SECONDS))
    return FALSE;
  if (loket_db_get_changes (self->db) == 1)
    return TRUE;
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_CHANGED, "The upload is at another place");
  return FALSE;
}

static gboolean
advance_upload (LoketHubShelf          *shelf,
                const LoketHubAccount  *account,
                const char             *id,
                gint64                  from,
                gint64                  to,
                gint64                  now,
                GError                **error)
{
  return move_upload (LOKET_HUB_SQLITE (shelf), account, id, from, to, NULL, now, error);
}

static gboolean
finish_upload (LoketHubShelf          *shelf,
               const LoketHubAccount  *account,
               const char             *id,
               gint64                  from,
               const char             *type,
               gint64                  now,
               GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (shelf);
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (LoketHubUpload) upload = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;
  upload = get_upload (shelf, account, id, now, error);
  if (upload == NULL || !move_upload (self, account, id, from, upload->size, type, now, error) ||
      !_loket_hub_sqlite_add_blob (self, upload->sha256, upload->size, type, error) ||
      !loket_hub_files_adopt (self->folder, id, upload->sha256, error))
    return FALSE;
  /* Where the commit fails the file is a stray one, see put_in_order(). */
  return _loket_hub_sqlite_leave (self, own, error);
}

static gboolean
drop_upload (LoketHubShelf          *shelf,
             const LoketHubAccount  *account,
             const char             *id,
             GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (shelf);

  if (!_loket_hub_sqlite_run (self, error, "DELETE FROM uploads WHERE id = ? AND officer_id = ?",
                              "tt", id, account->officer->id))
    return FALSE;
  if (loket_db_get_changes (self->db) > 0)
    loket_hub_files_remove_partial (self->folder, id);
  return TRUE;
}

static gboolean
keep_uploads (LoketHubShelf          *shelf,
              const LoketHubAccount  *account,
              GStrv                   ids,
              gint64                  now,
              GError                **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (shelf);
  g_autoptr (LoketTransaction) own = NULL;

  if (!_loket_hub_sqlite_join (self, &own, error))
    return FALSE;
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!_loket_hub_sqlite_run (self, error, "UPDATE uploads SET expires_at = ?4 WHERE " OWN_UPLOAD,
                                "ttii", ids[i], account->officer->id, now, now + KEEP_SECONDS))
      return FALSE;
  return _loket_hub_sqlite_leave (self, own, error);
}

/* Uploads that nobody came back to, with what they left on the disk. */
gboolean
_loket_hub_sqlite_forget_uploads (LoketHubSqlite  *self,
                                  gint64           now,
                                  GError         **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row = TRUE;

  statement = _loket_hub_sqlite_query (self, error, "SELECT id FROM uploads WHERE expires_at <= ?",
                                       "i", now);
  while (row)
    {
      if (statement == NULL || !loket_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (ids, loket_statement_dup_text (statement, 0));
    }
  for (guint i = 0; i < ids->len; i++)
    {
      if (!_loket_hub_sqlite_run (self, error, "DELETE FROM uploads WHERE id = ?", "t",
                                  g_ptr_array_index (ids, i)))
        return FALSE;
      loket_hub_files_remove_partial (self->folder, g_ptr_array_index (ids, i));
    }
  return TRUE;
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_uploads (LoketHubShelfInterface *iface)
{
  iface->begin_upload = begin_upload;
  iface->get_upload = get_upload;
  iface->advance_upload = advance_upload;
  iface->finish_upload = finish_upload;
  iface->drop_upload = drop_upload;
  iface->keep_uploads = keep_uploads;
}
