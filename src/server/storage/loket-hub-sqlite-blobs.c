/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#include "loket-hub-files.h"
#include "loket-limits.h"
#include "loket-text.h"

/* A file that nothing names is kept for so long: a reply may come again, or the
 * database that told of it. */
#define KEEP_SECONDS ((gint64) LOKET_LIMIT_UPLOAD_DAYS * 24 * 60 * 60)

#define IS_NAMED \
  "(EXISTS (SELECT 1 FROM attachments a WHERE a.sha256 = blobs.sha256) OR " \
  "EXISTS (SELECT 1 FROM uploads u WHERE u.sha256 = blobs.sha256 AND u.type IS NOT NULL))"

static gboolean
find_file (LoketHubShelf  *shelf,
           const char     *complaint_id,
           const char     *sha256,
           char          **agency_code,
           char          **type,
           GError        **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (LOKET_HUB_SQLITE (shelf), error,
                                       "SELECT c.agency_code, b.type FROM attachments a "
                                       "JOIN complaints c ON c.id = a.complaint_id "
                                       "JOIN blobs b ON b.sha256 = a.sha256 "
                                       "WHERE a.sha256 = ? AND a.complaint_id = ? LIMIT 1",
                                       "tt", sha256, complaint_id);
  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (!row)
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND, "There is no such file");
      return FALSE;
    }
  *agency_code = loket_statement_dup_text (statement, 0);
  *type = loket_statement_dup_text (statement, 1);
  return TRUE;
}

/* A whole file that is durably in its place. */
gboolean
_loket_hub_sqlite_add_blob (LoketHubSqlite  *self,
                            const char      *sha256,
                            gint64           size,
                            const char      *type,
                            GError         **error)
{
  return _loket_hub_sqlite_run (self, error,
                                "INSERT INTO blobs (sha256, size, type) VALUES (?, ?, ?) "
                                "ON CONFLICT (sha256) DO UPDATE SET idle_since = NULL",
                                "tit", sha256, size, type);
}

static char *
store_file (LoketHubShelf  *shelf,
            GBytes         *bytes,
            const char     *type,
            GError        **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (shelf);
  g_autofree char *sha256 = loket_text_sha256 (bytes);

  if (!loket_hub_files_prepare (self->folder, error) ||
      !loket_hub_files_add (self->folder, sha256, bytes, error) ||
      !_loket_hub_sqlite_add_blob (self, sha256, (gint64) g_bytes_get_size (bytes), type, error))
    return NULL;
  return g_steal_pointer (&sha256);
}

static gboolean
foreach_blob (LoketHubShelf     *shelf,
              LoketHubBlobFunc   func,
              gpointer           data,
              GError           **error)
{
  return _loket_hub_sqlite_list_blobs (LOKET_HUB_SQLITE (shelf)->db, func, data, error);
}

/* Every file that a database names; also of one that is only a copy. */
gboolean
_loket_hub_sqlite_list_blobs (LoketDb           *db,
                              LoketHubBlobFunc   func,
                              gpointer           data,
                              GError           **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = loket_db_prepare (db, "SELECT sha256 FROM blobs WHERE " IS_NAMED
                                " UNION SELECT sha256 FROM attachments", error);
  for (;;)
    {
      if (statement == NULL || !loket_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      func (loket_statement_get_text (statement, 0), data);
    }
}

/* Which files an entry carries, beside the record that says so too. */
gboolean
_loket_hub_sqlite_save_attachments (LoketHubSqlite      *self,
                                    const char          *complaint_id,
                                    const LoketMessage  *message,
                                    GError             **error)
{
  for (guint i = 0; message->attachments != NULL && i < message->attachments->len; i++)
    {
      const LoketAttachment *attachment = g_ptr_array_index (message->attachments, i);

      if (!_loket_hub_sqlite_run (self, error,
                                  "INSERT INTO attachments (complaint_id, message_id, position, sha256, "
                                  "size, name, type) VALUES (?, ?, ?, ?, ?, ?, ?) "
                                  "ON CONFLICT (complaint_id, message_id, position) DO NOTHING",
                                  "ttititt", complaint_id, message->id, (gint64) i + 1,
                                  attachment->sha256, attachment->size, attachment->name,
                                  attachment->type))
        return FALSE;
    }
  return TRUE;
}

static gboolean
list_texts (LoketHubSqlite  *self,
            GPtrArray       *texts,
            const char      *sql,
            const char      *value,
            GError         **error)
{
  g_autoptr (LoketStatement) statement = _loket_hub_sqlite_query (self, error, sql, "t", value);
  gboolean row = TRUE;

  while (row)
    {
      if (statement == NULL || !loket_statement_step (statement, &row, error))
        return FALSE;
      if (row)
        g_ptr_array_add (texts, loket_statement_dup_text (statement, 0));
    }
  return TRUE;
}

/* What a complaint carried, at once where nothing else has it. */
gboolean
_loket_hub_sqlite_wipe_attachments (LoketHubSqlite  *self,
                                    const char      *complaint_id,
                                    GError         **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  if (!list_texts (self, names, "SELECT DISTINCT sha256 FROM attachments WHERE complaint_id = ?",
                   complaint_id, error) ||
      !_loket_hub_sqlite_run (self, error, "DELETE FROM attachments WHERE complaint_id = ?",
                              "t", complaint_id))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!_loket_hub_sqlite_run (self, error,
                                "DELETE FROM uploads WHERE sha256 = ?1 AND used_at IS NOT NULL AND "
                                "NOT EXISTS (SELECT 1 FROM attachments WHERE sha256 = ?1)",
                                "t", g_ptr_array_index (names, i)) ||
        !_loket_hub_sqlite_run (self, error,
                                "UPDATE blobs SET idle_since = 0 WHERE sha256 = ? AND NOT " IS_NAMED,
                                "t", g_ptr_array_index (names, i)))
      return FALSE;
  self->wiped = self->wiped || names->len > 0;
  return TRUE;
}

/* Removes files that nothing names since @until or longer, and then what tells of
 * them: a stop in between leaves a row whose file goes again. */
static gboolean
remove_idle (LoketHubSqlite  *self,
             gint64           until,
             GError         **error)
{
  g_autoptr (LoketTransaction) own = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, until);

  if (!_loket_hub_sqlite_join (self, &own, error) ||
      !list_texts (self, names, "SELECT sha256 FROM blobs WHERE idle_since <= CAST (? AS INTEGER) AND NOT "
                   IS_NAMED, text, error))
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    {
      loket_hub_files_remove_blob (self->folder, g_ptr_array_index (names, i));
      if (!_loket_hub_sqlite_run (self, error, "DELETE FROM blobs WHERE sha256 = ?", "t",
                                  g_ptr_array_index (names, i)))
        return FALSE;
    }
  return _loket_hub_sqlite_leave (self, own, error);
}

/* After a commit (@committed), or after it was taken back: what was erased leaves
 * the disk too. */
void
_loket_hub_sqlite_remove_wiped (LoketHubSqlite *self,
                                gboolean        committed)
{
  g_autoptr (GError) error = NULL;
  gboolean wiped = self->wiped;

  self->wiped = FALSE;
  if (committed && wiped && !remove_idle (self, 0, &error))
    g_warning ("Files of what was erased are removed later: %s", error->message);
}

/* Whether the database tells of it. */
static gboolean
is_known (LoketHubSqlite *self,
          const char     *sql,
          const char     *name)
{
  g_autoptr (LoketStatement) statement = _loket_hub_sqlite_query (self, NULL, sql, "t", name);
  gboolean row;

  /* What cannot be read is not thrown away. */
  return statement == NULL || !loket_statement_step (statement, &row, NULL) || row;
}

/* Files that nothing names, when they were so for long enough. */
gboolean
_loket_hub_sqlite_forget_blobs (LoketHubSqlite  *self,
                                gint64           now,
                                GError         **error)
{
  return _loket_hub_sqlite_run (self, error,
                                "UPDATE blobs SET idle_since = NULL WHERE idle_since IS NOT NULL AND "
                                IS_NAMED, "") &&
         _loket_hub_sqlite_run (self, error,
                                "UPDATE blobs SET idle_since = ? WHERE idle_since IS NULL AND NOT "
                                IS_NAMED, "i", now) &&
         remove_idle (self, now - KEEP_SECONDS, error);
}

typedef struct
{
  LoketHubSqlite *self;
  gint64          now;
} Order;

static void
check_partial_cb (const char *name,
                  const char *path,
                  gpointer    data)
{
  const Order *order = data;

  if (!loket_text_is_uuid (name) ||
      !is_known (order->self, "SELECT 1 FROM uploads WHERE id = ? AND type IS NULL", name))
    g_unlink (path);
}

static void
check_blob_cb (const char *name,
               const char *path,
               gpointer    data)
{
  const Order *order = data;
  GStatBuf info;

  if (!is_known (order->self, "SELECT 1 FROM blobs WHERE sha256 = ?", name) &&
      g_lstat (path, &info) == 0 && info.st_mtime < order->now - KEEP_SECONDS)
    g_unlink (path);
}

/* A stop may have come between a file's move and the commit. */
static gboolean
check_upload (LoketHubSqlite        *self,
              const LoketHubUpload  *upload,
              GError               **error)
{
  gint64 there;

  if (!is_known (self, "SELECT 1 FROM blobs WHERE sha256 = ?", upload->sha256))
    loket_hub_files_give_back (self->folder, upload->id, upload->sha256);
  there = loket_hub_files_cut (self->folder, upload->id, upload->received);
  return there == upload->received ||
         _loket_hub_sqlite_run (self, error, "UPDATE uploads SET received = ? WHERE id = ?",
                                "it", there, upload->id);
}

static gboolean
put_in_order (LoketHubShelf  *shelf,
              gint64          now,
              GError        **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (shelf);
  g_autoptr (GPtrArray) uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_hub_upload_free);
  g_autoptr (LoketStatement) statement = NULL;
  Order order = { self, now };
  gboolean row = TRUE;

  if (!loket_hub_files_prepare (self->folder, error))
    return FALSE;
  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT id, sha256, size, received FROM uploads WHERE type IS NULL",
                                       "");
  while (row)
    {
      LoketHubUpload *upload;

      if (statement == NULL || !loket_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        break;
      upload = loket_hub_upload_new (loket_statement_get_text (statement, 0),
                                     loket_statement_get_text (statement, 1),
                                     loket_statement_get_int64 (statement, 2));
      upload->received = loket_statement_get_int64 (statement, 3);
      g_ptr_array_add (uploads, upload);
    }
  for (guint i = 0; i < uploads->len; i++)
    if (!check_upload (self, g_ptr_array_index (uploads, i), error))
      return FALSE;
  loket_hub_files_foreach_partial (self->folder, check_partial_cb, &order);
  loket_hub_files_foreach_blob (self->folder, check_blob_cb, &order);
  return TRUE;
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_blobs (LoketHubShelfInterface *iface)
{
  iface->find_file = find_file;
  iface->store_file = store_file;
  iface->foreach_blob = foreach_blob;
  iface->put_in_order = put_in_order;
}
