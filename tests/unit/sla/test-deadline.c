/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-calendar.h"
#include "loket-deadline.h"

static gint64
at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (loket_time_parse (text, &instant));
  return instant;
}

static LoketComplaint *
make_complaint (const char *assigned,
                const char *answered)
{
  LoketComplaint *complaint = loket_complaint_new ();

  complaint->time_zone = g_strdup ("Asia/Makassar");
  complaint->status = LOKET_STATUS_NEW;
  complaint->received_at = LOKET_TIME_UNSET;
  complaint->assigned_at = assigned == NULL ? LOKET_TIME_UNSET : at (assigned);
  complaint->answered_at = answered == NULL ? LOKET_TIME_UNSET : at (answered);
  return complaint;
}

/* The dates that the limits of the regulation were checked by hand with. */
static void
test_working_dates (void)
{
  static const struct { const char *from; int n; const char *to; } cases[] = {
    { "2024-04-04", 3, "2024-04-17" }, { "2024-04-04", 5, "2024-04-19" },
    { "2024-04-04", 14, "2024-05-03" }, { "2024-04-04", 60, "2024-07-16" },
    { "2026-03-13", 5, "2026-03-27" }, { "2025-12-19", 10, "2026-01-07" },
    { "2026-03-27", -5, "2026-03-13" }, { "2025-08-15", 1, "2025-08-19" },
    { "2026-03-21", 0, "2026-03-25" }, { "2026-03-25", 0, "2026-03-25" },
  };
  LoketCalendar *calendar = loket_calendar_get_builtin ("Asia/Makassar", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;
      LoketDay from = 0, to = 0;

      g_assert_true (loket_day_parse (cases[i].from, &from));
      g_assert_true (loket_calendar_nth_working_date (calendar, from, cases[i].n, &to, &error));
      g_assert_no_error (error);
      text = loket_day_format (to);
      g_assert_cmpstr (text, ==, cases[i].to);
    }
}

/* Day 0 is the local date, so that the zone decides near midnight. */
static void
test_zones (void)
{
  static const struct { const char *zone, *start, *due; } cases[] = {
    { "Asia/Jakarta", "2026-03-13T01:00:00Z", "2026-03-27T09:00:00Z" },
    { "Asia/Pontianak", "2026-03-13T01:00:00Z", "2026-03-27T09:00:00Z" },
    { "Asia/Makassar", "2026-03-13T01:00:00Z", "2026-03-27T08:00:00Z" },
    { "Asia/Jayapura", "2026-03-13T01:00:00Z", "2026-03-27T07:00:00Z" },
    /* Sunday 23:30 in Jakarta is Monday 00:30 in Makassar. */
    { "Asia/Jakarta", "2026-01-18T16:30:00Z", "2026-01-23T09:00:00Z" },
    { "Asia/Makassar", "2026-01-18T16:30:00Z", "2026-01-26T08:00:00Z" },
    { "Asia/Makassar", "2026-01-18T15:59:59Z", "2026-01-23T08:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LoketComplaint) complaint = make_complaint (cases[i].start, NULL);
      g_autoptr (GError) error = NULL;
      LoketDeadline deadline;

      g_free (complaint->time_zone);
      complaint->time_zone = g_strdup (cases[i].zone);
      g_assert_true (loket_deadline_for_complaint (complaint, at (cases[i].start), &deadline,
                                                   &error));
      g_assert_no_error (error);
      g_assert_cmpint (deadline.due, ==, at (cases[i].due));
    }
}

/* Walks through a clock's whole life by next_change alone. */
static void
test_states (void)
{
  static const struct { const char *from; LoketSlaState state; } course[] = {
    { "2026-03-13T01:00:00Z", LOKET_SLA_ON_TIME },
    { "2026-03-25T16:00:00Z", LOKET_SLA_WARNING },
    { "2026-03-26T16:00:00Z", LOKET_SLA_DUE_TODAY },
    { "2026-03-27T08:00:01Z", LOKET_SLA_OVERDUE },
  };
  g_autoptr (LoketComplaint) complaint = make_complaint (course[0].from, NULL);
  gint64 now = at (course[0].from);
  LoketDeadline deadline;

  for (guint i = 0; i < G_N_ELEMENTS (course); i++)
    {
      g_assert_cmpint (now, ==, at (course[i].from));
      g_assert_true (loket_deadline_for_complaint (complaint, now, &deadline, NULL));
      g_assert_cmpint (deadline.state, ==, course[i].state);
      if (deadline.next_change != LOKET_TIME_UNSET)
        {
          LoketDeadline just_before;

          g_assert_true (loket_deadline_for_complaint (complaint, deadline.next_change - 1,
                                                       &just_before, NULL));
          g_assert_cmpint (just_before.state, ==, course[i].state);
        }
      now = deadline.next_change;
    }
  g_assert_cmpint (now, ==, LOKET_TIME_UNSET);
}

static void
test_answered (void)
{
  g_autoptr (LoketComplaint) met = make_complaint ("2026-03-13T01:00:00Z", "2026-03-27T08:00:00Z");
  g_autoptr (LoketComplaint) missed = make_complaint ("2026-03-13T01:00:00Z",
                                                      "2026-03-27T08:00:01Z");
  LoketDeadline deadline;

  met->status = LOKET_STATUS_CLOSED;
  g_assert_true (loket_deadline_for_complaint (met, at ("2027-01-01T00:00:00Z"), &deadline, NULL));
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_MET);
  g_assert_cmpint (deadline.next_change, ==, LOKET_TIME_UNSET);
  g_assert_true (loket_deadline_for_complaint (missed, 0, &deadline, NULL));
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_MISSED);
}

static void
test_no_clock (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint (NULL, NULL);
  LoketDeadline deadline = { .days = 77 };
  GError *error = NULL;

  g_assert_false (loket_deadline_for_complaint (complaint, 0, &deadline, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK);
  g_clear_error (&error);

  complaint->received_at = at ("2026-03-13T01:00:00Z");
  complaint->status = LOKET_STATUS_CLOSED;
  g_assert_false (loket_deadline_for_complaint (complaint, 0, &deadline, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK);
  g_clear_error (&error);

  complaint->status = LOKET_STATUS_NEW;
  g_free (complaint->time_zone);
  complaint->time_zone = g_strdup ("Asia/Banjarmasin");
  g_assert_false (loket_deadline_for_complaint (complaint, 0, &deadline, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_UNKNOWN_ZONE);
  g_assert_nonnull (strstr (error->message, "Asia/Banjarmasin"));
  g_clear_error (&error);

  g_clear_pointer (&complaint->time_zone, g_free);
  complaint->received_at = at ("2031-03-13T01:00:00Z");
  g_assert_false (loket_deadline_for_complaint (complaint, 0, &deadline, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE);
  g_assert_nonnull (strstr (error->message, "2031"));
  g_clear_error (&error);
  g_assert_cmpuint (deadline.days, ==, 77);

  complaint->received_at = at ("2026-03-13T01:00:00Z");
  g_assert_true (loket_deadline_for_complaint (complaint, 0, &deadline, NULL));
  g_assert_true (deadline.from_receipt);
  g_assert_cmpint (deadline.due, ==, at ("2026-03-27T08:00:00Z"));
}

static void
assert_explained (LoketComplaint *complaint,
                  gint64          now,
                  const char     *language,
                  const char     *expected)
{
  g_autofree char *text = NULL;
  LoketDeadline deadline;

  g_assert_true (loket_deadline_for_complaint (complaint, now, &deadline, NULL));
  text = loket_deadline_explain (complaint, &deadline, language);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_explain (void)
{
  g_autoptr (LoketComplaint) spring = make_complaint ("2026-03-13T01:00:00Z", NULL);
  g_autoptr (LoketComplaint) easter = make_complaint ("2026-03-30T01:00:00Z",
                                                      "2026-04-01T02:30:00Z");
  g_autoptr (LoketComplaint) plain = make_complaint ("2026-01-19T01:00:00Z", NULL);
  g_autoptr (LoketComplaint) year_end = make_complaint (NULL, NULL);

  assert_explained (spring, spring->assigned_at, "id",
                    "5 hari kerja sejak Jumat 13 Maret 2026; tidak dihitung: 2 akhir pekan, "
                    "18–24 Maret libur dan cuti bersama; jatuh tempo Jumat 27 Maret 2026 16.00 "
                    "WITA");
  assert_explained (spring, at ("2026-04-01T00:00:00Z"), "en",
                    "5 working days from Friday 13 March 2026; not counted: 2 weekends, "
                    "18–24 March holidays and joint leave; due Friday 27 March 2026 16:00 WITA; "
                    "it has passed without an answer");
  assert_explained (easter, 0, "id",
                    "5 hari kerja sejak Senin 30 Maret 2026; tidak dihitung: 1 akhir pekan, "
                    "3–5 April libur; jatuh tempo Selasa 7 April 2026 16.00 WITA; "
                    "dijawab Rabu 1 April 2026 10.30 WITA, tepat waktu");
  assert_explained (plain, 0, "id",
                    "5 hari kerja sejak Senin 19 Januari 2026; tidak dihitung: 1 akhir pekan; "
                    "jatuh tempo Senin 26 Januari 2026 16.00 WITA");

  year_end->received_at = at ("2026-12-28T01:00:00Z");
  assert_explained (year_end, year_end->received_at, "id",
                    "5 hari kerja sejak diterima Senin 28 Desember 2026 (tanggal disposisi tidak "
                    "diketahui); tidak dihitung: 1 akhir pekan, 1 Januari (Tahun Baru Masehi), "
                    "5 Januari (Isra Mikraj); jatuh tempo Rabu 6 Januari 2027 16.00 WITA; "
                    "sementara, karena hari libur 2027 belum ditetapkan");
}

static void
test_provisional (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint ("2026-12-28T01:00:00Z", NULL);
  LoketDeadline deadline;

  g_assert_true (loket_deadline_for_complaint (complaint, complaint->assigned_at, &deadline, NULL));
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_PROVISIONAL);
  g_assert_true (deadline.provisional);
  g_assert_true (loket_deadline_for_complaint (complaint, deadline.due, &deadline, NULL));
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_DUE_TODAY);
  g_assert_true (deadline.provisional);

  for (guint state = LOKET_SLA_ON_TIME; state <= LOKET_SLA_PROVISIONAL; state++)
    g_assert_cmpint (loket_sla_state_from_name (loket_sla_state_to_name (state)), ==, state);
}

/* An answer ends the clock until the reporter comes back. */
static void
test_reporter_came_back (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint ("2026-03-02T01:00:00Z",
                                                         "2026-03-03T01:00:00Z");
  g_autofree char *sentence = NULL;
  LoketDeadline deadline;

  complaint->reporter_at = at ("2026-03-13T01:00:00Z");
  g_assert_true (loket_deadline_for_complaint (complaint, at ("2026-03-16T01:00:00Z"), &deadline, NULL));
  g_assert_cmpint (deadline.start, ==, at ("2026-03-13T01:00:00Z"));
  g_assert_cmpint (deadline.due, ==, at ("2026-03-27T08:00:00Z"));
  g_assert_cmpint (deadline.stop, ==, LOKET_TIME_UNSET);
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_ON_TIME);

  sentence = loket_deadline_explain (complaint, &deadline, "id");
  g_assert_true (g_str_has_prefix (sentence, "5 hari kerja sejak pelapor menanggapi pada Jumat 13 Maret 2026"));

  complaint->status = LOKET_STATUS_CLOSED;
  g_assert_true (loket_deadline_for_complaint (complaint, at ("2026-04-16T01:00:00Z"), &deadline,
                                               NULL));
  g_assert_false (deadline.from_reporter);
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_MET);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sla/deadline/working-dates", test_working_dates);
  g_test_add_func ("/sla/deadline/zones", test_zones);
  g_test_add_func ("/sla/deadline/states", test_states);
  g_test_add_func ("/sla/deadline/answered", test_answered);
  g_test_add_func ("/sla/deadline/reporter-came-back", test_reporter_came_back);
  g_test_add_func ("/sla/deadline/no-clock", test_no_clock);
  g_test_add_func ("/sla/deadline/explain", test_explain);
  g_test_add_func ("/sla/deadline/provisional", test_provisional);
  return g_test_run ();
}
