/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-calendar.h"
#include "loket-sla-marks.h"

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

static gboolean
read_deadline (const LoketComplaint  *complaint,
               gint64                 now,
               LoketDeadline         *deadline,
               GError               **error)
{
  LoketSlaMarks marks;

  if (!loket_sla_find_marks (complaint, loket_rulebook_get_builtin (), now, &marks, error))
    return FALSE;
  loket_sla_marks_to_deadline (&marks, now, deadline);
  return TRUE;
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
      g_assert_true (read_deadline (complaint, at (cases[i].start), &deadline,
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
      g_assert_true (read_deadline (complaint, now, &deadline, NULL));
      g_assert_cmpint (deadline.state, ==, course[i].state);
      if (deadline.next_change != LOKET_TIME_UNSET)
        {
          LoketDeadline just_before;

          g_assert_true (read_deadline (complaint, deadline.next_change - 1,
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
  g_assert_true (read_deadline (met, at ("2027-01-01T00:00:00Z"), &deadline, NULL));
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_MET);
  g_assert_cmpint (deadline.next_change, ==, LOKET_TIME_UNSET);
  g_assert_true (read_deadline (missed, 0, &deadline, NULL));
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_MISSED);
}

static void
test_no_clock (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint (NULL, NULL);
  LoketDeadline deadline = { .days = 77 };
  GError *error = NULL;

  g_assert_false (read_deadline (complaint, 0, &deadline, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK);
  g_clear_error (&error);

  complaint->received_at = at ("2026-03-13T01:00:00Z");
  complaint->status = LOKET_STATUS_CLOSED;
  g_assert_false (read_deadline (complaint, 0, &deadline, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK);
  g_clear_error (&error);

  complaint->status = LOKET_STATUS_NEW;
  g_free (complaint->time_zone);
  complaint->time_zone = g_strdup ("Asia/Banjarmasin");
  g_assert_false (read_deadline (complaint, 0, &deadline, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_UNKNOWN_ZONE);
  g_assert_nonnull (strstr (error->message, "Asia/Banjarmasin"));
  g_clear_error (&error);

  g_clear_pointer (&complaint->time_zone, g_free);
  complaint->received_at = at ("2031-03-13T01:00:00Z");
  g_assert_false (read_deadline (complaint, 0, &deadline, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_OUT_OF_RANGE);
  g_assert_nonnull (strstr (error->message, "2031"));
  g_clear_error (&error);
  g_assert_cmpuint (deadline.days, ==, 77);

  complaint->received_at = at ("2026-03-13T01:00:00Z");
  g_assert_true (read_deadline (complaint, 0, &deadline, NULL));
  g_assert_true (deadline.from_receipt);
  g_assert_cmpint (deadline.due, ==, at ("2026-03-27T08:00:00Z"));
}

static void
test_provisional (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint ("2026-12-28T01:00:00Z", NULL);
  LoketDeadline deadline;

  g_assert_true (read_deadline (complaint, complaint->assigned_at, &deadline, NULL));
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_PROVISIONAL);
  g_assert_true (deadline.provisional);
  g_assert_true (read_deadline (complaint, deadline.due, &deadline, NULL));
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
  LoketDeadline deadline;

  complaint->reporter_at = at ("2026-03-13T01:00:00Z");
  g_assert_true (read_deadline (complaint, at ("2026-03-16T01:00:00Z"), &deadline, NULL));
  g_assert_cmpint (deadline.start, ==, at ("2026-03-13T01:00:00Z"));
  g_assert_cmpint (deadline.due, ==, at ("2026-03-27T08:00:00Z"));
  g_assert_cmpint (deadline.stop, ==, LOKET_TIME_UNSET);
  g_assert_cmpint (deadline.state, ==, LOKET_SLA_ON_TIME);

  complaint->status = LOKET_STATUS_CLOSED;
  g_assert_true (read_deadline (complaint, at ("2026-04-16T01:00:00Z"), &deadline,
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
  g_test_add_func ("/sla/deadline/provisional", test_provisional);
  return g_test_run ();
}
