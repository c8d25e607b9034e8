/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session-key.h"

#include "loket-profile-locked.h"
#include "loket-session-private.h"
#include "loket-tries.h"
#include "loket-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * loket_session_get_key_slots:
 * @self: a session
 *
 * Tells which ways there are to the profile's key.
 *
 * Returns: the kinds of slots
 */
LoketVaultSlots
loket_session_get_key_slots (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), 0);

  return self->profile != NULL ? loket_vault_get_slots (loket_profile_get_vault (self->profile)) : 0;
}

/**
 * loket_session_get_has_passphrase:
 * @self: a session
 *
 * Tells whether a passphrase opens the profile, so that it can be locked.
 *
 * Returns: whether there is one
 */
gboolean
loket_session_get_has_passphrase (LoketSession *self)
{
  return (loket_session_get_key_slots (self) & LOKET_VAULT_SLOT_PASSPHRASE) != 0;
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!loket_vault_change_passphrase_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_object_notify (g_task_get_source_object (task), "has-passphrase");
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_session_change_passphrase_async:
 * @self: a session
 * @current: (nullable): the passphrase that the profile has, where it has one
 * @passphrase: (nullable): the one it is to have; %NULL for none
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Sets, changes or takes away the passphrase of the profile.
 */
void
loket_session_change_passphrase_async (LoketSession        *self,
                                       const char          *current,
                                       const char          *passphrase,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->profile != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_change_passphrase_async);
  loket_vault_change_passphrase_async (loket_profile_get_vault (self->profile), current, passphrase, cancellable,
                                       changed_cb, g_steal_pointer (&task));
}

/**
 * loket_session_change_passphrase_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for a #GError: %LOKET_VAULT_ERROR_WRONG_PASSPHRASE,
 *   %LOKET_VAULT_ERROR_SHORT_PASSPHRASE, or of the files
 *
 * Ends loket_session_change_passphrase_async().
 *
 * Returns: whether it was changed, for good
 */
gboolean
loket_session_change_passphrase_finish (LoketSession  *self,
                                        GAsyncResult  *result,
                                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_vault_check_passphrase_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * loket_session_check_passphrase_async:
 * @self: a session
 * @passphrase: what was typed
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Looks whether it is the passphrase of the profile.
 */
void
loket_session_check_passphrase_async (LoketSession        *self,
                                      const char          *passphrase,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->profile != NULL && passphrase != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_check_passphrase_async);
  loket_vault_check_passphrase_async (loket_profile_get_vault (self->profile), passphrase, cancellable,
                                      checked_cb, g_steal_pointer (&task));
}

/**
 * loket_session_check_passphrase_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for a #GError: %LOKET_VAULT_ERROR_WRONG_PASSPHRASE
 *
 * Ends loket_session_check_passphrase_async().
 *
 * Returns: whether it is
 */
gboolean
loket_session_check_passphrase_finish (LoketSession  *self,
                                       GAsyncResult  *result,
                                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_session_dup_tries_path:
 * @self: a session
 *
 * Tells where wrong passphrases are counted: in the profile, by %LOKET_TRIES_FILE.
 *
 * Returns: (transfer full) (nullable): a path for loket_tries_new()
 */
char *
loket_session_dup_tries_path (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->profile != NULL ? g_build_filename (loket_profile_get_folder (self->profile), LOKET_TRIES_FILE, NULL)
                               : NULL;
}

/**
 * loket_session_list_aside:
 * @self: a session
 *
 * Lists the files that were put aside because nothing opened them, oldest first.
 * Reads a folder.
 *
 * Returns: (transfer full): their names; often none
 */
GStrv
loket_session_list_aside (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->profile != NULL ? loket_profile_list_aside (loket_profile_get_folder (self->profile))
                               : g_new0 (char *, 1);
}

/**
 * loket_session_describe_aside:
 * @self: a session
 * @aside: one of loket_session_list_aside()
 *
 * Says when files were put aside. Plain text.
 *
 * Returns: (transfer full): the words
 */
char *
loket_session_describe_aside (LoketSession *self,
                              const char   *aside)
{
  const char *dash = strchr (aside, '-');
  g_autofree char *stamp = g_strndup (dash != NULL ? dash + 1 : aside, strlen ("20260302T101500Z"));
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (stamp, NULL);
  g_autofree char *when = NULL;

  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  if (time == NULL)
    return g_strdup (aside);
  when = loket_words_date_time (g_date_time_to_unix (time), loket_session_get_time_zone (self));
  /* TRANSLATORS: %s is a date and a time. */
  return g_strdup_printf (_("Put aside on %s"), when);
}
