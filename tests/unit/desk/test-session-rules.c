/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"
#include "loket-session-private.h"
#include "loket-store-error.h"
#include "loket-words.h"

/* An edition as a hub publishes it: what the program ships, and a line more. */
static LoketRulesPage *
make_edition (gint64 number, const char *holiday)
{
  g_autofree char *holidays = g_test_build_filename (G_TEST_DIST, "..", "data", "holidays", "id.csv", NULL);
  g_autofree char *policies = g_test_build_filename (G_TEST_DIST, "..", "data", "policies", "id.policy", NULL);
  LoketRulesPage *page = loket_rules_page_new ();
  LoketRulesRecord *record = loket_rules_record_new ();
  g_autofree char *list = NULL;

  g_assert_true (g_file_get_contents (holidays, &list, NULL, NULL));
  g_assert_true (g_file_get_contents (policies, &record->policies, NULL, NULL));
  record->holidays = g_strconcat (list, holiday, NULL);
  record->reason = g_strdup ("SKB perubahan");
  record->published_at = DESK_TEST_NOW - 60;
  page->latest = record->number = number;
  g_ptr_array_add (page->editions, record);
  return page;
}

static LoketRulesChange *
take_edition (DeskFixture *f, gint64 number, const char *holiday, GError **error)
{
  LoketCacheStore *cache = loket_profile_get_cache (f->session->profile);
  g_autoptr (GAsyncResult) result = NULL;

  DESK_CALL (result, loket_cache_store_take_rules, cache, "e1", number - 1, make_edition (number, holiday));
  return loket_cache_store_take_rules_finish (cache, result, error);
}

static gint64
get_due (DeskFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  DESK_CALL (result, loket_session_query, f->session, LOKET_VIEW_OPEN, NULL, 0);
  rows = loket_session_query_finish (f->session, result, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  return loket_queue_item_get_due_at (rows->pdata[0]);
}

/* A holiday on the due date moves it to the next working day, in the program
 * that runs and in the next one; a list that is wrong moves nothing and is told
 * with its item. */
static void
test_rules (DeskFixture *f, gconstpointer data)
{
  const gint64 due = DESK_TEST_NOW + 6 * 3600 - 86400;
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc (due);
  g_autofree char *day = g_date_time_format (local, "%F");
  g_autofree char *holiday = g_strconcat (day, ",cuti_bersama,Cuti Bersama,SKB\n", NULL);
  g_autoptr (LoketRulesChange) first = NULL;
  g_autoptr (LoketRulesChange) second = NULL;
  g_autofree char *problem = NULL;
  g_autofree char *moved = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) moves = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = desk_complaint_id (1);

  desk_apply (f, desk_make_complaint (1), NULL);
  g_assert_cmpint (get_due (f), ==, due);
  first = take_edition (f, 1, "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->n_moved, ==, 0);

  g_assert_null (take_edition (f, 2, "2026-02-31,libur_nasional,Keliru,SKB\n", &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_INVALID);
  problem = loket_session_dup_rules_problem (f->session);
  g_assert_nonnull (strstr (problem, "edition 2"));
  g_assert_nonnull (strstr (problem, "of the holiday file: this is no date"));
  g_assert_cmpint (get_due (f), ==, due);
  g_clear_error (&error);

  second = take_edition (f, 2, holiday, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->n_moved, ==, 1);
  g_assert_null (loket_session_dup_rules_problem (f->session));
  g_assert_cmpint (get_due (f), >, due);

  desk_fixture_close (f);
  desk_fixture_open (f);
  g_assert_cmpint (loket_rulebook_get_latest (loket_session_get_rulebook (f->session))->number, ==, 2);
  g_assert_cmpint (get_due (f), >, due);
  DESK_CALL (result, loket_session_list_moves, f->session, id);
  moves = loket_session_list_moves_finish (f->session, result, NULL);
  g_assert_cmpuint (moves->len, ==, 1);
  moved = loket_words_move (moves->pdata[0], "Asia/Makassar");
  g_assert_nonnull (strstr (moved, "because: SKB perubahan."));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/desk/session/rules", DeskFixture, NULL, desk_fixture_set_up, test_rules, desk_fixture_tear_down);
  return g_test_run ();
}
