/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

#include "loket-user-attachments.h"

/*
 * Signing out: anything waiting? ─▶ tell the hub, if it can be reached ─▶ forget
 * the tokens, and what came so far of files that were being fetched. Nothing else
 * is forgotten.
 */

static void
end (GTask  *task,
     GError *error)
{
  LoketSyncEngine *self = g_task_get_source_object (task);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  _loket_sync_engine_account_done (self, FALSE);
}

static void
parts_dropped_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;

  loket_user_store_drop_parts_finish (LOKET_USER_STORE (source), result, NULL);
  end (task, NULL);
}

static void
account_saved_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_user_store_save_account_finish (LOKET_USER_STORE (source), result, &error))
    {
      g_debug ("The account cannot be stored: %s", error->message);
      end (task, loket_sync_error_new (LOKET_REASON_STORAGE));
      return;
    }
  loket_user_store_drop_parts_async (LOKET_USER_STORE (source), NULL, NULL, parts_dropped_cb,
                                     g_steal_pointer (&task));
}

static void
forget (GTask *task)
{
  LoketSyncEngine *self = g_task_get_source_object (task);

  g_clear_pointer (&self->access_token, g_free);
  g_clear_pointer (&self->account->sealed_tokens, g_bytes_unref);
  self->summary.state = LOKET_SYNC_SIGNED_OUT;
  self->summary.reason = LOKET_REASON_SIGNED_OUT;
  loket_user_store_save_account_async (self->user, self->account, NULL,
                                       account_saved_cb, g_object_ref (task));
}

static void
told_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, NULL);

  /* Whether it arrived or not: here nobody is signed in any more. */
  forget (task);
}

static void
tell_hub (GTask *task)
{
  LoketSyncEngine *self = g_task_get_source_object (task);
  g_autofree char *token = _loket_sync_account_open_refresh (self, self->account);
  g_autoptr (GBytes) body = NULL;
  LoketHttpRequest request = {
    .kind = LOKET_REQUEST_SIGN_OUT,
    .method = "POST",
    .path = "/auth/sign-out",
    .epoch = self->account->epoch,
  };

  if (token == NULL || self->http == NULL)
    {
      forget (task);
      return;
    }

  request.body = body = loket_wire_refresh_to_json (token);
  loket_http_send_async (self->http, &request, g_task_get_cancellable (task), told_cb,
                         g_object_ref (task));
}

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  gboolean force = GPOINTER_TO_INT (g_task_get_task_data (task));
  g_autoptr (GError) error = NULL;
  LoketUserCounts counts = { 0 };

  if (!loket_user_store_count_finish (LOKET_USER_STORE (source), result, &counts, &error))
    end (task, loket_sync_error_new (LOKET_REASON_STORAGE));
  else if (!force && counts.waiting + counts.needs_user > 0)
    end (task, g_error_new_literal (LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_PENDING,
                                    "Replies still wait to be sent"));
  else
    tell_hub (task);
}

static void
account_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSyncEngine *self = g_task_get_source_object (task);
  LoketAccount *account =
      loket_user_store_load_account_finish (LOKET_USER_STORE (source), result, NULL);

  if (account == NULL)
    {
      end (task, loket_sync_error_new (LOKET_REASON_STORAGE));
      return;
    }

  /* An address that cannot be used is no reason to stay signed in. */
  _loket_sync_account_adopt (self, account, NULL);
  loket_user_store_count_async (self->user, NULL, counted_cb,
                                g_object_ref (task));
}

/**
 * _loket_sync_sign_out_begin:
 * @task: a task of _loket_sync_sign_out_new()
 *
 * Begins to sign out; ends with _loket_sync_engine_account_done().
 */
void
_loket_sync_sign_out_begin (GTask *task)
{
  LoketSyncEngine *self = g_task_get_source_object (task);

  loket_user_store_load_account_async (self->user, NULL,
                                       account_loaded_cb, g_object_ref (task));
}

/**
 * _loket_sync_sign_out_new:
 * @self: an engine
 * @force: although replies wait
 * @cancellable: (nullable): to stop asking the hub
 * @callback: called when done
 * @user_data: for @callback
 *
 * Keeps the wish until the engine is free.
 *
 * Returns: (transfer full): a task
 */
GTask *
_loket_sync_sign_out_new (LoketSyncEngine     *self,
                          gboolean             force,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, loket_sync_engine_sign_out_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, GINT_TO_POINTER (force), NULL);
  return task;
}
