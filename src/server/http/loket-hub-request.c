/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-request.h"

#include "loket-hub-listener.h"
#include "loket-hub-pack.h"
#include "loket-hub-routes.h"
#include "loket-hub-server.h"
#include "loket-wire-digest.h"

/**
 * loket_hub_request_new:
 * @server: who serves it
 * @message: the HTTP message, its headers read
 * @now: when it arrived
 *
 * Begins to deal with a message. Main thread.
 *
 * Returns: (transfer full): the request
 */
LoketHubRequest *
loket_hub_request_new (LoketHubServer    *server,
                       SoupServerMessage *message,
                       gint64             now)
{
  LoketHubRequest *self = g_new0 (LoketHubRequest, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->server = g_object_ref (server);
  self->message = g_object_ref (message);
  self->headers = g_ptr_array_new_with_free_func (_loket_hub_header_free);
  self->now = now;
  return self;
}

/**
 * loket_hub_request_ref:
 * @self: a request
 *
 * Takes a reference. Any thread; the last one goes on the main thread.
 *
 * Returns: (transfer full): @self
 */
LoketHubRequest *
loket_hub_request_ref (LoketHubRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_hub_request_unref:
 * @self: (transfer full): a request
 *
 * Drops a reference.
 */
void
loket_hub_request_unref (LoketHubRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  if (self->data_free != NULL)
    self->data_free (self->data);
  for (guint i = 0; i < LOKET_HUB_MAX_PARAMETERS; i++)
    g_free (self->parameters[i]);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->account, loket_hub_account_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_ptr_array_unref (self->headers);
  g_free (self->content_type);
  g_free (self->epoch);
  g_free (self->range);
  g_clear_object (&self->message);
  g_object_unref (self->server);
  g_free (self);
}

/**
 * loket_hub_request_get_query:
 * @self: a request
 * @name: a field
 *
 * Reads a field of the query.
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
loket_hub_request_get_query (LoketHubRequest *self,
                             const char      *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

typedef struct
{
  LoketHubWork    work;
  LoketHubHandler then;
  LoketHubHandler answered;
} Job;

static void
do_work (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  LoketHubRequest *self = g_object_get_data (G_OBJECT (task), "request");
  const Job *job = task_data;

  if (_loket_hub_server_get_storage (self->server) == NULL)
    loket_hub_request_refuse (self, LOKET_PROBLEM_UNAVAILABLE, NULL);
  else
    {
      job->work (self, _loket_hub_server_get_storage (self->server));
      if (g_strcmp0 (self->route->method, "GET") != 0)
        loket_hub_life_note (_loket_hub_server_get_life (self->server),
                             _loket_hub_server_get_storage (self->server), FALSE);
    }
  g_task_return_boolean (task, TRUE);
}

/* Something may have been stored. */
static void
wake_watchers (LoketHubRequest *self)
{
  LoketHubWatch *watch = _loket_hub_server_get_watch (self->server);

  if (watch != NULL)
    loket_hub_watch_poke (watch);
}

static void
work_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (LoketHubRequest) self = data;
  const Job *job = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    loket_hub_request_refuse (self, LOKET_PROBLEM_UNAVAILABLE, NULL);
  if (g_strcmp0 (self->route->method, "GET") != 0)
    wake_watchers (self);

  if (job->then != NULL && !loket_hub_request_is_answered (self))
    job->then (self);
  else
    job->answered (self);
}

static void
queue_work (LoketHubRequest *self,
            LoketHubWork     work,
            LoketHubHandler  then,
            LoketHubHandler  answered)
{
  g_autoptr (GTask) task = g_task_new (self->server, NULL, work_done_cb, loket_hub_request_ref (self));
  Job *job = g_new (Job, 1);

  job->work = work;
  job->then = then;
  job->answered = answered;
  g_task_set_source_tag (task, queue_work);
  g_task_set_task_data (task, job, g_free);
  g_object_set_data (G_OBJECT (task), "request", self);
  _loket_hub_server_queue (self->server, task, do_work);
}

/**
 * loket_hub_request_work:
 * @self: a request whose message is paused or in its handler
 * @work: what to do on the storage's thread
 * @then: (nullable): what follows on the main thread unless @work answered;
 *   %NULL sends the answer
 *
 * Does a request's work with the storage.
 */
void
loket_hub_request_work (LoketHubRequest *self,
                        LoketHubWork     work,
                        LoketHubHandler  then)
{
  queue_work (self, work, then, loket_hub_request_send);
}

/* Looks at a request whose body is still to come: @then goes on in any case. */
void
_loket_hub_request_check (LoketHubRequest *self,
                          LoketHubWork     work,
                          LoketHubHandler  then)
{
  queue_work (self, work, then, then);
}

/* Calls @func with every header of the answer. */
static void
foreach_header (LoketHubRequest *self,
                void           (*func) (gpointer data, const char *name, const char *value),
                gpointer         data)
{
  func (data, "Sync-Epoch", loket_hub_server_get_epoch (self->server));
  func (data, "Cache-Control", "private, no-store");
  func (data, "X-Content-Type-Options", "nosniff");
  if (self->answer != NULL)
    {
      g_autofree char *digest = loket_wire_digest_header (self->answer);

      func (data, "Content-Digest", digest);
      func (data, "Content-Type", self->content_type);
    }
  for (guint i = 0; i < self->headers->len; i++)
    {
      const LoketHubHeader *header = g_ptr_array_index (self->headers, i);

      func (data, header->name, header->value);
    }
}

static void
add_to_message (gpointer    data,
                const char *name,
                const char *value)
{
  soup_message_headers_replace (data, name, value);
}

/* An answer to HEAD is its status and its headers. */
static void
drop_body_of_head (LoketHubRequest *self)
{
  if (self->route != NULL && g_str_equal (self->route->method, "HEAD"))
    g_clear_pointer (&self->answer, g_bytes_unref);
}

/* Puts the answer into the HTTP message, but for its status. */
void
_loket_hub_request_fill (LoketHubRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  SoupMessageBody *body = soup_server_message_get_response_body (self->message);

  g_assert (self->status != 0);

  drop_body_of_head (self);
  soup_message_headers_remove (headers, "Content-Type");
  soup_message_headers_remove (headers, "Content-Digest");
  foreach_header (self, add_to_message, headers);
  /* See LoketHubListener: SoupServer loses connections that stay open. */
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_body_truncate (body);
  if (self->answer != NULL)
    soup_message_body_append_bytes (body, self->answer);
  soup_message_headers_set_content_length (headers, self->answer != NULL
                                                      ? (goffset) g_bytes_get_size (self->answer)
                                                      : 0);
}

/**
 * loket_hub_request_fill_message:
 * @self: an answered request
 *
 * Puts the answer into the HTTP message. Main thread.
 */
void
loket_hub_request_fill_message (LoketHubRequest *self)
{
  _loket_hub_request_fill (self);
  soup_server_message_set_status (self->message, self->status, NULL);
}

static void
add_to_text (gpointer    data,
             const char *name,
             const char *value)
{
  g_string_append_printf (data, "%s: %s\r\n", name, value);
}

/**
 * loket_hub_request_to_bytes:
 * @self: an answered request
 *
 * Writes the whole answer as HTTP/1.1 that ends the connection, for where the
 * server cannot be let go on reading.
 *
 * Returns: (transfer full): the bytes
 */
GBytes *
loket_hub_request_to_bytes (LoketHubRequest *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);
  GString *text = g_string_new (NULL);
  gsize size = 0;
  const char *body = self->answer != NULL ? g_bytes_get_data (self->answer, &size) : "";

  g_string_append_printf (text, "HTTP/1.1 %u %s\r\nDate: %s\r\nConnection: close\r\n",
                          self->status, soup_status_get_phrase (self->status), date);
  foreach_header (self, add_to_text, text);
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", size);
  g_string_append_len (text, body, (gssize) size);
  return g_string_free_to_bytes (text);
}

/* Packs the answer where the asker takes that and it is worth it. */
static void
pack (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  LoketHubRequest *self = task_data;
  GBytes *packed = loket_hub_pack_gzip (self->answer);

  if (packed != NULL)
    {
      g_bytes_unref (self->answer);
      self->answer = packed;
      loket_hub_request_add_header (self, "Content-Encoding", "gzip");
    }
  g_task_return_boolean (task, TRUE);
}

static void
send_now (LoketHubRequest *self)
{
  loket_hub_request_fill_message (self);
  loket_hub_listener_set_phase (self->message, LOKET_HUB_PHASE_WRITING);
  soup_server_message_unpause (self->message);
}

static void
packed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (LoketHubRequest) self = data;

  send_now (self);
}

static gboolean
is_to_be_packed (LoketHubRequest *self)
{
  return self->answer != NULL && g_bytes_get_size (self->answer) >= LOKET_HUB_PACK_MIN_BYTES &&
         loket_hub_pack_is_asked_for (soup_message_headers_get_list (
           soup_server_message_get_request_headers (self->message), "Accept-Encoding"));
}

/**
 * loket_hub_request_send:
 * @self: a request with an answer, its message paused
 *
 * Sends the answer, packed where the asker takes that. Main thread.
 */
void
loket_hub_request_send (LoketHubRequest *self)
{
  g_autoptr (GTask) task = NULL;

  if (!loket_hub_request_is_answered (self))
    {
      g_critical ("A handler gave no answer");
      loket_hub_request_refuse (self, LOKET_PROBLEM_INTERNAL, NULL);
    }
  if (self->answer != NULL)
    loket_hub_request_add_header (self, "Vary", "Accept-Encoding");
  if (!is_to_be_packed (self))
    {
      send_now (self);
      return;
    }
  task = g_task_new (NULL, NULL, packed_cb, loket_hub_request_ref (self));
  g_task_set_source_tag (task, loket_hub_request_send);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, pack);
}

/**
 * loket_hub_request_let_go:
 * @self: a request whose connection was taken away from the server
 *
 * Drops the HTTP message, which is of no use any more but takes memory. Main
 * thread.
 */
void
loket_hub_request_let_go (LoketHubRequest *self)
{
  g_clear_object (&self->message);
}
