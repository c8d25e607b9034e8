/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine-fixture.h"

#include "loket-sync-listener.h"

static guint32
draw (gpointer user_data)
{
  return 0;
}

static void
run (gpointer user_data)
{
  ++*(guint *) user_data;
}

typedef struct
{
  EngineFixture       f;
  LoketSyncScheduler *scheduler;
  LoketSyncListener  *listener;
  guint               runs;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;

  engine_fixture_set_up (&f->f, data);
  f->scheduler = loket_sync_scheduler_new (f->f.store.clock, draw, run, &f->runs);
  f->listener = loket_sync_listener_new (f->f.engine, f->scheduler, f->f.store.clock);
  loket_sync_scheduler_start (f->scheduler);
  loket_clock_advance (f->f.store.clock, 5);
  summary.state = LOKET_SYNC_OK;
  loket_sync_scheduler_pass_ended (f->scheduler, &summary);
  f->runs = 0;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  loket_sync_listener_stop (f->listener);
  while (G_OBJECT (f->listener)->ref_count > 1) /* what was under way holds it */
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (f->listener);
  g_assert_finalize_object (f->scheduler);
  engine_fixture_tear_down (&f->f, data);
}

static void
wait_for_run (Fixture *f,
              guint    runs)
{
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;

  while (f->runs < runs)
    g_main_context_iteration (NULL, TRUE);
  summary.state = LOKET_SYNC_OK;
  loket_sync_scheduler_pass_ended (f->scheduler, &summary);
}

/* The hub says that there is news: a pass is due at once, and only then. */
static void
test_listener_stream (Fixture       *f,
                      gconstpointer  data)
{
  fake_hub_offer_events (f->f.hub, "/api/v1/sync/events");
  engine_start (&f->f);
  loket_sync_listener_start (f->listener);
  wait_for_run (f, 1);
  g_assert_cmpint (loket_sync_listener_get_way (f->listener), ==, LOKET_SYNC_WAY_STREAM);

  fake_hub_add_complaint (f->f.hub, "6f2d6f7e-0000-4000-8000-00000000abcd", "99000099");
  wait_for_run (f, 2);

  /* Silence is not news, and after a while no stream either. */
  fake_hub_fall_silent (f->f.hub);
  loket_clock_advance (f->f.store.clock, LOKET_SYNC_STREAM_SILENCE + 1);
  g_assert_cmpint (loket_sync_listener_get_way (f->listener), ==, LOKET_SYNC_WAY_STREAM);
  loket_clock_advance (f->f.store.clock, LOKET_SYNC_STREAM_SILENCE + 1);
  g_assert_cmpuint (f->runs, ==, 2);
}

/* A hub without events is asked a long question; one that does not wait either
 * is left to the clock. */
static void
test_listener_fallback (Fixture       *f,
                        gconstpointer  data)
{
  engine_start (&f->f);
  loket_sync_listener_start (f->listener);
  while (loket_sync_listener_get_way (f->listener) != LOKET_SYNC_WAY_POLL)
    {
      loket_clock_advance_us (f->f.store.clock, 1);
      g_main_context_iteration (NULL, FALSE);
    }
  g_assert_cmpuint (f->runs, ==, 0);
  loket_clock_advance (f->f.store.clock, LOKET_SYNC_WAYS_AGAIN);
  g_assert_cmpint (loket_sync_listener_get_way (f->listener), !=, LOKET_SYNC_WAY_POLL);
}

/* What answers in place of the stream is no hint. */
static void
test_listener_portal (Fixture       *f,
                      gconstpointer  data)
{
  fake_hub_offer_events (f->f.hub, "/sync/events");
  fake_hub_mutate (f->f.hub, LOKET_REQUEST_EVENTS, MUTANT_HTML_200, -1);
  engine_start (&f->f);
  loket_sync_listener_start (f->listener);
  while (loket_sync_listener_get_way (f->listener) == LOKET_SYNC_WAY_STREAM)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (loket_sync_listener_get_way (f->listener), ==, LOKET_SYNC_WAY_LONG_POLL);
  g_assert_cmpuint (f->runs, ==, 0);
}

#define LISTENER_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  LISTENER_TEST ("/sync/listener/stream", test_listener_stream);
  LISTENER_TEST ("/sync/listener/fallback", test_listener_fallback);
  LISTENER_TEST ("/sync/listener/portal", test_listener_portal);
  return g_test_run ();
}
