/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-sla-move.h"
#include "loket-sla-promise.h"
#include "sla-fixture.h"

#define NATIONAL_RESPONSE                                                                     \
  "[before]\nClock=response\nCalendar=ID\nWorkingDays=5\nStart=assigned;received\n"           \
  "Stop=first_answer\nLimitConfidence=high\nStartConfidence=low\nBasis=old\nBasis[id]=lama\n" \
  "ValidUntil=2026-06-30\n"                                                                   \
  "[after]\nClock=response\nCalendar=ID\nWorkingDays=3\nStart=assigned;received\n"            \
  "Stop=first_answer\nLimitConfidence=medium\nStartConfidence=low\nBasis=new\n"               \
  "Basis[id]=baru\nValidFrom=2026-07-01\n"

static LoketSlaReading *
read_clock (LoketComplaint *complaint,
            LoketSlaClock   clock,
            const char     *now)
{
  g_autoptr (GError) error = NULL;
  LoketSlaReading *reading = loket_sla_read_clock (complaint, clock, loket_rulebook_get_builtin (),
                                                   at (now), &error);

  if (reading == NULL)
    g_assert_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_NO_CLOCK);
  return reading;
}

/* Every default clock of a fresh complaint. */
static void
test_defaults (void)
{
  static const struct { LoketComplaintClass klass; const char *settlement; } classes[] = {
    { LOKET_CLASS_COMPLAINT, "2024-05-03T08:00:00Z" },
    { LOKET_CLASS_SUPERVISORY, "2024-07-16T08:00:00Z" },
    { LOKET_CLASS_INFORMATION, "2024-04-19T08:00:00Z" },
    { LOKET_CLASS_ASPIRATION, "2024-04-19T08:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autoptr (LoketComplaint) complaint = make_complaint (
          "2024-04-04T01:00:00Z", "2024-04-04T03:00:00Z", classes[i].klass);
      g_autoptr (GPtrArray) readings = loket_sla_read_clocks (
          complaint, loket_rulebook_get_builtin (), at ("2024-04-05T01:00:00Z"), NULL);
      LoketSlaReading *verification, *response, *settlement, *ombudsman;

      g_assert_cmpuint (readings->len, ==, 4);
      verification = readings->pdata[0];
      response = readings->pdata[1];
      settlement = readings->pdata[2];
      ombudsman = readings->pdata[3];

      g_assert_cmpint (verification->due, ==, at ("2024-04-17T08:00:00Z"));
      g_assert_cmpint (verification->state, ==, LOKET_SLA_MET);
      g_assert_cmpint (response->due, ==, at ("2024-04-19T08:00:00Z"));
      g_assert_cmpint (response->state, ==, LOKET_SLA_ON_TIME);
      g_assert_cmpint (response->targets[0], ==, at ("2024-04-17T08:00:00Z"));
      g_assert_cmpint (response->targets[1], ==, at ("2024-04-05T08:00:00Z"));
      g_assert_cmpint (settlement->due, ==, at (classes[i].settlement));
      g_assert_cmpint (ombudsman->policy->clock, ==, LOKET_SLA_CLOCK_OMBUDSMAN);
      g_assert_cmpint (ombudsman->due, ==, at ("2024-06-03T16:00:00Z"));
      g_assert_true (loket_sla_find_most_urgent (readings) == response);
    }
}

/* The marks say the same of the response clock as its reading. */
static void
test_agrees_with_marks (void)
{
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (LoketComplaint) complaint = make_complaint ("2024-01-10T01:00:00Z", NULL,
                                                             LOKET_CLASS_COMPLAINT);
      g_autofree char *now = loket_time_format (at ("2024-01-10T01:00:00Z") + i * 200003);
      g_autoptr (LoketSlaReading) reading = NULL;
      LoketSlaMarks marks, own;
      gint64 next;

      complaint->klass = LOKET_CLASS_UNKNOWN;
      complaint->received_at += i * 190001;
      reading = read_clock (complaint, LOKET_SLA_CLOCK_RESPONSE, now);
      g_assert_true (loket_sla_find_marks (complaint, loket_rulebook_get_builtin (), at (now),
                                           &marks, NULL));
      loket_sla_reading_get_marks (reading, &own);
      g_assert_cmpmem (&own, sizeof own, &marks, sizeof marks);
      g_assert_cmpint (reading->state, ==, loket_sla_marks_get_state (&marks, at (now), &next));
      g_assert_cmpint (reading->next_change, ==, next);
      g_assert_true (reading->from_fallback);
    }
}

/* An interim answer meets the response; only a final one settles. */
static void
test_conversation (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint (
      "2026-01-05T01:00:00Z", "2026-01-05T02:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaReading) response = NULL, settlement = NULL, follow_up = NULL, reporter = NULL;

  add_message (complaint, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_IN_PROGRESS, "2026-01-06T02:00:00Z");
  response = read_clock (complaint, LOKET_SLA_CLOCK_RESPONSE, "2026-01-07T01:00:00Z");
  settlement = read_clock (complaint, LOKET_SLA_CLOCK_SETTLEMENT, "2026-01-07T01:00:00Z");
  reporter = read_clock (complaint, LOKET_SLA_CLOCK_REPORTER, "2026-01-07T01:00:00Z");
  g_assert_cmpint (response->state, ==, LOKET_SLA_MET);
  g_assert_cmpint (settlement->stop, ==, LOKET_TIME_UNSET);
  g_assert_cmpint (reporter->due, ==, at ("2026-01-21T08:00:00Z"));
  g_assert_null (read_clock (complaint, LOKET_SLA_CLOCK_FOLLOW_UP, "2026-01-07T01:00:00Z"));
  g_clear_pointer (&settlement, loket_sla_reading_free);

  add_message (complaint, LOKET_AUTHOR_REPORTER, LOKET_OUTCOME_UNKNOWN, "2026-01-08T02:00:00Z");
  add_message (complaint, LOKET_AUTHOR_REPORTER, LOKET_OUTCOME_UNKNOWN, "2026-01-09T02:00:00Z");
  follow_up = read_clock (complaint, LOKET_SLA_CLOCK_FOLLOW_UP, "2026-01-09T03:00:00Z");
  g_assert_cmpint (follow_up->start, ==, at ("2026-01-08T02:00:00Z"));
  g_assert_cmpint (follow_up->due, ==, at ("2026-01-15T08:00:00Z"));
  g_assert_cmpint (follow_up->stop, ==, LOKET_TIME_UNSET);
  g_assert_null (read_clock (complaint, LOKET_SLA_CLOCK_REPORTER, "2026-01-09T03:00:00Z"));
  g_clear_pointer (&follow_up, loket_sla_reading_free);

  add_message (complaint, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_RESOLVED, "2026-01-16T02:00:00Z");
  follow_up = read_clock (complaint, LOKET_SLA_CLOCK_FOLLOW_UP, "2026-01-20T03:00:00Z");
  settlement = read_clock (complaint, LOKET_SLA_CLOCK_SETTLEMENT, "2026-01-20T03:00:00Z");
  g_assert_cmpint (follow_up->state, ==, LOKET_SLA_MISSED);
  g_assert_cmpint (settlement->state, ==, LOKET_SLA_MET);
  g_assert_cmpint (settlement->stop, ==, at ("2026-01-16T02:00:00Z"));
}

/* Both ages are told; the due instant moves only where the rule says so. */
static void
test_pauses (void)
{
  static const char pausing[] =
      "[r]\nClock=response\nCalendar=ID\nWorkingDays=5\nStart=assigned\nStop=settled\n"
      "PausesOnInformation=true\nLimitConfidence=low\nStartConfidence=low\nBasis=x\nBasis[id]=y\n";
  g_autoptr (LoketRulebook) rules = make_rules (NULL, pausing);
  g_autoptr (LoketComplaint) complaint = make_complaint (
      "2026-01-19T01:00:00Z", "2026-01-19T01:00:00Z", LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaReading) paused = NULL, resumed = NULL, unpaused = NULL;
  g_autofree char *sentence = NULL;

  add_message (complaint, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_NEEDS_INFORMATION,
               "2026-01-20T09:00:00Z");
  complaint->status = LOKET_STATUS_NEEDS_INFORMATION;
  paused = loket_sla_read_clock (complaint, LOKET_SLA_CLOCK_RESPONSE, rules,
                                 at ("2026-01-22T09:00:00Z"), NULL);
  g_assert_cmpint (paused->state, ==, LOKET_SLA_PAUSED);
  g_assert_cmpint (paused->next_change, ==, LOKET_TIME_UNSET);
  g_assert_cmpint (paused->due, ==, at ("2026-01-28T08:00:00Z"));

  add_message (complaint, LOKET_AUTHOR_REPORTER, LOKET_OUTCOME_UNKNOWN, "2026-01-22T09:00:00Z");
  complaint->status = LOKET_STATUS_REPORTER_ANSWERED;
  resumed = loket_sla_read_clock (complaint, LOKET_SLA_CLOCK_RESPONSE, rules,
                                  at ("2026-01-23T08:00:00Z"), NULL);
  g_assert_cmpint (resumed->due, ==, at ("2026-01-28T08:00:00Z"));
  g_assert_cmpint (resumed->state, ==, LOKET_SLA_ON_TIME);
  g_assert_cmpuint (resumed->raw_days, ==, 4);
  g_assert_cmpuint (resumed->paused_days, ==, 2);
  g_assert_cmpint (resumed->paused_seconds, ==, 2 * 8.5 * 3600);
  g_assert_cmpint (resumed->raw_seconds, ==, (7 + 4 * 8.5) * 3600);
  sentence = loket_sla_reading_explain (resumed, "id");
  g_assert_cmpstr (sentence, ==,
                   "Tanggapan pertama: 5 hari kerja sejak disposisi Senin 19 Januari 2026; "
                   "tidak dihitung: 1 akhir pekan; dijeda 2 hari kerja menunggu pelapor; "
                   "jatuh tempo Rabu 28 Januari 2026 16.00 WITA. Dasar: y (belum dipastikan).");

  unpaused = read_clock (complaint, LOKET_SLA_CLOCK_SETTLEMENT, "2026-01-23T08:00:00Z");
  g_assert_cmpuint (unpaused->paused_days, ==, 2);
  g_assert_cmpint (unpaused->due, ==, at ("2026-02-06T08:00:00Z"));
}

/* A complaint keeps the rule of its day; a narrower rule beats a wider one. */
static void
test_rule_of_the_day (void)
{
  g_autoptr (LoketRulebook) rules = make_rules (NULL,
      NATIONAL_RESPONSE
      "[here]\nClock=response\nCalendar=ID\nWorkingHours=17\nStart=assigned\nStop=first_answer\n"
      "Scope=agency\nScopeName=131410\nLimitConfidence=low\nStartConfidence=low\nBasis=x\n"
      "Basis[id]=y\n");
  static const struct { const char *assigned, *agency, *rule, *due; } cases[] = {
    { "2026-06-30T01:00:00Z", "1", "before", "2026-07-07T08:00:00Z" },
    { "2026-06-30T15:59:59Z", "1", "before", "2026-07-07T08:00:00Z" },
    { "2026-06-30T16:00:00Z", "1", "after", "2026-07-06T08:00:00Z" },
    { "2026-07-01T01:00:00Z", "131410", "here", "2026-07-03T01:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LoketComplaint) complaint = make_complaint (cases[i].assigned, cases[i].assigned,
                                                             LOKET_CLASS_COMPLAINT);
      g_autoptr (LoketSlaReading) reading = NULL;

      complaint->agency_code = g_strdup (cases[i].agency);
      reading = loket_sla_read_clock (complaint, LOKET_SLA_CLOCK_RESPONSE, rules,
                                      complaint->assigned_at, NULL);
      g_assert_cmpstr (reading->policy->id, ==, cases[i].rule);
      g_assert_cmpint (reading->due, ==, at (cases[i].due));
    }
}

static void
test_explain (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint ("2026-03-13T01:00:00Z", NULL,
                                                         LOKET_CLASS_INFORMATION);
  g_autoptr (LoketSlaReading) settlement = NULL, ombudsman = NULL;
  g_autofree char *indonesian = NULL, *english = NULL;

  settlement = read_clock (complaint, LOKET_SLA_CLOCK_SETTLEMENT, "2026-03-28T01:00:00Z");
  ombudsman = read_clock (complaint, LOKET_SLA_CLOCK_OMBUDSMAN, "2026-03-28T01:00:00Z");
  indonesian = loket_sla_reading_explain (settlement, "id");
  english = loket_sla_reading_explain (ombudsman, "en");
  g_assert_cmpstr (indonesian, ==,
                   "Penyelesaian: 5 hari kerja sejak diterima Jumat 13 Maret 2026 (tanggal "
                   "disposisi tidak diketahui); tidak dihitung: 2 akhir pekan, 18–24 Maret libur "
                   "dan cuti bersama; jatuh tempo Jumat 27 Maret 2026 16.00 WITA; sudah lewat dan "
                   "belum selesai. Dasar: PermenPANRB 62/2018: permintaan informasi "
                   "5 hari kerja (diganti PermenPANRB 5/2025, pasal belum ditemukan).");
  g_assert_cmpstr (english, ==,
                   "Ombudsman watch: 60 calendar days from receipt on Friday 13 March 2026; due "
                   "Tuesday 12 May 2026; then the Ombudsman may take it over. Basis: Ombudsman RI may take over a complaint after 60 "
                   "days (not confirmed).");
}

/* How a clock ended, or what its end means where it is not the agency's. */
static void
test_endings (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint ("2026-03-12T01:00:00Z",
                                                         "2026-03-13T01:00:00Z",
                                                         LOKET_CLASS_INFORMATION);
  static const struct { LoketSlaClock clock; const char *id; } answered[] = {
    { LOKET_SLA_CLOCK_VERIFICATION, "; diteruskan Jumat 13 Maret 2026 09.00 WITA, tepat waktu." },
    { LOKET_SLA_CLOCK_RESPONSE, "; ditanggapi Senin 30 Maret 2026 10.30 WITA, terlambat." },
    { LOKET_SLA_CLOCK_SETTLEMENT, "; sudah lewat dan belum selesai." },
    { LOKET_SLA_CLOCK_REPORTER,
      "10 hari kerja sejak tindak lanjut terakhir pada Senin 30 Maret 2026; tidak dihitung: "
      "2 akhir pekan, 3–5 April libur; jatuh tempo Selasa 14 April 2026 16.00 WITA; "
      "sesudah itu sistem menutup pengaduan bila pelapor tidak menanggapi." },
  };

  add_message (complaint, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_IN_PROGRESS, "2026-03-30T02:30:00Z");
  complaint->status = LOKET_STATUS_IN_PROGRESS;
  for (guint i = 0; i < G_N_ELEMENTS (answered); i++)
    {
      g_autoptr (LoketSlaReading) reading = read_clock (complaint, answered[i].clock,
                                                        "2026-03-31T01:00:00Z");
      g_autofree char *sentence = loket_sla_reading_dup_sentence (reading, "id");
      g_autofree char *other = loket_sla_reading_dup_sentence (reading, "en");

      if (!g_str_has_suffix (sentence, answered[i].id))
        g_assert_cmpstr (sentence, ==, answered[i].id);
      g_assert_null (strchr (other, '%'));
    }
}

/* Joint leave on 18 August 2025 was added in August 2025: open deadlines move
 * and say why, closed ones do not. */
static void
test_late_joint_leave (void)
{
  g_autoptr (LoketHolidays) amended = loket_holidays_new_builtin ();
  g_autoptr (LoketHolidays) original = loket_holidays_without (
      amended, loket_day_new (2025, 8, 18), NULL, NULL);
  g_autoptr (LoketRulebook) before = make_rules (original, NULL);
  g_autoptr (LoketRulebook) after = make_rules (amended, NULL);
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_complaint_unref);
  g_autoptr (GPtrArray) moves = NULL, none = NULL;
  g_autofree char *sentence = NULL;
  LoketComplaint *answered;
  LoketSlaMove *move;

  g_ptr_array_add (complaints, make_complaint ("2025-08-13T01:00:00Z", "2025-08-13T01:00:00Z",
                                               LOKET_CLASS_INFORMATION));
  g_ptr_array_add (complaints, make_complaint ("2025-07-01T01:00:00Z", "2025-07-01T01:00:00Z",
                                               LOKET_CLASS_INFORMATION));
  answered = make_complaint ("2025-08-13T01:00:00Z", "2025-08-13T01:00:00Z",
                             LOKET_CLASS_INFORMATION);
  add_message (answered, LOKET_AUTHOR_OFFICER, LOKET_OUTCOME_RESOLVED, "2025-08-14T01:00:00Z");
  answered->status = LOKET_STATUS_CLOSED;
  g_ptr_array_add (complaints, answered);

  moves = loket_sla_preview_moves (complaints, before, after,
                                   at ("2025-08-15T01:00:00Z"), NULL);
  g_assert_cmpuint (moves->len, ==, 2);
  move = moves->pdata[0];
  g_assert_true (move->complaint == complaints->pdata[0]);
  g_assert_cmpint (move->clock, ==, LOKET_SLA_CLOCK_RESPONSE);
  g_assert_cmpint (move->before->due, ==, at ("2025-08-20T08:00:00Z"));
  g_assert_cmpint (move->after->due, ==, at ("2025-08-21T08:00:00Z"));
  sentence = loket_sla_move_explain (move, "id");
  g_assert_cmpstr (sentence, ==,
                   "Jatuh tempo: Kamis 21 Agustus 2025 16.00 WITA, semula: Rabu 20 Agustus 2025 "
                   "16.00 WITA; Senin 18 Agustus 2025 kini hari libur");

  none = loket_sla_preview_moves (complaints, after, after,
                                  at ("2025-08-15T01:00:00Z"), NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* A decree for an estimated year replaces the estimates and makes deadlines
 * certain; an added day and a changed rule are told too. */
static void
test_new_decree (void)
{
  static const char decree[] = "tanggal,jenis,nama\n2027-01-01,libur_nasional,Tahun Baru Masehi\n"
                               "2027-01-06,libur_nasional,Isra Mikraj\n";
  g_autoptr (LoketHolidays) builtin = loket_holidays_new_builtin ();
  g_autoptr (LoketHolidays) decreed = loket_holidays_new_from_csv (decree, strlen (decree), NULL);
  g_autoptr (LoketHolidays) merged = loket_holidays_merge (builtin, decreed);
  g_autoptr (LoketRulebook) before = make_rules (builtin, NULL);
  g_autoptr (LoketRulebook) after = make_rules (merged, NULL);
  g_autoptr (LoketRulebook) rules = make_rules (merged, NATIONAL_RESPONSE);
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (
      (GDestroyNotify) loket_complaint_unref);
  g_autoptr (GPtrArray) moves = NULL, by_rule = NULL;
  g_autofree char *sentence = NULL, *rule = NULL;
  LoketSlaMove *move;
  guint n;

  g_assert_true (loket_holidays_is_decreed (merged, 2027));
  g_assert_null (loket_holidays_get_on (merged, loket_day_new (2027, 1, 5), &n));
  g_assert_nonnull (loket_holidays_get_on (merged, loket_day_new (2026, 12, 25), &n));

  g_ptr_array_add (complaints, make_complaint ("2026-12-28T01:00:00Z", "2026-12-28T01:00:00Z",
                                               LOKET_CLASS_UNKNOWN));
  moves = loket_sla_preview_moves (complaints, before, after,
                                   at ("2026-12-29T01:00:00Z"), NULL);
  g_assert_cmpuint (moves->len, ==, 1);
  move = moves->pdata[0];
  g_assert_cmpint (move->before->state, ==, LOKET_SLA_PROVISIONAL);
  g_assert_cmpint (move->after->state, ==, LOKET_SLA_ON_TIME);
  sentence = loket_sla_move_explain (move, "en");
  g_assert_cmpstr (sentence, ==,
                   "Due date: Tuesday 5 January 2027 16:00 WITA, before: Wednesday 6 January 2027 "
                   "16:00 WITA; Tuesday 5 January 2027 is now a working day; Wednesday 6 January "
                   "2027 is now a free day");

  by_rule = loket_sla_preview_moves (complaints, after, rules,
                                     at ("2026-12-29T01:00:00Z"), NULL);
  g_assert_cmpuint (by_rule->len, ==, 2); /* the Ombudsman's clock has no rule any more */
  rule = loket_sla_move_explain (by_rule->pdata[0], "en");
  g_assert_true (g_str_has_suffix (rule, "; rule: new"));
  g_assert_null (((LoketSlaMove *) by_rule->pdata[1])->after);
}

static gboolean
is_free (LoketSlaPromise *promise,
         int              year,
         int              month,
         int              mday,
         gboolean        *known)
{
  gboolean free_day = FALSE;
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) mday, (GDateMonth) month, (GDateYear) year);
  *known = loket_sla_promise_look_up (&day, &free_day, promise);
  return free_day;
}

/* What a reply may promise is judged by what the clocks count by. */
static void
test_promise (void)
{
  g_autoptr (LoketComplaint) complaint = make_complaint ("2024-04-04T01:00:00Z", "2024-04-04T03:00:00Z",
                                                         LOKET_CLASS_COMPLAINT);
  g_autoptr (LoketSlaPromise) promise =
      loket_sla_promise_new (complaint, loket_rulebook_get_builtin (), at ("2024-04-05T01:00:00Z"), NULL);
  g_autoptr (LoketSlaPromise) without = NULL;
  gboolean known;
  GDate last;

  g_assert_nonnull (promise);
  g_assert_true (loket_sla_promise_get_last_day (promise, &last));
  g_assert_cmpint (g_date_get_day (&last), ==, 3);
  g_assert_cmpint (g_date_get_month (&last), ==, 5);
  g_assert_cmpint (g_date_get_year (&last), ==, 2024);
  g_assert_nonnull (strstr (loket_sla_promise_get_basis (promise, "id"), "14 hari kerja"));
  g_assert_nonnull (strstr (loket_sla_promise_get_basis (promise, "en"), "14 working days"));
  /* Eid, a Saturday, a Monday, and a year that nobody has decreed. */
  g_assert_true (is_free (promise, 2024, 4, 10, &known));
  g_assert_true (is_free (promise, 2024, 4, 20, &known));
  g_assert_false (is_free (promise, 2024, 4, 22, &known));
  g_assert_true (known);
  is_free (promise, 2300, 4, 10, &known);
  g_assert_false (known);

  complaint->klass = LOKET_CLASS_UNKNOWN;
  without = loket_sla_promise_new (complaint, loket_rulebook_get_builtin (), at ("2024-04-05T01:00:00Z"), NULL);
  g_assert_false (loket_sla_promise_get_last_day (without, &last));
  g_assert_null (loket_sla_promise_get_basis (without, "id"));
  g_assert_true (is_free (without, 2024, 4, 10, &known));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sla/readings/defaults", test_defaults);
  g_test_add_func ("/sla/readings/promise", test_promise);
  g_test_add_func ("/sla/readings/agrees-with-marks", test_agrees_with_marks);
  g_test_add_func ("/sla/readings/conversation", test_conversation);
  g_test_add_func ("/sla/readings/pauses", test_pauses);
  g_test_add_func ("/sla/readings/rule-of-the-day", test_rule_of_the_day);
  g_test_add_func ("/sla/readings/explain", test_explain);
  g_test_add_func ("/sla/readings/endings", test_endings);
  g_test_add_func ("/sla/readings/late-joint-leave", test_late_joint_leave);
  g_test_add_func ("/sla/readings/new-decree", test_new_decree);
  return g_test_run ();
}
