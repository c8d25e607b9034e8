/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "loket-file.h"
#include "loket-hub-high-water.h"
#include "loket-hub-keeper.h"

/*
 * A copy is put in place under another epoch, and nothing that was there before
 * is deleted:
 *
 *     copy ─▶ DIR/restore/hub.db ─▶ checked, new epoch ─▶ DIR/hub.db
 *             DIR/hub.db and its log ─▶ DIR/before-restore-TIME
 *
 * A stop at any point leaves a hub that serves what it served, or one whose
 * clients learn of the restore.
 */

static const char *const db_names[] = { "hub.db", "hub.db-wal", "hub.db-shm" };

static gboolean
fail (GError     **error,
      const char  *what,
      const char  *path)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s “%s”: %s", what, path,
               g_strerror (code));
  return FALSE;
}

static gboolean
copy_file (const char  *from,
           const char  *to,
           GError     **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);

  return g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL,
                      NULL, error) &&
         (g_chmod (to, 0600) == 0 || fail (error, "Cannot protect", to));
}

/* In its own folder, where it may be opened without touching what is there. */
static gboolean
prepare (const char    *folder,
         const char    *file,
         LoketHubKeys  *keys,
         const char    *after,
         gint64         now,
         GError       **error)
{
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketHubStorage) storage = NULL;

  if (!loket_file_make_private_dir (folder, error) || !copy_file (file, path, error))
    return FALSE;
  storage = loket_hub_sqlite_open (folder, LOKET_HUB_SQLITE_COMMAND, keys, error);
  if (storage == NULL || !loket_hub_keeper_check (LOKET_HUB_KEEPER (storage), faults, error))
    return FALSE;
  if (faults->len > 0)
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED, "“%s” is no good copy: %s", file,
                   (const char *) g_ptr_array_index (faults, 0));
      return FALSE;
    }
  return loket_hub_keeper_begin_life (LOKET_HUB_KEEPER (storage), "hub-restored", after, now, error);
}

/* Moves the files of a database from one folder to another. */
static gboolean
move_files (const char  *from,
            const char  *to,
            GError     **error)
{
  /* The log first: a database without its own log is only older. */
  for (guint i = G_N_ELEMENTS (db_names); i-- > 0;)
    {
      g_autofree char *old = g_build_filename (from, db_names[i], NULL);
      g_autofree char *new = g_build_filename (to, db_names[i], NULL);

      if (g_rename (old, new) != 0 && (errno != ENOENT || i == 0))
        return fail (error, "Cannot move", old);
    }
  return TRUE;
}

static void
remove_folder (const char *folder)
{
  static const char *const names[] = {
    "hub.db", "hub.db-wal", "hub.db-shm", "lock", "checkpoint.lock",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
restore (const char    *data,
         const char    *file,
         LoketHubKeys  *keys,
         const char    *after,
         gint64         now,
         GError       **error)
{
  g_autofree char *staging = g_build_filename (data, "restore", NULL);
  g_autofree char *stamp = g_strdup_printf ("before-restore-%" G_GINT64_FORMAT, now);
  g_autofree char *aside = g_build_filename (data, stamp, NULL);
  gboolean done;

  remove_folder (staging);
  done = prepare (staging, file, keys, after, now, error) &&
         loket_file_make_private_dir (aside, error) &&
         move_files (data, aside, error) &&
         move_files (staging, data, error);
  remove_folder (staging);
  if (done)
    g_print ("Restored. What was there before is in “%s”.\n", aside);
  return done;
}

static gboolean
acknowledge (const char    *data,
             LoketHubKeys  *keys,
             const char    *after,
             gint64         now,
             GError       **error)
{
  g_autoptr (LoketHubStorage) storage = loket_hub_sqlite_open (data, LOKET_HUB_SQLITE_COMMAND, keys, error);

  return storage != NULL &&
         loket_hub_keeper_begin_life (LOKET_HUB_KEEPER (storage), "loss-acknowledged", after, now, error);
}

/* Only where nobody serves meanwhile. */
static gboolean
run (const char  *data,
     const char  *file,
     const char  *high_water,
     GError     **error)
{
  g_autofree char *after = NULL;
  g_autofree char *lock_path = g_build_filename (data, "lock", NULL);
  g_autoptr (LoketHubKeys) keys = _loket_hub_command_load_keys (data, error);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gboolean done;
  int lock;

  if (keys == NULL)
    return FALSE;
  lock = loket_file_lock (lock_path, error);
  if (lock < 0)
    {
      if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_BUSY))
        {
          g_clear_error (error);
          g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_BUSY,
                       "The hub in “%s” is being served; stop that first", data);
        }
      return FALSE;
    }
  after = loket_hub_high_water_read_epoch (high_water);
  done = file != NULL ? restore (data, file, keys, after, now, error)
                      : acknowledge (data, keys, after, now, error);
  g_close (lock, NULL);
  return done;
}

/* loket-server restore */
LoketHubExit
_loket_hub_command_restore (int    argc,
                            char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *high_water = NULL;
  gboolean acknowledged = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The hub's folder", "DIR" },
    { "acknowledge", 0, 0, G_OPTION_ARG_NONE, &acknowledged,
      "Without FILE: go on with what is there, where the hub has forgotten something", NULL },
    { "high-water", 0, 0, G_OPTION_ARG_FILENAME, &high_water, "The same as for serve (DIR/high-water)", "FILE" },
    { NULL },
  };
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (!_loket_hub_command_parse ("restore FILE --data DIR — put a copy in place; clients offer again "
                                 "what it lacks", entries, &argc, &argv, &status))
    return status;
  if (data == NULL || argc > 2 || (argc == 2) == acknowledged)
    return _loket_hub_command_misuse ("restore needs --data DIR and either one FILE or --acknowledge");
  if (high_water == NULL)
    high_water = loket_hub_high_water_find (data);
  if (!run (data, argc == 2 ? argv[1] : NULL, high_water, &error))
    return _loket_hub_command_fail (error);
  g_print ("The hub begins another life: its clients look again what it has, and offer what it lacks.\n");
  return LOKET_HUB_EXIT_DONE;
}
