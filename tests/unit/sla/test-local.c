/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-limits.h"
#include "loket-sla-reading.h"
#include "sla-fixture.h"

#include <string.h>

/* What is different in one place: free days, working hours, and who is told. */

#define RESPONSE(calendar, more)                                                              \
  "[response]\nClock=response\nCalendar=" calendar "\nWorkingDays=5\nStart=assigned\n"        \
  "Stop=first_answer\nLimitConfidence=high\nStartConfidence=low\nBasis=b\nBasis[id]=d\n" more

static LoketHolidays *
read_days (const char *text)
{
  g_autoptr (GError) error = NULL;
  LoketHolidays *days = loket_holidays_new_from_csv (text, strlen (text), &error);

  g_assert_no_error (error);
  return days;
}

static LoketSlaReading *
read_response (LoketComplaint *complaint,
               LoketRulebook  *rules)
{
  g_autoptr (GError) error = NULL;
  LoketSlaReading *reading = loket_sla_read_clock (complaint, LOKET_SLA_CLOCK_RESPONSE, rules,
                                                   complaint->assigned_at, &error);

  g_assert_no_error (error);
  return reading;
}

static void
test_csv (void)
{
  static const char text[] = "tanggal,jenis,nama,status,wilayah\n"
                             "2026-01-01,libur_nasional,Tahun Baru,SKB,\n"
                             "2026-01-07,libur_daerah,\"Hari \"\"Jadi\"\", Banjar\",SKB,Kabupaten Banjar\n"
                             "2026-01-07,libur_daerah,\"Hari \"\"Jadi\"\", Banjar\",SKB,Kota Banjarbaru\n"
                             "2026-01-08,cuti_bersama,Cuti,perkiraan,131410\n";
  g_autoptr (LoketHolidays) days = read_days (text);
  g_autofree char *written = loket_holidays_to_csv (days);
  g_autoptr (LoketHolidays) shipped = loket_holidays_new_builtin ();
  g_autofree char *plain = loket_holidays_to_csv (shipped);
  g_autoptr (LoketHolidays) same = read_days (plain);
  g_autofree char *again = loket_holidays_to_csv (same);
  g_autofree char *long_name = g_strnfill (LOKET_LIMIT_NAME_CHARS, 'x');

  g_assert_cmpstr (written, ==, text);
  g_assert_true (loket_holidays_has_places (days));
  g_assert_false (loket_holidays_has_places (shipped));
  g_assert_cmpstr (again, ==, plain);
  for (guint over = 0; over < 2; over++)
    {
      g_autofree char *one = g_strdup_printf ("tanggal,wilayah\n2026-01-01,%s%s\n", long_name,
                                              over > 0 ? "x" : "");
      g_autoptr (LoketHolidays) read = loket_holidays_new_from_csv (one, strlen (one), NULL);

      g_assert_cmpint (read != NULL, ==, over == 0);
    }
}

/* A local day in a year that is only estimated says nothing about that year. */
static void
test_merge_local (void)
{
  g_autoptr (LoketHolidays) shipped = loket_holidays_new_builtin ();
  g_autoptr (LoketHolidays) local = read_days ("tanggal,jenis,nama,wilayah\n"
                                               "2027-02-03,libur_daerah,Hari Jadi,131410\n"
                                               "2027-03-10,libur_nasional,Lain,131410\n");
  g_autoptr (LoketHolidays) all = loket_holidays_merge (shipped, local);
  guint n;

  g_assert_nonnull (loket_holidays_get_on (all, loket_day_new (2027, 1, 5), &n));
  g_assert_nonnull (loket_holidays_get_on (all, loket_day_new (2027, 2, 3), &n));
  g_assert_false (loket_holidays_is_decreed (all, 2027));
  g_assert_cmpint (loket_holidays_get_last_year (all), ==, 2027);
}

/* Free for the agency, the regency or the province it names, for nobody else. */
static void
test_places (void)
{
  static const struct { const char *place, *agency, *regency, *province, *due; } cases[] = {
    { "131410", "131410", NULL, NULL, "2026-01-26T08:00:00Z" },
    { "131410", "131411", NULL, NULL, "2026-01-23T08:00:00Z" },
    { "Kabupaten Banjar", "131410", "KABUPATEN BANJAR", NULL, "2026-01-26T08:00:00Z" },
    { "Kabupaten Banjar", "131410", "KABUPATEN BANJARNEGARA", NULL, "2026-01-23T08:00:00Z" },
    { "Kalimantan Selatan", "131410", "X", "Kalimantan Selatan", "2026-01-26T08:00:00Z" },
    { "Kalimantan Selatan", NULL, NULL, NULL, "2026-01-23T08:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("tanggal,jenis,nama,wilayah\n"
                                               "2026-01-21,libur_daerah,Hari Jadi,%s\n",
                                               cases[i].place);
      g_autoptr (LoketHolidays) shipped = loket_holidays_new_builtin ();
      g_autoptr (LoketHolidays) local = read_days (text);
      g_autoptr (LoketHolidays) all = loket_holidays_merge (shipped, local);
      g_autoptr (LoketRulebook) rules = make_rules (all, RESPONSE ("ID", ""));
      g_autoptr (LoketComplaint) complaint = make_complaint (
          "2026-01-15T01:00:00Z", "2026-01-15T01:00:00Z", LOKET_CLASS_COMPLAINT);
      g_autoptr (LoketSlaReading) reading = NULL;
      g_autofree char *sentence = NULL;

      complaint->agency_code = g_strdup (cases[i].agency);
      complaint->regency = g_strdup (cases[i].regency);
      complaint->province = g_strdup (cases[i].province);
      reading = read_response (complaint, rules);
      g_assert_cmpint (reading->due, ==, at (cases[i].due));
      sentence = loket_sla_reading_explain (reading, "id");
      g_assert_cmpint (strstr (sentence, "21 Januari (Hari Jadi)") != NULL, ==,
                       g_str_equal (cases[i].due, "2026-01-26T08:00:00Z"));
    }
}

#define SIX_DAYS                                                                               \
  "[Calendar Enam hari]\nMonday=07:30-12:00;12:30-14:00\nTuesday=07:30-14:00\n"                \
  "Wednesday=07:30-14:00\nThursday=07:30-14:00\nFriday=07:30-11:30\nSaturday=07:30-12:00\n"    \
  "JointLeaveWorks=true\n"

/* Six days a week, a break, an early close, and joint leave that is worked. */
static void
test_hours (void)
{
  g_autoptr (LoketRulebook) rules = make_rules (NULL, RESPONSE ("Enam hari", "") SIX_DAYS);
  g_autoptr (LoketComplaint) plain = make_complaint (
      "2026-01-19T01:00:00Z", "2026-01-19T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketComplaint) leave = make_complaint (
      "2026-03-13T01:00:00Z", "2026-03-13T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaReading) reading = read_response (plain, rules);
  g_autoptr (LoketSlaReading) worked = read_response (leave, rules);
  gint64 seconds;

  /* Tuesday to Saturday, when it closes at noon. */
  g_assert_cmpint (reading->due, ==, at ("2026-01-24T04:00:00Z"));
  g_assert_true (loket_calendar_diff (reading->calendar, NULL, at ("2026-01-18T16:00:00Z"),
                                      at ("2026-01-19T16:00:00Z"), &seconds, NULL));
  g_assert_cmpint (seconds, ==, 6 * 3600);
  g_assert_cmpstr (reading->policy->calendar, ==, "Enam hari");
  /* 14, 16, 17, 18 (joint leave) and 20 March; the 19th is Nyepi. */
  g_assert_cmpint (worked->due, ==, at ("2026-03-20T03:30:00Z"));
}

static void
test_bad_hours (void)
{
  static const struct { const char *text, *message; } cases[] = {
    { RESPONSE ("Lima hari", "") SIX_DAYS, "policy response: Calendar “Lima hari” is not known" },
    { RESPONSE ("Enam hari", ""), "policy response: Calendar “Enam hari” is not known" },
    { RESPONSE ("A", "") "[Calendar A]\nMonday=08:00-12:00;11:00-16:00\n",
      "Calendar A: Monday: 11:00–16:00 overlaps 08:00–12:00" },
    { RESPONSE ("A", "") "[Calendar A]\nMonday=12:00-08:00\n",
      "Calendar A: Monday: 12:00–08:00 runs backwards" },
    { RESPONSE ("A", "") "[Calendar A]\nMonday=08:00-24:01\n",
      "Calendar A: Monday is not like 07:30-12:00;13:00-16:00" },
    { RESPONSE ("A", "") "[Calendar A]\nMonday=8-12\n",
      "Calendar A: Monday is not like 07:30-12:00;13:00-16:00" },
    { RESPONSE ("A", "") "[Calendar A]\nSenin=08:00-12:00\n",
      "Calendar A: Senin is no key of a calendar" },
    { RESPONSE ("A", "") "[Calendar A]\nJointLeaveWorks=yes\n",
      "Calendar A: JointLeaveWorks is neither true nor false" },
    { RESPONSE ("A", "") "[Calendar A]\nJointLeaveWorks=true\n",
      "Calendar A: a weekday with hours has to be there" },
    { SIX_DAYS, "there is no policy in the file" },
    { RESPONSE ("ID", "Escalate=boss:1\n"),
      "policy response: Escalate names a role that does not exist" },
    { RESPONSE ("ID", "Escalate=approver\n"),
      "policy response: Escalate is not like approver:-1;supervisor:1" },
    { RESPONSE ("ID", "Escalate=approver:1;approver:2;approver:3;approver:4;approver:5;approver:6;"
                      "approver:7;approver:8;approver:9\n"),
      "policy response: Escalate has too many steps" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (loket_policies_new (cases[i].text, strlen (cases[i].text), &error));
      g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

/* Whom a clock is brought before, counted in working days around the due date. */
static void
test_escalations (void)
{
  static const struct { LoketRole role; const char *when; } steps[] = {
    { LOKET_ROLE_APPROVER, "2026-01-22T16:00:00Z" },   /* Friday, the working day before */
    { LOKET_ROLE_SUPERVISOR, "2026-01-26T08:00:00Z" }, /* when it is due, on a Monday */
    { LOKET_ROLE_COORDINATOR, "2026-01-28T08:00:00Z" },
  };
  g_autoptr (LoketRulebook) rules = make_rules (
      NULL, RESPONSE ("ID", "Escalate=approver:-1;supervisor:0;coordinator:2\n"));
  g_autoptr (LoketComplaint) complaint = make_complaint (
      "2026-01-19T01:00:00Z", "2026-01-19T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaReading) reading = read_response (complaint, rules);

  g_assert_cmpuint (reading->policy->n_escalations, ==, G_N_ELEMENTS (steps));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      LoketRole role;
      gint64 when = loket_sla_reading_get_escalation (reading, i, &role);

      g_assert_cmpint (role, ==, steps[i].role);
      g_assert_cmpint (when, ==, at (steps[i].when));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sla/local/csv", test_csv);
  g_test_add_func ("/sla/local/merge", test_merge_local);
  g_test_add_func ("/sla/local/places", test_places);
  g_test_add_func ("/sla/local/hours", test_hours);
  g_test_add_func ("/sla/local/bad-hours", test_bad_hours);
  g_test_add_func ("/sla/local/escalations", test_escalations);
  return g_test_run ();
}
