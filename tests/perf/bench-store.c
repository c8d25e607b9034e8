/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <stdlib.h>

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-wire-complaint.h"

/*
 * What the cache costs with a full queue: taking pages in, against a bare
 * insert of the same lines with the same commits; the ids of the queue; a page
 * of rows, first and last; the counts; a search while typing. Prints figures;
 * nothing passes or fails by time. The number of rows may be given.
 */

#define PAGE 2000
#define ROUNDS 9

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

#define MEASURE(result, code)                                  \
  G_STMT_START                                                 \
  {                                                            \
    double times[ROUNDS];                                      \
                                                               \
    for (guint round = 0; round < ROUNDS; round++)             \
      {                                                        \
        double start = now ();                                 \
                                                               \
        code;                                                  \
        times[round] = now () - start;                         \
      }                                                        \
    qsort (times, ROUNDS, sizeof *times, compare_times);       \
    result = times[ROUNDS / 2];                                \
  }                                                            \
  G_STMT_END

static GBytes *
make_page (guint first,
           guint n,
           guint total)
{
  g_autoptr (LoketWirePage) page =
    store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", first + n < total);

  page->total = total;
  for (guint i = first; i < first + n; i++)
    {
      LoketComplaint *c = store_make_complaint (i);
      g_autoptr (GString) body = g_string_new (NULL);

      for (guint word = 0; word < 60; word++)
        g_string_append_printf (body, "kata%u ", (i * 7919 + word * word * 104729) % 20011);
      g_free (c->body);
      c->body = g_strdup (body->str);
      store_page_add (page, c);
    }
  return loket_wire_page_to_bytes (page);
}

static double
insert_bare (StoreFixture *f,
             GPtrArray    *pages)
{
  g_autofree char *path = store_fixture_path (f, "bare.db");
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_CACHE, NULL);
  double start = now ();

  loket_db_exec (db, "CREATE TABLE line (number INTEGER PRIMARY KEY, line TEXT)", NULL);
  for (guint i = 0; i < pages->len; i++)
    {
      g_autoptr (LoketTransaction) transaction = loket_db_begin (db, NULL);
      g_autoptr (LoketStatement) insert =
        loket_db_prepare (db, "INSERT INTO line (line) VALUES (?1)", NULL);
      g_auto (GStrv) lines = g_strsplit (g_bytes_get_data (g_ptr_array_index (pages, i), NULL), "\n", 0);

      for (guint j = 0; lines[j] != NULL && j <= PAGE; j++)
        {
          loket_statement_bind_text (insert, 1, lines[j]);
          loket_statement_run (insert, NULL);
        }
      loket_db_commit (db, NULL);
    }
  return now () - start;
}

static void
take_in (StoreFixture *f,
         GPtrArray    *pages,
         double       *parsing,
         double       *storing)
{
  store_begin_snapshot (f);
  for (guint i = 0; i < pages->len; i++)
    {
      g_autoptr (GError) error = NULL;
      double start = now ();
      LoketWirePage *page = loket_wire_page_parse (g_ptr_array_index (pages, i), &error);
      double parsed = now ();

      g_assert_no_error (error);
      loket_cache_change_free (store_apply (f, page, &error));
      g_assert_no_error (error);
      *parsing += parsed - start;
      *storing += now () - parsed;
    }
}

static void
fetch (StoreFixture *f,
       const GArray *ids,
       guint         from)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  STORE_CALL (result, loket_cache_store_fetch_rows, f->cache, &g_array_index (ids, gint64, from), 64);
  rows = loket_cache_store_fetch_rows_finish (f->cache, result, NULL);
  g_assert_cmpuint (rows->len, ==, 64);
}

static void
count (StoreFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  LoketCacheCounts counts;

  STORE_CALL (result, loket_cache_store_count, f->cache, STORE_TEST_NOW, STORE_TEST_NOW + 3600);
  g_assert_true (loket_cache_store_count_finish (f->cache, result, &counts, NULL));
}

static void
bench (StoreFixture *f,
       guint         n)
{
  g_autoptr (GPtrArray) pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (GArray) ids = NULL;
  double parsing = 0, storing = 0, bare, query, first, last, counting, prefix, word;
  gsize size = 0;

  for (guint i = 0; i < n; i += PAGE)
    {
      g_ptr_array_add (pages, make_page (i, MIN (PAGE, n - i), n));
      size += g_bytes_get_size (g_ptr_array_index (pages, pages->len - 1));
    }
  bare = insert_bare (f, pages);
  take_in (f, pages, &parsing, &storing);
  g_print ("%u complaints, %.1f MB, pages of %u\n", n, (double) size / 1e6, PAGE);
  g_print ("  parse                 %8.1f ms  %6.0f MB/s\n", parsing, (double) size / 1e3 / parsing);
  g_print ("  store with index      %8.1f ms\n", storing);
  g_print ("  bare insert           %8.1f ms  ratio %.1f\n", bare, (parsing + storing) / bare);

  ids = store_query (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpuint (ids->len, ==, n);
  MEASURE (query, g_array_unref (store_query (f, LOKET_VIEW_OPEN, NULL, NULL)));
  MEASURE (first, fetch (f, ids, 0));
  MEASURE (last, fetch (f, ids, n - 64));
  MEASURE (counting, count (f));
  MEASURE (prefix, g_array_unref (store_query (f, LOKET_VIEW_OPEN, "kat", NULL)));
  MEASURE (word, g_array_unref (store_query (f, LOKET_VIEW_OPEN, "kata77", NULL)));
  g_print ("  all ids in order      %8.2f ms\n", query);
  g_print ("  64 rows, first page   %8.2f ms\n", first);
  g_print ("  64 rows, last page    %8.2f ms  ratio %.1f\n", last, last / first);
  g_print ("  counts of the views   %8.2f ms\n", counting);
  g_print ("  search, every row     %8.2f ms\n", prefix);
  g_print ("  search, few rows      %8.2f ms\n", word);
}

int
main (int   argc,
      char *argv[])
{
  StoreFixture f = { 0 };
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 10000;

  store_fixture_set_up (&f, NULL);
  bench (&f, MAX (n, 128));
  store_fixture_tear_down (&f, NULL);
  return 0;
}
