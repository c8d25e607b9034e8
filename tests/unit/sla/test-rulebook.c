/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-limits.h"
#include "loket-sla-move.h"
#include "sla-fixture.h"

#include <string.h>

#define RESPONSE(days, more)                                                                  \
  "[response]\nClock=response\nCalendar=ID\nWorkingDays=" days "\nStart=assigned;received\n"  \
  "Stop=first_answer\nLimitConfidence=high\nStartConfidence=low\nBasis=b\nBasis[id]=d\n" more

#define REASON "SKB Tiga Menteri diubah, cuti bersama 18 Agustus ditambahkan"

/* As it was in 2025: on 7 August the 18th became joint leave. */
static LoketRulebook *
make_amended (void)
{
  g_autoptr (LoketHolidays) amended = loket_holidays_new_builtin ();
  g_autoptr (LoketHolidays) original = loket_holidays_without (
      amended, loket_day_new (2025, 8, 18), NULL, NULL);

  return make_book (make_edition (1, "2025-01-01T00:00:00Z", NULL, original, NULL),
                    make_edition (2, "2025-08-15T03:00:00Z", REASON, amended, NULL));
}

static LoketSlaReading *
read_by (LoketComplaint *complaint,
         LoketSlaClock   clock,
         LoketRulebook  *rules,
         const char     *now)
{
  g_autoptr (GError) error = NULL;
  LoketSlaReading *reading = loket_sla_read_clock (complaint, clock, rules, at (now), &error);

  g_assert_no_error (error);
  return reading;
}

static void
test_order (void)
{
  g_autoptr (LoketRulebook) rules = make_amended ();
  g_autoptr (GPtrArray) editions = g_ptr_array_new ();
  g_autoptr (LoketRulebook) longer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (loket_rulebook_get_latest (rules)->number, ==, 2);
  g_assert_cmpint (loket_rulebook_at (rules, at ("2020-01-01T00:00:00Z"))->number, ==, 1);
  g_assert_cmpint (loket_rulebook_at (rules, at ("2025-08-15T03:00:00Z"))->number, ==, 1);
  g_assert_cmpint (loket_rulebook_at (rules, at ("2025-08-15T03:00:01Z"))->number, ==, 2);

  g_assert_null (loket_rulebook_new (editions, &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (loket_rulebook_with (rules, loket_rulebook_get (rules, 0), &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "edition 1"));
}

static void
test_limit (void)
{
  LoketEdition *shipped = loket_rulebook_get_latest (loket_rulebook_get_builtin ());
  g_autoptr (LoketHolidays) holidays = loket_holidays_new_builtin ();
  g_autoptr (GPtrArray) editions = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_edition_unref);
  g_autoptr (LoketRulebook) most = NULL;

  for (gint64 number = 1; number <= LOKET_LIMIT_EDITIONS; number++)
    g_ptr_array_add (editions, loket_edition_new_from (number, 0, NULL, NULL, holidays,
                                                       shipped->policies));
  most = loket_rulebook_new (editions, NULL);
  g_assert_nonnull (most);
  g_ptr_array_add (editions, loket_edition_new_from (LOKET_LIMIT_EDITIONS + 1, 0, NULL, NULL,
                                                     holidays, shipped->policies));
  g_assert_null (loket_rulebook_new (editions, NULL));
}

static void
test_bad_edition (void)
{
  static const char good_days[] = "tanggal,jenis\n2026-01-01,libur_nasional\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_edition_new (7, 0, NULL, NULL, "tanggal\n2026-02-30\n",
                                    RESPONSE ("5", ""), &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
                   "edition 7: line 2 of the holiday file: this is no date (YYYY-MM-DD)");
  g_clear_error (&error);
  g_assert_null (loket_edition_new (7, 0, NULL, NULL, good_days, RESPONSE ("0", ""), &error));
  g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID);
  g_assert_true (g_str_has_prefix (error->message, "edition 7: policy response: WorkingDays"));
}

/* Which of two things of one second was first is not known: what ended in the
 * second in which an edition came stays as it was. */
static void
test_same_second (void)
{
  g_autoptr (LoketRulebook) rules = make_amended ();
  g_autoptr (LoketComplaint) met = make_complaint (
      "2025-08-13T01:00:00Z", "2025-08-13T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaReading) reading = NULL;

  add_message (met, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_RESOLVED, "2025-08-15T03:00:00Z");
  reading = read_by (met, LOKET_SLA_CLOCK_RESPONSE, rules, "2025-08-16T01:00:00Z");
  g_assert_cmpint (reading->edition->number, ==, 1);
  g_assert_cmpint (reading->due, ==, at ("2025-08-20T08:00:00Z"));
}

/* What runs moves and says why; what was answered, in time or late, and what was
 * closed stay as they were on their day. */
static void
test_late_joint_leave (void)
{
  g_autoptr (LoketRulebook) rules = make_amended ();
  g_autoptr (LoketComplaint) open = make_complaint (
      "2025-08-13T01:00:00Z", "2025-08-13T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketComplaint) met = make_complaint (
      "2025-08-06T01:00:00Z", "2025-08-06T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketComplaint) after = make_complaint (
      "2025-08-13T01:00:00Z", "2025-08-13T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaReading) early = NULL, running = NULL, answered = NULL, later = NULL;
  g_autofree char *indonesian = NULL, *english = NULL;
  const LoketSlaShift *shift;

  running = read_by (open, LOKET_SLA_CLOCK_RESPONSE, rules, "2025-08-16T01:00:00Z");
  g_assert_cmpint (running->due, ==, at ("2025-08-21T08:00:00Z"));
  g_assert_cmpint (running->edition->number, ==, 2);
  g_assert_cmpuint (running->shifts->len, ==, 1);
  shift = running->shifts->pdata[0];
  g_assert_cmpint (shift->at, ==, at ("2025-08-15T03:00:00Z"));
  g_assert_cmpint (shift->before, ==, at ("2025-08-20T08:00:00Z"));
  g_assert_cmpint (shift->after, ==, running->due);
  g_assert_cmpstr (shift->reason, ==, REASON);
  indonesian = loket_sla_reading_explain (running, "id");
  english = loket_sla_reading_explain (running, "en");
  g_assert_nonnull (strstr (indonesian,
                            "; jatuh tempo Kamis 21 Agustus 2025 16.00 WITA; semula Rabu 20 "
                            "Agustus 2025 16.00 WITA, diubah Jumat 15 Agustus 2025 karena " REASON));
  g_assert_nonnull (strstr (english, "; at first Wednesday 20 August 2025 16:00 WITA, changed on "
                                     "Friday 15 August 2025 because " REASON));

  /* Answered before the change: the day it was counted by stays a working day. */
  add_message (met, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_RESOLVED, "2025-08-14T01:00:00Z");
  met->status = LOKET_STATUS_CLOSED;
  early = read_by (met, LOKET_SLA_CLOCK_SETTLEMENT, rules, "2025-09-01T01:00:00Z");
  g_assert_cmpint (early->due, ==, at ("2025-08-26T08:00:00Z"));
  g_assert_cmpint (early->edition->number, ==, 1);
  g_assert_null (early->shifts);

  /* Answered after it: by what was in force then. */
  add_message (after, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_RESOLVED, "2025-08-21T07:00:00Z");
  later = read_by (after, LOKET_SLA_CLOCK_RESPONSE, rules, "2025-09-01T01:00:00Z");
  g_assert_cmpint (later->state, ==, LOKET_SLA_MET);
  g_assert_cmpint (later->edition->number, ==, 2);
  g_assert_null (later->shifts);

  answered = read_by (met, LOKET_SLA_CLOCK_RESPONSE, rules, "2025-09-01T01:00:00Z");
  g_assert_cmpint (answered->due, ==, at ("2025-08-13T08:00:00Z"));
  g_assert_cmpint (answered->state, ==, LOKET_SLA_MISSED);
}

/* A shorter limit holds for what is open; what was answered in time stays so. A
 * clock stopped by an event that a later edition no longer knows stays stopped. */
static void
test_other_policy (void)
{
  g_autoptr (LoketHolidays) days = loket_holidays_new_builtin ();
  g_autoptr (LoketRulebook) shorter = make_book (
      make_edition (1, "2025-01-01T00:00:00Z", NULL, days, RESPONSE ("5", "")),
      make_edition (2, "2026-01-12T03:00:00Z", NULL, days, RESPONSE ("2", "")));
  g_autoptr (LoketRulebook) stricter = make_book (
      make_edition (1, "2025-01-01T00:00:00Z", NULL, days, RESPONSE ("5", "")),
      make_edition (2, "2026-01-12T03:00:00Z", NULL, days,
                    "[s]\nClock=response\nCalendar=ID\nWorkingDays=5\nStart=assigned\nStop=settled\n"
                    "LimitConfidence=high\nStartConfidence=low\nBasis=b\nBasis[id]=d\n"));
  g_autoptr (LoketComplaint) open = make_complaint (
      "2026-01-05T01:00:00Z", "2026-01-05T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketComplaint) answered = make_complaint (
      "2026-01-05T01:00:00Z", "2026-01-05T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaReading) running = NULL, met = NULL, stopped = NULL;
  g_autofree char *sentence = NULL;

  running = read_by (open, LOKET_SLA_CLOCK_RESPONSE, shorter, "2026-01-12T04:00:00Z");
  g_assert_cmpint (running->due, ==, at ("2026-01-07T08:00:00Z"));
  g_assert_cmpint (running->state, ==, LOKET_SLA_OVERDUE);
  sentence = loket_sla_reading_explain (running, "id");
  g_assert_nonnull (strstr (sentence, "karena hari libur atau aturan diubah"));

  add_message (answered, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_IN_PROGRESS, "2026-01-12T02:00:00Z");
  met = read_by (answered, LOKET_SLA_CLOCK_RESPONSE, shorter, "2026-01-20T01:00:00Z");
  g_assert_cmpint (met->due, ==, at ("2026-01-12T08:00:00Z"));
  g_assert_cmpint (met->state, ==, LOKET_SLA_MET);
  stopped = read_by (answered, LOKET_SLA_CLOCK_RESPONSE, stricter, "2026-01-20T01:00:00Z");
  g_assert_cmpint (stopped->stop, ==, at ("2026-01-12T02:00:00Z"));
}

/* The class of the stop counts; while the clock runs, the present one. */
static void
test_class_change (void)
{
  LoketRulebook *rules = loket_rulebook_get_builtin ();
  g_autoptr (LoketComplaint) before = make_complaint (
      "2026-01-05T01:00:00Z", "2026-01-05T01:00:00Z", LOKET_CLASS_SUPERVISORY);
  g_autoptr (LoketComplaint) settled = make_complaint (
      "2026-01-05T01:00:00Z", "2026-01-05T01:00:00Z", LOKET_CLASS_SUPERVISORY);
  g_autoptr (LoketSlaReading) running = NULL, at_stop = NULL, afterwards = NULL;
  g_autofree char *sentence = NULL;

  loket_complaint_add_class_change (
      before, loket_class_change_new (LOKET_CLASS_ASPIRATION, at ("2026-01-08T02:00:00Z"), NULL));
  running = read_by (before, LOKET_SLA_CLOCK_SETTLEMENT, rules, "2026-01-09T01:00:00Z");
  g_assert_cmpuint (running->policy->limit, ==, 60);
  g_assert_cmpuint (running->shifts->len, ==, 1);
  sentence = loket_sla_reading_explain (running, "id");
  g_assert_nonnull (strstr (sentence,
                            "; semula Senin 12 Januari 2026 16.00 WITA, diubah Kamis 8 Januari "
                            "2026 karena klasifikasi diubah dari aspirasi menjadi pengaduan "
                            "berkadar pengawasan"));

  /* Settled after the change: the new class. */
  add_message (before, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_RESOLVED, "2026-01-20T02:00:00Z");
  afterwards = read_by (before, LOKET_SLA_CLOCK_SETTLEMENT, rules, "2026-02-01T01:00:00Z");
  g_assert_cmpuint (afterwards->policy->limit, ==, 60);
  g_assert_cmpint (afterwards->state, ==, LOKET_SLA_MET);

  /* Settled late as an aspiration, reclassified after that: late it stays. */
  add_message (settled, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_RESOLVED, "2026-01-20T02:00:00Z");
  loket_complaint_add_class_change (
      settled, loket_class_change_new (LOKET_CLASS_ASPIRATION, at ("2026-01-21T02:00:00Z"), NULL));
  at_stop = read_by (settled, LOKET_SLA_CLOCK_SETTLEMENT, rules, "2026-02-01T01:00:00Z");
  g_assert_cmpuint (at_stop->policy->limit, ==, 5);
  g_assert_cmpint (at_stop->klass, ==, LOKET_CLASS_ASPIRATION);
  g_assert_cmpint (at_stop->state, ==, LOKET_SLA_MISSED);
}

/* What a clock stood still before the change, it stood still after it too. */
static void
test_pauses_stay (void)
{
  g_autoptr (LoketHolidays) days = loket_holidays_new_builtin ();
  g_autoptr (LoketRulebook) rules = make_book (
      make_edition (1, "2025-01-01T00:00:00Z", NULL, days,
                    RESPONSE ("5", "PausesOnInformation=true\n")),
      make_edition (2, "2026-01-26T03:00:00Z", NULL, days,
                    "[r]\nClock=response\nCalendar=ID\nWorkingDays=10\nStart=assigned\n"
                    "Stop=settled\nPausesOnInformation=true\nLimitConfidence=low\n"
                    "StartConfidence=low\nBasis=x\nBasis[id]=y\n"));
  g_autoptr (LoketComplaint) complaint = make_complaint (
      "2026-01-19T01:00:00Z", "2026-01-19T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaReading) reading = NULL;

  add_message (complaint, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_NEEDS_INFORMATION,
               "2026-01-20T09:00:00Z");
  add_message (complaint, LOKET_AUTHOR_REPORTER, LOKET_OUTCOME_UNKNOWN, "2026-01-22T09:00:00Z");
  complaint->answered_at = LOKET_TIME_UNSET;
  reading = read_by (complaint, LOKET_SLA_CLOCK_RESPONSE, rules, "2026-01-27T01:00:00Z");
  g_assert_cmpuint (reading->paused_days, ==, 2);
  g_assert_cmpint (reading->due, ==, at ("2026-02-04T08:00:00Z"));
}

/* The state of a mark is that of the reading at every instant around its edges. */
static void
test_marks (void)
{
  LoketRulebook *rules = loket_rulebook_get_builtin ();
  g_autoptr (LoketComplaint) complaint = make_complaint (
      "2026-01-05T01:00:00Z", "2026-01-05T01:00:00Z", LOKET_CLASS_COMPLAINT);
  gint64 now = complaint->assigned_at, next = 0;
  LoketSlaMarks marks;
  guint n_states = 1;

  g_assert_true (loket_sla_find_marks (complaint, rules, now, &marks, NULL));
  g_assert_cmpint (marks.clock, ==, LOKET_SLA_CLOCK_RESPONSE);
  for (; n_states < 10; n_states++)
    {
      LoketSlaState state = loket_sla_marks_get_state (&marks, now, &next);

      if (next == LOKET_TIME_UNSET)
        break;
      g_assert_cmpint (next, >, now);
      g_assert_cmpint (loket_sla_marks_get_state (&marks, next - 1, NULL), ==, state);
      g_assert_cmpint (loket_sla_marks_get_state (&marks, next, NULL), !=, state);
      now = next;
    }
  g_assert_cmpuint (n_states, ==, 4);
  g_assert_cmpint (now, ==, marks.due + 1);

  /* After an interim answer the settlement is what is left to keep. */
  add_message (complaint, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_IN_PROGRESS, "2026-01-06T02:00:00Z");
  g_assert_true (loket_sla_find_marks (complaint, rules, now, &marks, NULL));
  g_assert_cmpint (marks.clock, ==, LOKET_SLA_CLOCK_SETTLEMENT);
  g_assert_cmpint (marks.stop, ==, LOKET_TIME_UNSET);

  add_message (complaint, LOKET_AUTHOR_REPORTER, LOKET_OUTCOME_UNKNOWN, "2026-01-07T02:00:00Z");
  loket_complaint_read_conversation (complaint);
  g_assert_true (loket_sla_find_marks (complaint, rules, now, &marks, NULL));
  g_assert_cmpint (marks.clock, ==, LOKET_SLA_CLOCK_FOLLOW_UP);

  /* All of them stopped: the last one. */
  add_message (complaint, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_RESOLVED, "2026-01-08T02:00:00Z");
  g_assert_true (loket_sla_find_marks (complaint, rules, now, &marks, NULL));
  g_assert_cmpint (marks.stop, ==, at ("2026-01-08T02:00:00Z"));
  g_assert_cmpint (loket_sla_marks_get_state (&marks, now, NULL), ==, LOKET_SLA_MET);
}

/* --- any rulebook -------------------------------------------------------- */

static LoketHolidays *
random_days (GRand *rand)
{
  GArray *entries = loket_holidays_entries_new ();
  LoketDay from = loket_day_new (2025, 1, 1), day = from;

  for (int year = 2024; year <= 2027; year++)
    loket_holidays_entries_add (entries, &(LoketHoliday) { .day = loket_day_new (year, 1, 1),
                                                          .decreed = TRUE });
  for (guint i = 0; i < 60; i++)
    {
      day += g_rand_int_range (rand, 1, 9);
      loket_holidays_entries_add (entries, &(LoketHoliday) { .day = day,
                                                            .kind = LOKET_HOLIDAY_LOCAL,
                                                            .decreed = TRUE });
    }
  return loket_holidays_new_take (entries, NULL);
}

static LoketRulebook *
random_book (GRand *rand)
{
  g_autoptr (GPtrArray) editions = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_edition_unref);
  gint64 published = at ("2025-01-01T00:00:00Z");
  guint n = (guint) g_rand_int_range (rand, 1, 6);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketHolidays) days = random_days (rand);
      g_autofree char *text = g_strdup_printf (
          "[r]\nClock=response\nCalendar=ID\nWorkingDays=%d\nStart=assigned;received\n"
          "Stop=first_answer\nLimitConfidence=high\nStartConfidence=low\nBasis=b\nBasis[id]=d\n",
          g_rand_int_range (rand, 1, 12));
      g_autoptr (LoketPolicies) policies = loket_policies_new (text, strlen (text), NULL);

      published += g_rand_int_range (rand, 0, 60 * 86400);
      g_ptr_array_add (editions, loket_edition_new_from (i + 1, published, NULL, NULL, days,
                                                         policies));
    }
  return loket_rulebook_new (editions, NULL);
}

/* Whatever was published when: what runs is as by the latest edition alone, what
 * has stopped as by that of its stop alone, the last of the shifts leads to what
 * is due now, and nothing that comes later touches what has stopped. */
static void
test_any_rulebook (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20250818);

  for (guint i = 0; i < 1500; i++)
    {
      g_autoptr (LoketRulebook) rules = random_book (rand);
      g_autoptr (LoketComplaint) complaint = make_complaint ("2025-01-02T01:00:00Z", NULL,
                                                             LOKET_CLASS_COMPLAINT);
      g_autoptr (LoketSlaReading) reading = NULL, alone = NULL;
      g_autoptr (LoketRulebook) only = NULL;
      gboolean stopped = g_rand_boolean (rand);
      g_autofree char *now = NULL;

      complaint->received_at += g_rand_int_range (rand, 0, 200 * 86400);
      if (stopped)
        complaint->answered_at = complaint->received_at + g_rand_int_range (rand, 0, 60 * 86400);
      now = loket_time_format (complaint->received_at + 70 * 86400);
      reading = read_by (complaint, LOKET_SLA_CLOCK_RESPONSE, rules, now);
      only = loket_rulebook_new_single (stopped ? loket_rulebook_at (rules, complaint->answered_at)
                                                : loket_rulebook_get_latest (rules));
      alone = read_by (complaint, LOKET_SLA_CLOCK_RESPONSE, only, now);
      g_assert_cmpint (reading->due, ==, alone->due);
      g_assert_cmpint (reading->state, ==, alone->state);
      g_assert_true (reading->edition == alone->edition);

      if (stopped)
        g_assert_null (reading->shifts);
      else if (reading->shifts != NULL)
        {
          const LoketSlaShift *last = reading->shifts->pdata[reading->shifts->len - 1];

          g_assert_cmpint (last->after, ==, reading->due);
          g_assert_cmpint (last->before, !=, last->after);
          g_assert_cmpint (last->at, >, reading->start);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sla/rulebook/order", test_order);
  g_test_add_func ("/sla/rulebook/limit", test_limit);
  g_test_add_func ("/sla/rulebook/bad-edition", test_bad_edition);
  g_test_add_func ("/sla/rulebook/same-second", test_same_second);
  g_test_add_func ("/sla/rulebook/late-joint-leave", test_late_joint_leave);
  g_test_add_func ("/sla/rulebook/other-policy", test_other_policy);
  g_test_add_func ("/sla/rulebook/class-change", test_class_change);
  g_test_add_func ("/sla/rulebook/pauses-stay", test_pauses_stay);
  g_test_add_func ("/sla/rulebook/marks", test_marks);
  g_test_add_func ("/sla/rulebook/any", test_any_rulebook);
  return g_test_run ();
}
