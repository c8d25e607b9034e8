/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-clock.h"

static void
count_cb (LoketClock *clock, guint *count)
{
  ++*count;
}

static void
test_manual (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_manual (1000);
  guint jumps = 0;

  g_signal_connect (clock, "jumped", G_CALLBACK (count_cb), &jumps);
  g_assert_cmpint (loket_clock_now (clock), ==, 1000);

  loket_clock_advance (clock, 60);
  g_assert_cmpint (loket_clock_now (clock), ==, 1060);
  g_assert_cmpint (loket_clock_elapsed_us (clock), ==, 60 * G_USEC_PER_SEC);

  loket_clock_jump (clock, -86400);
  g_assert_cmpint (loket_clock_now (clock), ==, 1060 - 86400);
  g_assert_cmpint (loket_clock_elapsed_us (clock), ==, 60 * G_USEC_PER_SEC);
  g_assert_cmpuint (jumps, ==, 2);

  loket_clock_set_offset (clock, 300);
  loket_clock_set_offset (clock, 300);
  g_assert_cmpint (loket_clock_now (clock), ==, 1360 - 86400);
  g_assert_cmpuint (jumps, ==, 3);
  g_assert_true (loket_clock_is_manual (clock));
}

/* Parts of a second add up to whole ones. */
static void
test_parts (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_manual (1000);

  loket_clock_advance_us (clock, 400000);
  g_assert_cmpint (loket_clock_now (clock), ==, 1000);
  loket_clock_advance_us (clock, 700000);
  g_assert_cmpint (loket_clock_now (clock), ==, 1001);
  loket_clock_advance_us (clock, 1900000);
  g_assert_cmpint (loket_clock_now (clock), ==, 1003);
  g_assert_cmpint (loket_clock_elapsed_us (clock), ==, 3000000);
}

static void
test_system (void)
{
  g_autoptr (LoketClock) clock = loket_clock_new_system ();
  gint64 before = loket_clock_elapsed_us (clock);

  g_assert_false (loket_clock_is_manual (clock));
  g_assert_cmpint (ABS (loket_clock_now (clock) - g_get_real_time () / G_USEC_PER_SEC), <=, 1);
  g_assert_cmpint (loket_clock_elapsed_us (clock), >=, before);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/clock/manual", test_manual);
  g_test_add_func ("/base/clock/parts", test_parts);
  g_test_add_func ("/base/clock/system", test_system);
  return g_test_run ();
}
