/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-profile-erase.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-file.h"
#include "loket-profile-private.h"
#include "loket-store-error.h"
#include "loket-user-store-private.h"

/*
 * Erasing begins with the keys: from then on every sealed file is noise, whatever
 * of it a disk keeps. Then each file is overwritten and deleted. The mark stays to
 * the end, so that an erasing that was cut off is ended at the next start, and is
 * never taken for a profile whose key was lost.
 */
#define MARK "erasing"
#define ASIDE "aside-"

typedef struct
{
  char    *folder;
  gboolean waiting_too;
} Erasing;

static void
erasing_free (Erasing *self)
{
  g_free (self->folder);
  g_free (self);
}

static gboolean
count_in (const char           *folder,
          LoketProfileWaiting  *waiting,
          GError              **error)
{
  g_autofree char *path = g_build_filename (folder, "user.db", NULL);
  g_autoptr (LoketDb) db = NULL;
  gint64 n_drafts;
  gint64 n_replies;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  db = loket_db_open (path, LOKET_DB_USER_READER, error);
  if (db == NULL || !loket_db_get_int64 (db, "SELECT count(*) FROM draft", &n_drafts, error) ||
      !loket_db_get_int64 (db, "SELECT count(*) FROM op WHERE " LOKET_OP_PENDING, &n_replies, error))
    return FALSE;
  waiting->n_drafts += (guint) n_drafts;
  waiting->n_replies += (guint) n_replies;
  return TRUE;
}

static gboolean
for_each (const char *folder,
          gboolean  (*visit) (const char *path, const char *name, gpointer data),
          gpointer    data)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean done = TRUE;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      done = visit (path, name, data) && done;
    }
  return done;
}

typedef struct
{
  LoketProfileWaiting *waiting;
  GError             **error;
} Count;

static gboolean
count_aside (const char *path,
             const char *name,
             gpointer    data)
{
  Count *count = data;

  g_clear_error (count->error);
  return !g_str_has_prefix (name, ASIDE) ||
         count_in (path, count->waiting, count->error);
}

/* What was put aside counts too. */
static LoketProfileWaiting *
count_waiting (const char  *folder,
               GError     **error)
{
  g_autofree LoketProfileWaiting *waiting = g_new0 (LoketProfileWaiting, 1);
  g_autoptr (GError) local_error = NULL;
  Count count = { waiting, &local_error };

  if (!count_in (folder, waiting, error))
    return NULL;
  if (!for_each (folder, count_aside, &count))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&waiting);
}

static gboolean
forget_aside (const char *path,
              const char *name,
              gpointer    data)
{
  g_autoptr (GError) error = NULL;

  if (g_str_has_prefix (name, ASIDE) && !loket_vault_forget_sync (path, NULL, &error))
    g_debug ("A key that was put aside: %s", error->message);
  return TRUE;
}

static gboolean
wipe (const char *path,
      const char *name,
      gpointer    keep)
{
  if (keep != NULL && (g_str_equal (name, MARK) || g_str_equal (name, "lock")))
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_IS_DIR) || g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return loket_file_wipe (path, NULL);
  return for_each (path, wipe, NULL) && g_rmdir (path) == 0;
}

static gboolean
fail (GError **error)
{
  g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_UNREADABLE,
                       "Not every file could be deleted");
  return FALSE;
}

/* Everything but the lock, which its owner lets go of. */
static gboolean
erase_all (const char  *folder,
           GError     **error)
{
  g_autofree char *mark = g_build_filename (folder, MARK, NULL);
  g_autofree char *opened = g_build_filename (g_get_user_runtime_dir (), "loket", NULL);
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (GError) service_error = NULL;

  if (!loket_file_write_private (mark, nothing, error))
    return FALSE;
  if (!loket_vault_forget_sync (folder, NULL, &service_error))
    {
      if (g_error_matches (service_error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_FILE))
        {
          g_propagate_error (error, g_steal_pointer (&service_error));
          return FALSE;
        }
      g_debug ("The secret service keeps a key that opens nothing: %s", service_error->message);
    }
  for_each (folder, forget_aside, NULL);
  if (!for_each (folder, wipe, (gpointer) MARK) || !for_each (opened, wipe, NULL))
    return fail (error);
  return loket_file_wipe (mark, error);
}

/* Ends an erasing that was cut off; the caller holds the lock. */
gboolean
_loket_profile_end_erasing (const char  *folder,
                            GError     **error)
{
  g_autofree char *mark = g_build_filename (folder, MARK, NULL);

  return !g_file_test (mark, G_FILE_TEST_EXISTS) || erase_all (folder, error);
}

static gboolean
erase_locked (const Erasing  *self,
              GError        **error)
{
  g_autofree LoketProfileWaiting *waiting = NULL;
  g_autofree char *mark = g_build_filename (self->folder, MARK, NULL);

  if (!self->waiting_too && !g_file_test (mark, G_FILE_TEST_EXISTS))
    {
      waiting = count_waiting (self->folder, error);
      if (waiting == NULL)
        return FALSE;
      if (waiting->n_drafts + waiting->n_replies > 0)
        {
          g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT,
                               "Drafts or replies are nowhere else");
          return FALSE;
        }
    }
  return erase_all (self->folder, error);
}

static void
erase_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  const Erasing *self = data;
  g_autofree char *path = g_build_filename (self->folder, "lock", NULL);
  GError *error = NULL;
  int lock = _loket_profile_lock (self->folder, &error);

  if (lock >= 0 && erase_locked (self, &error))
    {
      g_unlink (path);
      if (g_rmdir (self->folder) != 0)
        g_debug ("The empty folder stays: %s", g_strerror (errno));
    }
  if (lock >= 0)
    g_close (lock, NULL);
  if (error != NULL)
    g_task_return_error (task, _loket_store_error_from (error));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * loket_profile_erase_async:
 * @folder: a profile's folder that nothing has open
 * @waiting_too: also where drafts or replies are in it that are nowhere else:
 *   they were exported, or the person does not want them
 * @cancellable: (nullable): a cancellable; what began is not left half done
 * @callback: what to call
 * @user_data: for @callback
 *
 * Wipes everything the profile holds: its keys first, those of the secret service
 * too, then every file, with copies, what was put aside, and what was opened for a
 * viewer.
 */
void
loket_profile_erase_async (const char           *folder,
                           gboolean              waiting_too,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Erasing *self = g_new0 (Erasing, 1);

  g_task_set_source_tag (task, loket_profile_erase_async);
  g_task_set_task_data (task, self, (GDestroyNotify) erasing_free);
  g_task_set_check_cancellable (task, FALSE);
  self->folder = g_strdup (folder);
  self->waiting_too = waiting_too;
  g_task_run_in_thread (task, erase_in_thread);
}

/**
 * loket_profile_erase_finish:
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_profile_erase_async(). %LOKET_STORE_ERROR_CONFLICT: something is in
 * it that is nowhere else, and nothing was changed.
 *
 * Returns: whether nothing is left
 */
gboolean
loket_profile_erase_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, loket_profile_erase_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
count_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      folder,
                 GCancellable *cancellable)
{
  GError *error = NULL;
  int lock = _loket_profile_lock (folder, &error);
  LoketProfileWaiting *waiting = lock >= 0 ? count_waiting (folder, &error) : NULL;

  if (lock >= 0)
    g_close (lock, NULL);
  if (waiting != NULL)
    g_task_return_pointer (task, waiting, g_free);
  else
    g_task_return_error (task, _loket_store_error_from (error));
}

/**
 * loket_profile_count_waiting_async:
 * @folder: a profile's folder that nothing has open
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Counts what is in a profile and nowhere else, without its key.
 */
void
loket_profile_count_waiting_async (const char           *folder,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_profile_count_waiting_async);
  g_task_set_task_data (task, g_strdup (folder), g_free);
  g_task_run_in_thread (task, count_in_thread);
}

/**
 * loket_profile_count_waiting_finish:
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_profile_count_waiting_async().
 *
 * Returns: (transfer full) (nullable): the counts; free with g_free()
 */
LoketProfileWaiting *
loket_profile_count_waiting_finish (GAsyncResult  *result,
                                    GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, loket_profile_count_waiting_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
