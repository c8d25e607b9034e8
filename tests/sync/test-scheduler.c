/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-backoff.h"
#include "loket-sync-scheduler.h"

typedef struct
{
  LoketClock         *clock;
  LoketSyncScheduler *scheduler;
  guint32             bits;     /* what chance gives */
  guint               runs;
} Fixture;

static guint32
draw (gpointer user_data)
{
  return ((Fixture *) user_data)->bits;
}

static void
run (gpointer user_data)
{
  ((Fixture *) user_data)->runs++;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->clock = loket_clock_new_manual (1795000000);
  f->scheduler = loket_sync_scheduler_new (f->clock, draw, run, f);
  f->bits = G_MAXUINT32 / 2;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_assert_finalize_object (f->scheduler);
  g_assert_finalize_object (f->clock);
}

static void
end (Fixture        *f,
     LoketSyncState  state,
     gint64          retry_after)
{
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;

  summary.state = state;
  summary.retry_after = retry_after;
  loket_sync_scheduler_pass_ended (f->scheduler, &summary);
}

static gint64
get_seconds (Fixture *f)
{
  return loket_sync_scheduler_get_wait (f->scheduler) / G_USEC_PER_SEC;
}

/* Often while somebody looks, seldom otherwise, never during a pass. */
static void
test_scheduler_poll (Fixture       *f,
                     gconstpointer  data)
{
  g_assert_cmpint (loket_sync_scheduler_get_wait (f->scheduler), ==, -1);
  loket_sync_scheduler_start (f->scheduler);
  g_assert_cmpint (get_seconds (f), <=, 5);
  loket_clock_advance (f->clock, 5);
  g_assert_cmpuint (f->runs, ==, 1);
  loket_clock_advance (f->clock, 3600);
  g_assert_cmpuint (f->runs, ==, 1);

  end (f, LOKET_SYNC_OK, -1);
  g_assert_cmpint (get_seconds (f), >=, 240);
  g_assert_cmpint (get_seconds (f), <=, 360);
  loket_sync_scheduler_set_focused (f->scheduler, TRUE);
  g_assert_cmpint (get_seconds (f), >=, 48);
  g_assert_cmpint (get_seconds (f), <=, 72);
  loket_clock_advance (f->clock, 47);
  g_assert_cmpuint (f->runs, ==, 1);
  loket_clock_advance (f->clock, 25);
  g_assert_cmpuint (f->runs, ==, 2);

  end (f, LOKET_SYNC_NEEDS_USER, -1);
  loket_sync_scheduler_stop (f->scheduler);
  loket_clock_advance (f->clock, 3600);
  g_assert_cmpuint (f->runs, ==, 2);
}

/* Failures wait longer and longer, up to a quarter of an hour, and no success
 * leaves anything of that behind. */
static void
test_scheduler_failures (Fixture       *f,
                         gconstpointer  data)
{
  gint64 last = 0;

  f->bits = G_MAXUINT32;
  loket_sync_scheduler_start (f->scheduler);
  for (guint i = 0; i < 20; i++)
    {
      loket_clock_advance (f->clock, 1000);
      g_assert_cmpuint (f->runs, ==, i + 1);
      end (f, LOKET_SYNC_OFFLINE, -1);
      g_assert_cmpint (get_seconds (f), >=, last);
      g_assert_cmpint (get_seconds (f), <=, LOKET_BACKOFF_MAX + 1);
      last = get_seconds (f);
    }
  g_assert_cmpint (last, ==, LOKET_BACKOFF_MAX + 1);

  loket_clock_advance (f->clock, 1000);
  end (f, LOKET_SYNC_OK, -1);
  g_assert_cmpint (get_seconds (f), <=, 360);
  loket_clock_advance (f->clock, 1000);
  end (f, LOKET_SYNC_OFFLINE, -1);
  g_assert_cmpint (get_seconds (f), <=, 5);
}

/* What the hub asks for is obeyed, up to an hour. */
static void
test_scheduler_retry_after (Fixture       *f,
                            gconstpointer  data)
{
  loket_sync_scheduler_start (f->scheduler);
  loket_clock_advance (f->clock, 5);
  end (f, LOKET_SYNC_OFFLINE, 100);
  g_assert_cmpint (get_seconds (f), >=, 100);
  g_assert_cmpint (get_seconds (f), <=, 121);
  loket_clock_advance (f->clock, 121);
  end (f, LOKET_SYNC_OFFLINE, G_MAXINT32);
  g_assert_cmpint (get_seconds (f), >=, 3600);
  g_assert_cmpint (get_seconds (f), <=, 3600 * 12 / 10 + 2);
}

/* Something happened: soon, however long the wait was to be; during a pass,
 * soon after it. */
static void
test_scheduler_wake (Fixture       *f,
                     gconstpointer  data)
{
  loket_sync_scheduler_wake (f->scheduler);
  loket_clock_advance (f->clock, 3600);
  g_assert_cmpuint (f->runs, ==, 0);

  loket_sync_scheduler_start (f->scheduler);
  loket_clock_advance (f->clock, 5);
  for (guint i = 0; i < 10; i++)
    {
      end (f, LOKET_SYNC_OFFLINE, -1);
      loket_clock_advance (f->clock, 1000);
    }
  end (f, LOKET_SYNC_OFFLINE, 3600);
  loket_sync_scheduler_wake (f->scheduler);
  g_assert_cmpint (get_seconds (f), <=, 2);
  loket_clock_advance (f->clock, 3);
  g_assert_cmpuint (f->runs, ==, 12);

  loket_sync_scheduler_wake (f->scheduler);
  g_assert_cmpint (loket_sync_scheduler_get_wait (f->scheduler), ==, -1);
  end (f, LOKET_SYNC_OK, -1);
  g_assert_cmpint (get_seconds (f), <=, 2);
}

/* A wall clock that somebody sets changes nothing. */
static void
test_scheduler_wall (Fixture       *f,
                     gconstpointer  data)
{
  gint64 wait;

  loket_sync_scheduler_start (f->scheduler);
  loket_clock_advance (f->clock, 5);
  end (f, LOKET_SYNC_OK, -1);
  wait = loket_sync_scheduler_get_wait (f->scheduler);
  loket_clock_jump (f->clock, 86400 * 365);
  loket_clock_jump (f->clock, -86400 * 3650);
  g_assert_cmpint (loket_sync_scheduler_get_wait (f->scheduler), ==, wait);
  g_assert_cmpuint (f->runs, ==, 1);
}

/* On a line that is paid by the byte seldom; while news would be heard not so
 * often although somebody looks. */
static void
test_scheduler_metered (Fixture       *f,
                        gconstpointer  data)
{
  loket_sync_scheduler_start (f->scheduler);
  loket_sync_scheduler_set_focused (f->scheduler, TRUE);
  loket_clock_advance (f->clock, 5);
  end (f, LOKET_SYNC_OK, -1);
  g_assert_cmpint (get_seconds (f), <=, 72);
  loket_sync_scheduler_set_metered (f->scheduler, TRUE);
  g_assert_true (loket_sync_scheduler_get_metered (f->scheduler));
  g_assert_cmpint (get_seconds (f), >=, 720);
  g_assert_cmpint (get_seconds (f), <=, 1080);
  loket_sync_scheduler_wake (f->scheduler);
  g_assert_cmpint (get_seconds (f), <=, 2);
  loket_clock_advance (f->clock, 3);
  g_assert_cmpuint (f->runs, ==, 2);
  end (f, LOKET_SYNC_OK, -1);
  g_assert_cmpint (get_seconds (f), >=, 720);

  loket_sync_scheduler_set_metered (f->scheduler, FALSE);
  g_assert_cmpint (get_seconds (f), <=, 72);
  loket_clock_advance (f->clock, 80);
  loket_sync_scheduler_set_listening (f->scheduler, TRUE);
  end (f, LOKET_SYNC_OK, -1);
  g_assert_cmpint (get_seconds (f), >=, 240);
  loket_sync_scheduler_set_listening (f->scheduler, FALSE);
  g_assert_cmpint (get_seconds (f), <=, 72);
}

static void
test_backoff (void)
{
  for (guint failures = 1; failures < 100; failures++)
    {
      g_assert_cmpint (loket_backoff_delay (failures, -1, 0), ==, 0);
      g_assert_cmpint (loket_backoff_delay (failures, -1, G_MAXUINT32), ==,
                       failures < 9 ? MIN (2 << failures, 900) : 900);
    }
  g_assert_cmpint (loket_backoff_delay (1, 0, G_MAXUINT32), ==, 0);
  g_assert_cmpint (loket_backoff_delay (1, 10, 0), ==, 10);
  g_assert_cmpint (loket_backoff_delay (1, 10, G_MAXUINT32), ==, 12);
  g_assert_cmpint (loket_backoff_delay (1, G_MAXINT64, 0), ==, 3600);
  g_assert_cmpint (loket_backoff_clamp (1000 + 900, 1000), ==, 1900);
  g_assert_cmpint (loket_backoff_clamp (1000 + 901, 1000), ==, 1000);
}

#define SCHEDULER_TEST(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  SCHEDULER_TEST ("/sync/scheduler/poll", test_scheduler_poll);
  SCHEDULER_TEST ("/sync/scheduler/failures", test_scheduler_failures);
  SCHEDULER_TEST ("/sync/scheduler/retry-after", test_scheduler_retry_after);
  SCHEDULER_TEST ("/sync/scheduler/wake", test_scheduler_wake);
  SCHEDULER_TEST ("/sync/scheduler/metered", test_scheduler_metered);
  SCHEDULER_TEST ("/sync/scheduler/wall", test_scheduler_wall);
  g_test_add_func ("/sync/backoff", test_backoff);
  return g_test_run ();
}
