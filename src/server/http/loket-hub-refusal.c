/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-refusal.h"

#include "loket-limits.h"

/* How much of an unwanted body is read so that its sender gets to see the
 * answer, and how long it may take. */
#define LINGER_BYTES   LOKET_LIMIT_CHUNK_BYTES
#define LINGER_SECONDS 5

/*
 * SoupServer answers only after it has read a whole body, even one that an
 * early handler refused. So the connection is taken away from it, gets its
 * answer at once, and is closed. Closing with unread data in the socket would
 * reset the connection and the answer with it, hence the short reading on.
 *
 *     write answer ─▶ read and drop ─▶ close
 *                     (end, a piece of a file or 5 s)
 */
typedef struct
{
  GIOStream    *stream;
  GBytes       *answer;
  GCancellable *late;
  guint         timer;
  gsize         n_dropped;
  guint8        buffer[8192];
} Refusal;

static void
refusal_free (Refusal *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_bytes_unref (self->answer);
  g_object_unref (self->late);
  g_object_unref (self->stream);
  g_free (self);
}

static gboolean
time_is_up_cb (gpointer data)
{
  Refusal *self = data;

  self->timer = 0;
  g_cancellable_cancel (self->late);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
  refusal_free (data);
}

static void
close_stream (Refusal *self)
{
  g_io_stream_close_async (self->stream, G_PRIORITY_DEFAULT, NULL, closed_cb, self);
}

static void
dropped_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Refusal *self = data;
  gssize n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);

  if (n > 0)
    self->n_dropped += (gsize) n;
  if (n <= 0 || self->n_dropped >= LINGER_BYTES)
    close_stream (self);
  else
    g_input_stream_read_async (G_INPUT_STREAM (source), self->buffer, sizeof self->buffer,
                               G_PRIORITY_DEFAULT, self->late, dropped_cb, self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Refusal *self = data;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    close_stream (self);
  else
    g_input_stream_read_async (g_io_stream_get_input_stream (self->stream), self->buffer,
                               sizeof self->buffer, G_PRIORITY_DEFAULT, self->late, dropped_cb, self);
}

/**
 * loket_hub_refusal_send:
 * @request: a request that was answered in the early handler, its body unread
 *
 * Sends the answer without reading the body, and closes the connection. Main
 * thread.
 */
void
loket_hub_refusal_send (LoketHubRequest *request)
{
  Refusal *self = g_new0 (Refusal, 1);
  gconstpointer data;
  gsize size;

  self->answer = loket_hub_request_to_bytes (request);
  self->late = g_cancellable_new ();
  self->timer = g_timeout_add_seconds (LINGER_SECONDS, time_is_up_cb, self);
  self->stream = soup_server_message_steal_connection (request->message);

  data = g_bytes_get_data (self->answer, &size);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->stream), data, size,
                                   G_PRIORITY_DEFAULT, self->late, written_cb, self);
}
