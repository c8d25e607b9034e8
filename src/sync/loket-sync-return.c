/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-engine-private.h"

static void
returned_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (LoketAnswer) answer = loket_http_send_finish (LOKET_HTTP (source), result, &error);
  LoketJudgement judgement;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  judgement = loket_answer_judge (answer, LOKET_REQUEST_RETURN);
  if (judgement.klass == LOKET_ANSWER_OK)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, loket_sync_error_new (judgement.reason != LOKET_REASON_NONE
                                                         ? judgement.reason
                                                         : LOKET_REASON_REJECTED));
}

/**
 * loket_sync_engine_return_async:
 * @self: an engine whose last pass got through
 * @complaint_id: a complaint
 * @record: why it goes back, and whom the officer proposes
 * @cancellable: (nullable): to stop; it may have gone back all the same
 * @callback: called when the hub answered
 * @user_data: for @callback
 *
 * Gives a complaint back to the coordinator (“bukan kewenangan”). This needs the
 * hub: it is for the coordinator to see at once, and is not kept for later. Said
 * twice it is done once.
 */
void
loket_sync_engine_return_async (LoketSyncEngine     *self,
                                const char          *complaint_id,
                                const LoketReturn   *record,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *path = NULL;
  LoketHttpRequest request = { .kind = LOKET_REQUEST_RETURN, .method = "POST" };

  g_return_if_fail (LOKET_IS_SYNC_ENGINE (self) && complaint_id != NULL && record != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_sync_engine_return_async);
  if (self->http == NULL || self->access_token == NULL)
    {
      g_task_return_error (task, loket_sync_error_new (LOKET_REASON_SIGNED_OUT));
      return;
    }

  body = loket_wire_return_to_json (record);
  path = g_strdup_printf ("/complaints/%s/return", complaint_id);
  request.path = path;
  request.body = body;
  request.access_token = self->access_token;
  request.epoch = self->account->epoch;
  loket_http_send_async (self->http, &request, cancellable, returned_cb, g_steal_pointer (&task));
}

/**
 * loket_sync_engine_return_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: return location for a #GError of %LOKET_SYNC_ERROR, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Ends loket_sync_engine_return_async(). The next pass takes the complaint from
 * the queue.
 *
 * Returns: whether it went back
 */
gboolean
loket_sync_engine_return_finish (LoketSyncEngine  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
