/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "loket-cache-store-private.h"
#include "loket-limits.h"
#include "perf-complaints.h"
#include "store-fixture.h"

/*
 * The sealed search: the index against one of FTS5's own over the clear texts,
 * in time and bytes, and how long each letter takes that somebody types.
 *
 *     bench-search [complaints] [words]
 */

/* Between two letters: nine in a second is fast typing. */
#define PAUSE_MS 110
#define PAGE LOKET_LIMIT_PAGE_RECORDS

typedef struct
{
  StoreFixture f;
  guint        n;
  GPtrArray   *texts;
  GPtrArray   *words; /* some of the texts' words, as often as they are there */
  GRand       *rand;
} Bench;

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
note_words (Bench      *bench,
            const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " .\n", -1);
  guint n = g_strv_length (words);
  const char *word = words[g_rand_int_range (bench->rand, 0, (gint32) n)];

  if (*word != '\0')
    g_ptr_array_add (bench->words, g_strdup (word));
}

static void
fill (Bench *bench)
{
  PerfMaker *maker = perf_maker_new (7, STORE_TEST_NOW);

  loket_cache_store_set_following (bench->f.cache, TRUE);
  store_begin_snapshot (&bench->f);
  for (guint i = 0; i < bench->n; i += PAGE)
    {
      LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", i + PAGE < bench->n);
      g_autoptr (GError) error = NULL;

      for (guint j = i; j < MIN (bench->n, i + PAGE); j++)
        {
          LoketComplaint *c = perf_maker_next (maker);

          g_ptr_array_add (bench->texts, g_strjoin ("\n", c->tracking_id, c->title, c->body, NULL));
          note_words (bench, c->body);
          store_page_add (page, c);
        }
      loket_cache_change_free (store_apply (&bench->f, page, &error));
      g_assert_no_error (error);
    }
  perf_maker_free (maker);
}

static double
build_ours (Bench *bench)
{
  double start = now ();

  loket_cache_store_set_following (bench->f.cache, FALSE);
  while (loket_cache_store_get_search_progress (bench->f.cache) < 100)
    g_main_context_iteration (NULL, TRUE);
  return now () - start;
}

/* The words themselves, in the same slices. */
static double
build_plain (Bench  *bench,
             double *megabytes)
{
  g_autofree char *path = store_fixture_path (&bench->f, "plain.db");
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_CACHE, NULL);
  double start = now ();
  gint64 size;

  loket_db_exec (db,
                 "CREATE VIRTUAL TABLE search USING fts5 (words, content = '',"
                 "  tokenize = 'unicode61 remove_diacritics 2');"
                 "INSERT INTO search (search, rank) VALUES ('hashsize', 67108864), ('automerge', 0)",
                 NULL);
  for (guint i = 0; i < bench->n; i += LOKET_LIMIT_SEARCH_SLICE)
    {
      g_autoptr (LoketTransaction) transaction = loket_db_begin (db, NULL);
      g_autoptr (LoketStatement) insert =
          loket_db_prepare (db, "INSERT INTO search (rowid, words) VALUES (?1, ?2)", NULL);

      for (guint j = i; j < MIN (bench->n, i + LOKET_LIMIT_SEARCH_SLICE); j++)
        {
          loket_statement_bind_int64 (insert, 1, j + 1);
          loket_statement_bind_text (insert, 2, bench->texts->pdata[j]);
          loket_statement_run (insert, NULL);
        }
      loket_db_commit (db, NULL);
    }
  start = now () - start;
  loket_db_exec (db, "INSERT INTO search (search) VALUES ('optimize')", NULL);
  loket_db_get_int64 (db, "SELECT sum (length (block)) FROM search_data", &size, NULL);
  *megabytes = (double) size / 1e6;
  return start;
}

static LoketCacheQuery
make_query (const char *words)
{
  return (LoketCacheQuery) { .view = LOKET_VIEW_OPEN, .search = words, .now = STORE_TEST_NOW,
                             .day_end = STORE_TEST_NOW + 3600 };
}

/* What is shown at once. */
static double
ask_first (Bench      *bench,
           const char *words,
           guint      *n_found)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) keys = NULL;
  LoketCacheQuery query = make_query (words);
  double start = now ();

  query.limit = LOKET_LIMIT_SEARCH_FIRST;
  query.max_opened = LOKET_LIMIT_SEARCH_OPENED;
  STORE_CALL (result, loket_cache_store_query, bench->f.cache, &query);
  keys = loket_cache_store_query_finish (bench->f.cache, result, NULL);
  g_assert_nonnull (keys);
  *n_found = keys->len;
  return now () - start;
}

/* All of it, as far as the next letter lets it come: -1 where that ends it. */
static double
ask_all (Bench      *bench,
         const char *words,
         guint      *n_found)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) keys = NULL;
  LoketCacheQuery query = make_query (words);
  double start = now (), done = -1;

  loket_cache_store_query_async (bench->f.cache, &query, cancellable, store_wait_cb, &result);
  while (now () - start < PAUSE_MS)
    {
      if (result == NULL && !g_main_context_iteration (NULL, FALSE))
        g_usleep (200);
      else if (result != NULL && done < 0)
        done = now () - start;
      else if (result != NULL)
        g_usleep (1000);
    }
  g_cancellable_cancel (cancellable);
  keys = loket_cache_store_query_finish (bench->f.cache, store_wait (&result), NULL);
  *n_found = keys != NULL ? keys->len : 0;
  return keys != NULL && done >= 0 ? done : -1;
}

static void
print_times (const char *what,
             GArray     *times)
{
  double *sorted = (double *) (void *) times->data;

  if (times->len == 0)
    return;
  g_array_sort (times, compare_times);
  g_print ("  %-24s %6u searches  median %7.2f ms  p99 %7.2f ms  worst %7.2f ms\n", what, times->len,
           sorted[times->len / 2], sorted[(times->len * 99) / 100], sorted[times->len - 1]);
}

#define N_KINDS 8

static void
print_kinds (const char *what,
             GArray     *times[N_KINDS])
{
  static const char *const names[] = { "", "1st letter", "2nd letter", "3rd letter", "4th letter",
                                       "5th letter", "6th letter and on", "all letters" };

  g_print ("%s\n", what);
  for (guint i = 1; i < N_KINDS; i++)
    {
      print_times (names[i], times[i]);
      g_array_unref (times[i]);
    }
}

static void
type (Bench *bench,
      guint  n_words)
{
  GArray *first[N_KINDS], *all[N_KINDS];
  guint n_short = 0, n_cut = 0, n = 0;

  for (guint i = 0; i < N_KINDS; i++)
    {
      first[i] = g_array_new (FALSE, FALSE, sizeof (double));
      all[i] = g_array_new (FALSE, FALSE, sizeof (double));
    }
  for (guint i = 0; i < n_words; i++)
    {
      const char *word = bench->words->pdata[g_rand_int_range (bench->rand, 0, (gint32) bench->words->len)];

      for (gsize letters = 1; letters <= strlen (word); letters++)
        {
          g_autofree char *typed = g_strndup (word, letters);
          guint n_first, n_all;
          double time = ask_first (bench, typed, &n_first);

          g_array_append_val (first[MIN (letters, 6)], time);
          g_array_append_val (first[7], time);
          time = ask_all (bench, typed, &n_all);
          n++;
          n_cut += time < 0;
          n_short += time >= 0 && n_first < MIN (n_all, LOKET_LIMIT_SEARCH_FIRST);
          if (time < 0)
            continue;
          g_array_append_val (all[MIN (letters, 6)], time);
          g_array_append_val (all[7], time);
        }
    }
  g_print ("%u letters; %u had less than the first %d rows at once, %u not all before the next\n", n,
           n_short, LOKET_LIMIT_SEARCH_FIRST, n_cut);
  print_kinds ("what is shown at once, while a word is typed", first);
  print_kinds ("all of it, where the next letter did not come before", all);
}

/* How long it takes to look the closed file through. */
static void
measure_checks (Bench *bench)
{
  g_autofree char *path = store_fixture_path (&bench->f, "cache.db");
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_CACHE_READER, NULL);
  double start = now (), quick;

  store_fixture_attach (&bench->f, db);
  g_assert_true (loket_db_quick_check (db, NULL));
  quick = now () - start;
  start = now ();
  g_assert_true (loket_db_full_check (db, NULL));
  g_print ("  the file looked through  %9.1f ms, its structure only %.1f ms\n", now () - start, quick);
}

static double
measure_index (Bench *bench)
{
  gint64 size;

  store_fixture_close (&bench->f);
  measure_checks (bench);
  store_fixture_sql (&bench->f, "cache.db", "INSERT INTO search (search) VALUES ('optimize')", NULL);
  size = store_fixture_sql (&bench->f, "cache.db", "SELECT sum (length (block)) FROM search_data", NULL);
  store_fixture_reopen (&bench->f);
  return (double) size / 1e6;
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { .n = argc > 1 ? (guint) atoi (argv[1]) : 10000 };
  guint n_words = argc > 2 ? (guint) atoi (argv[2]) : 60;
  double ours, plain, our_size, plain_size;

  bench.texts = g_ptr_array_new_with_free_func (g_free);
  bench.words = g_ptr_array_new_with_free_func (g_free);
  bench.rand = g_rand_new_with_seed (11);
  store_fixture_set_up (&bench.f, NULL);
  fill (&bench);
  ours = build_ours (&bench);
  plain = build_plain (&bench, &plain_size);
  our_size = measure_index (&bench);
  g_print ("%u complaints\n", bench.n);
  g_print ("  index of clear words     %9.1f ms  %6.1f MB\n", plain, plain_size);
  g_print ("  index of hashes          %9.1f ms  %6.1f MB  ratio %.2f, size %.2f\n", ours, our_size,
           ours / plain, our_size / plain_size);
  type (&bench, n_words);
  store_fixture_tear_down (&bench.f, NULL);
  g_ptr_array_unref (bench.texts);
  g_ptr_array_unref (bench.words);
  g_rand_free (bench.rand);
  return 0;
}
