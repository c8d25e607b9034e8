/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-hub-quota.h"
#include "loket-hub-stream.h"

#include <string.h>
#include <sys/socket.h>

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>

/* A stream over a pair of sockets of which the test holds one end. */
typedef struct
{
  LoketHubStream *stream;
  int             reader;
  guint           n_closed;
} Fixture;

#define ENDS_AT ((gint64) 1000)

static void
closed_cb (LoketHubStream *stream,
           gpointer        data)
{
  ((Fixture *) data)->n_closed++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = NULL;
  g_autoptr (GIOStream) io = NULL;
  g_autoptr (GBytes) head = g_bytes_new_static ("head ", 5);
  int ends[2];
  int size = 4096;

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), ==, 0);
  g_assert_cmpint (setsockopt (ends[0], SOL_SOCKET, SO_SNDBUF, &size, sizeof size), ==, 0);
  input = g_unix_input_stream_new (ends[0], TRUE);
  output = g_unix_output_stream_new (ends[0], FALSE);
  io = g_simple_io_stream_new (input, output);
  fixture->reader = ends[1];
  fixture->stream = loket_hub_stream_new (io, head, ENDS_AT);
  g_signal_connect (fixture->stream, "closed", G_CALLBACK (closed_cb), fixture);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  loket_hub_stream_close (fixture->stream);
  g_assert_cmpuint (fixture->n_closed, ==, 1);
  settle ();
  g_assert_finalize_object (fixture->stream);
  if (fixture->reader >= 0)
    close (fixture->reader);
}

static char *
take (Fixture *fixture)
{
  char buffer[8192];
  GString *text = g_string_new (NULL);
  gssize n;

  settle ();
  while ((n = recv (fixture->reader, buffer, sizeof buffer, 0)) > 0)
    {
      g_string_append_len (text, buffer, n);
      settle ();
    }
  return g_string_free (text, FALSE);
}

static void
push (Fixture *fixture,
      char     letter,
      gsize    size)
{
  char *text = g_strnfill (size, letter);
  g_autoptr (GBytes) event = g_bytes_new_take (text, size);

  loket_hub_stream_push (fixture->stream, event);
}

static void
test_in_order (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *first = take (fixture);
  g_autofree char *second = NULL;
  g_autofree char *beat = NULL;

  g_assert_cmpstr (first, ==, "head ");
  push (fixture, 'a', 3);
  second = take (fixture);
  g_assert_cmpstr (second, ==, "aaa");
  loket_hub_stream_beat (fixture->stream, 0);
  beat = take (fixture);
  g_assert_cmpstr (beat, ==, ":\n\n");
}

/* Whoever is behind gets the latest event, not all of them. */
static void
test_latest (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *text = NULL;

  settle ();
  push (fixture, 'a', 1024 * 1024);
  settle ();
  push (fixture, 'b', 4);
  push (fixture, 'c', 4);
  text = take (fixture);
  g_assert_null (strchr (text, 'b'));
  g_assert_true (g_str_has_suffix (text, "acccc"));
  g_assert_cmpuint (strlen (text), ==, 5 + 1024 * 1024 + 4);
}

static void
test_slow (Fixture       *fixture,
           gconstpointer  data)
{
  settle ();
  push (fixture, 'a', 1024 * 1024);
  settle ();
  loket_hub_stream_beat (fixture->stream, 0);
  settle ();
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  loket_hub_stream_beat (fixture->stream, 1);
  settle ();
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

/* One that reads again in time stays. */
static void
test_slow_but_there (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *text = NULL;

  push (fixture, 'a', 1024 * 1024);
  settle ();
  loket_hub_stream_beat (fixture->stream, 0);
  text = take (fixture);
  loket_hub_stream_beat (fixture->stream, 1);
  settle ();
  g_assert_cmpuint (fixture->n_closed, ==, 0);
}

static void
test_ends (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  settle ();
  loket_hub_stream_beat (fixture->stream, ENDS_AT - 1);
  settle ();
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  loket_hub_stream_beat (fixture->stream, ENDS_AT);
  settle ();
  g_assert_cmpuint (fixture->n_closed, ==, 1);
  text = take (fixture);
  g_assert_cmpstr (text, ==, "head :\n\n");
}

static void
test_finish (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *text = NULL;

  push (fixture, 'a', 3);
  loket_hub_stream_finish (fixture->stream);
  g_assert_cmpuint (fixture->n_closed, ==, 0);
  text = take (fixture);
  g_assert_cmpstr (text, ==, "head aaa");
  g_assert_cmpuint (fixture->n_closed, ==, 1);
  push (fixture, 'b', 3);
}

static void
test_reader_goes (Fixture       *fixture,
                  gconstpointer  data)
{
  settle ();
  close (fixture->reader);
  fixture->reader = -1;
  settle ();
  g_assert_cmpuint (fixture->n_closed, ==, 1);
}

static void
test_quota (void)
{
  g_autoptr (LoketHubQuota) quota = loket_hub_quota_new (3, 2);

  g_assert_true (loket_hub_quota_take (quota, "ani"));
  g_assert_true (loket_hub_quota_take (quota, "ani"));
  g_assert_false (loket_hub_quota_take (quota, "ani"));
  g_assert_true (loket_hub_quota_take (quota, "budi"));
  g_assert_false (loket_hub_quota_take (quota, "cici"));
  loket_hub_quota_give_back (quota, "ani");
  g_assert_true (loket_hub_quota_take (quota, "cici"));
  loket_hub_quota_give_back (quota, "ani");
  loket_hub_quota_give_back (quota, "cici");
  g_assert_true (loket_hub_quota_take (quota, "ani"));
  g_assert_true (loket_hub_quota_take (quota, "ani"));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/hub/stream/in-order", test_in_order);
  ADD ("/hub/stream/latest", test_latest);
  ADD ("/hub/stream/slow", test_slow);
  ADD ("/hub/stream/slow-but-there", test_slow_but_there);
  ADD ("/hub/stream/ends", test_ends);
  ADD ("/hub/stream/finish", test_finish);
  ADD ("/hub/stream/reader-goes", test_reader_goes);
  g_test_add_func ("/hub/quota", test_quota);

  return g_test_run ();
}
