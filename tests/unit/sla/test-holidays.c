/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-holidays.h"

#include <string.h>

#include "loket-limits.h"

static LoketDay
day (const char *text)
{
  LoketDay parsed = 0;

  g_assert_true (loket_day_parse (text, &parsed));
  return parsed;
}

static void
test_days (void)
{
  static const char *bad[] = {
    NULL, "", "2026-02-29", "2026-13-01", "2026-00-10", "0000-01-01", "2026-3-27", "2026-03-27 ",
    "+026-03-27",
  };
  LoketDay parsed = 42;
  gint32 seconds = 42;

  g_assert_cmpint (day ("1970-01-01"), ==, 0);
  g_assert_cmpint (day ("1969-12-31"), ==, -1);
  g_assert_cmpint (day ("2026-03-27"), ==, 20539);
  g_assert_cmpuint (loket_day_weekday (day ("2026-03-27")), ==, LOKET_FRIDAY);
  g_assert_cmpuint (loket_day_weekday (day ("1969-12-29")), ==, LOKET_MONDAY);
  g_assert_cmpuint (loket_day_weekday (day ("1969-12-28")), ==, LOKET_SUNDAY);
  g_assert_cmpint (loket_day_of_local (-1), ==, -1);
  g_assert_cmpint (loket_day_of_local (-LOKET_DAY_SECONDS), ==, -1);
  g_assert_cmpint (loket_day_of_local (LOKET_DAY_SECONDS), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (loket_day_parse (bad[i], &parsed));
  g_assert_cmpint (parsed, ==, 42);

  for (LoketDay i = -200000; i < 200000; i += 37)
    {
      g_autofree char *text = loket_day_format (i);

      g_assert_cmpint (day (text), ==, i);
    }

  g_assert_true (loket_wall_time_parse ("24:00", &seconds));
  g_assert_cmpint (seconds, ==, LOKET_DAY_SECONDS);
  g_assert_true (loket_wall_time_parse ("07:30:15", &seconds));
  g_assert_cmpint (seconds, ==, 27015);
  g_assert_false (loket_wall_time_parse ("24:01", &seconds));
  g_assert_false (loket_wall_time_parse ("7:30", &seconds));
  g_assert_false (loket_wall_time_parse ("12:60", &seconds));
  g_assert_false (loket_wall_time_parse (NULL, &seconds));
}

static void
test_builtin (void)
{
  g_autoptr (LoketHolidays) holidays = loket_holidays_new_builtin ();
  const LoketHoliday *entry;
  guint n;

  g_assert_cmpint (loket_holidays_get_first_year (holidays), ==, 2024);
  g_assert_cmpint (loket_holidays_get_last_year (holidays), ==, 2027);
  g_assert_true (loket_holidays_is_decreed (holidays, 2024));
  g_assert_true (loket_holidays_is_decreed (holidays, 2026));
  g_assert_false (loket_holidays_is_decreed (holidays, 2027));
  g_assert_false (loket_holidays_is_decreed (holidays, 2028));

  entry = loket_holidays_get_on (holidays, day ("2025-08-18"), &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (entry->kind, ==, LOKET_HOLIDAY_JOINT_LEAVE);
  loket_holidays_get_on (holidays, day ("2027-12-25"), &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_null (loket_holidays_get_on (holidays, day ("2026-03-25"), &n));
  g_assert_cmpuint (n, ==, 0);
  loket_holidays_get_all (holidays, &n);
  g_assert_cmpuint (n, ==, 100);
}

static void
test_csv (void)
{
  static const char text[] =
      "\xef\xbb\xbf# a remark\r\n\r\nnama;Tanggal;JENIS\r\n"
      "\"Hari Jadi; Kota \"\"Tua\"\"\";2026-05-04;local\r\nTahun Baru;2026-01-01;libur_nasional";
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHolidays) holidays = loket_holidays_new_from_csv (text, strlen (text), &error);
  const LoketHoliday *all;
  guint n;

  g_assert_no_error (error);
  all = loket_holidays_get_all (holidays, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (all[0].day, ==, day ("2026-01-01"));
  g_assert_cmpint (all[1].kind, ==, LOKET_HOLIDAY_LOCAL);
  g_assert_cmpstr (all[1].name, ==, "Hari Jadi; Kota \"Tua\"");
  g_assert_true (all[1].decreed);
}

static void
test_bad_csv (void)
{
  static const struct { const char *text, *named; } cases[] = {
    { "", "no holidays" },
    { "tanggal,nama\n", "no holidays" },
    { "nama,jenis\nx,local\n", "line 1" },
    { "tanggal,nama\n2026-01-01,x\n2026-02-30,y\n", "line 3" },
    { "tanggal,jenis\n2026-01-01,pesta\n", "line 2" },
    { "tanggal,nama\n2026-01-01,\"x\n", "line 2" },
    { "tanggal,nama\n2026-01-01,x\n2026-01-01,x\n", "2026-01-01" },
    { "tanggal,nama\n2026-01-01,\xff\n", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (loket_holidays_new_from_csv (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, cases[i].named));
    }
}

static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new ("tanggal\n");
  g_autoptr (LoketHolidays) largest = NULL;
  g_autoptr (GError) error = NULL;

  for (LoketDay i = 0; i < LOKET_LIMIT_HOLIDAYS; i++)
    {
      g_autofree char *date = loket_day_format (i);

      g_string_append_printf (text, "%s\n", date);
    }
  largest = loket_holidays_new_from_csv (text->str, text->len, &error);
  g_assert_no_error (error);
  g_assert_nonnull (largest);

  g_string_append (text, "2026-01-01\n");
  g_assert_null (loket_holidays_new_from_csv (text->str, text->len, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
}

/* What one cannot see in a name does not make two texts of one list. */
static void
test_odd_names (void)
{
  static const char text[] = "tanggal,nama,wilayah\n2026-03-27,\"Hari\r besar\",\"\r\"\n"
                             "2026-03-28,Hari\x01 \xe2\x80\x8b kecil,Kota\t A\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHolidays) holidays = loket_holidays_new_from_csv (text, strlen (text), &error);
  g_autoptr (LoketHolidays) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_no_error (error);
  first = loket_holidays_to_csv (holidays);
  g_assert_cmpstr (first, ==,
                   "tanggal,jenis,nama,status,wilayah\n2026-03-27,libur_nasional,Hari besar,SKB,\n"
                   "2026-03-28,libur_nasional,Hari kecil,SKB,Kota A\n");
  again = loket_holidays_new_from_csv (first, strlen (first), &error);
  g_assert_no_error (error);
  second = loket_holidays_to_csv (again);
  g_assert_cmpstr (second, ==, first);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sla/holidays/days", test_days);
  g_test_add_func ("/sla/holidays/builtin", test_builtin);
  g_test_add_func ("/sla/holidays/csv", test_csv);
  g_test_add_func ("/sla/holidays/bad-csv", test_bad_csv);
  g_test_add_func ("/sla/holidays/limits", test_limits);
  g_test_add_func ("/sla/holidays/odd-names", test_odd_names);
  return g_test_run ();
}
