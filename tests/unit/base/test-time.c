/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-time.h"

static void
test_parse (void)
{
  static const struct { const char *text; gint64 instant; } good[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-03-27T08:00:00Z", 1774598400 },
    { "2026-03-27T16:00:00+08:00", 1774598400 },
    { "2026-03-27T08:00:00.999Z", 1774598400 },
    { "1969-12-31T23:59:59Z", -1 },
    { "0165-03-27T00:00:00Z", G_GINT64_CONSTANT (-56952892800) },
    { "0001-01-01T00:00:00Z", G_GINT64_CONSTANT (-62135596800) },
    { "9999-12-31T23:59:59Z", G_GINT64_CONSTANT (253402300799) },
  };
  static const char *bad[] = {
    NULL, "", "2026-03-27", "2026-03-27T08:00:00", "2026-03-27T08:00Z", "20260327T080000Z",
    "2026-02-30T08:00:00Z", "2026-03-27T25:00:00Z", "2026-03-27T08:00:00Zx",
    "2026-03-27T08:00:00+0800", "2026-03-27 08:00:00Z", "2026-03-27T08:00:00.Z",
    " 2026-03-27T08:00:00Z", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    "0000-12-31T23:59:59Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gint64 instant = 0;
      g_autofree char *text = NULL;

      g_assert_true (loket_time_parse (good[i].text, &instant));
      g_assert_cmpint (instant, ==, good[i].instant);
      text = loket_time_format (instant);
      g_assert_true (loket_time_parse (text, &instant));
      g_assert_cmpint (instant, ==, good[i].instant);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gint64 instant = 42;

      g_assert_false (loket_time_parse (bad[i], &instant));
      g_assert_cmpint (instant, ==, 42);
    }
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 10000; i++)
    {
      gint64 instant = (gint64) g_test_rand_int () * 2, back = 0;
      g_autofree char *text = loket_time_format (instant);

      g_assert_true (loket_time_parse (text, &back));
      g_assert_cmpint (back, ==, instant);
    }
  g_assert_null (loket_time_format (LOKET_TIME_UNSET));
  g_assert_null (loket_time_format (G_MAXINT64));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/time/parse", test_parse);
  g_test_add_func ("/base/time/round-trip", test_round_trip);
  return g_test_run ();
}
