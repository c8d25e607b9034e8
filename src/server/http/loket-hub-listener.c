/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-listener.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

/* Streams of events are counted elsewhere. */
#define MAX_CONNECTIONS 1024

/* Seconds. */
#define READING_LIMIT 60
#define WRITING_LIMIT 120

#define CONNECTION_KEY "loket-hub-connection"

/**
 * LoketHubListener:
 *
 * Accepts connections for a SoupServer, which by itself never lets go of one
 * that says nothing: counts them, and gives each phase of a request a limit.
 * HTTP/2 is not offered. A connection serves one request: SoupServer 3.2 never
 * frees one that its client closes between two requests.
 *
 * What we know of a connection hangs on the address object that SoupServer
 * keeps for it, so that it ends with the connection and is found by a message.
 */
struct _LoketHubListener
{
  GObject          parent_instance;

  SoupServer      *soup;
  GTlsCertificate *certificate;
  GSocketService  *service;
  guint16          port;
  guint            n_connections;
};

G_DEFINE_FINAL_TYPE (LoketHubListener, loket_hub_listener, G_TYPE_OBJECT)

typedef struct
{
  LoketHubListener *listener;
  GSocket          *socket;
  guint             timer;
} Connection;

static void
connection_free (gpointer data)
{
  Connection *self = data;

  g_clear_handle_id (&self->timer, g_source_remove);
  self->listener->n_connections--;
  g_object_unref (self->socket);
  g_object_unref (self->listener);
  g_free (self);
}

static gboolean
time_is_up_cb (gpointer data)
{
  Connection *self = data;

  self->timer = 0;
  g_debug ("A connection took too long");
  g_socket_shutdown (self->socket, TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
connection_enter (Connection    *self,
                  LoketHubPhase  phase)
{
  static const guint limits[] = { READING_LIMIT, 0, WRITING_LIMIT };

  g_clear_handle_id (&self->timer, g_source_remove);
  if (limits[phase] > 0)
    self->timer = g_timeout_add_seconds (limits[phase], time_is_up_cb, self);
}

/* The address as an object of this connection alone. */
static GSocketAddress *
copy_address (GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) address = g_socket_connection_get_remote_address (connection, NULL);
  GInetSocketAddress *inet;

  if (address == NULL || !G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;
  inet = G_INET_SOCKET_ADDRESS (address);
  return g_inet_socket_address_new (g_inet_socket_address_get_address (inet),
                                    g_inet_socket_address_get_port (inet));
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           data)
{
  LoketHubListener *self = data;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = copy_address (connection);
  g_autoptr (GIOStream) tls = NULL;
  g_autoptr (GError) error = NULL;
  Connection *known;

  if (local == NULL || remote == NULL || self->n_connections >= MAX_CONNECTIONS)
    {
      g_debug ("A connection was turned away");
      return TRUE;
    }

  tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, &error);
  if (tls == NULL)
    {
      g_warning ("TLS failed: %s", error->message);
      return TRUE;
    }

  /* Nobody shows us a certificate; the system's authorities would take nearly
   * four megabytes with every connection. */
  g_tls_connection_set_database (G_TLS_CONNECTION (tls), NULL);

  known = g_new0 (Connection, 1);
  known->listener = g_object_ref (self);
  known->socket = g_object_ref (g_socket_connection_get_socket (connection));
  /* SoupServer writes head and body apart; the second would wait 40 ms. */
  g_socket_set_option (known->socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  self->n_connections++;
  g_object_set_data_full (G_OBJECT (remote), CONNECTION_KEY, known, connection_free);
  connection_enter (known, LOKET_HUB_PHASE_READING);

  if (!soup_server_accept_iostream (self->soup, tls, local, remote, &error))
    g_warning ("A connection could not be served: %s", error->message);
  return TRUE;
}

static void
loket_hub_listener_dispose (GObject *object)
{
  LoketHubListener *self = LOKET_HUB_LISTENER (object);

  loket_hub_listener_stop (self);
  g_clear_object (&self->soup);
  g_clear_object (&self->certificate);
  G_OBJECT_CLASS (loket_hub_listener_parent_class)->dispose (object);
}

static void
loket_hub_listener_class_init (LoketHubListenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_hub_listener_dispose;
}

static void
loket_hub_listener_init (LoketHubListener *self)
{
}

/**
 * loket_hub_listener_new:
 * @soup: the server that gets the connections
 * @certificate: what to show, with its key
 *
 * Makes a listener that does not listen yet.
 *
 * Returns: (transfer full): a listener
 */
LoketHubListener *
loket_hub_listener_new (SoupServer      *soup,
                        GTlsCertificate *certificate)
{
  LoketHubListener *self = g_object_new (LOKET_TYPE_HUB_LISTENER, NULL);

  self->soup = g_object_ref (soup);
  self->certificate = g_object_ref (certificate);
  return self;
}

/**
 * loket_hub_listener_listen:
 * @self: a listener
 * @address: where to listen; port 0 for any
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Begins to accept connections. Main thread.
 *
 * Returns: whether it listens
 */
gboolean
loket_hub_listener_listen (LoketHubListener  *self,
                           GSocketAddress    *address,
                           GError           **error)
{
  g_autoptr (GSocketAddress) bound = NULL;

  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound, error))
    return FALSE;

  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_socket_service_start (self->service);
  return TRUE;
}

/**
 * loket_hub_listener_get_port:
 * @self: a listener
 *
 * Tells where it listens.
 *
 * Returns: the port, 0 before it listens
 */
guint16
loket_hub_listener_get_port (LoketHubListener *self)
{
  return self->port;
}

/**
 * loket_hub_listener_stop:
 * @self: a listener
 *
 * Accepts no more connections. Main thread.
 */
void
loket_hub_listener_stop (LoketHubListener *self)
{
  if (self->service == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
}

static Connection *
find_connection (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote != NULL ? g_object_get_data (G_OBJECT (remote), CONNECTION_KEY) : NULL;
}

/**
 * loket_hub_listener_set_phase:
 * @message: a message of a connection
 * @phase: what the connection is doing now
 *
 * Winds the connection's clock anew. Main thread.
 */
void
loket_hub_listener_set_phase (SoupServerMessage *message,
                              LoketHubPhase      phase)
{
  Connection *known = find_connection (message);

  if (known != NULL)
    connection_enter (known, phase);
}

/**
 * loket_hub_listener_cut:
 * @message: a message of a connection
 *
 * Ends the connection at once: nobody needs it, or its answer cannot be whole. Main
 * thread.
 */
void
loket_hub_listener_cut (SoupServerMessage *message)
{
  Connection *known = find_connection (message);

  if (known != NULL)
    g_socket_shutdown (known->socket, TRUE, TRUE, NULL);
}
