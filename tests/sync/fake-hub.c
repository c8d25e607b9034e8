/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

#include "loket-wire-reply.h"

#include <string.h>

static void
entry_free (FakeEntry *self)
{
  loket_complaint_unref (self->complaint);
  g_free (self);
}

/* Tells of every change until the test is over. */
static void
stream_events (FakeHub       *self,
               GOutputStream *stream)
{
  static const char headers[] = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
                                "Sync-Epoch: epoch-1\r\nConnection: close\r\n\r\n: hello\n\n";
  guint told = 0;

  g_output_stream_write_all (stream, headers, strlen (headers), NULL, NULL, NULL);
  g_mutex_lock (&self->lock);
  while (!g_cancellable_is_cancelled (self->stop) && !self->silent)
    {
      g_autofree char *event = g_strdup_printf ("event: state\nid: s%u\ndata: {}\n\n", self->seq);
      gboolean news = told != self->seq;

      told = self->seq;
      if (news)
        {
          g_mutex_unlock (&self->lock);
          g_output_stream_write_all (stream, event, strlen (event), NULL, NULL, NULL);
          g_mutex_lock (&self->lock);
        }
      else
        {
          g_cond_wait (&self->news, &self->lock);
        }
    }
  while (!g_cancellable_is_cancelled (self->stop))
    g_cond_wait (&self->news, &self->lock);
  g_mutex_unlock (&self->lock);
}

/* On a thread of its own. */
static gboolean
connected_cb (GThreadedSocketService *service,
              GSocketConnection      *connection,
              GObject                *source,
              gpointer                user_data)
{
  FakeHub *self = user_data;
  g_autoptr (GIOStream) tls = g_tls_server_connection_new (G_IO_STREAM (connection),
                                                           self->certificate, NULL);
  g_autoptr (GDataInputStream) input = NULL;
  FakeRequest request = { 0 };
  FakeAnswer out = { 0 };
  FakeHubMutant mutant = MUTANT_NONE;

  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  input = g_data_input_stream_new (g_io_stream_get_input_stream (tls));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  if (_fake_request_read (input, &request))
    {
      FakeRoute *route = &self->routes[request.kind];

      g_mutex_lock (&self->lock);
      _fake_hub_serve (self, &request, &out);
      if (route->mutant_times != 0)
        {
          route->mutant_times--;
          mutant = route->mutant;
        }
      g_mutex_unlock (&self->lock);
      if (request.kind == LOKET_REQUEST_EVENTS && mutant == MUTANT_NONE && out.status == 200)
        stream_events (self, g_io_stream_get_output_stream (tls));
      else
        _fake_answer_write (&out, mutant, self->server, self->stop,
                            g_io_stream_get_output_stream (tls));
    }

  g_io_stream_close (tls, NULL, NULL);
  _fake_request_clear (&request);
  g_clear_pointer (&out.body, g_bytes_unref);
  g_free (out.epoch);
  return TRUE;
}

void
fake_hub_stop (FakeHub *self)
{
  if (self->service == NULL)
    return;
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);
}

void
fake_hub_resume (FakeHub *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, self->port);
  g_autoptr (GSocketAddress) bound = NULL;

  self->service = g_threaded_socket_service_new (16);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                 G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &bound,
                                 &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (self->service, "run", G_CALLBACK (connected_cb), self);
  g_socket_service_start (self->service);
}

static char *
find_certificate (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "sync", "tls", name, NULL);
}

FakeHub *
fake_hub_new (const char *certificate)
{
  FakeHub *self = g_new0 (FakeHub, 1);
  g_autofree char *path = find_certificate (certificate);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->lock);
  g_cond_init (&self->news);
  self->certificate = g_tls_certificate_new_from_file (path, &error);
  g_assert_no_error (error);
  self->stop = g_cancellable_new ();
  self->epoch = g_strdup ("epoch-1");
  self->now = 1772323200;
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->rules = loket_rules_page_new ();
  self->receipts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) loket_receipt_unref);
  self->accepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fake_hub_resume (self);
  self->server = g_strdup_printf ("https://127.0.0.1:%u", self->port);
  return self;
}

/* Threads that still answer hold on to the hub: it is left to them. */
void
fake_hub_free (FakeHub *self)
{
  g_cancellable_cancel (self->stop);
  fake_hub_stop (self);
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->news);
  g_mutex_unlock (&self->lock);
}

const char *
fake_hub_get_server (FakeHub *self)
{
  return self->server;
}

char *
fake_hub_dup_ca_path (void)
{
  return find_certificate ("ca.pem");
}
