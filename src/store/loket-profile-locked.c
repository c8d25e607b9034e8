/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-profile-locked.h"

#include <string.h>

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-file.h"
#include "loket-profile-private.h"
#include "loket-store-error.h"
#include "loket-user-store-private.h"

/*
 * What can be said of a profile without its key, and that nothing is made anew
 * over what its key alone opens.
 */

/* Of a SQLite file: its user_version, without opening it. */
static guint32
read_user_version (const char *path)
{
  guint8 header[64];
  guint32 version = 0;
  FILE *file = g_fopen (path, "rbe");

  if (file == NULL)
    return 0;
  if (fread (header, sizeof header, 1, file) == 1 && memcmp (header, "SQLite format 3", 16) == 0)
    {
      memcpy (&version, header + 60, sizeof version);
      version = GUINT32_FROM_BE (version);
    }
  fclose (file);
  return version;
}

static gboolean
is_backup_sealed (const char *folder)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (backups, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (backups, name, NULL);

      if (read_user_version (path) >= LOKET_USER_SEALED_VERSION)
        return TRUE;
    }
  return FALSE;
}

/* Takes the folder for this program alone; a descriptor, -1 on error. */
int
_loket_profile_lock (const char  *folder,
                     GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "lock", NULL);
  int lock = -1;

  if (loket_file_make_private_dir (folder, error))
    lock = loket_file_lock (path, error);
  if (lock < 0 && error != NULL)
    *error = _loket_store_error_from (*error);
  return lock;
}

/* A vault makes a key where there are no slots. Here that would be over files
 * which only the lost one opens. */
gboolean
_loket_profile_check_key (const char  *folder,
                          GError     **error)
{
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);

  if (loket_vault_has_slots (folder) ||
      (read_user_version (path) < LOKET_USER_SEALED_VERSION && !is_backup_sealed (folder)))
    return TRUE;
  g_set_error_literal (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_LOST,
                       "The file of the profile's key is gone");
  return FALSE;
}

static gboolean
count (LoketDb     *db,
       const char  *sql,
       guint       *n,
       GError     **error)
{
  gint64 value = 0;

  if (!loket_db_get_int64 (db, sql, &value, error))
    return FALSE;
  *n = (guint) value;
  return TRUE;
}

/* The states of replies are in clear. A file that was never used has none. */
static gboolean
count_kept (const char        *folder,
            LoketProfileKept  *kept,
            GError           **error)
{
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);
  g_autoptr (LoketDb) db = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  db = loket_db_open (path, LOKET_DB_USER, error);
  return db != NULL &&
         count (db, "SELECT count(*) FROM op WHERE " LOKET_OP_PENDING, &kept->n_waiting, error) &&
         count (db, "SELECT count(*) FROM op WHERE state = 'needs_user'", &kept->n_needs_user, error) &&
         count (db, "SELECT count(*) FROM draft", &kept->n_drafts, error);
}

static void
examine_in_thread (GTask        *task,
                   gpointer      source,
                   gpointer      data,
                   GCancellable *cancellable)
{
  const char *folder = data;
  g_autofree LoketProfileKept *kept = g_new0 (LoketProfileKept, 1);
  GError *error = NULL;
  int lock = _loket_profile_lock (folder, &error);

  if (lock < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!loket_vault_read_slots (folder, &kept->slots, NULL))
    kept->slots = 0;
  if (count_kept (folder, kept, &error))
    g_task_return_pointer (task, g_steal_pointer (&kept), g_free);
  else
    g_task_return_error (task, _loket_store_error_from (error));
  g_close (lock, NULL);
}

/**
 * loket_profile_examine_async:
 * @folder: a profile's folder that nothing has open
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Tells what a profile holds that cannot be opened now. Changes nothing.
 */
void
loket_profile_examine_async (const char           *folder,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_profile_examine_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, examine_in_thread);
}

/**
 * loket_profile_examine_finish:
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_profile_examine_async().
 *
 * Returns: (transfer full) (nullable): what it holds; free with g_free()
 */
LoketProfileKept *
loket_profile_examine_finish (GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, loket_profile_examine_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
