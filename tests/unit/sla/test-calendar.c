/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-calendar-builder.h"

#include "loket-limits.h"
#include "loket-time.h"

static gint64
at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (loket_time_parse (text, &instant));
  return instant;
}

/* GLib's clock and ours agree at, before and after every change. */
static void
test_zones (void)
{
  static const char *const names[] = {
    "Asia/Makassar", "Asia/Jakarta", "Asia/Pontianak", "Asia/Jayapura", "UTC", "Europe/Berlin",
    "America/Sao_Paulo", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca",
    "Pacific/Apia", "Etc/GMT+8", "EST5EDT",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GTimeZone) reference = g_time_zone_new_identifier (names[i]);
      LoketZone *zone = loket_zone_lookup (names[i], NULL);
      guint n;
      const LoketZoneInterval *intervals = loket_zone_get_intervals (zone, &n);

      g_assert_true (loket_zone_lookup (names[i], NULL) == zone);
      for (guint k = 1; k < n; k++)
        for (gint64 instant = intervals[k].from - 2; instant <= intervals[k].from + 2; instant++)
          {
            int interval = g_time_zone_find_interval (reference, G_TIME_TYPE_UNIVERSAL, instant);

            g_assert_cmpint (loket_zone_offset_at (zone, instant), ==,
                             g_time_zone_get_offset (reference, interval));
          }
      for (gint64 instant = 0; instant < at ("2037-01-01T00:00:00Z"); instant += 1000003)
        {
          int interval = g_time_zone_find_interval (reference, G_TIME_TYPE_UNIVERSAL, instant);

          g_assert_cmpint (loket_zone_offset_at (zone, instant), ==,
                           g_time_zone_get_offset (reference, interval));
        }
    }
}

static void
test_unknown_zones (void)
{
  static const char *const names[] = {
    NULL, "", "Asia/Banjarmasin", "+08:00", "Z", "/etc/localtime", "../../etc/localtime",
    "Asia/../Asia/Makassar", "ABC-8", "EST5EDT,M3.2.0,M11.1.0", "Asia/Makassar ", "Asia//Makassar", "Asia",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", names[i]);
      g_assert_null (loket_zone_lookup (names[i], &error));
      g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_UNKNOWN_ZONE);
    }
}

static void
test_refused (void)
{
  g_autoptr (LoketCalendarBuilder) builder = loket_calendar_builder_new ("uji");
  GError *error = NULL;

  g_assert_null (loket_calendar_builder_build (builder, &error));
  g_assert_cmpstr (error->message, ==, "calendar uji has no time zone");
  g_clear_error (&error);

  g_assert_true (loket_calendar_builder_set_zone (builder, "UTC", NULL));
  g_assert_null (loket_calendar_builder_build (builder, &error));
  g_assert_cmpstr (error->message, ==, "calendar uji has no years");
  g_clear_error (&error);

  g_assert_true (loket_calendar_builder_set_years (builder, 2026, 2026, NULL));
  g_assert_false (loket_calendar_builder_set_years (builder, 2027, 2026, &error));
  g_clear_error (&error);
  g_assert_false (loket_calendar_builder_set_years (builder, 2000,
                                                    2000 + LOKET_LIMIT_CALENDAR_YEARS, &error));
  g_clear_error (&error);

  g_assert_true (loket_calendar_builder_add_hours (builder, LOKET_MONDAY, 28800, 43200, NULL));
  g_assert_true (loket_calendar_builder_add_hours (builder, LOKET_MONDAY, 43200, 57600, NULL));
  g_assert_false (loket_calendar_builder_add_hours (builder, LOKET_MONDAY, 39600, 46800, &error));
  g_assert_cmpstr (error->message, ==, "mon: 11:00–13:00 overlaps 08:00–12:00");
  g_clear_error (&error);
  g_assert_false (loket_calendar_builder_add_hours (builder, LOKET_TUESDAY, 39600, 39600, &error));
  g_assert_cmpstr (error->message, ==, "tue: 11:00–11:00 is empty");
  g_clear_error (&error);
  g_assert_false (loket_calendar_builder_add_hours (builder, LOKET_TUESDAY, 0, 86401, &error));
  g_clear_error (&error);
  g_assert_false (loket_calendar_builder_add_yearly (builder, 2, 30, &error));
  g_assert_cmpstr (error->message, ==, "yearly holiday 02-30: there is no such day");
  g_clear_error (&error);
}

/* What fails names the year and leaves the answer alone. */
static void
test_range (void)
{
  LoketCalendar *calendar = loket_calendar_get_builtin ("Asia/Makassar", NULL);
  gint64 instant = 42;
  GError *error = NULL;
  gboolean open = TRUE;

  g_assert_false (loket_calendar_due (calendar, NULL, at ("2023-12-31T15:59:59Z"), 5, &instant,
                                      &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE);
  g_assert_cmpstr (error->message, ==, "2023 is outside calendar ID (2024–2027)");
  g_clear_error (&error);
  g_assert_true (loket_calendar_due (calendar, NULL, at ("2023-12-31T16:00:00Z"), 5, &instant,
                                     NULL));
  g_assert_cmpint (instant, ==, at ("2024-01-08T08:00:00Z"));

  instant = 42;
  g_assert_false (loket_calendar_add (calendar, NULL, at ("2027-12-31T07:59:59Z"), 2, &instant,
                                      &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE);
  g_clear_error (&error);
  g_assert_false (loket_calendar_add (calendar, NULL, at ("2026-01-05T00:00:00Z"), G_MAXINT64,
                                      &instant, NULL));
  g_assert_false (loket_calendar_add (calendar, NULL, at ("2026-01-05T00:00:00Z"), G_MININT64,
                                      &instant, NULL));
  g_assert_false (loket_calendar_is_open (calendar, NULL, G_MAXINT64, &open, NULL));
  g_assert_false (loket_calendar_is_open (calendar, NULL, G_MININT64, &open, NULL));
  g_assert_cmpint (instant, ==, 42);
  g_assert_true (open);
  g_assert_true (loket_calendar_add (calendar, NULL, at ("2027-12-31T07:59:59Z"), 1, &instant,
                                     NULL));
  g_assert_cmpint (instant, ==, at ("2027-12-31T08:00:00Z"));
}

static void
test_kinds (void)
{
  static const struct { int month, day; LoketDayKind kind; } cases[] = {
    { 3, 13, LOKET_DAY_WORKING }, { 3, 14, LOKET_DAY_WEEKEND }, { 3, 18, LOKET_DAY_JOINT_LEAVE },
    { 3, 19, LOKET_DAY_HOLIDAY }, { 3, 21, LOKET_DAY_WEEKEND },
  };
  LoketCalendar *calendar = loket_calendar_get_builtin ("Asia/Jakarta", NULL);
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LoketDayKind kind = LOKET_DAY_CLOSED;

      g_assert_true (loket_calendar_get_day_kind (calendar,
                                                  loket_day_new (2026, cases[i].month, cases[i].day),
                                                  &kind, NULL));
      g_assert_cmpint (kind, ==, cases[i].kind);
    }
  g_assert_true (loket_calendar_count_days (calendar, NULL, loket_day_new (2026, 3, 13),
                                            loket_day_new (2026, 3, 27), &n, NULL));
  g_assert_cmpuint (n, ==, 5);
  g_assert_true (loket_calendar_count_days (calendar, NULL, loket_day_new (2026, 3, 27),
                                            loket_day_new (2026, 3, 13), &n, NULL));
  g_assert_cmpuint (n, ==, 0);
}

static void
test_pauses (void)
{
  g_autoptr (LoketPauses) pauses = loket_pauses_new ();
  const LoketPause *all;
  guint n;

  g_assert_true (loket_pauses_add (pauses, 100, 200, NULL));
  g_assert_true (loket_pauses_add (pauses, 300, 400, NULL));
  g_assert_true (loket_pauses_add (pauses, 50, 50, NULL));
  g_assert_true (loket_pauses_add (pauses, 500, 600, NULL));
  g_assert_true (loket_pauses_add (pauses, 200, 300, NULL));
  g_assert_false (loket_pauses_add (pauses, 10, 9, NULL));
  all = loket_pauses_get (pauses, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (all[0].from, ==, 100);
  g_assert_cmpint (all[0].to, ==, 400);
  g_assert_cmpuint (loket_pauses_find (pauses, 399), ==, 0);
  g_assert_cmpuint (loket_pauses_find (pauses, 400), ==, 1);
  g_assert_cmpuint (loket_pauses_find (pauses, 600), ==, 2);
  g_assert_cmpuint (loket_pauses_find (NULL, 600), ==, 0);

  for (gint64 i = 0; i < LOKET_LIMIT_CLOCK_PAUSES - 2; i++)
    g_assert_true (loket_pauses_add (pauses, 1000 + 2 * i, 1001 + 2 * i, NULL));
  g_assert_false (loket_pauses_add (pauses, 1, 2, NULL));
}

static gpointer
ask_from_thread (gpointer data)
{
  static const char *const names[] = {
    "Asia/Makassar", "Asia/Jakarta", "Asia/Pontianak", "Asia/Jayapura",
  };
  gint64 sum = 0;

  for (guint i = 0; i < 20000; i++)
    {
      LoketCalendar *calendar = loket_calendar_get_builtin (names[i % G_N_ELEMENTS (names)], NULL);
      gint64 due = 0;

      g_assert_true (loket_calendar_due (calendar, NULL, 1767225600 + i * 600, 5, &due, NULL));
      sum += due;
    }
  return g_memdup2 (&sum, sizeof sum);
}

static void
test_threads (void)
{
  GThread *threads[4];
  gint64 first = 0;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("ask", ask_from_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autofree gint64 *sum = g_thread_join (threads[i]);

      if (i == 0)
        first = *sum;
      g_assert_cmpint (*sum, ==, first);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sla/calendar/zones", test_zones);
  g_test_add_func ("/sla/calendar/unknown-zones", test_unknown_zones);
  g_test_add_func ("/sla/calendar/refused", test_refused);
  g_test_add_func ("/sla/calendar/range", test_range);
  g_test_add_func ("/sla/calendar/kinds", test_kinds);
  g_test_add_func ("/sla/calendar/pauses", test_pauses);
  g_test_add_func ("/sla/calendar/threads", test_threads);
  return g_test_run ();
}
