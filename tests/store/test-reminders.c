/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

static GPtrArray *
list_marks (StoreFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *marks;

  STORE_CALL (result, loket_user_store_list_reminders, f->user);
  marks = loket_user_store_list_reminders_finish (f->user, result, &error);
  g_assert_no_error (error);
  return marks;
}

static void
save_marks (StoreFixture *f, LoketReminderMark *first, LoketReminderMark *second)
{
  g_autoptr (GPtrArray) marks = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_reminder_mark_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (marks, first);
  if (second != NULL)
    g_ptr_array_add (marks, second);
  STORE_CALL (result, loket_user_store_save_reminders, f->user, marks);
  g_assert_true (loket_user_store_save_reminders_finish (f->user, result, &error));
  g_assert_no_error (error);
}

static void
assert_mark (GPtrArray *marks, guint index, const char *key, const char *notice, gint64 told_at)
{
  const LoketReminderMark *mark = marks->pdata[index];

  g_assert_cmpstr (mark->key, ==, key);
  g_assert_cmpstr (mark->notice, ==, notice);
  g_assert_cmpint (mark->told_at, ==, told_at);
}

static void
test_keep (StoreFixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) before = list_marks (f);
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) one = NULL;

  g_assert_cmpuint (before->len, ==, 0);
  save_marks (f, loket_reminder_mark_new ("b breach", "b", "summary 7", 7),
              loket_reminder_mark_new ("a breach", "a", "summary 7", 7));
  save_marks (f, loket_reminder_mark_new ("b breach", "b", NULL, 7), NULL);
  store_fixture_reopen (f);
  both = list_marks (f);
  g_assert_cmpuint (both->len, ==, 2);
  assert_mark (both, 0, "a breach", "summary 7", 7);
  assert_mark (both, 1, "b breach", NULL, 7);

  save_marks (f, loket_reminder_mark_new ("b breach", "b", NULL, LOKET_TIME_UNSET), NULL);
  one = list_marks (f);
  g_assert_cmpuint (one->len, ==, 1);
  assert_mark (one, 0, "a breach", "summary 7", 7);
}

/* What the officer put off or dismissed is so after a restart, too. */
static void
test_later (StoreFixture *f, gconstpointer data)
{
  LoketReminderMark *later = loket_reminder_mark_new ("a breach", "a", NULL, 7);
  LoketReminderMark *gone = loket_reminder_mark_new ("b breach", "b", NULL, 7);
  g_autoptr (LoketReminderMark) copy = NULL;
  g_autoptr (GPtrArray) marks = NULL;

  later->again_at = 9;
  gone->dismissed = TRUE;
  save_marks (f, later, gone);
  store_fixture_reopen (f);
  marks = list_marks (f);
  g_assert_cmpint (((LoketReminderMark *) marks->pdata[0])->again_at, ==, 9);
  g_assert_false (((LoketReminderMark *) marks->pdata[0])->dismissed);
  g_assert_cmpint (((LoketReminderMark *) marks->pdata[1])->again_at, ==, LOKET_TIME_UNSET);
  g_assert_true (((LoketReminderMark *) marks->pdata[1])->dismissed);

  copy = loket_reminder_mark_copy (marks->pdata[0]);
  g_assert_cmpstr (copy->key, ==, "a breach");
  g_assert_cmpint (copy->again_at, ==, 9);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/reminders/keep", test_keep);
  ADD ("/store/reminders/later", test_later);
#undef ADD
  return g_test_run ();
}
