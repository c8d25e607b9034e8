/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-http.h"

#include <string.h>

#include <libsoup/soup.h>

#include "loket-http-fault.h"
#include "loket-http-message.h"
#include "loket-limits.h"

#define API_PATH   "/api/v1"
#define CHUNK_SIZE ((gsize) 64 * 1024)

#define IDLE_SECONDS 30
#define TOTAL_MS     (180 * 1000)

/**
 * LoketHttp:
 *
 * Asks one hub over HTTPS and brings back what came, believed by nobody yet:
 * see loket_answer_judge(). Redirects are not followed, since a PUT that is
 * redirected would come back as a GET and end in 200; what is packed is unpacked
 * by us, after the digest of what came was checked; cookies are not kept, log-ins of proxies not answered. An answer is
 * read up to a limit and within a limit of time, however slowly it drips.
 *
 * It belongs to the thread that made it, which must run a main loop.
 */
struct _LoketHttp
{
  GObject      parent_instance;

  char        *base;   /* https://host:port/prefix/api/v1 */
  SoupSession *session;
  gboolean     is_near; /* on this computer */
  guint        total_ms;
};

G_DEFINE_FINAL_TYPE (LoketHttp, loket_http, G_TYPE_OBJECT)

/* One request on its way: send, then read chunk by chunk, then done. */
typedef struct
{
  SoupMessage  *message;
  GCancellable *inner;      /* stops the transfer: the caller or the deadline */
  GCancellable *outer;      /* the caller's */
  gulong        outer_id;
  GSource      *deadline;
  gboolean      late;
  gboolean      weak_tls;
  LoketAnswer  *answer;
  GByteArray   *body;
} Transfer;

static void
transfer_free (Transfer *self)
{
  if (self->outer_id != 0)
    g_cancellable_disconnect (self->outer, self->outer_id);
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  g_clear_object (&self->outer);
  g_clear_object (&self->inner);
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
  g_clear_pointer (&self->answer, loket_answer_free);
  g_byte_array_unref (self->body);
  g_free (self);
}

static void
loket_http_finalize (GObject *object)
{
  LoketHttp *self = LOKET_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_free (self->base);
  G_OBJECT_CLASS (loket_http_parent_class)->finalize (object);
}

static void
loket_http_class_init (LoketHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_http_finalize;
}

static void
loket_http_init (LoketHttp *self)
{
  self->total_ms = TOTAL_MS;
}

/* The address without anything that could lead elsewhere. */
static char *
make_base (const char *server)
{
  g_autoptr (GUri) uri = g_uri_parse (server, G_URI_FLAGS_NONE, NULL);
  g_autofree char *path = NULL;
  gsize length;

  if (uri == NULL || g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL)
    return NULL;

  path = g_strdup (g_uri_get_path (uri));
  length = strlen (path);
  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';
  if (g_str_has_suffix (path, API_PATH))
    path[length - strlen (API_PATH)] = '\0';

  {
    g_autofree char *full = g_strconcat (path, API_PATH, NULL);

    return g_uri_join (G_URI_FLAGS_NONE, "https", NULL, g_uri_get_host (uri),
                       g_uri_get_port (uri), full, NULL, NULL);
  }
}

/* A hub on this computer is never asked by way of a proxy. */
static gboolean
is_loopback (const char *base)
{
  g_autoptr (GUri) uri = g_uri_parse (base, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (g_uri_get_host (uri));

  return address != NULL ? g_inet_address_get_is_loopback (address)
                         : g_ascii_strcasecmp (g_uri_get_host (uri), "localhost") == 0;
}

/* Tests of a hub on this computer cannot wait for minutes. */
static void
read_patience (LoketHttp *self)
{
  const char *text = g_getenv ("LOKET_HTTP_PATIENCE_MS");
  guint64 patience;

  if (text != NULL && g_ascii_string_to_unsigned (text, 10, 1, TOTAL_MS, &patience, NULL))
    self->total_ms = (guint) patience;
}

/**
 * loket_http_new:
 * @server: the hub's address, `https://host[:port][/prefix]`
 * @ca_file: (nullable): PEM file of the authority to trust instead of the
 *   system's
 * @error: return location for a #GError of %LOKET_SYNC_ERROR_ADDRESS
 *
 * Makes a connection to a hub; nothing is asked yet. Reads @ca_file, blocking.
 *
 * Returns: (transfer full): a connection, or %NULL where the address or the
 *   file cannot be used
 */
LoketHttp *
loket_http_new (const char  *server,
                const char  *ca_file,
                GError     **error)
{
  g_autoptr (LoketHttp) self = NULL;
  g_autofree char *base = NULL;
  g_autoptr (GTlsDatabase) database = NULL;

  g_return_val_if_fail (server != NULL, NULL);

  base = make_base (server);
  if (base == NULL)
    {
      g_propagate_error (error, loket_sync_error_new (LOKET_REASON_NOT_HTTPS));
      return NULL;
    }
  if (ca_file != NULL)
    {
      database = g_tls_file_database_new (ca_file, NULL);
      if (database == NULL)
        {
          g_propagate_error (error, loket_sync_error_new (LOKET_REASON_CA_UNREADABLE));
          return NULL;
        }
    }

  self = g_object_new (LOKET_TYPE_HTTP, NULL);
  self->base = g_steal_pointer (&base);
  self->session = soup_session_new_with_options ("timeout", IDLE_SECONDS,
                                                 "idle-timeout", 60,
                                                 "max-conns-per-host", 4,
                                                 "user-agent", "Loket/" LOKET_VERSION,
                                                 NULL);
  if (database != NULL)
    soup_session_set_tls_database (self->session, database);
  /* What a connection trusts is the session's; but GnuTLS's module begins each
   * with the default database and reads all of that, 15 ms for the system's. */
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
  self->is_near = is_loopback (self->base);
  if (self->is_near)
    {
      soup_session_set_proxy_resolver (self->session, NULL);
      read_patience (self);
    }
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  return g_steal_pointer (&self);
}

/* For the other files of the driver: where the API is. */
const char *
_loket_http_get_base (LoketHttp *self)
{
  return self->base;
}

/* For the other files of the driver: what carries its requests. */
SoupSession *
_loket_http_get_session (LoketHttp *self)
{
  return self->session;
}

/**
 * loket_http_set_timeouts:
 * @self: a connection
 * @idle_seconds: how long nothing may arrive, 0 for as long as it likes
 * @total_ms: how long one request may take in all, milliseconds
 *
 * Chooses other limits of time than the usual ones.
 */
void
loket_http_set_timeouts (LoketHttp *self,
                         guint      idle_seconds,
                         guint      total_ms)
{
  g_return_if_fail (LOKET_IS_HTTP (self));

  soup_session_set_timeout (self->session, idle_seconds);
  self->total_ms = total_ms;
}

/* Ends the request; what came before a fault stays in the answer for telling. */
static void
end_transfer (GTask       *task,
              LoketReason  fault)
{
  Transfer *self = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;

  self->answer->fault = fault;
  if (self->body->len > 0 || fault == LOKET_REASON_NONE)
    self->answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  if (self->body == NULL)
    self->body = g_byte_array_new ();
  loket_answer_unpack (self->answer);
  g_task_return_pointer (task, g_steal_pointer (&self->answer),
                         (GDestroyNotify) loket_answer_free);
}

static void
end_with_error (GTask        *task,
                const GError *error)
{
  Transfer *self = g_task_get_task_data (task);
  LoketReason fault =
      loket_http_fault_from_error (error,
                                   soup_message_get_tls_peer_certificate_errors (self->message),
                                   g_network_monitor_get_network_available (
                                       g_network_monitor_get_default ()));

  g_debug ("%s: %s", loket_reason_get_name (fault), error->message);
  if (self->late)
    fault = LOKET_REASON_TIMEOUT;
  if (self->weak_tls)
    fault = LOKET_REASON_TLS_FAILED;
  end_transfer (task, fault);
}

static void read_next (GTask        *task,
                       GInputStream *stream);

static void
chunk_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GInputStream *stream = G_INPUT_STREAM (source);
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (stream, result, &error);
  gsize size;
  const guint8 *data;

  if (chunk == NULL)
    {
      end_with_error (task, error);
      return;
    }

  data = g_bytes_get_data (chunk, &size);
  if (size == 0)
    {
      end_transfer (task, LOKET_REASON_NONE);
      return;
    }
  if (self->body->len + size > LOKET_LIMIT_ANSWER_BYTES)
    {
      g_cancellable_cancel (self->inner);
      end_transfer (task, LOKET_REASON_TOO_LARGE);
      return;
    }

  g_byte_array_append (self->body, data, (guint) size);
  read_next (task, stream);
}

static void
read_next (GTask        *task,
           GInputStream *stream)
{
  Transfer *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (stream, CHUNK_SIZE, G_PRIORITY_DEFAULT, self->inner,
                                   chunk_read_cb, g_object_ref (task));
}

static void
headers_came_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Transfer *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result,
                                                              &error);

  if (stream == NULL)
    {
      end_with_error (task, error);
      return;
    }

  _loket_http_read_headers (self->message, self->answer);
  if (self->answer->length > LOKET_LIMIT_ANSWER_BYTES)
    {
      g_cancellable_cancel (self->inner);
      end_transfer (task, LOKET_REASON_TOO_LARGE);
      return;
    }
  read_next (task, stream);
}

static void
caller_cancelled_cb (GCancellable *outer,
                     gpointer      inner)
{
  g_cancellable_cancel (inner);
}

static gboolean
deadline_passed_cb (gpointer user_data)
{
  Transfer *self = user_data;

  self->late = TRUE;
  g_cancellable_cancel (self->inner);
  return G_SOURCE_REMOVE;
}

/* An old protocol is given up before the token is said. */
static void
network_event_cb (SoupMessage        *message,
                  GSocketClientEvent  event,
                  GIOStream          *connection,
                  gpointer            user_data)
{
  Transfer *self = user_data;

  if (!_loket_http_is_weak (event, connection))
    return;
  self->weak_tls = TRUE;
  g_cancellable_cancel (self->inner);
}

/**
 * loket_http_send_async:
 * @self: a connection
 * @request: what to ask
 * @cancellable: (nullable): to stop; the request may have arrived all the same
 * @callback: called when an answer came or nothing will
 * @user_data: for @callback
 *
 * Sends a request and reads the answer.
 */
void
loket_http_send_async (LoketHttp              *self,
                       const LoketHttpRequest *request,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                user_data)
{
  g_autoptr (GTask) task = NULL;
  Transfer *transfer;

  g_return_if_fail (LOKET_IS_HTTP (self) && request != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_http_send_async);
  transfer = g_new0 (Transfer, 1);
  transfer->answer = loket_answer_new ();
  transfer->body = g_byte_array_new ();
  transfer->inner = g_cancellable_new ();
  transfer->message = _loket_http_make_message (self->base, request);
  /* Packing takes both sides longer than the way on one computer. */
  if (self->is_near && transfer->message != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (transfer->message),
                                  "Accept-Encoding", "identity");
  g_task_set_task_data (task, transfer, (GDestroyNotify) transfer_free);
  if (transfer->message == NULL)
    {
      end_transfer (task, LOKET_REASON_NOT_HTTPS);
      return;
    }

  transfer->deadline = g_timeout_source_new (self->total_ms);
  g_source_set_callback (transfer->deadline, deadline_passed_cb, transfer, NULL);
  g_source_attach (transfer->deadline, g_main_context_get_thread_default ());
  if (cancellable != NULL)
    {
      transfer->outer = g_object_ref (cancellable);
      transfer->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (caller_cancelled_cb),
                                                  g_object_ref (transfer->inner), g_object_unref);
    }
  g_signal_connect (transfer->message, "network-event", G_CALLBACK (network_event_cb), transfer);
  soup_session_send_async (self->session, transfer->message, G_PRIORITY_DEFAULT, transfer->inner,
                           headers_came_cb, g_object_ref (task));
}

/**
 * loket_http_send_finish:
 * @self: a connection
 * @result: what the callback got
 * @error: return location for a #GError of %G_IO_ERROR_CANCELLED, the only one
 *
 * Ends loket_http_send_async(). That nothing came is an answer too, with its
 * reason in @fault.
 *
 * Returns: (transfer full): what came, to be judged; %NULL when stopped
 */
LoketAnswer *
loket_http_send_finish (LoketHttp     *self,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_http_stop:
 * @self: a connection
 *
 * Closes what is open, so that the next request connects anew, as after the
 * network changed.
 */
void
loket_http_stop (LoketHttp *self)
{
  g_return_if_fail (LOKET_IS_HTTP (self));

  soup_session_abort (self->session);
}
