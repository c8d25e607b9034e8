/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-backups-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-file.h"

/*
 * Copies of user.db, in the folder `backups`: one for each day of use, the last
 * seven, and one from before a migration, `before-NNNN.db`, which is the file as
 * it was.
 *
 * Copies from before the columns were sealed hold clear text. Those of a day are
 * sealed at the same start as the file itself. The one from before the migration
 * is what is left should the new version fail in a way that nobody foresaw: it
 * stays until the next start has opened the new file, found it whole and read
 * every reply of it. Then it is overwritten and deleted.
 */

#define MAX_BACKUPS 7

/* Where SQLite writes `user_version` into a file. */
#define VERSION_OFFSET 60
#define ID_OFFSET 68
#define HEAD_BYTES 72

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* The files of a folder, none where there is no folder; %NULL where it cannot be
 * read, which is not the same as empty. */
static GPtrArray *
list_files (const char  *folder,
            const char  *prefix,
            GError     **error)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &local_error);
  const char *name = NULL;

  if (dir == NULL && !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  while (dir != NULL && (errno = 0, name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, prefix) && g_str_has_suffix (name, ".db"))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  if (dir != NULL && errno != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "The folder of copies cannot be read: %s",
                   g_strerror (errno));
      return NULL;
    }
  g_ptr_array_sort (paths, compare_names);
  return g_steal_pointer (&paths);
}

/* The copies in the order of their worth, the best last: by their dates, and
 * before them those from before a migration. */
GPtrArray *
_loket_user_backups_list (const char  *folder,
                          GError     **error)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GPtrArray) before = list_files (backups, "before-", error);
  GPtrArray *days = before != NULL ? list_files (backups, "user-", error) : NULL;

  if (days == NULL)
    return NULL;
  g_ptr_array_extend_and_steal (before, days);
  return g_steal_pointer (&before);
}

/* A number of the file's head, -1 where it is no database. */
static gint64
read_head (const char *path,
           guint       offset)
{
  guint8 head[HEAD_BYTES];
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  gssize n = fd >= 0 ? read (fd, head, sizeof head) : -1;

  if (fd >= 0)
    g_close (fd, NULL);
  if (n != (gssize) sizeof head || memcmp (head, "SQLite format 3", 16) != 0)
    return -1;
  return (gint64) head[offset] << 24 | head[offset + 1] << 16 | head[offset + 2] << 8 | head[offset + 3];
}

/* The version of a file by its first page, -1 where it has none. */
gint64
_loket_user_file_get_version (const char *path)
{
  return read_head (path, VERSION_OFFSET);
}

/* Whether it is a database of another program, told without opening it, which
 * would change it. */
gboolean
_loket_user_file_is_foreign (const char *path)
{
  gint64 id = read_head (path, ID_OFFSET);

  return id > 0 && id != LOKET_USER_APPLICATION_ID;
}

/* Keeps a copy for each day on which the program was started. Without room for
 * it the day's work still goes on. */
void
_loket_user_backups_make (LoketDb    *db,
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
  old = list_files (backups, "user-", NULL);
  for (guint i = 0; old != NULL && i + MAX_BACKUPS < old->len; i++)
    g_unlink (g_ptr_array_index (old, i));
}

/* Keeps a copy of a file as it is before it is migrated. */
gboolean
_loket_user_backups_make_before (LoketDb     *db,
                                 const char  *folder,
                                 gint64       version,
                                 GError     **error)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autofree char *name = g_strdup_printf ("before-%04d.db", (int) version + 1);
  g_autofree char *path = g_build_filename (backups, name, NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  if (!loket_file_make_private_dir (backups, error))
    return FALSE;
  g_unlink (part);
  if (!loket_db_backup (db, part, error))
    {
      g_unlink (part);
      return FALSE;
    }
  if (g_rename (part, path) == 0)
    return TRUE;
  g_unlink (part);
  g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_UNREADABLE,
                       "The copy from before the migration has no place");
  return FALSE;
}

/* Seals a copy of an older day. One that is damaged is of no use and holds clear
 * text: it goes. */
static void
seal_copy (const char *path,
           LoketVault *vault)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autoptr (GFile) source = g_file_new_for_path (path);
  g_autoptr (GFile) target = g_file_new_for_path (part);
  g_autoptr (LoketDb) db = NULL;
  g_autoptr (GError) error = NULL;

  loket_file_wipe (part, NULL);
  if (!g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &error) ||
      g_chmod (part, 0600) != 0)
    {
      loket_file_wipe (part, NULL);
      return;
    }
  db = _loket_user_db_open_checked (part, vault, NULL, &error);
  if (db != NULL && loket_db_exec (db, "VACUUM", &error))
    {
      g_clear_pointer (&db, loket_db_close);
      loket_file_wipe (path, NULL);
      if (g_rename (part, path) != 0)
        g_debug ("A sealed copy has no place");
      return;
    }
  g_clear_pointer (&db, loket_db_close);
  loket_file_wipe (part, NULL);
  if (g_error_matches (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT))
    loket_file_wipe (path, NULL);
}

/* Leaves no clear text of older versions behind: what a migration freed within
 * the file, the copies of its days, and, once the file proved itself in a start
 * of its own (@migrated: this is not yet one), the copy from before it. Whatever
 * is left half done is done at the next start. Returns whether something went. */
gboolean
_loket_user_backups_tidy (LoketDb    *db,
                          const char *folder,
                          LoketVault *vault,
                          gboolean    migrated)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GPtrArray) before = list_files (backups, "before-", NULL);
  g_autoptr (GPtrArray) days = list_files (backups, "user-", NULL);
  g_autoptr (GError) error = NULL;

  if (before == NULL || days == NULL)
    return FALSE;
  for (guint i = 0; i < days->len; i++)
    {
      const char *path = g_ptr_array_index (days, i);

      if (_loket_user_file_get_version (path) < LOKET_USER_SEALED_VERSION)
        seal_copy (path, vault);
    }
  if (before->len == 0)
    return FALSE;

  if (!loket_db_exec (db, "VACUUM", &error))
    {
      g_debug ("user.db was not packed: %s", error->message);
      return FALSE;
    }
  if (migrated)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    loket_file_wipe (g_ptr_array_index (before, i), NULL);
  return TRUE;
}
