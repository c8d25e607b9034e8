/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

#include "loket-clock.h"
#include "loket-file.h"
#include "loket-hub-rules.h"
#include "loket-hub-server.h"
#include "loket-hub-tls.h"

typedef struct
{
  char    *data;
  char    *listen;
  char    *tls_cert;
  char    *tls_key;
  char    *port_file;
  char    *base_url;
  char    *high_water;
  gboolean behind_proxy;
} Options;

static gboolean
misuse (GError     **error,
        const char  *message)
{
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, message);
  return FALSE;
}

/* HOST:PORT with an address or `localhost`; never a name that has to be asked for. */
static GSocketAddress *
parse_listen (const char  *text,
              GError     **error)
{
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (text, 0, NULL);
  g_autoptr (GInetAddress) address = NULL;
  const char *host = NULL;

  if (parsed != NULL && strrchr (text, ':') != NULL)
    host = g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed));
  if (g_strcmp0 (host, "localhost") == 0)
    address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  else if (host != NULL)
    address = g_inet_address_new_from_string (host);
  if (address == NULL)
    {
      misuse (error, "--listen is ADDRESS:PORT, as in 127.0.0.1:8443");
      return NULL;
    }
  return g_inet_socket_address_new (address, g_network_address_get_port (G_NETWORK_ADDRESS (parsed)));
}

static gboolean
is_demo (const char  *folder,
         gboolean    *demo,
         GError     **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open (folder, error);
  g_autofree char *value = NULL;

  if (storage == NULL)
    return FALSE;
  value = loket_hub_storage_get_meta (storage, "demo", NULL);
  *demo = g_strcmp0 (value, "1") == 0;
  return TRUE;
}

/* SoupServer is not made for strangers; see docs/architecture.md. */
static gboolean
check_address (const Options   *options,
               GSocketAddress  *address,
               GError         **error)
{
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  gboolean demo;

  if (!is_demo (options->data, &demo, error))
    return FALSE;
  if (g_inet_address_get_is_loopback (inet))
    return TRUE;
  if (demo)
    return misuse (error, "A demo hub serves this machine only: its passwords are known to everybody");
  if (!options->behind_proxy)
    return misuse (error, "Only loopback is served without a proxy in front; put nginx or haproxy "
                          "there and add --behind-proxy");
  return TRUE;
}

/* Nobody shows the hub a certificate; but GnuTLS's module begins each connection
 * with the default database and reads all of that, 15 ms for the system's. */
static void
trust_nobody (const char *certificate)
{
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (certificate, NULL);

  if (database != NULL)
    g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

static GTlsCertificate *
load_certificate (const Options  *options,
                  gint64          now,
                  GError        **error)
{
  g_autofree char *certificate = g_build_filename (options->data, "tls", "cert.pem", NULL);
  g_autofree char *key = g_build_filename (options->data, "tls", "key.pem", NULL);
  gboolean renewed = FALSE;

  if ((options->tls_cert == NULL) != (options->tls_key == NULL))
    {
      misuse (error, "--tls-cert and --tls-key come together");
      return NULL;
    }
  trust_nobody (options->tls_cert != NULL ? options->tls_cert : certificate);
  if (options->tls_cert != NULL)
    return loket_hub_tls_load (options->tls_cert, options->tls_key, error);

  if (!loket_hub_tls_renew (options->data, now, &renewed, error))
    return NULL;
  if (renewed)
    g_message ("Made a new certificate under the same authority");
  return loket_hub_tls_load (certificate, key, error);
}

/* What a newer program ships is in force from now on. */
static gboolean
publish_rules (const char  *folder,
               gint64       now,
               GError     **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open (folder, error);

  return storage != NULL && loket_hub_rules_publish_shipped (storage, now, error);
}

static gboolean
write_port (const char  *path,
            guint16      port,
            GError     **error)
{
  g_autofree char *text = g_strdup_printf ("%u\n", port);
  g_autoptr (GBytes) content = g_bytes_new (text, strlen (text));

  return loket_file_write_private (path, content, error);
}

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static gboolean
run_loop (LoketHubServer  *server,
          const Options   *options,
          GError         **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint term = g_unix_signal_add (SIGTERM, stop_cb, loop);
  guint interrupt = g_unix_signal_add (SIGINT, stop_cb, loop);

  if (options->port_file != NULL &&
      !write_port (options->port_file, loket_hub_server_get_port (server), error))
    return FALSE;

  g_print ("Serving on port %u\n", loket_hub_server_get_port (server));
  fflush (stdout);
  g_main_loop_run (loop);

  if (options->port_file != NULL)
    g_unlink (options->port_file);
  g_source_remove (term);
  g_source_remove (interrupt);
  return TRUE;
}

/* Each stream of events keeps its connection. */
static void
allow_connections (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

static gboolean
check_base_url (const char  *url,
                GError     **error)
{
  if (url == NULL || (g_str_has_prefix (url, "https://") && g_uri_is_valid (url, G_URI_FLAGS_NONE, NULL)))
    return TRUE;
  return misuse (error, "--base-url is an address that begins with https://");
}

static gboolean
serve (const Options  *options,
       GError        **error)
{
  g_autoptr (GSocketAddress) address = parse_listen (options->listen, error);
  g_autoptr (LoketHubKeys) keys = NULL;
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (LoketHubServer) server = NULL;
  g_autofree char *lock_path = g_build_filename (options->data, "lock", NULL);
  gboolean served;
  int lock;

  if (address == NULL || !check_base_url (options->base_url, error))
    return FALSE;
  allow_connections ();
  keys = _loket_hub_command_load_keys (options->data, error);
  if (keys == NULL || !check_address (options, address, error))
    return FALSE;
  lock = loket_file_lock (lock_path, error);
  if (lock < 0)
    {
      if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_BUSY))
        {
          g_clear_error (error);
          g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_BUSY,
                       "The hub in “%s” is being served already", options->data);
        }
      return FALSE;
    }

  if (publish_rules (options->data, loket_clock_now (clock), error))
    certificate = load_certificate (options, loket_clock_now (clock), error);
  server = loket_hub_server_new (options->data, keys, clock, options->behind_proxy);
  loket_hub_server_set_high_water (server, options->high_water);
  loket_hub_server_set_base_url (server, options->base_url);
  served = certificate != NULL &&
           loket_hub_server_start (server, address, certificate, error) &&
           run_loop (server, options, error);
  loket_hub_server_stop (server);
  g_close (lock, NULL);
  return served;
}

/* loket-server serve */
LoketHubExit
_loket_hub_command_serve (int    argc,
                          char **argv)
{
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "The hub's folder", "DIR" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options.listen, "Where to listen; port 0 for any",
      "ADDRESS:PORT" },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &options.tls_cert, "Certificate, PEM (DIR/tls)", "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &options.tls_key, "Its key, PEM", "FILE" },
    { "port-file", 0, 0, G_OPTION_ARG_FILENAME, &options.port_file,
      "Write the port here once it listens", "FILE" },
    { "high-water", 0, 0, G_OPTION_ARG_FILENAME, &options.high_water,
      "Where to write how far the hub has come, best on another disk (DIR/high-water)", "FILE" },
    { "base-url", 0, 0, G_OPTION_ARG_STRING, &options.base_url,
      "Where clients find the hub; they are told of a move by it", "URL" },
    { "behind-proxy", 0, 0, G_OPTION_ARG_NONE, &options.behind_proxy,
      "A proxy of ours stands in front; allows other addresses than loopback", NULL },
    { NULL },
  };
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (_loket_hub_command_parse ("serve --data DIR --listen 127.0.0.1:PORT — answer over HTTPS",
                                entries, &argc, &argv, &status))
    {
      if (options.data == NULL || options.listen == NULL || argc > 1)
        misuse (&error, "serve needs --data DIR and --listen ADDRESS:PORT");
      else
        serve (&options, &error);
      status = error != NULL ? _loket_hub_command_fail (error) : LOKET_HUB_EXIT_DONE;
    }
  g_free (options.data);
  g_free (options.listen);
  g_free (options.tls_cert);
  g_free (options.tls_key);
  g_free (options.port_file);
  g_free (options.base_url);
  g_free (options.high_water);
  return status;
}
