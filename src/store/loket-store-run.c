/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-store-private.h"

#include "loket-store-resources.h"

typedef struct
{
  LoketStoreWork work;
  gpointer       request;
  GDestroyNotify request_free;
  GDestroyNotify result_free;
} Call;

static void
call_free (Call *call)
{
  if (call->request_free != NULL && call->request != NULL)
    call->request_free (call->request);
  g_free (call);
}

static void
run_call (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  Call *call = data;
  GError *error = NULL;
  gpointer result = call->work (source, call->request, cancellable, &error);

  g_assert ((result == NULL) == (error != NULL));
  if (error != NULL)
    g_task_return_error (task, _loket_store_error_from (error));
  else
    g_task_return_pointer (task, result, call->result_free);
}

/* Sends a request to a worker, %NULL once the store is closed; takes the
 * request over. Any thread. */
void
_loket_store_run (gpointer             store,
                  LoketWorker         *worker,
                  LoketStoreWork       work,
                  gpointer             request,
                  GDestroyNotify       request_free,
                  GDestroyNotify       result_free,
                  gpointer             tag,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  Call *call = g_new (Call, 1);

  call->work = work;
  call->request = request;
  call->request_free = request_free;
  call->result_free = result_free;

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  /* A change that was made is told as made, whatever was cancelled meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  if (worker == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The profile is closed");
  else
    loket_worker_queue (worker, task, run_call);
}

/* Takes the result of a call made with the same tag. */
gpointer
_loket_store_finish (gpointer       store,
                     GAsyncResult  *result,
                     gpointer       tag,
                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == tag, NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Makes the schemas known; done once. Any thread. */
void
_loket_store_use_resources (void)
{
  static gsize known;

  if (g_once_init_enter (&known))
    {
      loket_store_register_resource ();
      g_once_init_leave (&known, 1);
    }
}
