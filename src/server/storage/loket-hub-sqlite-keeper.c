/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>

#include <glib/gstdio.h>

#include "loket-hub-core-feed.h"
#include "loket-hub-core-reply.h"
#include "loket-hub-files.h"
#include "loket-text.h"

static gboolean
get_mark (LoketHubKeeper  *keeper,
          LoketHubMark    *mark,
          GError         **error)
{
  LoketDb *db = LOKET_HUB_SQLITE (keeper)->db;

  return loket_db_get_int64 (db, "SELECT coalesce (max (seq), 0) FROM replies", &mark->replies, error) &&
         loket_db_get_int64 (db, "SELECT coalesce (sum (seq), 0) FROM scope_head", &mark->changes, error);
}

static gboolean
get_durable (LoketHubKeeper  *keeper,
             gint64          *seq,
             GError         **error)
{
  return loket_db_get_int64 (LOKET_HUB_SQLITE (keeper)->db,
                             "SELECT coalesce ((SELECT CAST (value AS INTEGER) FROM meta "
                             "WHERE key = 'backup-seq'), 0)", seq, error);
}

/* The file and its entry in the folder. */
static gboolean
sync_file (const char  *path,
           GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  const char *names[] = { path, folder };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      int fd = g_open (names[i], O_RDONLY | O_CLOEXEC, 0);
      gboolean synced = fd >= 0 && fsync (fd) == 0;
      int code = errno;

      if (fd >= 0)
        g_close (fd, NULL);
      if (!synced)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "Cannot write “%s”: %s",
                       names[i], g_strerror (code));
          return FALSE;
        }
    }
  return TRUE;
}

typedef struct
{
  LoketHubSqlite *self;
  const char     *folder;
  guint           n_lost;
} FileCopy;

/* Erased since the copy was made, then nobody misses it. */
static gboolean
is_erased (LoketHubSqlite *self,
           const char     *sha256)
{
  g_autoptr (LoketStatement) statement = NULL;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, NULL,
                                       "SELECT 1 FROM attachments WHERE sha256 = ?1 UNION "
                                       "SELECT 1 FROM uploads WHERE sha256 = ?1 AND type IS NOT NULL",
                                       "t", sha256);
  return statement != NULL && loket_statement_step (statement, &row, NULL) && !row;
}

static void
copy_file_cb (const char *sha256,
              gpointer    data)
{
  FileCopy *copy = data;
  g_autoptr (GError) error = NULL;

  if (loket_hub_files_copy (copy->self->folder, copy->folder, sha256, &error) ||
      is_erased (copy->self, sha256))
    return;
  g_debug ("A file is not in the copy: %s", error->message);
  copy->n_lost++;
}

static gboolean
is_whole (const FileCopy  *copy,
          GError         **error)
{
  if (copy->n_lost == 0)
    return TRUE;
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED,
               "The copy lacks %u files that are lost or damaged; see verify", copy->n_lost);
  return FALSE;
}

/* What is in the copy is read from the copy: replies go on coming in meanwhile.
 * A file stays as it is, and is there before the database names it. */
static gboolean
check_copy (const char  *path,
            FileCopy    *files,
            gint64      *seq,
            GError     **error)
{

  /* A copy has no log of its own yet, which is how this kind of file is opened. */
  g_autoptr (LoketDb) copy = loket_db_open (path, LOKET_DB_USER, error);

  return copy != NULL && loket_db_quick_check (copy, error) &&
         loket_db_get_int64 (copy, "SELECT coalesce (max (seq), 0) FROM replies", seq, error) &&
         _loket_hub_sqlite_list_blobs (copy, copy_file_cb, files, error);
}

static gboolean
backup (LoketHubKeeper  *keeper,
        const char      *path,
        gint64           now,
        GError         **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (keeper);
  g_autofree char *folder = g_strconcat (path, LOKET_HUB_COPY_SUFFIX, NULL);
  FileCopy files = { self, folder, 0 };
  g_autofree char *text = NULL;
  gint64 seq;

  if (!loket_db_backup (self->db, path, error) || !check_copy (path, &files, &seq, error) ||
      !sync_file (path, error))
    return FALSE;
  text = g_strdup_printf ("%" G_GINT64_FORMAT, seq);
  return loket_hub_storage_set_meta (LOKET_HUB_STORAGE (self), "backup-seq", text, error) &&
         _loket_hub_sqlite_audit (self, now, "system", "backup-made", text, error) &&
         is_whole (&files, error);
}

/* Numbers that were given out in the life before must not come to mean other
 * things: a reply that was written on a substance of then is not on one of now. */
static gboolean
skip_numbers (LoketHubSqlite  *self,
              GError         **error)
{
  return _loket_hub_sqlite_run (self, error,
                                "UPDATE complaints SET rev = rev + ?1, substance = substance + ?1, "
                                "line = json_set (line, '$.rev', rev + ?1, '$.substance', substance + ?1)",
                                "i", loket_hub_core_skip_numbers (g_random_int ()));
}

static gboolean
begin_life (LoketHubKeeper  *keeper,
            const char      *action,
            const char      *after,
            gint64           now,
            GError         **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (keeper);
  g_autoptr (LoketTransaction) own = NULL;
  g_autofree char *epoch = loket_text_new_uuid ();
  g_autofree char *older = _loket_hub_sqlite_get_meta (self, LOKET_HUB_FORMER_KEY, NULL);
  g_autofree char *last = _loket_hub_sqlite_get_meta (self, "epoch", NULL);
  g_autofree char *former = g_strjoin (" ", older != NULL ? older : "", last != NULL ? last : "",
                                       after != NULL ? after : "", NULL);

  return _loket_hub_sqlite_join (self, &own, error) &&
         loket_hub_storage_set_meta (LOKET_HUB_STORAGE (self), LOKET_HUB_FORMER_KEY, former, error) &&
         loket_hub_storage_set_meta (LOKET_HUB_STORAGE (self), "epoch", epoch, error) &&
         _loket_hub_sqlite_run (self, error, "DELETE FROM meta WHERE key = 'quarantine'", "") &&
         skip_numbers (self, error) &&
         _loket_hub_sqlite_audit (self, now, "system", action, epoch, error) &&
         _loket_hub_sqlite_leave (self, own, error);
}

/* A query that counts what is wrong. */
typedef struct
{
  const char *sql;
  const char *fault;
} Count;

static const Count counts[] = {
  { "SELECT count (*) FROM pragma_foreign_key_check", "rows that point nowhere" },
  { "SELECT coalesce (max (seq), 0) - count (*) FROM replies", "accepted replies are missing" },
  { "SELECT count (*) FROM scope_head h WHERE h.seq - h.floor <> "
    "(SELECT count (*) FROM change_log l WHERE l.scope = h.scope)", "feeds have gaps" },
  { "SELECT count (*) FROM complaints WHERE json_extract (line, '$.rev') <> rev OR "
    "json_extract (line, '$.substance') <> substance OR json_extract (line, '$.id') <> id",
    "complaints differ from their record" },
  { "SELECT count (*) FROM scope_members m WHERE NOT EXISTS "
    "(SELECT 1 FROM complaints c WHERE c.id = m.complaint_id)", "feeds have complaints that are not there" },
};

static gboolean
check_counts (LoketHubSqlite  *self,
              GPtrArray       *faults,
              GError         **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 n;

      if (!loket_db_get_int64 (self->db, counts[i].sql, &n, error))
        return FALSE;
      if (n != 0)
        g_ptr_array_add (faults, g_strdup_printf ("%s (%" G_GINT64_FORMAT ")", counts[i].fault, n));
    }
  return TRUE;
}

static gboolean
check_audit (LoketHubSqlite  *self,
             GPtrArray       *faults,
             GError         **error)
{
  g_autoptr (LoketStatement) statement = NULL;
  g_autofree char *last = g_strdup ("");
  gint64 number = 0;
  gboolean row;

  statement = _loket_hub_sqlite_query (self, error,
                                       "SELECT number, at, actor, action, object, sha FROM audit "
                                       "ORDER BY number", "");
  if (statement == NULL)
    return FALSE;
  for (;;)
    {
      g_autofree char *sha = NULL;

      if (!loket_statement_step (statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      number++;
      sha = _loket_hub_sqlite_hash_audit (last, loket_statement_get_int64 (statement, 0),
                                          loket_statement_get_int64 (statement, 1),
                                          loket_statement_get_text (statement, 2),
                                          loket_statement_get_text (statement, 3),
                                          loket_statement_get_text (statement, 4));
      if (loket_statement_get_int64 (statement, 0) != number ||
          g_strcmp0 (sha, loket_statement_get_text (statement, 5)) != 0)
        {
          g_ptr_array_add (faults, g_strdup_printf ("the audit was changed at row %" G_GINT64_FORMAT, number));
          return TRUE;
        }
      g_free (last);
      last = g_steal_pointer (&sha);
    }
}

typedef struct
{
  LoketHubSqlite *self;
  guint           n_foreign;
} Seals;

static void
check_seal_cb (const LoketReceipt *receipt,
               const char         *tracking_id,
               const char         *username,
               const char         *text,
               gboolean            recovered,
               gpointer            data)
{
  Seals *seals = data;
  g_autofree char *content = loket_hub_core_receipt_text (receipt);

  if (!loket_hub_keys_verify (seals->self->keys, "receipt", content, receipt->mac))
    seals->n_foreign++;
}

static gboolean
check (LoketHubKeeper  *keeper,
       GPtrArray       *faults,
       GError         **error)
{
  LoketHubSqlite *self = LOKET_HUB_SQLITE (keeper);
  Seals seals = { self, 0 };
  g_autoptr (GError) damage = NULL;

  if (!loket_db_quick_check (self->db, &damage))
    {
      g_ptr_array_add (faults, g_strdup_printf ("the file is damaged: %s", damage->message));
      return TRUE;
    }
  if (!check_counts (self, faults, error) || !check_audit (self, faults, error) ||
      !loket_hub_storage_foreach_reply (LOKET_HUB_STORAGE (self), check_seal_cb, &seals, error))
    return FALSE;
  if (seals.n_foreign > 0)
    g_ptr_array_add (faults, g_strdup_printf ("receipts have another hub's seal (%u)", seals.n_foreign));
  return TRUE;
}

/* Fills in this file's part of the interface. */
void
_loket_hub_sqlite_init_keeper (LoketHubKeeperInterface *iface)
{
  iface->get_mark = get_mark;
  iface->get_durable = get_durable;
  iface->backup = backup;
  iface->begin_life = begin_life;
  iface->check = check;
}
