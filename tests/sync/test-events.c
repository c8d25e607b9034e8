/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-event-stream.h"
#include "loket-limits.h"
#include "loket-sync-ways.h"

#include <string.h>

static void
note_cb (const char *type,
         const char *id,
         const char *data,
         gpointer    user_data)
{
  g_string_append_printf (user_data, "[%s|%s|%s]", type, id, data);
}

/* What a text holds, and the same when it comes byte by byte. */
static void
assert_events (const char *text,
               gsize       size,
               const char *expected,
               gboolean    whole)
{
  for (gsize step = 1; step <= size; step = step == 1 ? size : size + 1)
    {
      g_autoptr (GString) seen = g_string_new (NULL);
      g_autoptr (LoketEventStream) stream = loket_event_stream_new (note_cb, seen);
      gboolean ok = TRUE;

      for (gsize at = 0; at < size && ok; at += step)
        ok = loket_event_stream_push (stream, (const guint8 *) text + at, MIN (step, size - at));
      g_assert_cmpstr (seen->str, ==, expected);
      g_assert_cmpint (ok, ==, whole);
    }
}

static void
test_stream (void)
{
#define EVENTS(text, expected) assert_events (text, sizeof (text) - 1, expected, TRUE)
  EVENTS ("event: state\nid: s1\ndata: {}\n\n", "[state|s1|{}]");
  EVENTS ("\xEF\xBB\xBF" "event:state\r\nid:s1\r\ndata:x\r\n\r\n: beat\r\n\r\n", "[state|s1|x]");
  EVENTS ("data: a\rdata:  b\r\rdata: c\r\r", "[message||a\n b][message||c]");
  EVENTS ("id: 7\ndata\n\ndata: x\n\n", "[message|7|][message|7|x]");
  EVENTS ("event: state\nid: 7\n\ndata: x\n\n", "[message|7|x]");
  EVENTS ("data: never ended", "");
  EVENTS ("unknown: x\nretry: soon\n:\n\n", "");
#undef EVENTS
}

/* What grows without end, or is no text, is not read on. */
static void
test_stream_limits (void)
{
  g_autofree char *line = g_strnfill (LOKET_LIMIT_EVENT_LINE_BYTES, ':');
  g_autofree char *fits = g_strconcat (line, "\ndata: x\n\n", NULL);
  g_autofree char *over = g_strconcat (line, ":", NULL);
  g_autofree char *value = g_strnfill (LOKET_LIMIT_EVENT_DATA_BYTES / 16 - 1, 'x');
  g_autoptr (GString) data = g_string_new (NULL);
  g_autoptr (GString) seen = g_string_new (NULL);

  assert_events (fits, strlen (fits), "[message||x]", TRUE);
  assert_events (over, strlen (over), "", FALSE);
  assert_events ("data: a\0b\n\n", 11, "", FALSE);
  assert_events ("data: \xFF\n\n", 9, "", FALSE);

  for (guint i = 0; i < 16; i++)
    g_string_append_printf (data, "data: %s\n", value);
  g_string_append (data, "\n");
  g_string_append_printf (seen, "[message||%s", value);
  for (guint i = 1; i < 16; i++)
    g_string_append_printf (seen, "\n%s", value);
  g_string_append (seen, "]");
  assert_events (data->str, data->len, seen->str, TRUE);
  g_string_truncate (data, data->len - 1);
  g_string_append (data, "data: x\n\n");
  assert_events (data->str, data->len, "", FALSE);
}

static void
test_stream_retry (void)
{
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autoptr (LoketEventStream) stream = loket_event_stream_new (note_cb, seen);
  const char text[] = "retry: 7500\n\nretry: -1\nretry: 99999999999999\n";

  g_assert_cmpint (loket_event_stream_get_retry (stream), ==, -1);
  g_assert_true (loket_event_stream_push (stream, (const guint8 *) text, strlen (text)));
  g_assert_cmpint (loket_event_stream_get_retry (stream), ==, 7500);
  g_assert_cmpstr (seen->str, ==, "");
}

#define assert_way(ways, expected) g_assert_cmpint ((ways)->way, ==, LOKET_SYNC_WAY_##expected)

/* A proxy that keeps an open stream back: the next way, at once. */
static void
test_ways_buffered (void)
{
  LoketSyncWays ways = { 0 };

  assert_way (&ways, STREAM);
  g_assert_cmpint (loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_MUTE, -1, 0), ==, 0);
  assert_way (&ways, ONCE);
  g_assert_cmpint (loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_MUTE, -1, 0), ==, 0);
  assert_way (&ways, LONG_POLL);
  g_assert_cmpint (loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_MUTE, -1, 0), ==,
                   LOKET_SYNC_WAYS_AGAIN);
  assert_way (&ways, POLL);
  loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_DONE, -1, 0);
  assert_way (&ways, STREAM);
}

/* A stream that worked is opened again, as the hub says; one that is cut over
 * and over is given up. */
static void
test_ways_cut (void)
{
  LoketSyncWays ways = { 0 };

  for (guint i = 0; i < 100; i++)
    {
      loket_sync_ways_heard (&ways);
      g_assert_cmpint (loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_DONE, 40, G_MAXUINT32), >=, 40);
      assert_way (&ways, STREAM);
      loket_sync_ways_heard (&ways);
      g_assert_cmpint (loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_MUTE, -1, 0), >=, 1);
      assert_way (&ways, STREAM);
    }
  ways.failures = 0;
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_CUT, -1, 0), >=, 1);
      assert_way (&ways, STREAM);
    }
  loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_CUT, -1, 0);
  assert_way (&ways, ONCE);
}

/* A hub without events has the long question; one that is busy keeps its way. */
static void
test_ways_refused (void)
{
  LoketSyncWays ways = { 0 };

  for (guint i = 0; i < 20; i++)
    {
      gint64 wait = loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_BUSY, 30, 0);

      g_assert_cmpint (wait, ==, 30);
      assert_way (&ways, STREAM);
    }
  loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_REFUSED, -1, 0);
  assert_way (&ways, LONG_POLL);
  loket_sync_ways_ended (&ways, LOKET_SYNC_WAY_REFUSED, -1, 0);
  assert_way (&ways, POLL);
  loket_sync_ways_reset (&ways);
  assert_way (&ways, STREAM);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sync/events/stream", test_stream);
  g_test_add_func ("/sync/events/limits", test_stream_limits);
  g_test_add_func ("/sync/events/retry", test_stream_retry);
  g_test_add_func ("/sync/ways/buffered", test_ways_buffered);
  g_test_add_func ("/sync/ways/cut", test_ways_cut);
  g_test_add_func ("/sync/ways/refused", test_ways_refused);
  return g_test_run ();
}
