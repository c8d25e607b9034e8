/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-http-stream.h"

#include "loket-http-fault.h"
#include "loket-http-message.h"

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SoupMessage *message = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result,
                                                              &error);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (stream != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&stream), g_object_unref);
      return;
    }
  g_task_return_error (task,
                       loket_sync_error_new (loket_http_fault_from_error (
                           error, soup_message_get_tls_peer_certificate_errors (message), TRUE)));
}

/* An old protocol is given up before the token is said. */
static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  GCancellable       *cancellable)
{
  if (_loket_http_is_weak (event, connection))
    g_cancellable_cancel (cancellable);
}

/**
 * loket_http_open_async:
 * @self: a connection without limits of time: see loket_http_set_timeouts()
 * @request: what to ask; its answer is a stream of events
 * @cancellable: to stop; stopped by itself where the line is not secure
 * @callback: called when the stream is open, or will not be
 * @user_data: for @callback
 *
 * Opens a stream of events. How long it may be silent is for the caller to
 * watch.
 */
void
loket_http_open_async (LoketHttp              *self,
                       const LoketHttpRequest *request,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  SoupMessage *message;

  g_return_if_fail (LOKET_IS_HTTP (self) && request != NULL && cancellable != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_http_open_async);
  message = _loket_http_make_message (_loket_http_get_base (self), request);
  if (message == NULL)
    {
      g_task_return_error (task, loket_sync_error_new (LOKET_REASON_NOT_HTTPS));
      return;
    }

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "text/event-stream");
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept-Encoding",
                                "identity");
  g_signal_connect_object (message, "network-event", G_CALLBACK (network_event_cb), cancellable, 0);
  g_task_set_task_data (task, message, g_object_unref);
  soup_session_send_async (_loket_http_get_session (self), message, G_PRIORITY_LOW, cancellable,
                           opened_cb, g_steal_pointer (&task));
}

/**
 * loket_http_open_finish:
 * @self: a connection
 * @result: what the callback got
 * @answer: (out) (transfer full): the headers of the answer
 * @error: return location for a #GError of %LOKET_SYNC_ERROR, or
 *   %G_IO_ERROR_CANCELLED
 *
 * Ends loket_http_open_async(). What came may be no stream of events, and not
 * the hub's: see @answer.
 *
 * Returns: (transfer full): the stream
 */
GInputStream *
loket_http_open_finish (LoketHttp     *self,
                        GAsyncResult  *result,
                        LoketAnswer  **answer,
                        GError       **error)
{
  GInputStream *stream;

  g_return_val_if_fail (g_task_is_valid (result, self) && answer != NULL, NULL);

  stream = g_task_propagate_pointer (G_TASK (result), error);
  if (stream == NULL)
    return NULL;
  *answer = loket_answer_new ();
  _loket_http_read_headers (g_task_get_task_data (G_TASK (result)), *answer);
  return stream;
}
