/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sender.h"

#include <errno.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-hub-listener.h"
#include "loket-hub-server.h"

/* So much of a file is in memory for one connection. */
#define BIT_BYTES (64 * 1024)

#define SENDER_KEY "loket-hub-sender"

/*
 * Answers with a part of a file, bit by bit: the next bit is read, on the thread
 * for files, once the one before has gone out.
 *
 *     head and first bit ─▶ wrote-chunk ─▶ next bit ─▶ … ─▶ end
 *
 * A file that cannot be read to its end ends the connection: what came is then
 * shorter than announced, and no client takes it for whole.
 */
typedef struct
{
  gatomicrefcount    ref_count;
  LoketHubServer    *server;
  SoupServerMessage *message; /* unowned; NULL once it ended */
  int                fd;
  gint64             offset;
  gint64             left;
} Sender;

static Sender *
sender_ref (Sender *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
sender_unref (gpointer data)
{
  Sender *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_close (self->fd, NULL);
  g_object_unref (self->server);
  g_free (self);
}

/* The task's data is this object's place; NULL with an error. */
static void
read_bit (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Sender *self = task_data;
  gsize size = (gsize) MIN (self->left, BIT_BYTES);
  guint8 *bit = g_malloc (size);
  gsize n = 0;

  while (n < size)
    {
      gssize got = pread (self->fd, bit + n, size - n, self->offset + (gint64) n);

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        {
          g_free (bit);
          g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, "A file cannot be read");
          return;
        }
      n += (gsize) got;
    }
  g_task_return_pointer (task, g_bytes_new_take (bit, size), (GDestroyNotify) g_bytes_unref);
}

static void
bit_read_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Sender *self = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bit = g_task_propagate_pointer (G_TASK (result), &error);
  SoupMessageBody *body;

  if (self->message == NULL)
    return;
  if (bit == NULL)
    {
      g_warning ("%s; its receiver is cut off", error->message);
      loket_hub_listener_cut (self->message);
      return;
    }
  self->offset += (gint64) g_bytes_get_size (bit);
  self->left -= (gint64) g_bytes_get_size (bit);
  body = soup_server_message_get_response_body (self->message);
  soup_message_body_append_bytes (body, bit);
  if (self->left == 0)
    soup_message_body_complete (body);
  loket_hub_listener_set_phase (self->message, LOKET_HUB_PHASE_WRITING);
  soup_server_message_unpause (self->message);
}

static void
send_next (Sender *self)
{
  g_autoptr (GTask) task = NULL;

  if (self->left == 0)
    return;
  task = g_task_new (self->server, NULL, bit_read_cb, NULL);
  g_task_set_source_tag (task, send_next);
  g_task_set_task_data (task, sender_ref (self), sender_unref);
  _loket_hub_server_queue_file (self->server, task, read_bit);
}

static void
wrote_chunk_cb (SoupServerMessage *message,
                gpointer           data)
{
  send_next (data);
}

/**
 * loket_hub_sender_send:
 * @request: a request with the headers of its answer, its message paused
 * @status: HTTP status
 * @content_type: of the file
 * @fd: (transfer full): the file
 * @offset: where to begin, in bytes
 * @length: how many to send; not 0
 *
 * Answers with a part of a file. Main thread.
 */
void
loket_hub_sender_send (LoketHubRequest *request,
                       guint            status,
                       const char      *content_type,
                       int              fd,
                       gint64           offset,
                       gint64           length)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (request->message);
  Sender *self = g_new0 (Sender, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->server = g_object_ref (request->server);
  self->message = request->message;
  self->fd = fd;
  self->offset = offset;
  self->left = length;
  g_object_set_data_full (G_OBJECT (request->message), SENDER_KEY, self, sender_unref);
  g_signal_connect (request->message, "wrote-chunk", G_CALLBACK (wrote_chunk_cb), self);

  loket_hub_request_answer_empty (request, status);
  loket_hub_request_fill_message (request);
  soup_message_headers_replace (headers, "Content-Type", content_type);
  soup_message_headers_set_content_length (headers, length);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (request->message), FALSE);
  send_next (self);
}

/**
 * loket_hub_sender_end:
 * @message: a message that ended
 *
 * Ends what is being sent by it, if anything. Main thread.
 */
void
loket_hub_sender_end (SoupServerMessage *message)
{
  Sender *self = g_object_get_data (G_OBJECT (message), SENDER_KEY);

  if (self == NULL)
    return;
  self->message = NULL;
  g_signal_handlers_disconnect_by_data (message, self);
  g_object_set_data (G_OBJECT (message), SENDER_KEY, NULL);
}
