/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-uploads.h"

#include <glib/gstdio.h>

#include "loket-hub-files.h"
#include "loket-hub-listener.h"
#include "loket-hub-received.h"
#include "loket-hub-routes.h"
#include "loket-hub-server.h"

/* So much may wait for the disk before the connection has to. */
#define MAX_WAITING (256 * 1024)

/* Who gets on by so much has not stopped; see READING_LIMIT of the listener. */
#define SOME_PROGRESS (32 * 1024)

/**
 * LoketHubUploads:
 *
 * Pieces of files on their way from the network to the disk. The body of such a
 * request is never in memory as a whole: each bit of it goes to the thread for
 * files, and the connection waits while the disk is slow. What is written lies
 * behind the part that counts, and counts only after all of it arrived, fits its
 * digest and is durable.
 *
 *     main loop                     thread for files     storage's thread
 *     token ─▶ lease ───────────────────────────────────▶ right place?
 *     bits of the body ───────────▶ written, hashed
 *     end of the body ────────────▶ digest, fsync; the
 *                                   last piece: hash and
 *                                   type of the whole ──▶ counts
 *     answer ◀───────────────────────────────────────────
 *
 * One request at a time works on an upload. A connection may die without a word,
 * so one that was silent for a while gives way to the next; one whose body is
 * there does not, since it ends by itself.
 */
struct _LoketHubUploads
{
  LoketHubServer *server;
  char           *folder;
  GHashTable     *leases; /* officer and upload -> LoketHubReceived, the request's */
};

static LoketHubReceived *
get_received (LoketHubRequest *request)
{
  return request->data;
}

static void
release (LoketHubUploads  *self,
         LoketHubReceived *received)
{
  if (g_hash_table_lookup (self->leases, received->key) == received)
    g_hash_table_remove (self->leases, received->key);
}

/**
 * loket_hub_uploads_tell:
 * @request: a request
 * @received: how many bytes count
 * @size: of the whole file
 * @is_complete: whether it is whole
 *
 * Adds to the answer how far an upload is. Any thread.
 */
void
loket_hub_uploads_tell (LoketHubRequest *request,
                        gint64           received,
                        gint64           size,
                        gboolean         is_complete)
{
  g_autofree char *offset = g_strdup_printf ("%" G_GINT64_FORMAT, received);
  g_autofree char *length = g_strdup_printf ("%" G_GINT64_FORMAT, size);

  loket_hub_request_add_header (request, "Upload-Offset", offset);
  loket_hub_request_add_header (request, "Upload-Length", length);
  loket_hub_request_add_header (request, "Upload-Complete", is_complete ? "?1" : "?0");
}

static void
ask_later (LoketHubRequest *request,
           gint64           seconds)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (seconds, 1));

  loket_hub_request_add_header (request, "Retry-After", text);
  loket_hub_request_refuse (request, LOKET_PROBLEM_IN_PROGRESS, "Another request sends the same file");
}

/* Whether the lease is free, or made so; else answers. */
static gboolean
check_lease (LoketHubUploads *self,
             LoketHubRequest *request,
             const char      *key)
{
  LoketHubReceived *other = g_hash_table_lookup (self->leases, key);
  gint64 silent;

  if (other == NULL)
    return TRUE;
  silent = (_loket_hub_server_get_elapsed_us (self->server) - other->heard_at) / G_USEC_PER_SEC;
  if (other->finishing || silent < LOKET_HUB_LEASE_SECONDS)
    {
      ask_later (request, other->finishing ? 1 : LOKET_HUB_LEASE_SECONDS - silent);
      return FALSE;
    }
  other->lost = TRUE;
  g_hash_table_remove (self->leases, key);
  loket_hub_listener_cut (other->message);
  return TRUE;
}

/* A bit of the body is on the disk, or failed to get there. */
static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (LoketHubRequest) request = data;
  LoketHubReceived *received = get_received (request);

  received->waiting -= g_bytes_get_size (g_task_get_task_data (G_TASK (result)));
  if (received->paused && !received->lost && received->waiting < MAX_WAITING / 2)
    {
      received->paused = FALSE;
      soup_server_message_unpause (request->message);
    }
}

static void
write_bit (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  LoketHubRequest *request = g_object_get_data (G_OBJECT (task), "request");

  loket_hub_received_write (get_received (request), task_data);
  g_task_return_boolean (task, TRUE);
}

/* Somebody who sends at all is not cut off for being slow. */
static void
note_progress (LoketHubServer   *server,
               LoketHubReceived *received,
               gsize             size)
{
  received->heard_at = _loket_hub_server_get_elapsed_us (server);
  received->unnoted += size;
  if (received->unnoted < SOME_PROGRESS)
    return;
  received->unnoted = 0;
  loket_hub_listener_set_phase (received->message, LOKET_HUB_PHASE_READING);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           data)
{
  LoketHubRequest *request = data;
  LoketHubReceived *received = get_received (request);
  g_autoptr (GTask) task = NULL;

  if (received->lost)
    return;
  note_progress (request->server, received, g_bytes_get_size (chunk));
  task = g_task_new (request->server, NULL, written_cb, loket_hub_request_ref (request));
  g_task_set_source_tag (task, got_chunk_cb);
  g_task_set_task_data (task, g_bytes_ref (chunk), (GDestroyNotify) g_bytes_unref);
  g_object_set_data (G_OBJECT (task), "request", request);
  received->waiting += g_bytes_get_size (chunk);
  if (received->waiting >= MAX_WAITING && !received->paused)
    {
      received->paused = TRUE;
      soup_server_message_pause (message);
    }
  _loket_hub_server_queue_file (request->server, task, write_bit);
}

static void
look_up (LoketHubRequest *request,
         LoketHubStorage *storage)
{
  LoketHubReceived *received = get_received (request);
  g_autoptr (GError) error = NULL;

  if (!loket_hub_received_open (received, request, LOKET_HUB_SHELF (storage), &error))
    loket_hub_request_refuse_error (request, error);
}

static void
looked_up_cb (LoketHubRequest *request)
{
  LoketHubReceived *received = get_received (request);
  LoketHubUploads *self = _loket_hub_server_get_uploads (request->server);

  if (self == NULL || loket_hub_request_is_answered (request))
    {
      if (self != NULL)
        release (self, received);
    }
  else if (!received->lost)
    {
      soup_message_body_set_accumulate (soup_server_message_get_request_body (request->message), FALSE);
      g_signal_connect (request->message, "got-chunk", G_CALLBACK (got_chunk_cb), request);
      note_progress (request->server, received, 0);
    }
  received->then (request);
}

/**
 * loket_hub_uploads_begin:
 * @self: the uploads
 * @request: a request whose body is to come, its message paused
 * @then: what follows, in any case
 *
 * Gets ready for the body of a request: looks whether it is for a place where the
 * upload goes on and has whoever sends it take the lease. Main thread.
 *
 * Returns: whether @then will be called; else the request was answered already
 */
gboolean
loket_hub_uploads_begin (LoketHubUploads *self,
                         LoketHubRequest *request,
                         LoketHubHandler  then)
{
  LoketHubReceived *received = loket_hub_received_new (request, self->folder);

  if (received == NULL)
    return FALSE;
  if (!check_lease (self, request, received->key))
    {
      loket_hub_received_free (received);
      return FALSE;
    }
  received->then = then;
  received->heard_at = _loket_hub_server_get_elapsed_us (self->server);
  request->data = received;
  request->data_free = loket_hub_received_free;
  g_hash_table_insert (self->leases, received->key, received);
  _loket_hub_request_check (request, look_up, looked_up_cb);
  return TRUE;
}

static void
counted_cb (LoketHubRequest *request)
{
  LoketHubUploads *self = _loket_hub_server_get_uploads (request->server);

  if (self != NULL)
    release (self, get_received (request));
  loket_hub_request_send (request);
}

static void
count (LoketHubRequest *request,
       LoketHubStorage *storage)
{
  loket_hub_received_count (get_received (request), request, LOKET_HUB_SHELF (storage));
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (LoketHubRequest) request = data;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    loket_hub_request_refuse (request, LOKET_PROBLEM_UNAVAILABLE, NULL);
  _loket_hub_request_check (request, count, counted_cb);
}

static void
check_piece (GTask        *task,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  LoketHubRequest *request = g_object_get_data (G_OBJECT (task), "request");

  loket_hub_received_check (get_received (request), request);
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_hub_uploads_finish:
 * @self: the uploads
 * @request: a request whose body was read, its message paused
 *
 * Counts what came, or says why not, and answers. Main thread.
 */
void
loket_hub_uploads_finish (LoketHubUploads *self,
                          LoketHubRequest *request)
{
  g_autoptr (GTask) task = g_task_new (request->server, NULL, checked_cb, loket_hub_request_ref (request));
  LoketHubReceived *received = get_received (request);

  received->finishing = !received->lost;
  g_task_set_source_tag (task, loket_hub_uploads_finish);
  g_object_set_data (G_OBJECT (task), "request", request);
  _loket_hub_server_queue_file (request->server, task, check_piece);
}

/**
 * loket_hub_uploads_lose:
 * @self: the uploads
 * @request: a request that loket_hub_uploads_begin() got ready for
 *
 * Gives up a request whose connection broke before its body was there: nothing of
 * it counts. Main thread.
 */
void
loket_hub_uploads_lose (LoketHubUploads *self,
                        LoketHubRequest *request)
{
  LoketHubReceived *received = get_received (request);

  if (received == NULL || request->data_free != loket_hub_received_free)
    return;
  received->lost = TRUE;
  release (self, received);
}

/**
 * loket_hub_uploads_cancel:
 * @self: the uploads
 * @request: a request to forget an upload
 *
 * Ends what another request does with the upload. Main thread.
 *
 * Returns: whether nothing works on it any more; else the request was answered
 */
gboolean
loket_hub_uploads_cancel (LoketHubUploads *self,
                          LoketHubRequest *request)
{
  g_autofree char *key = loket_hub_received_make_key (request);
  LoketHubReceived *other = g_hash_table_lookup (self->leases, key);

  if (other != NULL && other->finishing)
    {
      ask_later (request, 1);
      return FALSE;
    }
  if (other != NULL)
    {
      other->lost = TRUE;
      g_hash_table_remove (self->leases, key);
      loket_hub_listener_cut (other->message);
    }
  return TRUE;
}

/**
 * loket_hub_uploads_new:
 * @server: the hub; outlives it
 * @folder: the hub's folder
 *
 * Makes the uploads of a hub; nobody sends anything yet.
 *
 * Returns: (transfer full): the uploads
 */
LoketHubUploads *
loket_hub_uploads_new (LoketHubServer *server,
                       const char     *folder)
{
  LoketHubUploads *self = g_new0 (LoketHubUploads, 1);

  self->server = server;
  self->folder = g_strdup (folder);
  self->leases = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

/**
 * loket_hub_uploads_free:
 * @self: (transfer full): the uploads, when nothing works any more
 *
 * Frees them.
 */
void
loket_hub_uploads_free (LoketHubUploads *self)
{
  g_hash_table_unref (self->leases);
  g_free (self->folder);
  g_free (self);
}
