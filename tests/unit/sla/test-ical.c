/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-holidays-file.h"

#include "loket-limits.h"

static LoketDay
day (const char *text)
{
  LoketDay parsed = 0;

  g_assert_true (loket_day_parse (text, &parsed));
  return parsed;
}

static char *
wrap (const char *events)
{
  return g_strconcat ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//loket//test//ID\r\n", events,
                      "END:VCALENDAR\r\n", NULL);
}

static LoketHolidays *
load (const char  *events,
      guint       *n_ignored,
      GError     **error)
{
  g_autofree char *text = wrap (events);

  return loket_holidays_new_from_ical (text, strlen (text), n_ignored, error);
}

#define EVENT(members) "BEGIN:VEVENT\r\nUID:x\r\n" members "END:VEVENT\r\n"

static void
test_events (void)
{
  static const char events[] =
      EVENT ("DTSTART;VALUE=DATE:20260319\r\nSUMMARY:Hari Suci Nyepi\r\n")
      EVENT ("DTSTART;VALUE=DATE:20260323\r\nDTEND;VALUE=DATE:20260325\r\n"
             "SUMMARY:Cuti Bersama Idulfitri\r\n")
      EVENT ("DTSTART;VALUE=DATE:20260810\r\nDTEND;VALUE=DATE:20260811\r\nSTATUS:TENTATIVE\r\n"
             "SUMMARY:Hari jadi\r\n")
      EVENT ("DTSTART:20260401T020000Z\r\nDTEND:20260401T040000Z\r\nSUMMARY:Rapat\r\n")
      EVENT ("DTSTART;VALUE=DATE:20260402\r\nSTATUS:CANCELLED\r\nSUMMARY:Batal\r\n")
      EVENT ("DTSTART;VALUE=DATE:20260319\r\nSUMMARY:Hari Suci Nyepi\r\n")
      EVENT ("SUMMARY:Tanpa tanggal\r\n");
  g_autoptr (GError) error = NULL;
  guint n, n_ignored = 0;
  g_autoptr (LoketHolidays) holidays = load (events, &n_ignored, &error);
  const LoketHoliday *all;

  g_assert_no_error (error);
  g_assert_cmpuint (n_ignored, ==, 3);
  all = loket_holidays_get_all (holidays, &n);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpint (all[0].day, ==, day ("2026-03-19"));
  g_assert_cmpint (all[0].kind, ==, LOKET_HOLIDAY_NATIONAL);
  g_assert_cmpstr (all[0].name, ==, "Hari Suci Nyepi");
  g_assert_cmpint (all[1].day, ==, day ("2026-03-23"));
  g_assert_cmpint (all[1].kind, ==, LOKET_HOLIDAY_JOINT_LEAVE);
  g_assert_cmpint (all[2].day, ==, day ("2026-03-24"));
  g_assert_true (all[2].decreed);
  g_assert_cmpint (all[3].day, ==, day ("2026-08-10"));
  g_assert_false (all[3].decreed);
}

static void
test_repeated (void)
{
  static const char events[] =
      EVENT ("DTSTART;VALUE=DATE:20240817\r\nRRULE:FREQ=YEARLY\r\nEXDATE;VALUE=DATE:20230817,20250817\r\n"
             "SUMMARY:Proklamasi\r\n")
      EVENT ("DTSTART;VALUE=DATE:20260101\r\nRDATE;VALUE=DATE:20250101,20240101\r\n"
             "SUMMARY:Tahun Baru\r\n");
  static const char only[] = EVENT ("DTSTART;VALUE=DATE:20240817\r\nRRULE:FREQ=YEARLY\r\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHolidays) holidays = load (events, NULL, &error);
  g_autoptr (LoketHolidays) ten_years = NULL;
  guint n;

  g_assert_no_error (error);
  loket_holidays_get_all (holidays, &n);
  g_assert_cmpuint (n, ==, 5);
  g_assert_nonnull (loket_holidays_get_on (holidays, day ("2024-01-01"), &n));
  g_assert_nonnull (loket_holidays_get_on (holidays, day ("2025-01-01"), &n));
  g_assert_nonnull (loket_holidays_get_on (holidays, day ("2024-08-17"), &n));
  g_assert_null (loket_holidays_get_on (holidays, day ("2025-08-17"), &n));
  g_assert_nonnull (loket_holidays_get_on (holidays, day ("2026-08-17"), &n));
  g_assert_cmpint (loket_holidays_get_last_year (holidays), ==, 2026);

  ten_years = load (only, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (loket_holidays_get_last_year (ten_years), ==, 2034);
}

static char *
nest (guint depth)
{
  GString *text = g_string_new (EVENT ("DTSTART;VALUE=DATE:20260101\r\n"));

  for (guint i = 0; i < depth; i++)
    g_string_append (text, "BEGIN:VEVENT\r\n");
  for (guint i = 0; i < depth; i++)
    g_string_append (text, "END:VEVENT\r\n");
  return g_string_free (text, FALSE);
}

static void
assert_refused (const char *events,
                const char *named)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (events, NULL, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, named));
}

static void
test_refused (void)
{
  g_autofree char *deep = nest (LOKET_LIMIT_ICAL_DEPTH), *fits = nest (LOKET_LIMIT_ICAL_DEPTH - 1);
  g_autofree char *large = g_strnfill (LOKET_LIMIT_HOLIDAY_FILE_BYTES, ' ');
  g_autoptr (LoketHolidays) accepted = NULL;
  GError *error = NULL;

  assert_refused ("", "no holidays");
  assert_refused (EVENT ("DTSTART:20260401T020000Z\r\n"), "no holidays");
  assert_refused (EVENT ("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20251231\r\n"), "ends");
  assert_refused (EVENT ("DTSTART;VALUE=DATE:20260101\r\nDTEND;VALUE=DATE:20260202\r\n"), "too long");
  assert_refused (EVENT ("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=DAILY\r\n"), "too often");
  assert_refused (EVENT ("DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=SECONDLY\r\n"), "repeats");
  assert_refused (deep, "nested");
  assert_refused ("END:VCALENDAR\r\nEND:VCALENDAR\r\n", "nested");
  assert_refused (large, "too large");

  accepted = load (fits, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (accepted);
  g_assert_null (loket_holidays_new_from_ical ("hello", 5, NULL, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (loket_holidays_new_from_ical ("\xff", 1, NULL, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
  g_clear_error (&error);
}

static void
test_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "libur.ICS", NULL);
  g_autofree char *text = wrap (EVENT ("DTSTART;VALUE=DATE:20260319\r\nSUMMARY:Nyepi\r\n"));
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHolidays) holidays = NULL;
  guint n;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  holidays = loket_holidays_new_from_file (path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (loket_holidays_get_on (holidays, day ("2026-03-19"), &n));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sla/ical/events", test_events);
  g_test_add_func ("/sla/ical/repeated", test_repeated);
  g_test_add_func ("/sla/ical/refused", test_refused);
  g_test_add_func ("/sla/ical/file", test_file);
  return g_test_run ();
}
