/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "loket-cache-unread.h"

/* Records that the hub sent and that could not be read: nothing is lost by them,
 * and nothing else is kept out. */

static void
add_unread (LoketWirePage *page,
            guint          number,
            const char    *what)
{
  LoketWireUnread *unread = g_new0 (LoketWireUnread, 1);

  unread->id = store_complaint_id (number);
  unread->what = g_strdup (what);
  g_ptr_array_add (page->unread, unread);
}

static void
apply (StoreFixture  *f,
       LoketWirePage *page)
{
  g_autoptr (LoketCacheChange) change = NULL;
  g_autoptr (GError) error = NULL;

  change = store_apply (f, page, &error);
  g_assert_no_error (error);
}

/* A snapshot of one page with the complaints from @first to @last, of which
 * @bad cannot be read. */
static void
copy (StoreFixture *f,
      guint         first,
      guint         last,
      guint         bad)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);

  for (guint i = first; i <= last; i++)
    if (i == bad)
      add_unread (page, i, "$.messages: too many");
    else
      store_page_add (page, store_make_complaint (i));
  store_begin_snapshot (f);
  apply (f, page);
}

#define assert_numbers(f, expected) G_STMT_START { \
  g_autofree char *numbers_ = store_query_numbers (f, LOKET_VIEW_OPEN, NULL, NULL); \
  g_assert_cmpstr (numbers_, ==, expected); \
} G_STMT_END

static guint
count_unread (StoreFixture *f)
{
  g_autoptr (GPtrArray) list = loket_cache_store_dup_unread (f->cache);

  return list != NULL ? list->len : 0;
}

static void
assert_unread (StoreFixture *f,
               guint         number,
               gboolean      kept,
               const char   *tracking_id)
{
  g_autoptr (GPtrArray) list = loket_cache_store_dup_unread (f->cache);
  g_autofree char *id = store_complaint_id (number);
  const LoketCacheUnread *unread;

  g_assert_nonnull (list);
  g_assert_cmpuint (list->len, ==, 1);
  unread = g_ptr_array_index (list, 0);
  g_assert_cmpstr (unread->id, ==, id);
  g_assert_cmpstr (unread->tracking_id, ==, tracking_id);
  g_assert_cmpint (unread->kept, ==, kept);
  g_assert_cmpint (unread->at, ==, STORE_TEST_NOW);
  g_assert_cmpstr (unread->what, ==, "$.messages: too many");
}

/* The rest of a first copy comes in, and the state with it. */
static void
test_first_copy (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autoptr (LoketCacheScope) scope = NULL;

  g_assert_cmpuint (count_unread (f), ==, 0);
  copy (f, 1, 3, 2);
  assert_numbers (f, "1 3");
  assert_unread (f, 2, FALSE, NULL);
  scope = store_get_scope (f);
  g_assert_cmpstr (scope->state, ==, "s0");
  g_assert_false (scope->in_snapshot);
}

/* What was here stays, also through a whole copy that has it unreadable again. */
static void
test_kept (StoreFixture  *f,
           gconstpointer  data)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);

  copy (f, 1, 3, 0);
  add_unread (page, 2, "$.messages: too many");
  apply (f, page);
  assert_numbers (f, "1 2 3");
  assert_unread (f, 2, TRUE, "99000002");
  copy (f, 2, 3, 2);
  assert_numbers (f, "2 3");
  assert_unread (f, 2, TRUE, "99000002");

  /* A copy that does not name it any more: it has left. */
  copy (f, 3, 3, 0);
  assert_numbers (f, "3");
  g_assert_cmpuint (count_unread (f), ==, 0);
}

static void
test_readable_again (StoreFixture  *f,
                     gconstpointer  data)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);

  copy (f, 1, 3, 2);
  store_page_add (page, store_make_complaint (2));
  apply (f, page);
  assert_numbers (f, "1 2 3");
  g_assert_cmpuint (count_unread (f), ==, 0);
}

static void
test_removed (StoreFixture  *f,
              gconstpointer  data)
{
  static const LoketRemovalReason reasons[] = { LOKET_REMOVAL_UNASSIGNED, LOKET_REMOVAL_ERASED };
  g_autofree char *id = store_complaint_id (2);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);

      copy (f, 1, 3, 2);
      loket_wire_page_add_removal (page, id, reasons[i], STORE_TEST_NOW);
      apply (f, page);
      assert_numbers (f, "1 3");
      g_assert_cmpuint (count_unread (f), ==, 0);
    }
}

/* Scopes that are no longer ours take what was unread in them along. */
static void
test_left (StoreFixture  *f,
           gconstpointer  data)
{
  const char *const none[] = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  copy (f, 1, 3, 2);
  STORE_CALL (result, loket_cache_store_keep_scopes, f->cache, none);
  g_assert_true (loket_cache_store_keep_scopes_finish (f->cache, result, &error));
  g_assert_cmpuint (count_unread (f), ==, 0);
}

/* It is known after a restart; another version of the program copies the scope
 * anew, the same one never does. */
static void
test_restart (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  copy (f, 1, 3, 2);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LoketCacheScope) scope = NULL;

      store_fixture_close (f);
      if (i == 1)
        store_fixture_sql (f, "cache.db", "UPDATE meta SET value = '0.0.1' WHERE name = 'read_by'", &error);
      g_assert_no_error (error);
      store_fixture_reopen (f);
      assert_unread (f, 2, FALSE, NULL);
      assert_numbers (f, "1 3");
      scope = store_get_scope (f);
      g_assert_cmpstr (scope->state, ==, i == 0 ? "s0" : NULL);
      g_assert_false (scope->in_snapshot);
    }
}

static void
add (const char *name,
     void      (*test) (StoreFixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/unread/", name, NULL);

  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, test, store_fixture_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("first-copy", test_first_copy);
  add ("kept", test_kept);
  add ("readable-again", test_readable_again);
  add ("removed", test_removed);
  add ("left", test_left);
  add ("restart", test_restart);
  return g_test_run ();
}
