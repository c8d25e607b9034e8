/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <time.h>

#include "loket-cache-replies.h"
#include "loket-check-memory.h"
#include "loket-limits.h"
#include "perf-complaints.h"
#include "store-fixture.h"

/*
 * Whether a draft is the answer to another complaint, among 20,000: reading the
 * replies to compare with, sealed as they are, making them ready, comparing.
 * All three the first time that a draft rests, the last alone from then on.
 *
 *     bench-copies [complaints]
 */

#define ROUNDS 60
#define PAGE   LOKET_LIMIT_PAGE_RECORDS

/* Milliseconds of this process's own work on all its threads, so that a busy
 * machine does not count. */
static double
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1000.0 + (double) time.tv_nsec / 1e6;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
print_times (const char *what,
             double     *times)
{
  qsort (times, ROUNDS, sizeof *times, compare_times);
  g_print ("%-28s %6.2f ms, p95 %6.2f\n", what, times[ROUNDS / 2], times[ROUNDS * 95 / 100]);
}

static void
fill (StoreFixture *f,
      guint         n,
      GPtrArray    *drafts)
{
  static const char *const categories[] = { "Infrastruktur > Jalan", "Lampu", "Sampah", "Air", "Kesehatan", "Sekolah" };
  PerfMaker *maker = perf_maker_new (7, STORE_TEST_NOW);

  loket_cache_store_set_following (f->cache, TRUE);
  store_begin_snapshot (f);
  for (guint i = 0; i < n; i += PAGE)
    {
      LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", i + PAGE < n);
      g_autoptr (GError) error = NULL;

      for (guint j = i; j < MIN (n, i + PAGE); j++)
        {
          LoketComplaint *c = perf_maker_next (maker);

          g_free (c->category);
          c->category = g_strdup (categories[j % G_N_ELEMENTS (categories)]);
          if (drafts->len < ROUNDS && c->messages->len > 0)
            g_ptr_array_add (drafts, g_strdup (((LoketMessage *) g_ptr_array_index (c->messages, 0))->text));
          store_page_add (page, c);
        }
      loket_cache_change_free (store_apply (f, page, &error));
      g_assert_no_error (error);
    }
  loket_cache_store_set_following (f->cache, FALSE);
  while (loket_cache_store_get_search_progress (f->cache) < 100)
    g_main_context_iteration (NULL, TRUE);
  perf_maker_free (maker);
}

static GPtrArray *
read_replies (StoreFixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) stored = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *replies = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_previous_reply_free);

  STORE_CALL (result, loket_cache_store_list_replies, f->cache, "none", "Lampu");
  stored = loket_cache_store_list_replies_finish (f->cache, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < stored->len; i++)
    {
      const LoketStoredReply *reply = g_ptr_array_index (stored, i);

      g_ptr_array_add (replies, loket_previous_reply_new (reply->tracking_id, reply->agency, reply->text, FALSE));
    }
  return replies;
}

int
main (int   argc,
      char *argv[])
{
  StoreFixture f = { 0 };
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 20000;
  g_autoptr (GPtrArray) drafts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketChecker) checker = loket_checker_new (NULL);
  g_autoptr (LoketCheckMemory) memory = loket_check_memory_new (checker);
  double reading[ROUNDS], making[ROUNDS], comparing[ROUNDS], all[ROUNDS];
  guint candidates = 0, found = 0;

  store_fixture_set_up (&f, NULL);
  fill (&f, n, drafts);
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (LoketCheckInput) input = loket_check_input_new (g_ptr_array_index (drafts, i % drafts->len),
                                                                 LOKET_OUTCOME_IN_PROGRESS);
      double t0 = now (), t1, t2, t3;
      g_autoptr (GPtrArray) replies = read_replies (&f);
      g_autoptr (LoketCopies) copies = NULL;
      g_autoptr (GPtrArray) findings = NULL;

      t1 = now ();
      copies = loket_copies_new (replies, NULL, NULL);
      t2 = now ();
      findings = loket_check_memory_find_copies (memory, copies, input, "id");
      t3 = now ();
      reading[i] = t1 - t0;
      making[i] = t2 - t1;
      comparing[i] = t3 - t2;
      all[i] = t3 - t0;
      candidates = replies->len;
      found += findings->len;
    }
  g_print ("%u complaints, %u replies compared with, %u copies among %u drafts\n", n, candidates, found, ROUNDS);
  print_times ("reading the replies", reading);
  print_times ("making them ready", making);
  print_times ("comparing a draft", comparing);
  print_times ("all of it", all);
  g_print ("%-28s limit 50\n", "");
  store_fixture_tear_down (&f, NULL);
  return 0;
}
