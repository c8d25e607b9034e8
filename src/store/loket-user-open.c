/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-store-private.h"

#include <glib/gstdio.h>

#include "loket-file.h"

/*
 * Opening user.db. It is looked through every time. One that is damaged is put
 * aside, never deleted; the newest good copy takes its place, and the replies
 * that were sent off since come back from the journal.
 *
 *     open ──ok──▶ recover ──▶ copy of the day
 *       └─damaged─▶ put aside ──▶ newest good copy, or empty ──▶ replay ─┘
 */

#define RESOURCES "/io/github/loket_pengaduan/Loket/sql/client/user"
#define SCHEMA_VERSION 5
#define APPLICATION_ID 0x4c6b7431 /* “Lkt1” */

#define MAX_BACKUPS 7

static LoketDb *
open_checked (const char  *path,
              GError     **error)
{
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_USER, error);

  if (db == NULL || !loket_db_quick_check (db, error) ||
      !loket_db_migrate (db, RESOURCES, SCHEMA_VERSION, APPLICATION_ID, error))
    return NULL;
  return g_steal_pointer (&db);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The copies, oldest first: their names are dates. */
static GPtrArray *
list_backups (const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "user-") && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_names);
  return paths;
}

/* Keeps a copy for each day on which the program was started. Without room for
 * it the day's work still goes on. */
static void
back_up (LoketDb    *db,
         const char *folder,
         gint64      now)
{
  g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc (now);
  g_autofree char *name = day != NULL ? g_date_time_format (day, "user-%Y%m%d.db") : NULL;
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autofree char *path = name != NULL ? g_build_filename (backups, name, NULL) : NULL;
  g_autofree char *part = path != NULL ? g_strconcat (path, ".part", NULL) : NULL;
  g_autoptr (GPtrArray) old = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL || g_file_test (path, G_FILE_TEST_EXISTS) ||
      !loket_file_make_private_dir (backups, NULL))
    return;

  g_unlink (part);
  if (!loket_db_backup (db, part, &error) || g_rename (part, path) != 0)
    {
      g_debug ("No copy of user.db was made: %s", error != NULL ? error->message : "rename");
      g_unlink (part);
      return;
    }
  old = list_backups (backups);
  for (guint i = 0; i + MAX_BACKUPS < old->len; i++)
    g_unlink (g_ptr_array_index (old, i));
}

static gboolean
put_aside (const char  *path,
           gint64       now,
           GError     **error)
{
  const char *suffixes[] = { "", "-journal" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to =
        g_strdup_printf ("%s.damaged-%" G_GINT64_FORMAT "%s", path, now, suffixes[i]);

      if (g_file_test (from, G_FILE_TEST_EXISTS) && g_rename (from, to) != 0)
        {
          g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT,
                               "The file is damaged and cannot be put aside");
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                      NULL, NULL, NULL, error) &&
         g_chmod (to, 0600) == 0;
}

/* Opens the newest copy that is whole, or else an empty file. */
static LoketDb *
open_backup (const char  *folder,
             const char  *path,
             GError     **error)
{
  g_autofree char *backups_folder = g_build_filename (folder, "backups", NULL);
  g_autoptr (GPtrArray) backups = list_backups (backups_folder);

  for (guint i = backups->len; i-- > 0;)
    {
      LoketDb *db = NULL;

      if (copy_file (g_ptr_array_index (backups, i), path, NULL))
        db = open_checked (path, NULL);
      if (db != NULL)
        return db;
      g_unlink (path);
    }
  return open_checked (path, error);
}

static gboolean
is_tidy (GPtrArray *entries,
         GPtrArray *pending)
{
  if (entries->len != pending->len)
    return FALSE;
  for (guint i = 0; i < pending->len; i++)
    {
      const LoketOutboxOp *op = g_ptr_array_index (pending, i);

      if (_loket_journal_find (entries, op->reply_id) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Makes the journal name exactly the replies that have not ended. */
static gboolean
tidy_journal (LoketDb       *db,
              LoketJournal  *journal,
              GPtrArray     *entries,
              GError       **error)
{
  g_autoptr (GPtrArray) pending = _loket_ops_list_pending (db, error);
  g_autoptr (GError) local_error = NULL;

  if (pending == NULL)
    return FALSE;
  if (_loket_journal_get_n_lines (journal) == pending->len && is_tidy (entries, pending))
    return TRUE;
  if (!_loket_journal_rewrite (journal, pending, &local_error))
    g_debug ("The journal stays as it is: %s", local_error->message);
  return TRUE;
}

/* Opens user.db, from its copies where it has to, and puts right what a crash
 * left behind. */
LoketDb *
_loket_user_db_open (const char    *folder,
                     LoketJournal  *journal,
                     gint64         now,
                     GError       **error)
{
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);
  g_autoptr (GPtrArray) entries = _loket_journal_read (journal, error);
  gboolean lost = !g_file_test (path, G_FILE_TEST_EXISTS);
  g_autoptr (LoketDb) db = NULL;
  g_autoptr (GError) local_error = NULL;

  if (entries == NULL)
    return NULL;
  _loket_store_use_resources ();
  db = lost ? open_backup (folder, path, &local_error) : open_checked (path, &local_error);
  if (db == NULL && g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT))
    {
      g_clear_error (&local_error);
      lost = TRUE;
      if (!put_aside (path, now, error))
        return NULL;
      db = open_backup (folder, path, &local_error);
    }
  if (db == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if ((lost && !_loket_ops_replay (db, entries, now, error)) ||
      !_loket_ops_recover (db, entries, now, error) || !_loket_ops_prune (db, now, error) ||
      !tidy_journal (db, journal, entries, error))
    return NULL;
  back_up (db, folder, now);
  return g_steal_pointer (&db);
}
