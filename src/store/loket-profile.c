/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-profile-private.h"

#include <string.h>

#include <glib/gstdio.h>

#include "loket-cache-store-private.h"
#include "loket-user-store-private.h"

/**
 * LoketProfile:
 *
 * The local files of one account: a folder for its owner only, with `lock`,
 * `user.db` and its second record `outbox.journal`, `cache.db`, copies of
 * `user.db` in `backups`, and the key that seals the secrets in them.
 *
 * One program at a time has it open. Each file has a writing thread of its own,
 * so that a page of the cache never delays the saving of a draft.
 */
struct _LoketProfile
{
  GObject          parent_instance;

  char            *folder;
  int              lock;
  LoketClock      *clock;
  LoketVault      *vault;
  LoketUserStore  *user;
  LoketCacheStore *cache;
};

G_DEFINE_FINAL_TYPE (LoketProfile, loket_profile, G_TYPE_OBJECT)

static void
loket_profile_dispose (GObject *object)
{
  LoketProfile *self = LOKET_PROFILE (object);

  loket_profile_close (self);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->vault, loket_vault_unref);
  G_OBJECT_CLASS (loket_profile_parent_class)->dispose (object);
}

static void
loket_profile_finalize (GObject *object)
{
  g_free (LOKET_PROFILE (object)->folder);
  G_OBJECT_CLASS (loket_profile_parent_class)->finalize (object);
}

static void
loket_profile_class_init (LoketProfileClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_profile_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_profile_finalize;
}

static void
loket_profile_init (LoketProfile *self)
{
  self->lock = -1;
}

/* What opening carries from step to step:
 *
 *     open_async ──▶ lock_folder (a thread) ──▶ folder_locked_cb
 *                ──▶ loket_vault_load_async ──▶ vault_loaded_cb
 *                ──▶ open_files (a thread)  ──▶ done
 */
typedef struct
{
  LoketProfile *profile;
  char         *key_file;
  GBytes       *passphrase; /* with its NUL; wiped when it goes */
  gint64        now;
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_object (&opening->profile);
  g_free (opening->key_file);
  g_clear_pointer (&opening->passphrase, g_bytes_unref);
  g_free (opening);
}

/* The folder is free again when the caller hears of it: it looks into it then. */
static void
give_up (GTask   *task,
         GError  *error)
{
  loket_profile_close (((Opening *) g_task_get_task_data (task))->profile);
  g_task_return_error (task, error);
}

static void
open_files (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Opening *opening = data;
  LoketProfile *self = opening->profile;
  g_autofree char *cache_path = g_build_filename (self->folder, "cache.db", NULL);
  g_autoptr (LoketPins) pins = _loket_pins_new ();
  GError *error = NULL;

  self->user = _loket_user_store_open_sync (self->folder, self->clock, opening->now, pins,
                                            self->vault, &error);
  if (self->user != NULL)
    self->cache = _loket_cache_store_open_sync (cache_path, self->clock, pins, self->vault, &error);
  if (self->cache == NULL)
    give_up (task, _loket_store_error_from (error));
  else
    g_task_return_pointer (task, g_steal_pointer (&opening->profile), g_object_unref);
}

static void
vault_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->profile->vault = loket_vault_load_finish (result, &error);
  if (opening->profile->vault == NULL)
    give_up (task, error);
  else
    g_task_run_in_thread (task, open_files);
}

static void
lock_folder (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Opening *opening = data;
  const char *folder = opening->profile->folder;
  GError *error = NULL;

  opening->profile->lock = _loket_profile_lock (folder, &error);
  if (opening->profile->lock < 0 || !_loket_profile_end_erasing (folder, &error) ||
      !_loket_profile_check_key (folder, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
folder_locked_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      give_up (task, error);
      return;
    }
  loket_vault_load_async (opening->profile->folder, opening->key_file,
                          opening->passphrase != NULL ? g_bytes_get_data (opening->passphrase, NULL) : NULL,
                          g_task_get_cancellable (task), vault_loaded_cb, g_object_ref (task));
}

/**
 * loket_profile_open_async:
 * @folder: where the files are; made when missing
 * @key_file: (nullable): a file with the key, made when missing; %NULL for the
 *   desktop's secret service
 * @clock: what time it is
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Opens the files of one account and puts right what an earlier crash left.
 */
void
loket_profile_open_async (const char           *folder,
                          const char           *key_file,
                          LoketClock           *clock,
                          GCancellable         *cancellable,
                          GAsyncReadyCallback   callback,
                          gpointer              user_data)
{
  loket_profile_unlock_async (folder, key_file, NULL, clock, cancellable, callback, user_data);
}

static void
wipe (gpointer text)
{
  explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * loket_profile_unlock_async:
 * @folder: where the files are; made when missing
 * @key_file: (nullable): as of loket_profile_open_async()
 * @passphrase: (nullable): what the officer was asked for
 * @clock: what time it is
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * As loket_profile_open_async(), with a passphrase. Ends with
 * loket_profile_open_finish() as well.
 */
void
loket_profile_unlock_async (const char           *folder,
                            const char           *key_file,
                            const char           *passphrase,
                            LoketClock           *clock,
                            GCancellable         *cancellable,
                            GAsyncReadyCallback   callback,
                            gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) lock = NULL;
  Opening *opening = g_new0 (Opening, 1);

  g_task_set_source_tag (task, loket_profile_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  opening->profile = g_object_new (LOKET_TYPE_PROFILE, NULL);
  opening->profile->folder = g_canonicalize_filename (folder, NULL);
  opening->profile->clock = g_object_ref (clock);
  opening->key_file = g_strdup (key_file);
  if (passphrase != NULL)
    {
      char *copy = g_strdup (passphrase);

      opening->passphrase = g_bytes_new_with_free_func (copy, strlen (copy) + 1, wipe, copy);
    }
  opening->now = loket_clock_now (clock);

  lock = g_task_new (NULL, cancellable, folder_locked_cb, g_object_ref (task));
  g_task_set_source_tag (lock, loket_profile_open_async);
  g_task_set_task_data (lock, opening, NULL);
  g_task_run_in_thread (lock, lock_folder);
}

/**
 * loket_profile_open_finish:
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR or
 *   %LOKET_VAULT_ERROR
 *
 * Ends loket_profile_open_async(). %LOKET_STORE_ERROR_IN_USE: another program
 * has it open; %LOKET_STORE_ERROR_TOO_NEW: a newer Loket wrote it, and nothing
 * was changed; %LOKET_VAULT_ERROR_LOCKED: it takes the passphrase;
 * %LOKET_VAULT_ERROR_KEY_LOST: its key cannot be had now.
 *
 * Returns: (transfer full) (nullable): the open profile
 */
LoketProfile *
loket_profile_open_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_profile_close:
 * @self: a profile
 *
 * Lets every call that was made finish, closes the files and lets go of the
 * folder. Blocks. A call to a store that is made later is %G_IO_ERROR_CLOSED.
 */
void
loket_profile_close (LoketProfile *self)
{
  g_return_if_fail (LOKET_IS_PROFILE (self));

  if (self->user != NULL)
    _loket_user_store_close (self->user);
  if (self->cache != NULL)
    _loket_cache_store_close (self->cache);
  g_clear_object (&self->user);
  g_clear_object (&self->cache);
  if (self->lock >= 0)
    g_close (g_steal_fd (&self->lock), NULL);
}

/**
 * loket_profile_get_folder:
 * @self: a profile
 *
 * Tells where the files are.
 *
 * Returns: (transfer none): an absolute path
 */
const char *
loket_profile_get_folder (LoketProfile *self)
{
  return self->folder;
}

/**
 * loket_profile_get_clock:
 * @self: a profile
 *
 * Tells which clock its files are stamped with.
 *
 * Returns: (transfer none): the clock
 */
LoketClock *
loket_profile_get_clock (LoketProfile *self)
{
  return self->clock;
}

/**
 * loket_profile_get_vault:
 * @self: a profile
 *
 * Gets what seals its secrets.
 *
 * Returns: (transfer none): the vault
 */
LoketVault *
loket_profile_get_vault (LoketProfile *self)
{
  return self->vault;
}

/**
 * loket_profile_get_user:
 * @self: an open profile
 *
 * Gets what the officer made.
 *
 * Returns: (transfer none) (nullable): the store; %NULL once closed
 */
LoketUserStore *
loket_profile_get_user (LoketProfile *self)
{
  return self->user;
}

/**
 * loket_profile_get_cache:
 * @self: an open profile
 *
 * Gets what the hub told us.
 *
 * Returns: (transfer none) (nullable): the store; %NULL once closed
 */
LoketCacheStore *
loket_profile_get_cache (LoketProfile *self)
{
  return self->cache;
}

/**
 * loket_profile_dup_default_folder:
 *
 * Tells where the files of a person with one account are.
 *
 * Returns: (transfer full): an absolute path
 */
char *
loket_profile_dup_default_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "loket", "default", NULL);
}
