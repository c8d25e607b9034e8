/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-session-private.h"

/**
 * loket_session_get_signed_in:
 * @self: a session
 *
 * Tells whether the account can talk to its hub. A session that was signed out
 * still shows the local files.
 *
 * Returns: whether it is signed in
 */
gboolean
loket_session_get_signed_in (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), FALSE);

  return self->signed_in;
}

/**
 * loket_session_get_officer_id:
 * @self: a session
 *
 * Tells who is signed in, or was last, by the hub's id.
 *
 * Returns: (transfer none) (nullable): the id, %NULL before the first sign-in
 */
const char *
loket_session_get_officer_id (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->account != NULL && self->account->officer != NULL ? self->account->officer->id : NULL;
}

/**
 * loket_session_get_officer_name:
 * @self: a session
 *
 * Tells who is signed in, or was last.
 *
 * Returns: (transfer none) (nullable): a name, %NULL before the first sign-in
 */
const char *
loket_session_get_officer_name (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->account != NULL && self->account->officer != NULL ? self->account->officer->name : NULL;
}

/**
 * loket_session_get_agency_name:
 * @self: a session
 *
 * Tells which agency the officer answers for.
 *
 * Returns: (transfer none) (nullable): a name
 */
const char *
loket_session_get_agency_name (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->account != NULL && self->account->officer != NULL ? self->account->officer->agency_name : NULL;
}

/**
 * loket_session_get_agency_code:
 * @self: a session
 *
 * Tells the code of the agency.
 *
 * Returns: (transfer none) (nullable): a code
 */
const char *
loket_session_get_agency_code (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->account != NULL && self->account->officer != NULL ? self->account->officer->agency_code : NULL;
}

/**
 * loket_session_get_time_zone:
 * @self: a session
 *
 * Tells the zone of the agency, in which dates and times are shown.
 *
 * Returns: (transfer none) (nullable): an IANA name, %NULL for the computer's
 */
const char *
loket_session_get_time_zone (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->account != NULL && self->account->officer != NULL ? self->account->officer->agency_time_zone : NULL;
}

/**
 * loket_session_get_server_url:
 * @self: a session
 *
 * Tells the hub's address.
 *
 * Returns: (transfer none) (nullable): an address
 */
const char *
loket_session_get_server_url (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->account != NULL ? self->account->server : NULL;
}

/**
 * loket_session_get_username:
 * @self: a session
 *
 * Tells the name the officer signs in with.
 *
 * Returns: (transfer none) (nullable): a name
 */
const char *
loket_session_get_username (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->account != NULL ? self->account->username : NULL;
}

/**
 * loket_session_get_clock:
 * @self: a session
 *
 * Tells the clock that everything goes by.
 *
 * Returns: (transfer none): the clock
 */
LoketClock *
loket_session_get_clock (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), NULL);

  return self->clock;
}

static void
account_reloaded_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  GError *error = NULL;
  LoketAccount *account = loket_user_store_load_account_finish (LOKET_USER_STORE (source), result, &error);

  if (account == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_clear_pointer (&self->account, loket_account_free);
  self->account = account;
  if (self->queue != NULL)
    _loket_session_account_changed (self);
  g_task_return_boolean (task, TRUE);
}

static void
reload_account (GTask *task)
{
  LoketSession *self = g_task_get_source_object (task);

  loket_user_store_load_account_async (loket_profile_get_user (self->profile), NULL, account_reloaded_cb, task);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_sync_engine_sign_in_finish (LOKET_SYNC_ENGINE (source), result, &error))
    reload_account (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * loket_session_sign_in_async:
 * @self: a session
 * @server_url: the hub's address, `https://host[:port]`
 * @username: the account's name
 * @password: the password; not kept
 * @ca_path: (nullable): a PEM file with the authority that signed the hub's
 *   certificate; %NULL: the system's
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Signs in. Nothing is fetched yet: see loket_session_sync_async().
 */
void
loket_session_sign_in_async (LoketSession        *self,
                             const char          *server_url,
                             const char          *username,
                             const char          *password,
                             const char          *ca_path,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->engine != NULL);
  g_return_if_fail (server_url != NULL && username != NULL && password != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_sign_in_async);
  loket_sync_engine_sign_in_async (self->engine, server_url, username, password, ca_path, cancellable,
                                   signed_in_cb, task);
}

/**
 * loket_session_sign_in_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for a %LOKET_SYNC_ERROR, whose reason
 *   loket_words_reason() puts into words
 *
 * Ends loket_session_sign_in_async().
 *
 * Returns: whether the account is signed in
 */
gboolean
loket_session_sign_in_finish (LoketSession  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_sync_engine_sign_out_finish (LOKET_SYNC_ENGINE (source), result, &error))
    reload_account (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

/**
 * loket_session_sign_out_async:
 * @self: a session
 * @force: sign out although replies wait; they stay in the profile
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Forgets what gives access to the hub. Drafts, replies and the cache stay.
 */
void
loket_session_sign_out_async (LoketSession        *self,
                              gboolean             force,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->engine != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_sign_out_async);
  loket_sync_engine_sign_out_async (self->engine, force, cancellable, signed_out_cb, task);
}

/**
 * loket_session_sign_out_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for a %LOKET_SYNC_ERROR: pending while replies wait
 *
 * Ends loket_session_sign_out_async().
 *
 * Returns: whether the account is signed out
 */
gboolean
loket_session_sign_out_finish (LoketSession  *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
