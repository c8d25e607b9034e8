/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-file.h"
#include "loket-hub-files.h"
#include "loket-hub-high-water.h"
#include "loket-hub-keeper.h"
#include "loket-hub-shelf.h"

/*
 * A copy is put in place under another epoch, and nothing that was there before
 * is deleted:
 *
 *     copy ─▶ DIR/restore/hub.db ─▶ checked, new epoch, its log folded in
 *     copy.files ─▶ DIR/blobs, what is missing there
 *     DIR/hub.db, a second name, and its log ─▶ DIR/before-restore-TIME; DIR/blobs too
 *     DIR/restore/hub.db ─▶ DIR/hub.db, in one step
 *
 * A stop at any point leaves a hub: the one that was served, or that one without
 * its log, which notices what it has forgotten, or the copy.
 */

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

/* Whether it is a file of a hub: an empty one would become an empty hub. */
static gboolean
check_kind (const char  *path,
            const char  *file,
            GError     **error)
{
  /* A copy has no log, which is how this kind of file is opened. */
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_USER, error);
  gint64 id = 0;

  if (db == NULL || !loket_db_get_int64 (db, "PRAGMA application_id", &id, error))
    return FALSE;
  if (id == LOKET_HUB_SQLITE_APPLICATION_ID)
    return TRUE;
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED, "“%s” is no copy of a hub", file);
  return FALSE;
}

typedef struct
{
  const char *from;
  const char *to;
  guint       n_lost;
} Files;

/* What is there already and whole stays. */
static void
bring_file_cb (const char *sha256,
               gpointer    data)
{
  Files *files = data;
  g_autofree char *path = loket_hub_files_dup_blob (files->to, sha256);
  g_autofree char *hash = loket_hub_files_hash (path, NULL, NULL);
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (hash, sha256) == 0 || loket_hub_files_copy (files->from, files->to, sha256, &error))
    return;
  files->n_lost++;
}

/* A reply without its photo is better than none. */
static gboolean
bring_files (LoketHubStorage  *storage,
             const char       *data,
             const char       *file,
             GError          **error)
{
  g_autofree char *folder = g_strconcat (file, LOKET_HUB_COPY_SUFFIX, NULL);
  Files files = { folder, data, 0 };

  if (!loket_hub_files_prepare (data, error) ||
      !loket_hub_shelf_foreach_blob (LOKET_HUB_SHELF (storage), bring_file_cb, &files, error))
    return FALSE;
  if (files.n_lost > 0)
    g_printerr ("loket-server: %u files are neither in “%s” nor in the hub\n", files.n_lost, folder);
  return TRUE;
}

/* Under another name too, so that nobody removes it for good. */
static void
keep_file_cb (const char *name,
              const char *path,
              gpointer    data)
{
  g_autofree char *other = NULL;
  g_autofree char *shelf = NULL;

  if (!loket_hub_files_is_sha256 (name))
    return;
  other = loket_hub_files_dup_blob (data, name);
  shelf = g_path_get_dirname (other);
  if (g_mkdir_with_parents (shelf, 0700) != 0 || link (path, other) != 0)
    g_printerr ("loket-server: cannot keep “%s”: %s\n", path, g_strerror (errno));
}

static gboolean
keep_files (const char *data,
            char       *aside)
{
  loket_hub_files_foreach_blob (data, keep_file_cb, aside);
  return TRUE;
}

/* In its own folder, where it may be opened without touching what is there. */
static gboolean
prepare (const char    *folder,
         const char    *data,
         const char    *file,
         LoketHubKeys  *keys,
         const char    *after,
         gint64         now,
         GError       **error)
{
  g_autofree char *path = g_build_filename (folder, "hub.db", NULL);
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketHubStorage) storage = NULL;

  if (!loket_file_make_private_dir (folder, error) || !copy_file (file, path, error) ||
      !check_kind (path, file, error))
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
  return bring_files (storage, data, file, error) &&
         loket_hub_keeper_begin_life (LOKET_HUB_KEEPER (storage), "hub-restored", after, now, error);
}

static gboolean
rename_file (const char  *from,
             const char  *to,
             GError     **error)
{
  return g_rename (from, to) == 0 || errno == ENOENT || fail (error, "Cannot move", from);
}

/* Keeps what is served: the file under a second name, or copied where the file
 * system has no second names. Then nothing may stand beside it that the copy
 * would take for its own log. */
static gboolean
keep (const char  *data,
      const char  *aside,
      GError     **error)
{
  g_autofree char *file = g_build_filename (data, "hub.db", NULL);
  g_autofree char *kept = g_build_filename (aside, "hub.db", NULL);
  g_autofree char *log = g_build_filename (data, "hub.db-wal", NULL);
  g_autofree char *kept_log = g_build_filename (aside, "hub.db-wal", NULL);
  g_autofree char *index = g_build_filename (data, "hub.db-shm", NULL);

  if (link (file, kept) != 0 && errno != ENOENT && !copy_file (file, kept, error))
    return FALSE;
  if (!rename_file (log, kept_log, error))
    return FALSE;
  return g_unlink (index) == 0 || errno == ENOENT || fail (error, "Cannot remove", index);
}

/* What is served goes on with its log. */
static void
put_log_back (const char *data,
              const char *aside)
{
  g_autofree char *log = g_build_filename (data, "hub.db-wal", NULL);
  g_autofree char *kept_log = g_build_filename (aside, "hub.db-wal", NULL);

  g_rename (kept_log, log);
}

/* The prepared copy, which has no log any more, becomes the hub. */
static gboolean
take_place (const char  *staging,
            const char  *data,
            GError     **error)
{
  g_autofree char *log = g_build_filename (staging, "hub.db-wal", NULL);
  g_autofree char *from = g_build_filename (staging, "hub.db", NULL);
  g_autofree char *to = g_build_filename (data, "hub.db", NULL);
  GStatBuf info;

  if (g_stat (log, &info) == 0 && info.st_size > 0)
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED, "“%s” could not be finished", from);
      return FALSE;
    }
  return g_rename (from, to) == 0 || fail (error, "Cannot move", from);
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
  done = prepare (staging, data, file, keys, after, now, error) &&
         loket_file_make_private_dir (aside, error) &&
         keep_files (data, aside) &&
         keep (data, aside, error) &&
         take_place (staging, data, error);
  if (!done)
    put_log_back (data, aside);
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
