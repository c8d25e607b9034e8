/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "composer-fixture.h"

/* Comparing a draft with other replies, beside its other checks. */

static void
return_true (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_boolean (task, TRUE);
}

/* Until the worker has done what it was given. */
static void
flush (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GTask) task = g_task_new (NULL, NULL, composer_wait_cb, &result);

  loket_worker_queue (f->worker, task, return_true);
  composer_wait (&result);
  composer_settle ();
}

static void
rest (Fixture *f)
{
  composer_advance (f, 700 * MS);
  flush (f);
}

static guint
count (Fixture *f)
{
  return g_list_model_get_n_items (loket_composer_get_findings (f->composer));
}

static void
assert_finding (Fixture    *f,
                guint       index,
                const char *rule)
{
  g_autoptr (LoketFindingItem) item = composer_get_finding (f, index);

  g_assert_cmpstr (loket_finding_item_get_rule (item), ==, rule);
}

/* What is found joins the others, and stays while one types on. */
static void
test_joined (Fixture *f, gconstpointer data)
{
  g_autoptr (LoketFindingItem) before = NULL;
  g_autoptr (LoketFindingItem) after = NULL;

  composer_check (f);
  loket_composer_set_text (f->composer, "salinan NIK");
  composer_check (f);
  g_assert_cmpuint (count (f), ==, 1);
  before = composer_get_finding (f, 0);
  composer_advance (f, 699 * MS);
  flush (f);
  g_assert_cmpint (composer_n_compared, ==, 0);
  composer_advance (f, 1 * MS);
  flush (f);
  g_assert_cmpint (composer_n_compared, ==, 1);
  g_assert_cmpuint (count (f), ==, 2);
  assert_finding (f, 0, "REL-05");
  after = composer_get_finding (f, 1);
  g_assert_true (before == after);

  loket_composer_set_text (f->composer, "salinan NIK ini");
  composer_check (f);
  g_assert_cmpuint (count (f), ==, 2);
  rest (f);
  g_assert_cmpuint (count (f), ==, 2);

  loket_composer_set_text (f->composer, "NIK ini");
  composer_check (f);
  g_assert_cmpuint (count (f), ==, 2);
  rest (f);
  g_assert_cmpuint (count (f), ==, 1);
  assert_finding (f, 0, "PDP-01");
  g_assert_cmpuint (composer_n_read, ==, 1);
}

/* What was found in a text that is gone is not shown. */
static void
test_dropped (Fixture *f, gconstpointer data)
{
  composer_check (f);
  loket_composer_set_text (f->composer, "salinan");
  composer_check (f);
  g_mutex_lock (&composer_check_lock);
  composer_advance (f, 700 * MS);
  loket_composer_set_text (f->composer, "lain");
  composer_advance (f, 700 * MS);
  g_mutex_unlock (&composer_check_lock);
  composer_check (f);
  flush (f);
  flush (f);
  g_assert_cmpuint (count (f), ==, 0);
  /* The second waited for the first, and was not forgotten. */
  loket_composer_set_text (f->composer, "salinan lain");
  rest (f);
  composer_check (f);
  g_assert_cmpuint (count (f), ==, 1);
}

static void
test_slow_reading (Fixture *f, gconstpointer data)
{
  composer_slow_reading = TRUE;
  loket_composer_set_text (f->composer, "lain");
  rest (f);
  loket_composer_set_text (f->composer, "salinan");
  rest (f);
  g_assert_cmpuint (composer_n_read, ==, 1);
  g_assert_cmpint (composer_n_compared, ==, 0);
  composer_finish_reading ();
  composer_settle ();
  flush (f);
  composer_check (f);
  g_assert_cmpint (composer_n_compared, ==, 1);
  g_assert_cmpuint (count (f), ==, 1);
}

/* Who closes does not wait for the reading, and it ends. */
static void
test_closed (Fixture *f, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = NULL;

  composer_slow_reading = TRUE;
  loket_composer_set_text (f->composer, "salinan");
  rest (f);
  cancellable = g_object_ref (g_task_get_cancellable (composer_reading));
  g_clear_object (&f->composer);
  composer_settle ();
  g_assert_true (g_cancellable_is_cancelled (cancellable));
  composer_finish_reading ();
  composer_settle ();
  g_assert_cmpint (composer_n_compared, ==, 0);
}

/* An empty draft is nobody's. */
static void
test_emptied (Fixture *f, gconstpointer data)
{
  loket_composer_set_text (f->composer, "salinan");
  rest (f);
  composer_check (f);
  g_assert_cmpuint (count (f), ==, 1);
  loket_composer_set_text (f->composer, "");
  composer_check (f);
  g_assert_cmpuint (count (f), ==, 0);
}

#define ADD(path, test) \
  g_test_add ("/desk/composer-copies/" path, Fixture, NULL, composer_set_up, test, composer_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("joined", test_joined);
  ADD ("dropped", test_dropped);
  ADD ("slow-reading", test_slow_reading);
  ADD ("closed", test_closed);
  ADD ("emptied", test_emptied);
  return g_test_run ();
}
