/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-alarm.h"
#include "loket-ticker.h"

static void
count_cb (gpointer user_data)
{
  ++*(guint *) user_data;
}

static void
test_alarm (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_manual (0);
  guint n = 0;
  g_autoptr (LoketAlarm) alarm = loket_alarm_new (clock, count_cb, &n);

  loket_alarm_arm (alarm, 400000);
  loket_clock_advance_us (clock, 399999);
  g_assert_cmpuint (n, ==, 0);
  loket_clock_jump (clock, 86400);
  g_assert_cmpuint (n, ==, 0);
  loket_clock_advance_us (clock, 1);
  g_assert_cmpuint (n, ==, 1);
  loket_clock_advance (clock, 10);
  g_assert_cmpuint (n, ==, 1);
  g_assert_false (loket_alarm_is_armed (alarm));

  loket_alarm_arm (alarm, 1000000);
  loket_alarm_arm (alarm, 5000000);
  loket_clock_advance (clock, 2);
  g_assert_cmpuint (n, ==, 1);
  loket_alarm_disarm (alarm);
  loket_clock_advance (clock, 20);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_alarm_system (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  guint n = 0;
  g_autoptr (LoketAlarm) alarm = loket_alarm_new (clock, count_cb, &n);

  loket_alarm_arm (alarm, 0);
  while (n == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (loket_alarm_is_armed (alarm));
}

typedef struct
{
  gint64 step;
  gint64 shown;
  guint  n;
} Text;

static gint64
show_text (gint64 now, gpointer user_data)
{
  Text *text = user_data;

  text->n++;
  text->shown = now;
  return text->step == 0 ? LOKET_TICK_NEVER : now - now % text->step + text->step;
}

static void
mark_destroyed (Text *text)
{
  text->step = -1;
}

/* Each text is asked when its instant comes and not before. */
static void
test_due_only (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_manual (1000);
  g_autoptr (LoketTicker) ticker = loket_ticker_new (clock);
  Text minute = { .step = 60 };
  Text hour = { .step = 3600 };
  Text never = { 0 };
  guint id;

  g_assert_cmpint (loket_ticker_get_next (ticker), ==, LOKET_TICK_NEVER);
  id = loket_ticker_add (ticker, show_text, &minute, NULL);
  loket_ticker_add (ticker, show_text, &hour, NULL);
  loket_ticker_add (ticker, show_text, &never, NULL);
  g_assert_cmpuint (minute.n, ==, 1);
  g_assert_cmpint (loket_ticker_get_next (ticker), ==, 1020);

  loket_clock_advance (clock, 19);
  g_assert_cmpuint (minute.n, ==, 1);
  loket_clock_advance (clock, 1);
  g_assert_cmpuint (minute.n, ==, 2);
  g_assert_cmpuint (hour.n, ==, 1);
  loket_clock_advance (clock, 3600 - 1020);
  g_assert_cmpuint (minute.n, ==, 3);
  g_assert_cmpuint (hour.n, ==, 2);
  g_assert_cmpuint (never.n, ==, 1);

  loket_ticker_remove (ticker, id);
  loket_clock_advance (clock, 120);
  g_assert_cmpuint (minute.n, ==, 3);
}

/* A clock that was set makes every text wrong, also those that never change. */
static void
test_jump (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_manual (1000);
  g_autoptr (LoketTicker) ticker = loket_ticker_new (clock);
  Text never = { 0 };
  Text hour = { .step = 3600 };

  loket_ticker_add (ticker, show_text, &never, NULL);
  loket_ticker_add (ticker, show_text, &hour, NULL);
  loket_clock_jump (clock, -900);
  g_assert_cmpuint (never.n, ==, 2);
  g_assert_cmpint (hour.shown, ==, 100);
  loket_clock_set_offset (clock, 600);
  g_assert_cmpint (hour.shown, ==, 700);
  loket_clock_advance (clock, 10);
  g_assert_cmpuint (never.n, ==, 3);
}

static void
test_destroy (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_manual (1000);
  LoketTicker *ticker = loket_ticker_new (clock);
  Text text = { .step = 60 };
  guint id = loket_ticker_add (ticker, show_text, g_new0 (Text, 1), g_free);

  loket_ticker_remove (ticker, id);
  loket_ticker_add (ticker, show_text, &text, (GDestroyNotify) mark_destroyed);
  g_object_unref (ticker);
  g_assert_cmpint (text.step, ==, -1);
  loket_clock_advance (clock, 600);
  g_assert_cmpuint (text.n, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/desk/alarm/manual", test_alarm);
  g_test_add_func ("/desk/alarm/system", test_alarm_system);
  g_test_add_func ("/desk/ticker/due-only", test_due_only);
  g_test_add_func ("/desk/ticker/jump", test_jump);
  g_test_add_func ("/desk/ticker/destroy", test_destroy);
  return g_test_run ();
}
