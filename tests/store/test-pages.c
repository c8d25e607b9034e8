/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"
#include "loket-cache-store-private.h"
#include "store-fixture.h"

/*
 * Changed bytes of cache.db, one at a time and all over the file, which was closed
 * properly and is not due to be looked through: what is read is either what was
 * written or known to be damaged.
 */

#define N 40
#define PAGE 4096

/* The number of rows on a page, then places all over it. */
static const gsize places[] = { 4, 1700, 4000 };

static void
fill (StoreFixture *f)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= N; i++)
    store_page_add (page, store_make_complaint (i));
  store_begin_snapshot (f);
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
}

static void
tell_list (StoreFixture *f,
           const char   *search,
           GString      *told)
{
  LoketCacheQuery query = { .view = LOKET_VIEW_OPEN, .search = search, .now = STORE_TEST_NOW,
                            .day_end = STORE_TEST_NOW + 3600 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  STORE_CALL (result, loket_cache_store_query, f->cache, &query);
  keys = loket_cache_store_query_finish (f->cache, result, NULL);
  if (keys == NULL)
    return;
  for (guint i = 0; i < keys->len; i++)
    {
      gint64 number = g_array_index (keys, LoketQueueKey, i).row_id;

      g_string_append_printf (told, " %" G_GINT64_FORMAT, number);
    }
}

static void
tell_rows (StoreFixture *f,
           GString      *told)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gint64 numbers[N];

  for (guint i = 0; i < N; i++)
    numbers[i] = i + 1;
  STORE_CALL (result, loket_cache_store_fetch_rows, f->cache, numbers, N);
  rows = loket_cache_store_fetch_rows_finish (f->cache, result, NULL);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const LoketQueueRow *row = rows->pdata[i];

      g_string_append_printf (told, "\n%s %s %s %s %d %" G_GINT64_FORMAT, row->complaint_id,
                              row->tracking_id, row->title, row->agency_name, row->status,
                              row->assigned_at);
    }
}

static void
tell_complaints (StoreFixture *f,
                 GString      *told)
{
  for (guint i = 1; i <= N; i++)
    {
      g_autofree char *id = store_complaint_id (i);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (LoketComplaint) complaint = NULL;

      STORE_CALL (result, loket_cache_store_get_complaint, f->cache, id);
      complaint = loket_cache_store_get_complaint_finish (f->cache, result, NULL);
      g_string_append_printf (told, "\n%s", complaint != NULL ? complaint->body : "-");
    }
}

static void
tell_scope (StoreFixture *f,
            GString      *told)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LoketCacheScope) scope = NULL;

  STORE_CALL (result, loket_cache_store_get_scope, f->cache, STORE_TEST_SCOPE);
  scope = loket_cache_store_get_scope_finish (f->cache, result, NULL);
  if (scope != NULL && scope->state != NULL)
    g_string_append (told, scope->state);
}

/* All that the copy has, as one text. */
static char *
tell (StoreFixture *f)
{
  GString *told = g_string_new (NULL);

  tell_scope (f, told);
  tell_list (f, NULL, told);
  tell_list (f, "lubang", told);
  tell_list (f, "urai", told);
  tell_rows (f, told);
  tell_complaints (f, told);
  return g_string_free (told, FALSE);
}

/* Whether all is going to be fetched anew: the file was replaced, or will be, or
 * nobody claims that it holds anything. */
static gboolean
is_known (StoreFixture *f,
          const char   *told)
{
  return _loket_cache_is_to_be_replaced (f->cache) ||
         g_atomic_int_get (&f->cache->n_repairs) > 0 || !g_str_has_prefix (told, "s0");
}

static void
test_every_page (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autofree char *whole = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;
  guint n_noticed = 0;
  gsize size;

  fill (f);
  expected = tell (f);
  store_fixture_close (f);
  g_assert_true (g_file_get_contents (path, &whole, &size, &error));
  g_assert_cmpuint (size, >, 10 * PAGE);
  for (gsize at = 0; at < size; at += PAGE)
    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      {
        char *byte = whole + at + places[i] + (at == 0 && i == 0 ? 100 : 0);
        g_autofree char *told = NULL;

        *byte ^= 1;
        g_assert_true (g_file_set_contents_full (path, whole, (gssize) size,
                                                G_FILE_SET_CONTENTS_NONE, 0600, &error));
        *byte ^= 1;
        store_fixture_reopen (f);
        told = tell (f);
        if (is_known (f, told))
          n_noticed++;
        else if (!g_str_equal (told, expected))
          g_error ("Byte %" G_GSIZE_FORMAT " of page %" G_GSIZE_FORMAT " goes unnoticed", places[i],
                   at / PAGE + 1);
        store_fixture_close (f);
      }
  g_assert_cmpuint (n_noticed, >, size / PAGE);
}

/* A disk that does not answer once is no damage: whichever read it is, what is read
 * then is what was written, in the file that was there. */
static void
test_read_fails_once (StoreFixture  *f,
                      gconstpointer  data)
{
  g_autofree char *aside = store_fixture_path (f, "cache.db.damaged");
  g_autofree char *expected = NULL;
  guint n_failed = 0;

  fill (f);
  expected = tell (f);
  for (guint after = 0; n_failed == after; after++)
    {
      g_autofree char *told = NULL;

      store_fixture_reopen (f);
      fault_vfs_fail_reads (after, 1);
      told = tell (f);
      n_failed += fault_vfs_has_failed_reads ();
      fault_vfs_fail_reads (0, 0);
      g_assert_true (g_str_equal (told, expected));
      g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
    }
  g_assert_cmpuint (n_failed, >, 10);
}

/* One that goes on not to is. */
static void
test_read_fails (StoreFixture  *f,
                 gconstpointer  data)
{
  g_autofree char *told = NULL;

  fill (f);
  store_fixture_reopen (f);
  fault_vfs_fail_reads (3, 50);
  told = tell (f);
  fault_vfs_fail_reads (0, 0);
  g_assert_true (is_known (f, told));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fault_vfs_install ();
  g_test_add ("/store/pages/every-page", StoreFixture, NULL, store_fixture_set_up, test_every_page,
              store_fixture_tear_down);
  g_test_add ("/store/pages/read-fails-once", StoreFixture, NULL, store_fixture_set_up, test_read_fails_once,
              store_fixture_tear_down);
  g_test_add ("/store/pages/read-fails", StoreFixture, NULL, store_fixture_set_up, test_read_fails,
              store_fixture_tear_down);
  return g_test_run ();
}
