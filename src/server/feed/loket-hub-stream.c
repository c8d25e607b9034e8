/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-stream.h"

/**
 * LoketHubStream:
 *
 * One connection that events go out on. What is kept for a reader that is behind
 * is one piece on its way and the latest event, never more; a reader that takes
 * nothing between two heartbeats is dropped. Emits `closed` once. Main thread.
 */
struct _LoketHubStream
{
  GObject       parent_instance;

  GIOStream    *io;
  GCancellable *ending;
  GBytes       *writing; /* on its way */
  GBytes       *next;    /* to follow; a later event takes its place */
  gint64        ends_at;
  gboolean      behind;  /* @writing was on its way at the last heartbeat */
  gboolean      finish;
  gboolean      closed;
  guint8        probe[16];
};

G_DEFINE_FINAL_TYPE (LoketHubStream, loket_hub_stream, G_TYPE_OBJECT)

static guint closed_signal;

static void
loket_hub_stream_finalize (GObject *object)
{
  LoketHubStream *self = LOKET_HUB_STREAM (object);

  g_clear_object (&self->io);
  g_clear_object (&self->ending);
  g_clear_pointer (&self->writing, g_bytes_unref);
  g_clear_pointer (&self->next, g_bytes_unref);
  G_OBJECT_CLASS (loket_hub_stream_parent_class)->finalize (object);
}

static void
loket_hub_stream_class_init (LoketHubStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_hub_stream_finalize;

  /**
   * LoketHubStream::closed:
   *
   * The connection has ended, by whichever side.
   */
  closed_signal = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
loket_hub_stream_init (LoketHubStream *self)
{
  self->ending = g_cancellable_new ();
}

static void
io_closed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_io_stream_close_finish (G_IO_STREAM (source), result, NULL);
}

static void write_next (LoketHubStream *self);

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (LoketHubStream) self = data;
  gboolean written = g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);

  g_clear_pointer (&self->writing, g_bytes_unref);
  self->behind = FALSE;
  if (self->closed)
    g_io_stream_close_async (self->io, G_PRIORITY_DEFAULT, NULL, io_closed_cb, NULL);
  else if (!written)
    loket_hub_stream_close (self);
  else
    write_next (self);
}

static void
write_next (LoketHubStream *self)
{
  gconstpointer data;
  gsize size;

  if (self->writing != NULL || self->closed)
    return;
  if (self->next == NULL)
    {
      if (self->finish)
        loket_hub_stream_close (self);
      return;
    }
  self->writing = g_steal_pointer (&self->next);
  data = g_bytes_get_data (self->writing, &size);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (self->io), data, size,
                                   G_PRIORITY_DEFAULT, self->ending, written_cb, g_object_ref (self));
}

/* Nothing has to come from a reader but its end. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (LoketHubStream) self = data;

  g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
  loket_hub_stream_close (self);
}

/**
 * loket_hub_stream_new:
 * @io: a connection whose request was read
 * @head: what goes out first
 * @ends_at: when the stream ends by itself, on the monotonic clock
 *
 * Begins to send. The caller connects to `closed` before it returns to the main
 * loop.
 *
 * Returns: (transfer full): the stream
 */
LoketHubStream *
loket_hub_stream_new (GIOStream *io,
                      GBytes    *head,
                      gint64     ends_at)
{
  LoketHubStream *self = g_object_new (LOKET_TYPE_HUB_STREAM, NULL);

  self->io = g_object_ref (io);
  self->ends_at = ends_at;
  self->next = g_bytes_ref (head);
  write_next (self);
  g_input_stream_read_async (g_io_stream_get_input_stream (io), self->probe, sizeof self->probe,
                             G_PRIORITY_DEFAULT, self->ending, read_cb, g_object_ref (self));
  return self;
}

/**
 * loket_hub_stream_push:
 * @self: a stream
 * @event: a whole event
 *
 * Sends an event. Where one waits to be sent, it takes that one's place.
 */
void
loket_hub_stream_push (LoketHubStream *self,
                       GBytes         *event)
{
  g_clear_pointer (&self->next, g_bytes_unref);
  self->next = g_bytes_ref (event);
  write_next (self);
}

/**
 * loket_hub_stream_finish:
 * @self: a stream
 *
 * Ends the stream once everything is sent.
 */
void
loket_hub_stream_finish (LoketHubStream *self)
{
  self->finish = TRUE;
  write_next (self);
}

/**
 * loket_hub_stream_beat:
 * @self: a stream
 * @now: on the monotonic clock
 *
 * Shows proxies and the reader that the stream lives; drops a reader who took
 * nothing since the last time, and ends a stream whose time is over.
 */
void
loket_hub_stream_beat (LoketHubStream *self,
                       gint64          now)
{
  static const char comment[] = ":\n\n";

  if (self->behind)
    {
      g_debug ("A reader of events was too slow");
      loket_hub_stream_close (self);
    }
  else if (self->writing != NULL)
    self->behind = TRUE;
  else if (now >= self->ends_at)
    loket_hub_stream_finish (self);
  else
    {
      g_autoptr (GBytes) beat = g_bytes_new_static (comment, sizeof comment - 1);

      loket_hub_stream_push (self, beat);
    }
}

/**
 * loket_hub_stream_close:
 * @self: a stream
 *
 * Ends the stream now. A second call does nothing.
 */
void
loket_hub_stream_close (LoketHubStream *self)
{
  g_autoptr (LoketHubStream) alive = g_object_ref (self);

  if (self->closed)
    return;
  self->closed = TRUE;
  g_cancellable_cancel (self->ending);
  if (self->writing == NULL)
    g_io_stream_close_async (self->io, G_PRIORITY_DEFAULT, NULL, io_closed_cb, NULL);
  g_signal_emit (self, closed_signal, 0);
}
