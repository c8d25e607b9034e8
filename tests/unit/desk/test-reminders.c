/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"
#include "loket-composer.h"
#include "loket-reminders.h"
#include "loket-session-private.h"

#include <time.h>

/* The fixture's clock stands at Tuesday 17 March 2026, 10:00 in Makassar; its
 * complaints 1 to 4 are overdue, due today, due soon, and not due yet. */
typedef struct
{
  DeskFixture     desk;
  LoketReminders *reminders;
  GPtrArray      *told;      /* of keys */
  GPtrArray      *withdrawn; /* of keys */
  char           *title;
  char           *body;
  char           *complaint_id;
  guint           count;
  guint           n_updates;
} Fixture;

static void
tell_cb (LoketReminders *reminders, const char *key, const char *title, const char *body,
         const char *complaint_id, guint count, Fixture *f)
{
  g_ptr_array_add (f->told, g_strdup (key));
  g_free (f->title);
  g_free (f->body);
  g_free (f->complaint_id);
  f->title = g_strdup (title);
  f->body = g_strdup (body);
  f->complaint_id = g_strdup (complaint_id);
  f->count = count;
}

static void
withdraw_cb (LoketReminders *reminders, const char *key, Fixture *f)
{
  g_ptr_array_add (f->withdrawn, g_strdup (key));
}

static void
updated_cb (Fixture *f)
{
  f->n_updates++;
}

static void
start (Fixture *f)
{
  guint before = f->n_updates;

  f->reminders = loket_reminders_new (f->desk.session);
  g_signal_connect (f->reminders, "tell", G_CALLBACK (tell_cb), f);
  g_signal_connect (f->reminders, "withdraw", G_CALLBACK (withdraw_cb), f);
  g_signal_connect_swapped (f->reminders, "updated", G_CALLBACK (updated_cb), f);
  loket_reminders_start (f->reminders);
  DESK_UNTIL (f->n_updates > before);
}

static void
stop (Fixture *f)
{
  if (f->reminders != NULL)
    loket_reminders_stop (f->reminders);
  g_clear_object (&f->reminders);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  desk_fixture_set_up (&f->desk, data);
  f->told = g_ptr_array_new_with_free_func (g_free);
  f->withdrawn = g_ptr_array_new_with_free_func (g_free);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  stop (f);
  desk_fixture_tear_down (&f->desk, data);
  g_ptr_array_unref (f->told);
  g_ptr_array_unref (f->withdrawn);
  g_free (f->title);
  g_free (f->body);
  g_free (f->complaint_id);
}

/* The machine was asleep, or time just passed. */
static void
advance (Fixture *f, gint64 seconds)
{
  guint before = f->n_updates;

  loket_clock_advance (f->desk.clock, seconds);
  DESK_UNTIL (f->n_updates > before);
}

/* Somebody set the computer's clock. */
static void
jump (Fixture *f, gint64 seconds)
{
  guint before = f->n_updates;

  loket_clock_jump (f->desk.clock, seconds);
  DESK_UNTIL (f->n_updates > before);
}

static void
assert_counts (Fixture *f, guint n_told, guint n_withdrawn)
{
  g_assert_cmpuint (f->told->len, ==, n_told);
  g_assert_cmpuint (f->withdrawn->len, ==, n_withdrawn);
}

/* Monday 2 March, 09:00: due on Monday the 9th at 16:00. */
static LoketComplaint *
make_early (void)
{
  LoketComplaint *complaint = desk_make_complaint (1);

  complaint->received_at = DESK_TEST_NOW - 15 * 86400 - 3600;
  complaint->assigned_at = complaint->received_at;
  return complaint;
}

static LoketComplaint *
make_answered (guint number)
{
  LoketComplaint *complaint = desk_make_complaint (number);

  complaint->rev = 2;
  complaint->status = LOKET_STATUS_ANSWERED;
  complaint->answered_at = DESK_TEST_NOW;
  return complaint;
}

/* The number and the clock, nothing that a citizen wrote. */
static void
test_tell (Fixture *f, gconstpointer data)
{
  g_autofree char *id = desk_complaint_id (2);

  desk_apply (&f->desk, desk_make_complaint (2), NULL);
  start (f);
  assert_counts (f, 1, 0);
  g_assert_cmpstr (f->complaint_id, ==, id);
  g_assert_cmpuint (f->count, ==, 1);
  g_assert_cmpstr (f->title, ==, "Complaint #99000002 is due today");
  g_assert_cmpstr (f->body, ==, "First answer · 6 hours left · Due Tuesday 17 March 2026 16:00 WITA");

  desk_change (&f->desk, make_answered (2), "s1", "s2");
  advance (f, 2);
  assert_counts (f, 1, 1);
  g_assert_cmpstr (f->withdrawn->pdata[0], ==, f->told->pdata[0]);
}

static void
test_summary (Fixture *f, gconstpointer data)
{
  desk_apply (&f->desk, desk_make_complaint (1), desk_make_complaint (2), desk_make_complaint (3),
              desk_make_complaint (4), NULL);
  start (f);
  assert_counts (f, 1, 0);
  g_assert_null (f->complaint_id);
  g_assert_cmpuint (f->count, ==, 3);
  g_assert_cmpstr (f->title, ==, "3 complaints wait for your answer");
  g_assert_cmpstr (f->body, ==, "1 overdue · 1 due today · 1 due soon");
}

/* A change that comes while nothing was due is looked at, too. */
static void
test_new_complaint (Fixture *f, gconstpointer data)
{
  desk_apply (&f->desk, desk_make_complaint (4), NULL);
  start (f);
  assert_counts (f, 0, 0);
  desk_change (&f->desk, desk_make_complaint (2), "s1", "s2");
  advance (f, 2);
  assert_counts (f, 1, 0);
}

static void
test_restart (Fixture *f, gconstpointer data)
{
  desk_apply (&f->desk, desk_make_complaint (2), NULL);
  start (f);
  assert_counts (f, 1, 0);
  stop (f);
  desk_fixture_close (&f->desk);
  desk_fixture_open (&f->desk);
  start (f);
  assert_counts (f, 1, 0);

  desk_change (&f->desk, make_answered (2), "s1", "s2");
  advance (f, 2);
  assert_counts (f, 1, 1);
  g_assert_cmpstr (f->withdrawn->pdata[0], ==, f->told->pdata[0]);
}

/* Only while the office is open: asleep from Thursday evening to just before it
 * opens on Friday, awake a minute later, asleep over the weekend. */
static void
test_working_hours (Fixture *f, gconstpointer data)
{
  loket_clock_jump (f->desk.clock, -12 * 86400 + 7 * 3600);
  desk_apply (&f->desk, make_early (), NULL);
  start (f);
  assert_counts (f, 0, 0);
  advance (f, 14 * 3600 + 29 * 60);
  assert_counts (f, 0, 0);
  advance (f, 60);
  assert_counts (f, 1, 0);
  g_assert_cmpstr (f->title, ==, "Complaint #99000001 is due soon");

  advance (f, 3 * 86400);
  assert_counts (f, 2, 1);
  g_assert_cmpstr (f->title, ==, "Complaint #99000001 is due today");
  g_assert_cmpstr (f->withdrawn->pdata[0], ==, f->told->pdata[0]);
  advance (f, 8 * 3600 + 30 * 60 + 1);
  assert_counts (f, 2, 2);
  advance (f, 15 * 3600 + 30 * 60);
  assert_counts (f, 3, 2);
  g_assert_cmpstr (f->title, ==, "Complaint #99000001 is overdue");
}

static void
test_jump (Fixture *f, gconstpointer data)
{
  loket_clock_jump (f->desk.clock, -8 * 86400);
  desk_apply (&f->desk, make_early (), NULL);
  start (f);
  assert_counts (f, 1, 0);
  jump (f, 86400);
  assert_counts (f, 2, 1);
  g_assert_cmpstr (f->title, ==, "Complaint #99000001 is overdue");
  jump (f, -86400);
  assert_counts (f, 2, 2);
  g_assert_cmpstr (f->withdrawn->pdata[1], ==, f->told->pdata[1]);
  jump (f, 86400);
  assert_counts (f, 2, 2);
}

static void
test_settings (Fixture *f, gconstpointer data)
{
  guint before;

  desk_apply (&f->desk, desk_make_complaint (1), NULL);
  start (f);
  assert_counts (f, 1, 0);
  before = f->n_updates;
  loket_reminders_set_enabled (f->reminders, FALSE);
  DESK_UNTIL (f->n_updates > before);
  assert_counts (f, 1, 1);
  desk_change (&f->desk, desk_make_complaint (2), "s1", "s2");
  advance (f, 2);
  assert_counts (f, 1, 1);

  before = f->n_updates;
  loket_reminders_set_quiet_hours (f->reminders, 10 * 3600, 11 * 3600);
  loket_reminders_set_enabled (f->reminders, TRUE);
  DESK_UNTIL (f->n_updates > before + 1);
  assert_counts (f, 1, 1);
  advance (f, 3600);
  assert_counts (f, 2, 1);
  g_assert_cmpstr (f->title, ==, "Complaint #99000002 is due today");
}

/* What the officer has sent off needs no reminder, even without a line. */
static void
test_sent_off (Fixture *f, gconstpointer data)
{
  g_autofree char *id = desk_complaint_id (2);
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autoptr (LoketComposer) composer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *reply_id = NULL;
  g_autoptr (GError) error = NULL;

  desk_apply (&f->desk, desk_make_complaint (2), NULL);
  start (f);
  assert_counts (f, 1, 0);
  complaint = desk_load (&f->desk, id);
  composer = loket_composer_new (f->desk.session, complaint);
  DESK_CALL (result, loket_composer_load, composer);
  g_assert_true (loket_composer_load_finish (composer, result, &error));
  loket_composer_set_text (composer,
                           "Yth. Pelapor, lubang di Jalan Melati sudah ditambal pada 16 Maret 2026 oleh Bidang "
                           "Bina Marga Dinas PUPR. Silakan balas laporan ini bila masih ada kerusakan.");
  loket_composer_set_outcome (composer, LOKET_OUTCOME_RESOLVED);
  DESK_CALL (result, loket_composer_send, composer);
  reply_id = loket_composer_send_finish (composer, result, &error);
  g_assert_no_error (error);
  advance (f, 2);
  assert_counts (f, 1, 1);
}

static LoketReminderItem *
get_item (Fixture *f, guint position)
{
  g_autoptr (LoketReminderItem) item =
    g_list_model_get_item (G_LIST_MODEL (loket_reminders_get_list (f->reminders)), position);

  return item;
}

static guint
count_items (Fixture *f)
{
  return g_list_model_get_n_items (G_LIST_MODEL (loket_reminders_get_list (f->reminders)));
}

/* Put off from the desktop, it waits in the list, also over a restart, and comes
 * again after two working hours. */
static void
test_put_off (Fixture *f, gconstpointer data)
{
  g_autofree char *told = NULL;
  guint before;

  desk_apply (&f->desk, desk_make_complaint (2), NULL);
  start (f);
  assert_counts (f, 1, 0);
  g_assert_cmpuint (count_items (f), ==, 1);
  before = f->n_updates;
  loket_reminders_put_off (f->reminders, f->told->pdata[0]);
  DESK_UNTIL (f->n_updates > before);
  assert_counts (f, 1, 1);
  g_assert_cmpuint (loket_reminder_list_get_waiting (loket_reminders_get_list (f->reminders)), ==, 0);
  told = loket_reminder_item_dup_told (get_item (f, 0), DESK_TEST_NOW);
  g_assert_cmpstr (told, ==, "Put off: comes again today 12:00");

  stop (f);
  desk_fixture_close (&f->desk);
  desk_fixture_open (&f->desk);
  start (f);
  assert_counts (f, 1, 1);
  loket_clock_advance (f->desk.clock, 7199);
  assert_counts (f, 1, 1);
  advance (f, 1);
  assert_counts (f, 2, 1);
  g_assert_cmpstr (f->body, ==, "First answer · 4 hours left · Due Tuesday 17 March 2026 16:00 WITA");
  g_assert_cmpuint (loket_reminder_list_get_waiting (loket_reminders_get_list (f->reminders)), ==, 1);
}

/* The list keeps its objects, loses what was dismissed, and what was answered. */
static void
test_list (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketReminderItem) first = NULL;
  g_autofree char *title = NULL;
  guint before;

  desk_apply (&f->desk, desk_make_complaint (1), desk_make_complaint (2), desk_make_complaint (3), NULL);
  start (f);
  g_assert_cmpuint (count_items (f), ==, 3);
  first = g_object_ref (get_item (f, 0));
  title = loket_reminder_item_dup_title (first, DESK_TEST_NOW);
  g_assert_cmpstr (title, ==, "Complaint #99000001 is overdue");
  before = f->n_updates;
  loket_reminders_dismiss (f->reminders, loket_reminder_item_get_key (get_item (f, 1)));
  DESK_UNTIL (f->n_updates > before);
  assert_counts (f, 1, 0);
  g_assert_cmpuint (count_items (f), ==, 2);
  g_assert_true (get_item (f, 0) == first);
  desk_change (&f->desk, make_answered (3), "s1", "s2");
  advance (f, 2);
  g_assert_cmpuint (count_items (f), ==, 1);
  g_assert_true (get_item (f, 0) == first);
}

/* An overdue answer does not hide the settlement that runs on behind it. */
static void
test_other_clock (Fixture *f, gconstpointer data)
{
  g_autofree char *body = NULL;
  LoketComplaint *complaint = desk_make_complaint (1);

  complaint->klass = LOKET_CLASS_COMPLAINT;
  complaint->received_at = DESK_TEST_NOW - 25 * 86400;
  complaint->assigned_at = complaint->received_at;
  desk_apply (&f->desk, complaint, NULL);
  start (f);
  assert_counts (f, 1, 0);
  g_assert_cmpuint (f->count, ==, 2);
  g_assert_cmpuint (count_items (f), ==, 2);
  body = loket_reminder_item_dup_body (get_item (f, 1), DESK_TEST_NOW);
  g_assert_true (g_str_has_prefix (body, "Settlement · "));
}

static void
become (Fixture *f, LoketRole role)
{
  f->desk.session->account->officer->role = role;
}

/* A superior is told whom the rule addresses, and why; the officer's own stages
 * are not told to them. */
static void
test_superiors (Fixture *f, gconstpointer data)
{
  desk_apply (&f->desk, desk_make_complaint (2), desk_make_complaint (3), NULL);
  become (f, LOKET_ROLE_SUPERVISOR);
  start (f);
  assert_counts (f, 0, 0);
  stop (f);

  become (f, LOKET_ROLE_APPROVER);
  start (f);
  assert_counts (f, 1, 0);
  g_assert_cmpstr (f->title, ==, "2 complaints are escalated to you");
  g_assert_cmpstr (f->body, ==, "1 due today · 1 due soon");
  stop (f);

  desk_change (&f->desk, make_early (), "s1", "s2");
  become (f, LOKET_ROLE_SUPERVISOR);
  start (f);
  assert_counts (f, 2, 1);
  g_assert_cmpstr (f->title, ==, "Complaint #99000001 is overdue");
  g_assert_true (g_str_has_prefix (f->body, "For the supervisor: 1 working day after the due date · First answer · "));
}

/* The computer's zone is another one, and changes: nothing is told twice, and
 * words and hours stay those of the agency. */
static void
test_zone (Fixture *f, gconstpointer data)
{
  desk_apply (&f->desk, desk_make_complaint (2), NULL);
  g_setenv ("TZ", "America/New_York", TRUE);
  tzset ();
  start (f);
  assert_counts (f, 1, 0);
  g_assert_cmpstr (f->body, ==, "First answer · 6 hours left · Due Tuesday 17 March 2026 16:00 WITA");
  g_setenv ("TZ", "Asia/Jayapura", TRUE);
  tzset ();
  jump (f, 0 + 2);
  assert_counts (f, 1, 0);
  advance (f, 6 * 3600);
  assert_counts (f, 1, 1);
  g_unsetenv ("TZ");
  tzset ();
}

#define ADD(path, func) g_test_add ("/reminders/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("tell", test_tell);
  ADD ("summary", test_summary);
  ADD ("new-complaint", test_new_complaint);
  ADD ("restart", test_restart);
  ADD ("working-hours", test_working_hours);
  ADD ("jump", test_jump);
  ADD ("settings", test_settings);
  ADD ("sent-off", test_sent_off);
  ADD ("put-off", test_put_off);
  ADD ("list", test_list);
  ADD ("other-clock", test_other_clock);
  ADD ("superiors", test_superiors);
  ADD ("zone", test_zone);
  return g_test_run ();
}
