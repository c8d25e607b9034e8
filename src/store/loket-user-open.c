/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments-private.h"
#include "loket-user-backups-private.h"
#include "loket-user-store-private.h"

#include <glib/gstdio.h>

#include "loket-file.h"
#include "loket-mutant.h"

/*
 * Opening user.db. It is looked through every time. One that is damaged is put
 * aside, never deleted; the newest good copy takes its place, and the replies
 * that were sent off since come back from the journal.
 *
 *     open ──ok──▶ recover ──▶ copy of the day
 *       └─damaged─▶ put aside ──▶ newest good copy, or empty, and journal ─┘
 */

/* Opens a file that is whole and brings it to today's version; what it was
 * before is kept in the folder, unless it is a copy itself (%NULL). A file of
 * another key, or of a newer program, is left as it is. */
LoketDb *
_loket_user_db_open_checked (const char  *path,
                             LoketVault  *vault,
                             const char  *before_folder,
                             GError     **error)
{
  g_autoptr (LoketDb) db = NULL;
  gint64 version;

  if (_loket_user_file_get_version (path) > LOKET_USER_SCHEMA_VERSION)
    {
      g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW,
                           "The file was written by a newer version of Loket");
      return NULL;
    }
  if (_loket_user_file_is_foreign (path))
    {
      g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FOREIGN, "The file belongs to another program");
      return NULL;
    }
  db = loket_db_open (path, LOKET_DB_USER, error);
  if (db == NULL || !_loket_user_db_use_vault (db, vault, error) ||
      !loket_db_quick_check (db, error) ||
      !loket_db_get_int64 (db, "PRAGMA user_version", &version, error))
    return NULL;
  if (version >= LOKET_USER_SEALED_VERSION && version <= LOKET_USER_SCHEMA_VERSION &&
      !_loket_user_db_check_key (db, error))
    return NULL;
  if (before_folder != NULL && version > 0 && version < LOKET_USER_SCHEMA_VERSION &&
      !_loket_user_backups_make_before (db, before_folder, version, error))
    return NULL;
  if (!loket_db_migrate (db, LOKET_USER_SCHEMA_RESOURCES, LOKET_USER_SCHEMA_VERSION,
                         LOKET_USER_APPLICATION_ID, error))
    return NULL;
  if (LOKET_MUTANT (MIGRATION_EMPTIES) && version < LOKET_USER_SCHEMA_VERSION &&
      !loket_db_exec (db, "DROP TRIGGER op_keep; DELETE FROM op WHERE state = 'inflight'", error))
    return NULL;
  return g_steal_pointer (&db);
}

static gboolean
put_aside (const char  *path,
           gint64       now,
           GError     **error)
{
  /* Its journal first: beside another file it would be rolled back into that. */
  const char *suffixes[] = { "-journal", "" };

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

/* Whether there is no file, or one that nothing was ever written into. */
static gboolean
is_lost (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) != 0 || info.st_size == 0;
}

/* Makes user.db of a copy, or of nothing, and of the journal. It gets its name
 * when all of that is in it: a crash before leaves no file, and the next start
 * begins again. */
static LoketDb *
install (const char  *folder,
         const char  *path,
         const char  *backup,
         LoketVault  *vault,
         GPtrArray   *entries,
         gint64       now,
         GError     **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *part_journal = g_strconcat (part, "-journal", NULL);
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autoptr (LoketDb) db = NULL;

  g_unlink (part);
  g_unlink (part_journal);
  if (backup != NULL && !copy_file (backup, part, error))
    return NULL;
  db = _loket_user_db_open_checked (part, vault, folder, error);
  if (db == NULL || !_loket_ops_replay (db, entries, now, error))
    return NULL;
  g_clear_pointer (&db, loket_db_close);
  g_unlink (journal);
  if (g_rename (part, path) != 0)
    {
      g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FAILED, "The copy cannot take its place");
      return NULL;
    }
  return _loket_user_db_open_checked (path, vault, folder, error);
}

static gboolean
is_full (const GError *error)
{
  return g_error_matches (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FULL) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
}

/* Whether a copy can never be opened, so that an empty file is no loss beside it. */
static gboolean
is_worthless (const GError *error)
{
  return g_error_matches (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT) ||
         g_error_matches (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FOREIGN) ||
         g_error_matches (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_OTHER_KEY);
}

/* Opens the newest copy that is whole, or else an empty file. Each gets a second
 * try, as a disk that fails to read once looks like damage. Where there is no
 * room, no older copy is taken instead; and nothing begins empty beside a copy
 * that may open another time. */
static LoketDb *
open_backup (const char  *folder,
             const char  *path,
             LoketVault  *vault,
             GPtrArray   *entries,
             gint64       now,
             GError     **error)
{
  g_autoptr (GPtrArray) backups = _loket_user_backups_list (folder, error);
  g_autoptr (GError) worst = NULL;

  if (backups == NULL)
    return NULL;
  for (guint i = 2 * backups->len; i-- > 0;)
    {
      g_autoptr (GError) local_error = NULL;
      LoketDb *db = install (folder, path, g_ptr_array_index (backups, i / 2), vault, entries, now,
                             &local_error);

      if (db != NULL)
        return db;
      if (is_full (local_error))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (i % 2 == 0 && worst == NULL && !is_worthless (local_error))
        worst = g_steal_pointer (&local_error);
    }
  if (worst != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&worst));
      return NULL;
    }
  return install (folder, path, NULL, vault, entries, now, error);
}

/* Only what is damaged a second time is, see open_backup(). */
static LoketDb *
open_file (const char  *folder,
           const char  *path,
           LoketVault  *vault,
           GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  LoketDb *db = _loket_user_db_open_checked (path, vault, folder, &local_error);

  if (db == NULL && g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT))
    return _loket_user_db_open_checked (path, vault, folder, error);
  if (db == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return db;
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

/* Lines that are whole but do not open may be all that is left of a reply. */
static gboolean
keep_closed_lines (const char    *folder,
                   LoketJournal  *journal,
                   gint64         now,
                   GError       **error)
{
  g_autofree char *path = g_build_filename (folder, "outbox.journal", NULL);
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%" G_GINT64_FORMAT, path, now);

  return !_loket_journal_has_closed (journal) || copy_file (path, aside, error);
}

/* Makes the journal name exactly the replies that have not ended, sealed. */
static gboolean
tidy_journal (LoketDb       *db,
              const char    *folder,
              LoketJournal  *journal,
              GPtrArray     *entries,
              gint64         now,
              GError       **error)
{
  g_autoptr (GPtrArray) pending = _loket_ops_list_pending (db, error);
  g_autoptr (GError) local_error = NULL;

  if (pending == NULL)
    return FALSE;
  if (_loket_journal_get_n_lines (journal) == pending->len && is_tidy (entries, pending) &&
      !_loket_journal_is_clear (journal))
    return TRUE;
  if (!keep_closed_lines (folder, journal, now, &local_error) ||
      !_loket_journal_rewrite (journal, pending, &local_error))
    g_debug ("The journal stays as it is: %s", local_error->message);
  return TRUE;
}

/* Opens the file and makes its replies agree with the journal. */
static LoketDb *
open_whole (const char  *folder,
            const char  *path,
            LoketVault  *vault,
            GPtrArray   *entries,
            gint64       now,
            GError     **error)
{
  g_autoptr (LoketDb) db = open_file (folder, path, vault, error);

  return db != NULL && _loket_ops_recover (db, entries, now, error) ? g_steal_pointer (&db) : NULL;
}

/* Opens the file, or where it is lost or damaged a copy of it, with the replies
 * of the journal. */
static LoketDb *
open_or_restore (const char  *folder,
                 const char  *path,
                 LoketVault  *vault,
                 GPtrArray   *entries,
                 gint64       now,
                 gboolean    *lost,
                 GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  LoketDb *db = NULL;

  *lost = is_lost (path);
  if (*lost)
    return open_backup (folder, path, vault, entries, now, error);
  db = open_whole (folder, path, vault, entries, now, &local_error);
  if (db != NULL)
    return db;
  if (!g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT) &&
      !LOKET_MUTANT (ERROR_IS_DAMAGE))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  *lost = TRUE;
  return put_aside (path, now, error) ? open_backup (folder, path, vault, entries, now, error) : NULL;
}

/* Opens user.db, from its copies where it has to, and puts right what a crash
 * left behind. */
LoketDb *
_loket_user_db_open (const char    *folder,
                     LoketJournal  *journal,
                     LoketVault    *vault,
                     gint64         now,
                     GError       **error)
{
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);
  g_autoptr (GPtrArray) entries = _loket_journal_read (journal, error);
  gint64 version = _loket_user_file_get_version (path);
  g_autoptr (LoketDb) db = NULL;
  gboolean lost;

  if (entries == NULL)
    return NULL;
  _loket_store_use_resources ();
  db = open_or_restore (folder, path, vault, entries, now, &lost, error);
  if (db == NULL)
    return NULL;

  if ((lost && !_loket_ops_recover (db, entries, now, error)) || !_loket_ops_prune (db, now, error) ||
      !_loket_attachments_recover (db, folder, now, error) ||
      !tidy_journal (db, folder, journal, entries, now, error))
    return NULL;
  if (_loket_user_backups_tidy (db, folder, vault, lost || version != LOKET_USER_SCHEMA_VERSION))
    g_debug ("The copy from before the last migration is wiped: its successor proved itself");
  _loket_user_backups_make (db, folder, now);
  return g_steal_pointer (&db);
}
