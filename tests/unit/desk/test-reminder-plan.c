/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-office-hours.h"
#include "loket-reminder-plan.h"

#define N_CASES 3

/* Complaints of Monday 2 March 2026 in Makassar: the warning begins on Friday
 * the 6th, they are due on Monday the 9th at 16:00. */
typedef struct
{
  LoketComplaint    *complaints[N_CASES];
  LoketReminderCase  cases[N_CASES];
  guint              n_cases;
  guint              kinds;
  GHashTable        *told;
  LoketReminderHours hours;
  LoketReminderPlan *plan;
} Fixture;

static gint64
at (int day, int hour, int minute)
{
  return (gint64) loket_day_new (2026, 3, day) * 86400 + (hour - 8) * 3600 + minute * 60;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->n_cases = 1;
  f->kinds = LOKET_REMINDER_ALL_KINDS;
  f->told = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) loket_reminder_mark_free);
  f->hours.calendar = loket_calendar_get_builtin ("Asia/Makassar", NULL);
  for (guint i = 0; i < N_CASES; i++)
    {
      f->complaints[i] = loket_complaint_new ();
      f->complaints[i]->id = g_strdup_printf ("c%u", i);
      f->complaints[i]->status = LOKET_STATUS_NEW;
      f->complaints[i]->time_zone = g_strdup ("Asia/Makassar");
      f->complaints[i]->received_at = at (2, 8, 0);
      f->complaints[i]->assigned_at = at (2, 9, 0);
    }
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_pointer (&f->plan, loket_reminder_plan_free);
  g_hash_table_unref (f->told);
  for (guint i = 0; i < N_CASES; i++)
    loket_complaint_unref (f->complaints[i]);
}

static void
take_marks (Fixture *f)
{
  for (guint i = 0; i < f->plan->marks->len; i++)
    {
      const LoketReminderMark *mark = f->plan->marks->pdata[i];
      LoketReminderMark *copy = NULL;

      if (mark->told_at == LOKET_TIME_UNSET)
        {
          g_assert_true (g_hash_table_remove (f->told, mark->key));
          continue;
        }
      copy = loket_reminder_mark_copy (mark);
      g_hash_table_replace (f->told, copy->key, copy);
    }
}

/* Plans and does what the plan says. */
static void
plan (Fixture *f, gint64 now)
{
  g_clear_pointer (&f->plan, loket_reminder_plan_free);
  for (guint i = 0; i < f->n_cases; i++)
    {
      f->cases[i].complaint_id = f->complaints[i]->id;
      g_assert_true (loket_sla_find_marks (f->complaints[i], loket_rulebook_get_builtin (), now,
                                           &f->cases[i].marks, NULL));
    }
  f->plan = loket_reminder_plan_new (f->cases, f->n_cases, TRUE, f->kinds, f->told, &f->hours, now);
  take_marks (f);
}

static void
assert_plan (Fixture *f, gint64 now, guint n_tell, guint n_withdraw, gint64 next)
{
  plan (f, now);
  g_assert_cmpuint (f->plan->tell->len, ==, n_tell);
  g_assert_cmpuint (f->plan->withdraw->len, ==, n_withdraw);
  g_assert_cmpint (f->plan->next, ==, next);
  g_assert_true ((f->plan->notice != NULL) == (n_tell > 0));
}

static LoketReminderKind
first_kind (Fixture *f)
{
  return ((LoketReminderEvent *) f->plan->tell->pdata[0])->kind;
}

/* Each event once, when the office opens, the earlier one taken back. */
static void
test_life (Fixture *f, gconstpointer data)
{
  g_autofree char *warning = NULL;

  assert_plan (f, at (5, 10, 0), 0, 0, at (6, 0, 0));
  assert_plan (f, at (6, 0, 0), 0, 0, at (6, 7, 30));
  assert_plan (f, at (6, 7, 30), 1, 0, at (9, 0, 0));
  g_assert_cmpint (first_kind (f), ==, LOKET_REMINDER_WARNING);
  warning = g_strdup (f->plan->notice);
  assert_plan (f, at (6, 7, 31), 0, 0, at (9, 0, 0));

  assert_plan (f, at (9, 0, 0), 0, 1, at (9, 7, 30));
  g_assert_cmpstr (f->plan->withdraw->pdata[0], ==, warning);
  assert_plan (f, at (9, 7, 30), 1, 0, at (9, 16, 0) + 1);
  g_assert_cmpint (first_kind (f), ==, LOKET_REMINDER_DUE_TODAY);

  assert_plan (f, at (9, 16, 0) + 1, 0, 1, at (10, 7, 30));
  assert_plan (f, at (10, 7, 30), 1, 0, LOKET_REMINDER_NEVER);
  g_assert_cmpint (first_kind (f), ==, LOKET_REMINDER_BREACH);
  assert_plan (f, at (11, 7, 30), 0, 0, LOKET_REMINDER_NEVER);
}

/* Who comes back after the due date reads only that it has passed. */
static void
test_only_latest (Fixture *f, gconstpointer data)
{
  assert_plan (f, at (12, 9, 0), 1, 0, LOKET_REMINDER_NEVER);
  g_assert_cmpint (first_kind (f), ==, LOKET_REMINDER_BREACH);
}

static void
test_summary (Fixture *f, gconstpointer data)
{
  g_autofree char *notice = NULL;

  f->n_cases = 3;
  assert_plan (f, at (6, 8, 0), 3, 0, at (9, 0, 0));
  notice = g_strdup (f->plan->notice);
  g_assert_true (g_str_has_prefix (notice, "summary "));

  for (guint i = 0; i < 3; i++)
    {
      f->complaints[i]->answered_at = at (6, 9, 0);
      plan (f, at (6, 9, 0));
      g_assert_cmpuint (f->plan->withdraw->len, ==, i == 2 ? 1 : 0);
    }
  g_assert_cmpstr (f->plan->withdraw->pdata[0], ==, notice);
  assert_plan (f, at (6, 9, 1), 0, 0, LOKET_REMINDER_NEVER);
}

static void
test_moved (Fixture *f, gconstpointer data)
{
  assert_plan (f, at (6, 8, 0), 1, 0, at (9, 0, 0));
  f->complaints[0]->assigned_at = at (3, 9, 0);
  assert_plan (f, at (6, 8, 1), 0, 1, at (9, 0, 0));
  assert_plan (f, at (9, 8, 0), 1, 0, at (10, 0, 0));
  g_assert_cmpint (first_kind (f), ==, LOKET_REMINDER_WARNING);
  f->complaints[0]->assigned_at = at (2, 9, 0);
  assert_plan (f, at (9, 8, 1), 1, 1, at (9, 16, 0) + 1);
  g_assert_cmpint (first_kind (f), ==, LOKET_REMINDER_DUE_TODAY);
}

/* The reporter's answer begins a clock of its own. */
static void
test_follow_up (Fixture *f, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  plan (f, at (6, 8, 0));
  first = loket_reminder_dup_key (&f->cases[0], LOKET_REMINDER_WARNING, 0);
  f->complaints[0]->answered_at = at (3, 9, 0);
  f->complaints[0]->reporter_at = at (2, 10, 0);
  assert_plan (f, at (6, 9, 0), 1, 1, at (9, 0, 0));
  second = loket_reminder_dup_key (&f->cases[0], LOKET_REMINDER_WARNING, 0);
  g_assert_cmpstr (first, !=, second);
}

static void
test_on_its_way (Fixture *f, gconstpointer data)
{
  f->cases[0].on_its_way = TRUE;
  assert_plan (f, at (9, 8, 0), 0, 0, at (9, 16, 0) + 1);
  assert_plan (f, at (10, 8, 0), 1, 0, LOKET_REMINDER_NEVER);
  g_assert_cmpint (first_kind (f), ==, LOKET_REMINDER_BREACH);
}

static void
test_quiet (Fixture *f, gconstpointer data)
{
  f->hours.quiet_from = 7 * 3600;
  f->hours.quiet_to = 9 * 3600;
  assert_plan (f, at (6, 7, 30), 0, 0, at (6, 9, 0));
  f->hours.quiet_from = 22 * 3600;
  f->hours.quiet_to = 8 * 3600;
  assert_plan (f, at (6, 7, 59), 0, 0, at (6, 8, 0));
  f->hours.quiet_from = 15 * 3600;
  f->hours.quiet_to = 10 * 3600;
  assert_plan (f, at (6, 15, 0), 0, 0, at (9, 0, 0));
  assert_plan (f, at (9, 9, 59), 0, 0, at (9, 10, 0));
  f->hours.quiet_from = 7 * 3600;
  f->hours.quiet_to = 17 * 3600;
  assert_plan (f, at (9, 12, 0), 0, 0, at (9, 16, 0) + 1);
  f->hours.quiet_from = 0;
  f->hours.quiet_to = 0;
  assert_plan (f, at (9, 12, 0), 1, 0, at (9, 16, 0) + 1);
}

/* Weekends and holidays: the 19th is Nyepi, the 20th to the 24th are free. */
static void
test_find_time (Fixture *f, gconstpointer data)
{
  gint64 instant = 0;

  g_assert_true (loket_reminder_find_time (&f->hours, at (7, 10, 0), &instant));
  g_assert_cmpint (instant, ==, at (9, 7, 30));
  g_assert_true (loket_reminder_find_time (&f->hours, at (20, 10, 0), &instant));
  g_assert_cmpint (instant, ==, at (25, 7, 30));
  f->hours.quiet_from = 7 * 3600;
  f->hours.quiet_to = 17 * 3600;
  instant = 4;
  g_assert_false (loket_reminder_find_time (&f->hours, at (7, 10, 0), &instant));
  g_assert_cmpint (instant, ==, 4);
}

/* Two hours of work from Friday 15:00 end on Monday at 08:30; the morning after
 * the 18th is the 25th. Quiet hours hold for what was put off, too. */
static void
test_put_off (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (loket_reminder_put_off (&f->hours, LOKET_REMINDER_DELAY_TWO_HOURS, at (9, 10, 0)), ==,
                   at (9, 12, 0));
  g_assert_cmpint (loket_reminder_put_off (&f->hours, LOKET_REMINDER_DELAY_TWO_HOURS, at (6, 15, 0)), ==,
                   at (9, 8, 30));
  g_assert_cmpint (loket_reminder_put_off (&f->hours, LOKET_REMINDER_DELAY_TWO_HOURS, at (9, 14, 0)), ==,
                   at (10, 7, 30));
  g_assert_cmpint (loket_reminder_put_off (&f->hours, LOKET_REMINDER_DELAY_NEXT_MORNING, at (9, 5, 0)), ==,
                   at (10, 7, 30));
  g_assert_cmpint (loket_reminder_put_off (&f->hours, LOKET_REMINDER_DELAY_NEXT_MORNING, at (17, 10, 0)), ==,
                   at (25, 7, 30));
  f->hours.quiet_from = 7 * 3600;
  f->hours.quiet_to = 9 * 3600;
  g_assert_cmpint (loket_reminder_put_off (&f->hours, LOKET_REMINDER_DELAY_NEXT_MORNING, at (9, 10, 0)), ==,
                   at (10, 9, 0));
}

static void
assert_day (GPtrArray *days, guint index, gboolean open, const char *date, const char *hours)
{
  const LoketOfficeDay *day = days->pdata[index];

  g_assert_cmpstr (day->date, ==, date);
  g_assert_cmpstr (day->hours, ==, hours);
  g_assert_cmpint (day->open, ==, open);
}

/* From the evening before Nyepi, in the calendar's zone. */
static void
test_office_hours (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) days = loket_office_hours_list (f->hours.calendar, at (17, 23, 0), 6);
  g_autoptr (GPtrArray) far = loket_office_hours_list (f->hours.calendar, at (17, 23, 0) + 20000 * (gint64) 86400, 1);

  g_assert_cmpuint (days->len, ==, 6);
  assert_day (days, 0, TRUE, "Tuesday 17 March 2026", "07:30–16:00");
  assert_day (days, 1, FALSE, "Wednesday 18 March 2026", "Cuti bersama Nyepi");
  assert_day (days, 2, FALSE, "Thursday 19 March 2026", "Holiday: Hari Suci Nyepi");
  assert_day (days, 4, FALSE, "Saturday 21 March 2026", "Weekend");
  assert_day (far, 0, FALSE, "Wednesday 18 December 2080", "The calendar does not reach this day");
}

static void
choose (Fixture *f, const char *name, LoketReminderChoice choice, gint64 again_at)
{
  g_clear_pointer (&f->plan, loket_reminder_plan_free);
  f->plan = loket_reminder_plan_new_choice (f->told, name, choice, again_at);
  take_marks (f);
}

static void
assert_holds (Fixture *f, guint n_holds, gint64 told_at, gint64 again_at)
{
  const LoketReminderEvent *first = NULL;

  g_assert_cmpuint (f->plan->holds->len, ==, n_holds);
  if (n_holds == 0)
    return;
  first = f->plan->holds->pdata[0];
  g_assert_cmpint (first->told_at, ==, told_at);
  g_assert_cmpint (first->again_at, ==, again_at);
}

/* Put off, it leaves the desktop, stays in the list, and comes once more. */
static void
test_later (Fixture *f, gconstpointer data)
{
  g_autofree char *notice = NULL;

  assert_plan (f, at (9, 8, 0), 1, 0, at (9, 16, 0) + 1);
  assert_holds (f, 1, at (9, 8, 0), LOKET_TIME_UNSET);
  notice = g_strdup (f->plan->notice);
  choose (f, notice, LOKET_REMINDER_PUT_OFF, at (9, 10, 0));
  g_assert_cmpuint (f->plan->withdraw->len, ==, 1);
  g_assert_cmpstr (f->plan->withdraw->pdata[0], ==, notice);
  assert_plan (f, at (9, 8, 1), 0, 0, at (9, 10, 0));
  assert_holds (f, 1, at (9, 8, 0), at (9, 10, 0));
  assert_plan (f, at (9, 10, 0), 1, 0, at (9, 16, 0) + 1);
  assert_holds (f, 1, at (9, 10, 0), LOKET_TIME_UNSET);
  assert_plan (f, at (9, 10, 1), 0, 0, at (9, 16, 0) + 1);
}

/* A wait that ends while nothing may be told goes on until it may; an answer
 * ends it for good. */
static void
test_later_closed (Fixture *f, gconstpointer data)
{
  g_autofree char *notice = NULL;

  assert_plan (f, at (10, 8, 0), 1, 0, LOKET_REMINDER_NEVER);
  notice = g_strdup (f->plan->notice);
  choose (f, notice, LOKET_REMINDER_PUT_OFF, at (10, 15, 0));
  assert_plan (f, at (10, 20, 0), 0, 0, at (11, 7, 30));
  assert_holds (f, 1, at (10, 8, 0), at (10, 15, 0));
  assert_plan (f, at (11, 7, 30), 1, 0, LOKET_REMINDER_NEVER);
  choose (f, notice, LOKET_REMINDER_PUT_OFF, at (11, 9, 30));
  f->complaints[0]->answered_at = at (11, 8, 0);
  f->complaints[0]->status = LOKET_STATUS_ANSWERED;
  plan (f, at (11, 9, 30));
  g_assert_cmpuint (f->plan->tell->len, ==, 0);
  assert_holds (f, 0, 0, 0);
}

/* The clock stood a year ahead when it was put off: it is not lost for a year. */
static void
test_later_jump (Fixture *f, gconstpointer data)
{
  g_autofree char *notice = NULL;

  assert_plan (f, at (10, 8, 0), 1, 0, LOKET_REMINDER_NEVER);
  notice = g_strdup (f->plan->notice);
  choose (f, notice, LOKET_REMINDER_PUT_OFF, at (10, 10, 0) + 365 * (gint64) 86400);
  assert_plan (f, at (10, 9, 0), 1, 0, LOKET_REMINDER_NEVER);

  choose (f, notice, LOKET_REMINDER_PUT_OFF, at (10, 11, 0));
  assert_plan (f, at (11, 11, 0), 1, 0, LOKET_REMINDER_NEVER);
  choose (f, notice, LOKET_REMINDER_PUT_OFF, at (11, 13, 0));
  assert_plan (f, at (10, 11, 0), 0, 0, at (11, 13, 0));
}

/* One of a summary leaves the list, the summary stays; all of it goes with it. */
static void
test_dismiss (Fixture *f, gconstpointer data)
{
  g_autofree char *notice = NULL;
  g_autofree char *key = NULL;

  f->n_cases = 3;
  assert_plan (f, at (10, 8, 0), 3, 0, LOKET_REMINDER_NEVER);
  assert_holds (f, 3, at (10, 8, 0), LOKET_TIME_UNSET);
  notice = g_strdup (f->plan->notice);
  key = loket_reminder_dup_key (&f->cases[1], LOKET_REMINDER_BREACH, 0);
  choose (f, key, LOKET_REMINDER_DISMISS, 0);
  g_assert_cmpuint (f->plan->withdraw->len, ==, 0);
  assert_plan (f, at (10, 8, 1), 0, 0, LOKET_REMINDER_NEVER);
  assert_holds (f, 2, at (10, 8, 0), LOKET_TIME_UNSET);
  choose (f, notice, LOKET_REMINDER_DISMISS, 0);
  g_assert_cmpuint (f->plan->withdraw->len, ==, 1);
  assert_plan (f, at (10, 8, 2), 0, 0, LOKET_REMINDER_NEVER);
  assert_holds (f, 0, 0, 0);
}

/* A superior is told at the steps only, at each once, and not of what is on its
 * way and in time. */
static void
test_escalation (Fixture *f, gconstpointer data)
{
  LoketReminderCase *subject = &f->cases[0];
  const LoketReminderEvent *event = NULL;

  subject->escalates = TRUE;
  subject->steps[0] = (LoketReminderStep) { at (6, 0, 0), -1 };
  subject->steps[1] = (LoketReminderStep) { at (10, 16, 0), 1 };
  subject->n_steps = 2;
  assert_plan (f, at (5, 10, 0), 0, 0, at (6, 0, 0));
  assert_plan (f, at (6, 7, 30), 1, 0, at (10, 16, 0));
  event = f->plan->tell->pdata[0];
  g_assert_cmpint (event->kind, ==, LOKET_REMINDER_ESCALATION);
  g_assert_cmpint (event->days, ==, -1);
  assert_plan (f, at (9, 7, 30), 0, 0, at (10, 16, 0));
  subject->on_its_way = TRUE;
  assert_plan (f, at (9, 8, 0), 0, 1, at (9, 16, 0) + 1);
  subject->on_its_way = FALSE;
  assert_plan (f, at (10, 16, 0), 0, 0, at (11, 7, 30));
  assert_plan (f, at (11, 7, 30), 1, 0, LOKET_REMINDER_NEVER);
  event = f->plan->tell->pdata[0];
  g_assert_cmpint (event->days, ==, 1);
  f->complaints[0]->answered_at = at (11, 9, 0);
  f->complaints[0]->status = LOKET_STATUS_ANSWERED;
  plan (f, at (11, 9, 0));
  g_assert_cmpuint (f->plan->withdraw->len, ==, 1);
}

/* A stage that is switched off is neither told nor shown; the others are. */
static void
test_kinds (Fixture *f, gconstpointer data)
{
  f->kinds &= ~(1u << LOKET_REMINDER_WARNING);
  assert_plan (f, at (6, 8, 0), 0, 0, at (9, 0, 0));
  assert_holds (f, 0, 0, 0);
  assert_plan (f, at (9, 8, 0), 1, 0, at (9, 16, 0) + 1);
  f->kinds &= ~(1u << LOKET_REMINDER_DUE_TODAY);
  assert_plan (f, at (9, 9, 0), 0, 1, at (9, 16, 0) + 1);
  assert_holds (f, 0, 0, 0);
}

/* Set forward, what is told then is told; set back, it is taken back and not
 * told again. */
static void
test_jump (Fixture *f, gconstpointer data)
{
  assert_plan (f, at (9, 8, 0), 1, 0, at (9, 16, 0) + 1);
  assert_plan (f, at (10, 8, 0), 1, 1, LOKET_REMINDER_NEVER);
  assert_plan (f, at (9, 8, 1), 0, 1, at (9, 16, 0) + 1);
  assert_plan (f, at (8, 8, 1), 0, 0, at (9, 0, 0));
  assert_plan (f, at (9, 8, 2), 0, 0, at (9, 16, 0) + 1);
  assert_plan (f, at (10, 8, 2), 0, 0, LOKET_REMINDER_NEVER);
}

static void
test_off (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketReminderPlan) off = NULL;

  assert_plan (f, at (9, 8, 0), 1, 0, at (9, 16, 0) + 1);
  off = loket_reminder_plan_new (NULL, 0, FALSE, LOKET_REMINDER_ALL_KINDS, f->told, NULL, at (9, 9, 0));
  g_assert_cmpuint (off->withdraw->len, ==, 1);
  g_assert_cmpuint (off->tell->len, ==, 0);
}

/* What is open is remembered for ever, what is gone for some months. */
static void
test_forget (Fixture *f, gconstpointer data)
{
  f->n_cases = 2;
  plan (f, at (6, 8, 0));
  g_assert_cmpuint (g_hash_table_size (f->told), ==, 2);
  f->n_cases = 1;
  plan (f, at (6, 8, 0) + 89 * 86400);
  g_assert_cmpuint (g_hash_table_size (f->told), ==, 3);
  plan (f, at (6, 8, 0) + 91 * 86400);
  g_assert_cmpuint (g_hash_table_size (f->told), ==, 2);
}

#define ADD(path, func) g_test_add ("/reminder-plan/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("life", test_life);
  ADD ("only-latest", test_only_latest);
  ADD ("summary", test_summary);
  ADD ("moved", test_moved);
  ADD ("follow-up", test_follow_up);
  ADD ("on-its-way", test_on_its_way);
  ADD ("quiet", test_quiet);
  ADD ("find-time", test_find_time);
  ADD ("put-off", test_put_off);
  ADD ("office-hours", test_office_hours);
  ADD ("later", test_later);
  ADD ("later-closed", test_later_closed);
  ADD ("later-jump", test_later_jump);
  ADD ("dismiss", test_dismiss);
  ADD ("escalation", test_escalation);
  ADD ("kinds", test_kinds);
  ADD ("jump", test_jump);
  ADD ("off", test_off);
  ADD ("forget", test_forget);
  return g_test_run ();
}
