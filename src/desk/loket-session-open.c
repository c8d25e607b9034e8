/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-attachment-open.h"
#include "loket-desk-rules.h"
#include "loket-guidance-private.h"
#include "loket-session-key.h"
#include "loket-session-private.h"

/*
 * Opening a session, one after another:
 *
 *     profile ──▶ rules ──▶ account, engine, checks ──▶ drafts and replies ──▶ counts
 */

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (loket_session_count_finish (self, result, &error))
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
overlay_ready_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_task_data (task);
  GError *error = NULL;
  GCancellable *cancellable;

  if (!_loket_overlay_reload_finish (self->overlay, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  _loket_session_take_counts (self);
  cancellable = g_task_get_cancellable (task);
  loket_session_count_async (self, cancellable, counted_cb, g_steal_pointer (&task));
}

static void
account_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->account = loket_user_store_load_account_finish (LOKET_USER_STORE (source), result, &error);
  if (self->account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self->engine = loket_sync_engine_new (self->profile, self->clock);
  _loket_session_connect_engine (self);
  _loket_session_account_changed (self);
  _loket_session_start_checks (self);
  _loket_overlay_reload_async (self->overlay, overlay_ready_cb, g_steal_pointer (&task));
}

static void
rules_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_task_data (task);
  GError *error = NULL;
  GCancellable *cancellable;

  if (!loket_cache_store_load_rules_finish (LOKET_CACHE_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  _loket_session_take_rules (self);
  cancellable = g_task_get_cancellable (task);
  loket_user_store_load_account_async (loket_profile_get_user (self->profile), cancellable,
                                       account_loaded_cb, g_steal_pointer (&task));
}

static void
profile_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_task_data (task);
  GError *error = NULL;
  GCancellable *cancellable;
  LoketCacheStore *cache = NULL;

  self->profile = loket_profile_open_finish (result, &error);
  if (self->profile == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  _loket_attachment_open_tidy (loket_profile_get_folder (self->profile));
  cache = loket_profile_get_cache (self->profile);
  loket_cache_store_set_guidance_reader (cache, &_loket_guidance_reader);
  loket_cache_store_set_marker (cache, &_loket_desk_marker, loket_rulebook_get_builtin ());
  _loket_session_begin_overlay (self);
  cancellable = g_task_get_cancellable (task);
  loket_cache_store_load_rules_async (cache, cancellable, rules_loaded_cb, g_steal_pointer (&task));
}

/**
 * loket_session_open_async:
 * @profile_dir: (nullable): the folder with the local files of one account,
 *   made when missing; %NULL is the default one
 * @key_file: (nullable): a file with the key of sealed content; %NULL asks the
 *   desktop's secret service
 * @clock: the clock everything goes by
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Opens a profile for this program alone.
 */
void
loket_session_open_async (const char          *profile_dir,
                          const char          *key_file,
                          LoketClock          *clock,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  loket_session_unlock_async (profile_dir, key_file, NULL, clock, cancellable, callback, user_data);
}

/**
 * loket_session_unlock_async:
 * @profile_dir: (nullable): as of loket_session_open_async()
 * @key_file: (nullable): as of loket_session_open_async()
 * @passphrase: (nullable): the passphrase of the profile
 * @clock: the clock everything goes by
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * As loket_session_open_async(), with a passphrase; ends with
 * loket_session_open_finish().
 */
void
loket_session_unlock_async (const char          *profile_dir,
                            const char          *key_file,
                            const char          *passphrase,
                            LoketClock          *clock,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *folder = NULL;
  LoketSession *self = NULL;

  g_return_if_fail (LOKET_IS_CLOCK (clock));

  self = g_object_new (LOKET_TYPE_SESSION, NULL);
  self->clock = g_object_ref (clock);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_open_async);
  g_task_set_task_data (task, self, g_object_unref);
  folder = profile_dir != NULL ? g_strdup (profile_dir) : loket_profile_dup_default_folder ();
  loket_profile_unlock_async (folder, key_file, passphrase, clock, cancellable, profile_opened_cb,
                              g_steal_pointer (&task));
}

/**
 * loket_session_open_finish:
 * @result: what the callback got
 * @error: return location for an error of the store: %LOKET_STORE_ERROR_IN_USE
 *   when another program has the profile open; or of the vault:
 *   %LOKET_VAULT_ERROR_LOCKED, %LOKET_VAULT_ERROR_KEY_LOST
 *
 * Ends loket_session_open_async().
 *
 * Returns: (transfer full): the session, or %NULL
 */
LoketSession *
loket_session_open_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
close_cb (gpointer user_data)
{
  GTask *task = user_data;

  _loket_session_shut (g_task_get_source_object (task));
  g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

/**
 * loket_session_close_async:
 * @self: a session
 * @callback: called when the profile is free for another program
 * @user_data: passed to @callback
 *
 * Ends what is under way, writes everything out and frees the profile. Composers
 * have to be flushed before. Nothing but dropping the session may follow.
 */
void
loket_session_close_async (LoketSession        *self,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, loket_session_close_async);
  g_cancellable_cancel (self->closing);
  g_idle_add_full (G_PRIORITY_DEFAULT, close_cb, task, g_object_unref);
}

/**
 * loket_session_close_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends loket_session_close_async().
 *
 * Returns: whether everything was written
 */
gboolean
loket_session_close_finish (LoketSession  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
