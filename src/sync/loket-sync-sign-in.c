/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include <string.h>

#include "loket-file.h"
#include "loket-limits.h"
#include "loket-text.h"

/*
 * Signing in: account ─▶ hub ─▶ the same officer? ─▶ stored ─▶ used
 */

typedef struct
{
  char         *server;
  char         *username;
  char         *password;
  char         *ca_path;
  LoketAccount *account; /* as it will be stored */
  LoketHttp    *http;
  LoketTokens  *tokens;
  gint64        asked_us;
} SignIn;

static void
wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
}

static void
sign_in_free (SignIn *self)
{
  wipe (self->password);
  g_free (self->server);
  g_free (self->username);
  g_free (self->password);
  g_free (self->ca_path);
  g_clear_pointer (&self->account, loket_account_free);
  g_clear_pointer (&self->tokens, loket_tokens_free);
  g_clear_object (&self->http);
  g_free (self);
}

/* Tells the caller, and lets go of the engine for others. */
static void
fail (GTask       *task,
      LoketReason  reason)
{
  LoketSyncEngine *self = g_task_get_source_object (task);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_error (task, loket_sync_error_new (reason));
  _loket_sync_engine_account_done (self, FALSE);
}

static void
fail_with (GTask  *task,
           GError *error)
{
  LoketSyncEngine *self = g_task_get_source_object (task);

  g_task_return_error (task, error);
  _loket_sync_engine_account_done (self, FALSE);
}

static void
account_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSyncEngine *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!loket_user_store_save_account_finish (LOKET_USER_STORE (source), result, &error))
    {
      g_debug ("The account cannot be stored: %s", error->message);
      fail (task, LOKET_REASON_STORAGE);
      return;
    }
  /* From here it counts, whether or not somebody still waits for it. */
  if (!_loket_sync_account_adopt (self, g_steal_pointer (&sign_in->account), &error))
    {
      fail_with (task, g_steal_pointer (&error));
      return;
    }

  _loket_sync_account_use_tokens (self, sign_in->tokens, sign_in->asked_us);
  g_task_return_boolean (task, TRUE);
  _loket_sync_engine_account_done (self, TRUE);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSyncEngine *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, NULL);
  LoketJudgement judgement;

  if (answer == NULL)
    {
      fail (task, LOKET_REASON_CANCELLED);
      return;
    }

  judgement = loket_answer_judge (answer, LOKET_REQUEST_SIGN_IN);
  sign_in->tokens = loket_answer_read_tokens (answer, &judgement);
  if (sign_in->tokens == NULL)
    {
      fail (task, judgement.reason);
      return;
    }
  if (sign_in->account->officer != NULL &&
      g_strcmp0 (sign_in->account->officer->id, sign_in->tokens->officer->id) != 0)
    {
      fail_with (task, g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_OTHER_ACCOUNT,
                                            "The profile belongs to another account"));
      return;
    }

  _loket_sync_account_take_tokens (self, sign_in->account, sign_in->tokens);
  loket_user_store_save_account_async (self->user, sign_in->account,
                                       NULL, account_saved_cb, g_object_ref (task));
}

static void
ask (GTask *task)
{
  LoketSyncEngine *self = g_task_get_source_object (task);
  SignIn *sign_in = g_task_get_task_data (task);
  const LoketSignIn words = {
    .username = sign_in->username,
    .password = sign_in->password,
    .device_id = sign_in->account->device_id,
    .device_name = sign_in->account->device_name,
  };
  g_autoptr (GBytes) body = loket_wire_sign_in_to_json (&words);
  const LoketHttpRequest request = {
    .kind = LOKET_REQUEST_SIGN_IN,
    .method = "POST",
    .path = "/auth/sign-in",
    .body = body,
  };

  sign_in->asked_us = loket_clock_elapsed_us (self->clock);
  loket_http_send_async (sign_in->http, &request, g_task_get_cancellable (task), answered_cb,
                         g_object_ref (task));
}

/* Puts what the person gave into the account; FALSE when it cannot be used. */
static gboolean
fill_account (SignIn  *sign_in,
              GError **error)
{
  LoketAccount *account = sign_in->account;

  g_clear_pointer (&account->ca_pem, g_free);
  if (sign_in->ca_path != NULL)
    {
      g_autoptr (GBytes) pem = loket_file_read (sign_in->ca_path, LOKET_LIMIT_CA_BYTES, NULL);

      if (pem == NULL)
        {
          g_propagate_error (error, loket_sync_error_new (LOKET_REASON_CA_UNREADABLE));
          return FALSE;
        }
      account->ca_pem = g_strndup (g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));
    }

  g_free (account->server);
  account->server = g_strdup (sign_in->server);
  g_free (account->username);
  account->username = g_strdup (sign_in->username);
  if (account->device_id == NULL)
    account->device_id = loket_text_new_uuid ();
  if (account->device_name == NULL)
    account->device_name = g_strdup (g_get_host_name ());

  sign_in->http = loket_http_new (sign_in->server, sign_in->ca_path, error);
  return sign_in->http != NULL;
}

static void
account_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SignIn *sign_in = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  sign_in->account =
      loket_user_store_load_account_finish (LOKET_USER_STORE (source), result, &error);
  if (sign_in->account == NULL)
    {
      g_debug ("The account cannot be read: %s", error->message);
      fail (task, LOKET_REASON_STORAGE);
      return;
    }
  if (!fill_account (sign_in, &error))
    {
      fail_with (task, g_steal_pointer (&error));
      return;
    }
  ask (task);
}

/**
 * _loket_sync_sign_in_begin:
 * @task: a task of _loket_sync_sign_in_new()
 *
 * Begins to sign in; ends with _loket_sync_engine_account_done().
 */
void
_loket_sync_sign_in_begin (GTask *task)
{
  LoketSyncEngine *self = g_task_get_source_object (task);

  loket_user_store_load_account_async (self->user, NULL,
                                       account_loaded_cb, g_object_ref (task));
}

/**
 * _loket_sync_sign_in_new:
 * @self: an engine
 * @server: the address
 * @username: the account
 * @password: the password
 * @ca_path: (nullable): the authority
 * @cancellable: (nullable): to stop
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps what somebody wants to sign in with until the engine is free.
 *
 * Returns: (transfer full): a task
 */
GTask *
_loket_sync_sign_in_new (LoketSyncEngine     *self,
                         const char          *server,
                         const char          *username,
                         const char          *password,
                         const char          *ca_path,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SignIn *sign_in = g_new0 (SignIn, 1);

  sign_in->server = g_strdup (server);
  sign_in->username = g_strdup (username);
  sign_in->password = g_strdup (password);
  sign_in->ca_path = g_strdup (ca_path);
  g_task_set_source_tag (task, loket_sync_engine_sign_in_async);
  g_task_set_task_data (task, sign_in, (GDestroyNotify) sign_in_free);
  return task;
}
