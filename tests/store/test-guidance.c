/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "loket-cache-guidance.h"

/* What a test reads of guidance: the checks, as a text of their own. */
static gpointer
read_checks (const LoketGuidanceRecord  *record,
             GError                    **error)
{
  if (!g_str_equal (record->checks, "wrong"))
    return g_ref_string_new (record->checks);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "[Words] Known");
  return NULL;
}

static gpointer
take_ref (gpointer text)
{
  return g_ref_string_acquire (text);
}

static void
give_back (gpointer text)
{
  g_ref_string_release (text);
}

static const LoketGuidanceReader reader = { read_checks, take_ref, give_back };

static const LoketMarker marker = {
  NULL, g_rc_box_acquire, g_rc_box_release, store_mark_in_seconds,
};

/* As a program does that begins. */
static void
load (StoreFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 *rules = g_rc_box_new0 (gint64);

  loket_cache_store_set_marker (f->cache, &marker, rules);
  g_rc_box_release (rules);
  loket_cache_store_set_guidance_reader (f->cache, &reader);
  STORE_CALL (result, loket_cache_store_load_rules, f->cache);
  loket_cache_store_load_rules_finish (f->cache, result, &error);
  g_assert_no_error (error);
}

static gboolean
take (StoreFixture         *f,
      const char           *epoch,
      LoketGuidanceRecord  *record,
      GError              **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  STORE_CALL (result, loket_cache_store_take_guidance, f->cache, epoch, record);
  return loket_cache_store_take_guidance_finish (f->cache, result, error);
}

static void
assert_given (StoreFixture *f,
              gint64        edition,
              const char   *text)
{
  char *given = loket_cache_store_ref_guidance (f->cache);

  g_assert_cmpint (loket_cache_store_get_guidance_edition (f->cache, "e1", "131410"), ==, edition);
  g_assert_cmpstr (given, ==, text);
  g_clear_pointer (&given, give_back);
}

static void
assert_problem (StoreFixture *f,
                const char   *expected)
{
  g_autofree char *problem = loket_cache_store_dup_guidance_problem (f->cache);

  g_assert_cmpstr (problem, ==, expected);
}

/* It is there after a restart, another one takes its place, and nothing can. */
static void
test_guidance_kept (StoreFixture  *f,
                    gconstpointer  data)
{
  load (f);
  assert_given (f, 0, NULL);
  g_assert_true (take (f, "e1", loket_guidance_record_new ("131410", 4, "a", "t"), NULL));
  assert_given (f, 4, "a");
  store_fixture_reopen (f);
  load (f);
  assert_given (f, 4, "a");
  g_assert_cmpint (loket_cache_store_get_guidance_edition (f->cache, "e2", "131410"), ==, -1);
  g_assert_cmpint (loket_cache_store_get_guidance_edition (f->cache, "e1", "131411"), ==, -1);
  g_assert_cmpint (loket_cache_store_get_guidance_edition (f->cache, "e1", NULL), ==, -1);

  g_assert_true (take (f, "e1", loket_guidance_record_new ("131411", 5, "b", ""), NULL));
  assert_given (f, -1, "b");
  g_assert_true (take (f, "e1", loket_guidance_record_new ("131410", 3, "c", ""), NULL));
  assert_given (f, 3, "c");
  g_assert_true (take (f, "e1", NULL, NULL));
  assert_given (f, 0, NULL);
  store_fixture_reopen (f);
  load (f);
  assert_given (f, 0, NULL);
}

/* What is wrong leaves the last good one in force, also over a restart. */
static void
test_guidance_refused (StoreFixture  *f,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  load (f);
  g_assert_true (take (f, "e1", loket_guidance_record_new ("131410", 4, "a", ""), NULL));
  g_assert_false (take (f, "e1", loket_guidance_record_new ("131410", 5, "wrong", ""), &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "[Words] Known");
  assert_given (f, 4, "a");
  assert_problem (f, "[Words] Known");
  store_fixture_reopen (f);
  load (f);
  assert_given (f, 4, "a");
  assert_problem (f, "[Words] Known");

  g_assert_true (take (f, "e1", loket_guidance_record_new ("131410", 6, "b", ""), NULL));
  assert_problem (f, NULL);
  store_fixture_reopen (f);
  load (f);
  assert_problem (f, NULL);
}

/* What a program that reads less finds is as good as never fetched. */
static void
test_guidance_unreadable (StoreFixture  *f,
                          gconstpointer  data)
{
  g_assert_true (take (f, "e1", loket_guidance_record_new ("131410", 4, "wrong", ""), NULL));
  g_assert_cmpint (loket_cache_store_get_guidance_edition (f->cache, "e1", "131410"), ==, 4);
  assert_problem (f, NULL);
  store_fixture_reopen (f);
  load (f);
  assert_given (f, 0, NULL);
  assert_problem (f, "[Words] Known");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/guidance/kept", test_guidance_kept);
  ADD ("/store/guidance/refused", test_guidance_refused);
  ADD ("/store/guidance/unreadable", test_guidance_unreadable);
#undef ADD
  return g_test_run ();
}
