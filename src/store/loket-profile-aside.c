/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-profile-locked.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "loket-file.h"
#include "loket-profile-private.h"
#include "loket-store-error.h"
#include "loket-store-private.h"

/*
 * Beginning anew puts the files of a profile aside, in a folder in it; they come
 * back when the key is back. Nothing is ever deleted. The slots go first and come
 * last: a profile that a crash left half moved has no slots beside a sealed
 * user.db, so that nothing opens it until the move is made again.
 */
#define PREFIX "aside-"

static const char *const keys[] = { "slots", "slots.copy" };

static gboolean
is_key (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strcmp (name, keys[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Everything but the lock, what was put aside before, the keys, and user.db,
 * which goes last. */
static GPtrArray *
list_others (const char  *folder,
             GError     **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  GPtrArray *names = NULL;
  const char *name;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (strcmp (name, "lock") != 0 && strcmp (name, "user.db") != 0 && !g_str_has_prefix (name, PREFIX) && !is_key (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_add (names, g_strdup ("user.db"));
  return names;
}

static gboolean
move (const char  *from,
      const char  *to,
      const char  *name,
      GError     **error)
{
  g_autofree char *old_path = g_build_filename (from, name, NULL);
  g_autofree char *new_path = g_build_filename (to, name, NULL);

  if (g_rename (old_path, new_path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "Cannot move “%s”: %s", name, g_strerror (errno));
  return FALSE;
}

static gboolean
move_keys (const char  *from,
           const char  *to,
           GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (!move (from, to, keys[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
move_others (const char  *from,
             const char  *to,
             GError     **error)
{
  g_autoptr (GPtrArray) names = list_others (from, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++)
    if (!move (from, to, g_ptr_array_index (names, i), error))
      return FALSE;
  return TRUE;
}

static char *
make_aside (const char  *folder,
            gint64       now,
            GError     **error)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (now);
  g_autofree char *stamp = g_date_time_format (time, "%Y%m%dT%H%M%SZ");

  for (guint i = 1; i < 1000; i++)
    {
      g_autofree char *name = i == 1 ? g_strconcat (PREFIX, stamp, NULL)
                                     : g_strdup_printf (PREFIX "%s-%u", stamp, i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_EXISTS))
        continue;
      return loket_file_make_private_dir (path, error) ? g_steal_pointer (&path) : NULL;
    }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "Too many folders were put aside");
  return NULL;
}

static char *
put_aside (const char  *folder,
           gint64       now,
           GError     **error)
{
  g_autofree char *aside = make_aside (folder, now, error);

  if (aside == NULL || !move_keys (folder, aside, error) || !move_others (folder, aside, error))
    return NULL;
  return g_steal_pointer (&aside);
}

/* What is in the profile now makes room. Where user.db is back already this is a
 * move that did not end. */
static gboolean
bring_back (const char  *folder,
            const char  *name,
            gint64       now,
            GError     **error)
{
  g_autofree char *aside = g_build_filename (folder, name, NULL);
  g_autofree char *user = g_build_filename (aside, "user.db", NULL);
  g_autofree char *present = NULL;

  if (!g_str_has_prefix (name, PREFIX) || strchr (name, G_DIR_SEPARATOR) != NULL ||
      !g_file_test (aside, G_FILE_TEST_IS_DIR))
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND,
                           "Nothing was put aside under this name");
      return FALSE;
    }
  if (g_file_test (user, G_FILE_TEST_EXISTS))
    {
      present = put_aside (folder, now, error);
      if (present == NULL)
        return FALSE;
      if (!move (aside, folder, "user.db", error))
        return FALSE;
    }
  if (!move_others (aside, folder, error) || !move_keys (aside, folder, error))
    return FALSE;
  g_rmdir (aside);
  return TRUE;
}

typedef struct
{
  char  *folder;
  char  *aside;
  gint64 now;
} Move;

static void
move_free (Move *self)
{
  g_free (self->folder);
  g_free (self->aside);
  g_free (self);
}

static void
move_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Move *self = data;
  GError *error = NULL;
  char *path = NULL;
  int lock = _loket_profile_lock (self->folder, &error);

  if (lock >= 0 && self->aside == NULL)
    path = put_aside (self->folder, self->now, &error);
  else if (lock >= 0 && bring_back (self->folder, self->aside, self->now, &error))
    path = g_strdup (self->folder);
  if (path != NULL)
    g_task_return_pointer (task, path, g_free);
  else
    g_task_return_error (task, _loket_store_error_from (error));
  if (lock >= 0)
    g_close (lock, NULL);
}

static void
run (const char           *folder,
     const char           *aside,
     gint64                now,
     gpointer              tag,
     GCancellable         *cancellable,
     GAsyncReadyCallback   callback,
     gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Move *self = g_new0 (Move, 1);

  self->folder = g_canonicalize_filename (folder, NULL);
  self->aside = g_strdup (aside);
  self->now = now;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, self, (GDestroyNotify) move_free);
  g_task_run_in_thread (task, move_in_thread);
}

/**
 * loket_profile_put_aside_async:
 * @folder: a profile's folder that nothing has open
 * @now: Unix seconds, for the name
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Puts everything of a profile into a folder in it, so that the next
 * loket_profile_open_async() begins a new one. Nothing is deleted.
 */
void
loket_profile_put_aside_async (const char           *folder,
                               gint64                now,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data)
{
  run (folder, NULL, now, loket_profile_put_aside_async, cancellable, callback, user_data);
}

/**
 * loket_profile_put_aside_finish:
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_profile_put_aside_async().
 *
 * Returns: (transfer full) (nullable): the folder with the files
 */
char *
loket_profile_put_aside_finish (GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, loket_profile_put_aside_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * loket_profile_list_aside:
 * @folder: a profile's folder
 *
 * Lists what was put aside, oldest first. Reads a folder.
 *
 * Returns: (transfer full): names for loket_profile_bring_back_async()
 */
GStrv
loket_profile_list_aside (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, PREFIX))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * loket_profile_bring_back_async:
 * @folder: a profile's folder that nothing has open
 * @aside: one of loket_profile_list_aside()
 * @now: Unix seconds, for a name
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Puts what was put aside back in its place; what is there now is put aside for
 * it. May be called again after a failure.
 */
void
loket_profile_bring_back_async (const char           *folder,
                                const char           *aside,
                                gint64                now,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data)
{
  g_return_if_fail (aside != NULL);

  run (folder, aside, now, loket_profile_bring_back_async, cancellable, callback, user_data);
}

/**
 * loket_profile_bring_back_finish:
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR;
 *   %LOKET_STORE_ERROR_NOT_FOUND: nothing of this name was put aside
 *
 * Ends loket_profile_bring_back_async().
 *
 * Returns: whether it is back
 */
gboolean
loket_profile_bring_back_finish (GAsyncResult  *result,
                                 GError       **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, loket_profile_bring_back_async), FALSE);

  folder = g_task_propagate_pointer (G_TASK (result), error);
  return folder != NULL;
}
