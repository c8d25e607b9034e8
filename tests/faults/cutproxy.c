/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutproxy.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#define MAX_MESSAGE (32 * 1024 * 1024)
#define DRIP_US     2000

typedef enum { DO_REQUEST, DO_ANSWER, DO_SWAP, DO_INSTEAD, DO_COPIES, DO_HOLD, DO_PASS } CutWhat;

/* What is to be done to the next exchanges of a kind. */
typedef struct
{
  char   *kind;
  int     times; /* how often still; below 0: always */
  CutWhat what;
  guint   number;
  CutEnd  end;
  char   *name;
} CutRule;

struct _CutProxy
{
  GMutex           lock;
  GSocketListener *listener;
  GCancellable    *stop;
  GTlsCertificate *certificate;
  guint16          port;
  guint16          hub_port;
  GPtrArray       *rules;
  GHashTable      *held;  /* name → GPtrArray of GBytes */
  GString         *seen;  /* one line for each exchange */
  char            *alias; /* the epoch that clients are told, NULL for the hub's */
  char            *epoch; /* the hub's */
  guint            hits;
  GAsyncQueue     *idle;  /* connections to the hub that nobody uses */
};

/* One client and the connection to the hub that serves it. */
typedef struct
{
  CutProxy      *proxy;
  GSocket       *client_socket;
  GIOStream     *client;
  GIOStream     *hub;
  GSocket       *hub_socket;
} Pair;

static void
rule_free (gpointer data)
{
  CutRule *self = data;

  g_free (self->kind);
  g_free (self->name);
  g_free (self);
}

CutMessage *
cut_message_new (void)
{
  CutMessage *self = g_new0 (CutMessage, 1);

  self->head = g_string_new (NULL);
  self->body = g_byte_array_new ();
  return self;
}

void
cut_message_free (CutMessage *self)
{
  g_string_free (self->head, TRUE);
  g_byte_array_unref (self->body);
  g_free (self);
}

/* Where a header's line begins; -1 where there is none. */
static gssize
find_header (const CutMessage *self,
             const char       *header)
{
  gsize length = strlen (header);

  for (const char *at = strstr (self->head->str, "\r\n"); at != NULL; at = strstr (at + 2, "\r\n"))
    if (g_ascii_strncasecmp (at + 2, header, length) == 0 && at[2 + length] == ':')
      return at + 2 - self->head->str;
  return -1;
}

char *
cut_message_get (const CutMessage *self,
                 const char       *header)
{
  gssize at = find_header (self, header);
  const char *value;

  if (at < 0)
    return NULL;
  value = self->head->str + at + strlen (header) + 1;
  return g_strstrip (g_strndup (value, strcspn (value, "\r")));
}

/* Replaces a header; @value NULL takes it away. */
void
cut_message_set (CutMessage *self,
                 const char *header,
                 const char *value)
{
  gssize at = find_header (self, header);

  if (at >= 0)
    g_string_erase (self->head, at, (gssize) strcspn (self->head->str + at, "\n") + 1);
  if (value != NULL)
    {
      g_autofree char *line = g_strdup_printf ("%s: %s\r\n", header, value);

      g_string_insert (self->head, (gssize) self->head->len - 2, line);
    }
}

static GBytes *
message_to_bytes (const CutMessage *self)
{
  GByteArray *all = g_byte_array_new ();

  g_byte_array_append (all, (const guint8 *) self->head->str, (guint) self->head->len);
  g_byte_array_append (all, self->body->data, self->body->len);
  return g_byte_array_free_to_bytes (all);
}

/* FALSE when the other side has gone or says nothing that is HTTP. */
static gboolean
read_message (GIOStream    *stream,
              CutMessage   *self,
              gboolean      bodiless,
              GCancellable *stop)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);
  guint8 buffer[16384];
  g_autofree char *length = NULL;
  guint64 wanted = 0;
  char *end = NULL;

  g_string_truncate (self->head, 0);
  g_byte_array_set_size (self->body, 0);
  while (end == NULL)
    {
      gssize n = g_input_stream_read (input, buffer, sizeof buffer, stop, NULL);

      if (n <= 0 || self->head->len > MAX_MESSAGE)
        return FALSE;
      g_string_append_len (self->head, (const char *) buffer, n);
      end = g_strstr_len (self->head->str, (gssize) self->head->len, "\r\n\r\n");
    }
  end += 4;
  g_byte_array_append (self->body, (const guint8 *) end,
                       (guint) (self->head->len - (gsize) (end - self->head->str)));
  g_string_truncate (self->head, (gsize) (end - self->head->str));

  length = cut_message_get (self, "Content-Length");
  if (length != NULL && !bodiless)
    wanted = MIN (g_ascii_strtoull (length, NULL, 10), MAX_MESSAGE);
  while (self->body->len < wanted)
    {
      gssize n = g_input_stream_read (input, buffer, sizeof buffer, stop, NULL);

      if (n <= 0)
        return FALSE;
      g_byte_array_append (self->body, buffer, (guint) n);
    }
  return TRUE;
}

static gboolean
accept_any (GTlsConnection       *connection,
            GTlsCertificate      *certificate,
            GTlsCertificateFlags  errors,
            gpointer              data)
{
  return TRUE;
}

static GIOStream *
connect_hub (CutProxy  *self,
             gboolean   anew,
             GSocket  **socket)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) plain = NULL;
  g_autoptr (GIOStream) tls = NULL;

  if (!anew && (tls = g_async_queue_try_pop (self->idle)) != NULL)
    {
      *socket = g_object_ref (g_object_get_data (G_OBJECT (tls), "socket"));
      return g_steal_pointer (&tls);
    }
  g_socket_client_set_enable_proxy (client, FALSE);
  plain = g_socket_client_connect_to_host (client, "127.0.0.1", self->hub_port, self->stop, NULL);
  if (plain == NULL)
    return NULL;
  tls = g_tls_client_connection_new (G_IO_STREAM (plain), NULL, NULL);
  if (tls == NULL)
    return NULL;
  g_signal_connect (tls, "accept-certificate", G_CALLBACK (accept_any), NULL);
  if (!g_tls_connection_handshake (G_TLS_CONNECTION (tls), self->stop, NULL))
    return NULL;
  *socket = g_object_ref (g_socket_connection_get_socket (plain));
  g_socket_set_option (*socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  g_object_set_data_full (G_OBJECT (tls), "socket", g_object_ref (*socket), g_object_unref);
  return g_steal_pointer (&tls);
}

/* Ends a connection without a word of TLS. */
static void
break_off (GSocket *socket,
           CutEnd   end)
{
  const struct linger now = { 1, 0 };

  if (end == CUT_RST)
    {
      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &now, sizeof now);
      g_socket_close (socket, NULL);
    }
  else
    g_socket_shutdown (socket, FALSE, TRUE, NULL);
}

/* Until the client has had enough. */
static void
wait_for_end (Pair *pair)
{
  guint8 byte;

  while (g_input_stream_read (g_io_stream_get_input_stream (pair->client), &byte, 1,
                              pair->proxy->stop, NULL) > 0)
    ;
}

static void
end_client (Pair   *pair,
            CutEnd  end)
{
  if (end == CUT_STALL)
    wait_for_end (pair);
  else if (end == CUT_BYE)
    g_io_stream_close (pair->client, NULL, NULL);
  else if (end != CUT_NOT)
    break_off (pair->client_socket, end);
}

static gboolean
write_all (GIOStream    *stream,
           const guint8 *data,
           gsize         size,
           GCancellable *stop)
{
  return g_output_stream_write_all (g_io_stream_get_output_stream (stream), data, size, NULL, stop,
                                    NULL);
}

static void
drip (Pair         *pair,
      const guint8 *data,
      gsize         size)
{
  for (gsize i = 0; i < size; i++)
    {
      if (!write_all (pair->client, data + i, 1, pair->proxy->stop))
        return;
      g_usleep (DRIP_US);
    }
}

/* What passes is told apart by method and path. */
static const char *
get_kind (const CutMessage *request)
{
  static const struct
  {
    const char *method, *part, *kind;
  } kinds[] = {
    { "POST", "/auth/sign-in", "sign-in" },   { "POST", "/auth/refresh", "refresh" },
    { "POST", "/replies/status", "status" },  { "GET", "/sync/snapshot", "snapshot" },
    { "GET", "/sync/changes", "changes" },    { "GET", "/session", "session" },
    { "PUT", "/replies/", "reply" },          { "DELETE", "/replies/", "revoke" },
    { "POST", "/uploads", "upload" },         { "PATCH", "/uploads/", "chunk" },
    { "HEAD", "/uploads/", "offset" },        { "GET", "/blobs/", "blob" },
    { "PUT", "/devices/", "device" },         { "GET", "/rules", "rules" },
  };
  const char *path = strchr (request->head->str, ' ');
  g_autofree char *line = path != NULL ? g_strndup (path, strcspn (path, "\r")) : g_strdup ("");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (request->head->str, kinds[i].method) && strstr (line, kinds[i].part) != NULL)
      return kinds[i].kind;
  return "other";
}

static CutRule *
take_rule (CutProxy   *self,
           const char *kind)
{
  CutRule *found = NULL;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->rules->len && found == NULL; i++)
    {
      CutRule *rule = g_ptr_array_index (self->rules, i);

      if (rule->times == 0 || (!g_str_equal (rule->kind, kind) && !g_str_equal (rule->kind, "any")))
        continue;
      rule->times -= rule->times > 0;
      self->hits += rule->what != DO_PASS;
      found = g_memdup2 (rule, sizeof *rule);
      found->kind = g_strdup (rule->kind);
      found->name = g_strdup (rule->name);
    }
  g_mutex_unlock (&self->lock);
  return found;
}

static void
replace_in_body (CutMessage *message,
                 const char *from,
                 const char *to)
{
  g_autofree char *old = g_strndup ((const char *) message->body->data, message->body->len);
  g_autoptr (GString) new = g_string_new (old);

  g_string_replace (new, from, to, 0);
  g_byte_array_set_size (message->body, 0);
  g_byte_array_append (message->body, (const guint8 *) new->str, (guint) new->len);
  cut_message_sign (message);
}

/* Clients and hub may be told different epochs: another life of the hub, played. */
static void
translate_epoch (CutProxy   *self,
                 CutMessage *message,
                 const char *kind,
                 gboolean    to_client)
{
  g_autofree char *value = cut_message_get (message, "Sync-Epoch");

  g_mutex_lock (&self->lock);
  if (value != NULL && to_client)
    {
      g_free (self->epoch);
      self->epoch = g_strdup (value);
      if (self->alias != NULL)
        cut_message_set (message, "Sync-Epoch", self->alias);
      if (self->alias != NULL && g_str_equal (kind, "session") && message->body->len > 0)
        replace_in_body (message, self->epoch, self->alias);
    }
  else if (value != NULL && g_strcmp0 (value, self->alias) == 0)
    cut_message_set (message, "Sync-Epoch", self->epoch);
  g_mutex_unlock (&self->lock);
}

static gboolean
ask_hub (Pair       *pair,
         GBytes     *request,
         CutMessage *answer)
{
  gboolean head = g_str_has_prefix (g_bytes_get_data (request, NULL), "HEAD");

  /* A connection that the hub has closed meanwhile is replaced, once. */
  for (guint i = 0; i < 2; i++)
    {
      if (pair->hub == NULL)
        pair->hub = connect_hub (pair->proxy, i > 0, &pair->hub_socket);
      if (pair->hub == NULL)
        return FALSE;
      if (write_all (pair->hub, g_bytes_get_data (request, NULL), g_bytes_get_size (request),
                     pair->proxy->stop) &&
          read_message (pair->hub, answer, head, pair->proxy->stop))
        return TRUE;
      g_clear_object (&pair->hub);
      g_clear_object (&pair->hub_socket);
      if (answer->head->len > 0)
        return FALSE;
    }
  return FALSE;
}

/* The hub gets the beginning of a request, and then the same end as the client. */
static void
cut_request (Pair          *pair,
             GBytes        *request,
             const CutRule *rule)
{
  gsize n = MIN (rule->number, g_bytes_get_size (request));

  if (pair->hub == NULL)
    pair->hub = connect_hub (pair->proxy, TRUE, &pair->hub_socket);
  if (pair->hub != NULL)
    write_all (pair->hub, g_bytes_get_data (request, NULL), n, pair->proxy->stop);
  if (pair->hub != NULL && rule->end != CUT_STALL)
    break_off (pair->hub_socket, rule->end);
  end_client (pair, rule->end);
  if (pair->hub != NULL)
    break_off (pair->hub_socket, CUT_FIN);
  g_clear_object (&pair->hub);
  g_clear_object (&pair->hub_socket);
}

static gboolean
answer_client (Pair          *pair,
               CutMessage    *answer,
               const CutRule *rule)
{
  g_autoptr (GBytes) whole = message_to_bytes (answer);
  gsize size = g_bytes_get_size (whole);
  const guint8 *data = g_bytes_get_data (whole, NULL);

  if (rule != NULL && rule->what == DO_ANSWER)
    {
      gsize n = MIN (rule->number, size);

      write_all (pair->client, data, n, pair->proxy->stop);
      if (rule->end == CUT_DRIP)
        drip (pair, data + n, size - n);
      end_client (pair, rule->end);
      return FALSE;
    }
  if (rule != NULL && (rule->what == DO_SWAP || rule->what == DO_INSTEAD))
    {
      g_autoptr (GByteArray) out = g_byte_array_new ();
      CutEnd end = CUT_FIN;

      if (!cut_mutants_apply (rule->name, answer, out, &end))
        g_error ("there is no mutant %s", rule->name);
      if (end == CUT_DRIP)
        drip (pair, out->data, out->len);
      else
        write_all (pair->client, out->data, out->len, pair->proxy->stop);
      end_client (pair, end == CUT_DRIP ? CUT_FIN : end);
      return FALSE;
    }
  return write_all (pair->client, data, size, pair->proxy->stop);
}

static void
hold (CutProxy   *self,
      const char *name,
      GBytes     *request)
{
  GPtrArray *list;

  g_mutex_lock (&self->lock);
  list = g_hash_table_lookup (self->held, name);
  if (list == NULL)
    {
      list = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
      g_hash_table_insert (self->held, g_strdup (name), list);
    }
  g_ptr_array_add (list, g_bytes_ref (request));
  g_mutex_unlock (&self->lock);
}

static void
note (CutProxy   *self,
      const char *kind,
      gsize       asked,
      gsize       answered)
{
  g_mutex_lock (&self->lock);
  g_string_append_printf (self->seen, "%s %" G_GSIZE_FORMAT " %" G_GSIZE_FORMAT "\n", kind, asked,
                          answered);
  g_mutex_unlock (&self->lock);
}

/* For what comes without the hub. */
static gboolean
make_answer (CutProxy   *self,
             CutMessage *answer)
{
  g_mutex_lock (&self->lock);
  g_string_printf (answer->head,
                   "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSync-Epoch: %s\r\n"
                   "Content-Length: 2\r\n\r\n",
                   self->epoch != NULL ? self->epoch : "none");
  g_mutex_unlock (&self->lock);
  g_byte_array_append (answer->body, (const guint8 *) "{}", 2);
  return TRUE;
}

/* One exchange; FALSE ends the connection. */
static gboolean
exchange (Pair *pair)
{
  CutProxy *self = pair->proxy;
  g_autoptr (CutMessage) request = cut_message_new ();
  g_autoptr (CutMessage) answer = cut_message_new ();
  g_autoptr (GBytes) bytes = NULL;
  const char *kind;
  CutRule *rule;
  gboolean on;

  if (!read_message (pair->client, request, FALSE, self->stop))
    return FALSE;
  kind = get_kind (request);
  translate_epoch (self, request, kind, FALSE);
  bytes = message_to_bytes (request);
  rule = take_rule (self, kind);

  if (rule != NULL && rule->what == DO_HOLD)
    {
      hold (self, rule->name, bytes);
      end_client (pair, rule->end);
      on = FALSE;
    }
  else if (rule != NULL && rule->what == DO_REQUEST)
    {
      note (self, kind, g_bytes_get_size (bytes), 0);
      cut_request (pair, bytes, rule);
      on = FALSE;
    }
  else
    {
      if (rule != NULL && rule->what == DO_INSTEAD)
        on = make_answer (self, answer);
      else
        on = ask_hub (pair, bytes, answer);
      for (guint i = 1; on && rule != NULL && rule->what == DO_COPIES && i < rule->number; i++)
        on = ask_hub (pair, bytes, answer);
      note (self, kind, g_bytes_get_size (bytes), answer->head->len + answer->body->len);
      if (on)
        {
          translate_epoch (self, answer, kind, TRUE);
          on = answer_client (pair, answer, rule);
        }
    }
  g_clear_pointer (&rule, rule_free);
  return on;
}

/* A thread for each client; @data: its connection. */
static gpointer
serve (gpointer data)
{
  g_autoptr (GSocketConnection) connection = data;
  CutProxy *self = g_object_get_data (G_OBJECT (connection), "proxy");
  Pair pair = { .proxy = self, .client_socket = g_socket_connection_get_socket (connection) };

  g_socket_set_option (pair.client_socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  pair.client = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  if (pair.client != NULL &&
      g_tls_connection_handshake (G_TLS_CONNECTION (pair.client), self->stop, NULL))
    while (exchange (&pair))
      ;
  if (pair.hub != NULL)
    g_async_queue_push (self->idle, g_steal_pointer (&pair.hub));
  if (!g_socket_is_closed (pair.client_socket))
    break_off (pair.client_socket, CUT_FIN);
  g_clear_object (&pair.hub);
  g_clear_object (&pair.hub_socket);
  g_clear_object (&pair.client);
  return NULL;
}

/* Nobody's main loop has to run for it. */
static gpointer
listen_on (gpointer data)
{
  CutProxy *self = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)) != NULL)
    {
      g_object_set_data (G_OBJECT (connection), "proxy", self);
      g_thread_unref (g_thread_new ("cut", serve, connection));
    }
  return NULL;
}

CutProxy *
cut_proxy_new (const char  *certificate,
               const char  *key,
               guint16      hub_port,
               GError     **error)
{
  CutProxy *self = g_new0 (CutProxy, 1);

  g_mutex_init (&self->lock);
  self->hub_port = hub_port;
  self->stop = g_cancellable_new ();
  self->rules = g_ptr_array_new_with_free_func (rule_free);
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) g_ptr_array_unref);
  self->seen = g_string_new (NULL);
  self->idle = g_async_queue_new_full (g_object_unref);
  self->certificate = g_tls_certificate_new_from_files (certificate, key, error);
  if (self->certificate == NULL)
    return NULL;
  self->listener = g_socket_listener_new ();
  {
    g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
    g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
    g_autoptr (GSocketAddress) bound = NULL;

    if (!g_socket_listener_add_address (self->listener, address,
                                        G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound,
                                        error))
      return NULL;
    self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  }
  g_thread_unref (g_thread_new ("cut-listen", listen_on, self));
  return self;
}

/* Threads that still wait for somebody hold on to it: it is left to them. */
void
cut_proxy_free (CutProxy *self)
{
  g_cancellable_cancel (self->stop);
  g_socket_listener_close (self->listener);
}

guint16
cut_proxy_get_port (CutProxy *self)
{
  return self->port;
}

static CutEnd
parse_end (const char *text)
{
  static const char *const names[] = { "on", "fin", "bye", "rst", "stall", "drip" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (text, names[i]) == 0)
      return (CutEnd) i;
  return CUT_FIN;
}

/*
 * A rule is a line: what it is for, how often, and what to do.
 *
 *     reply 1 request 200 rst      the hub gets 200 bytes
 *     reply 1 answer 17 stall      the client gets 17 bytes
 *     session -1 swap html-200     the hub is asked, its answer changed, always
 *     session 1 instead html-200   the hub is not asked
 *     reply 1 copies 3             the request three times, the last answer
 *     reply 1 hold NAME            the request is kept back; see cut_proxy_release()
 *     blob 2 pass -                nothing, so that the next rule is for the third
 */
gboolean
cut_proxy_arm (CutProxy   *self,
               const char *text)
{
  static const char *const whats[] = { "request", "answer", "swap", "instead", "copies", "hold", "pass" };
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint n = g_strv_length (words);
  CutRule *rule;

  for (guint i = 0; n >= 4 && i < G_N_ELEMENTS (whats); i++)
    {
      if (!g_str_equal (words[2], whats[i]))
        continue;
      rule = g_new0 (CutRule, 1);
      rule->kind = g_strdup (words[0]);
      rule->times = atoi (words[1]);
      rule->what = (CutWhat) i;
      rule->number = (guint) atoi (words[3]);
      rule->name = g_strdup (words[3]);
      rule->end = rule->what == DO_HOLD && n < 5 ? CUT_RST : parse_end (n > 4 ? words[4] : NULL);
      g_mutex_lock (&self->lock);
      g_ptr_array_add (self->rules, rule);
      g_mutex_unlock (&self->lock);
      return TRUE;
    }
  return FALSE;
}

void
cut_proxy_clear (CutProxy *self)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->rules, 0);
  g_string_truncate (self->seen, 0);
  self->hits = 0;
  g_mutex_unlock (&self->lock);
}

/* How many exchanges something was done to since the rules were cleared. */
guint
cut_proxy_get_hits (CutProxy *self)
{
  guint hits;

  g_mutex_lock (&self->lock);
  hits = self->hits;
  g_mutex_unlock (&self->lock);
  return hits;
}

char *
cut_proxy_dup_seen (CutProxy *self)
{
  char *seen;

  g_mutex_lock (&self->lock);
  seen = g_strdup (self->seen->str);
  g_mutex_unlock (&self->lock);
  return seen;
}

void
cut_proxy_set_epoch (CutProxy   *self,
                     const char *epoch)
{
  g_mutex_lock (&self->lock);
  g_free (self->alias);
  self->alias = g_strdup (epoch);
  g_mutex_unlock (&self->lock);
}

/* Delivers a request that was kept back, on a connection of its own; the hub's
 * status, 0 where it gave no answer, -1 where there is no such request. */
int
cut_proxy_release (CutProxy   *self,
                   const char *name,
                   guint       number)
{
  g_autoptr (GBytes) request = NULL;
  g_autoptr (CutMessage) answer = cut_message_new ();
  Pair pair = { .proxy = self };
  GPtrArray *list;
  int status = 0;

  g_mutex_lock (&self->lock);
  list = g_hash_table_lookup (self->held, name);
  if (list != NULL && number < list->len)
    request = g_bytes_ref (g_ptr_array_index (list, number));
  g_mutex_unlock (&self->lock);
  if (request == NULL)
    return -1;
  if (ask_hub (&pair, request, answer))
    sscanf (answer->head->str, "HTTP/%*s %d", &status);
  g_clear_object (&pair.hub);
  g_clear_object (&pair.hub_socket);
  return status;
}
