/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <stdlib.h>

#include "loket-db.h"

/*
 * Writer, reader and main thread at once: pages, lists, searches and drafts are
 * asked for without waiting, cancelled before, while and after they run, and
 * the profile is closed in the middle of it. Every call is answered exactly
 * once, nothing that was told as stored is missing, and the files are whole.
 *
 * LOKET_STRESS_ROUNDS makes it longer, LOKET_STRESS_SEED chooses another run.
 * Meant for the sanitizers of `tools/check --all`.
 */

#define DEFAULT_ROUNDS 12
#define STEPS          160
#define N_COMPLAINTS   1500

typedef struct
{
  StoreFixture  store;
  GRand        *rand;
  GPtrArray    *cancellables;
  guint         n_asked;
  guint         n_answered;
  guint         n_pages;   /* asked to be applied, of this round */
  guint         n_applied; /* told to be applied */
  guint         state;     /* of the last page that was asked to be applied */
} Stress;

typedef struct
{
  Stress *stress;
  void  (*finish) (Stress       *stress,
                   GObject      *source,
                   GAsyncResult *result);
} Ask;

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Ask *ask = data;

  ask->stress->n_answered++;
  ask->finish (ask->stress, source, result);
  g_free (ask);
}

static Ask *
ask_new (Stress *stress,
         void  (*finish) (Stress *, GObject *, GAsyncResult *))
{
  Ask *ask = g_new0 (Ask, 1);

  ask->stress = stress;
  ask->finish = finish;
  stress->n_asked++;
  return ask;
}

/* What may become of a call: done, stopped, or too late. */
static void
check (const GError *error)
{
  g_assert_true (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
                 g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
                 g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND));
}

static void
finish_page (Stress       *stress,
             GObject      *source,
             GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  LoketCacheChange *change =
    loket_cache_store_apply_page_finish (LOKET_CACHE_STORE (source), result, &error);

  g_clear_pointer (&change, loket_cache_change_free);
  check (error);
  if (error == NULL)
    stress->n_applied++;
}

static void
finish_ids (Stress       *stress,
            GObject      *source,
            GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids =
    loket_cache_store_query_finish (LOKET_CACHE_STORE (source), result, &error);

  check (error);
}

static void
finish_rows (Stress       *stress,
             GObject      *source,
             GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
    loket_cache_store_fetch_rows_finish (LOKET_CACHE_STORE (source), result, &error);

  check (error);
}

static void
finish_complaint (Stress       *stress,
                  GObject      *source,
                  GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketComplaint) complaint =
    loket_cache_store_get_complaint_finish (LOKET_CACHE_STORE (source), result, &error);

  check (error);
}

static void
finish_count (Stress       *stress,
              GObject      *source,
              GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  LoketCacheCounts counts;

  loket_cache_store_count_finish (LOKET_CACHE_STORE (source), result, &counts, &error);
  check (error);
}

static void
finish_drafts (Stress       *stress,
               GObject      *source,
               GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) drafts =
    loket_user_store_list_drafts_finish (LOKET_USER_STORE (source), result, &error);

  check (error);
}

static GCancellable *
maybe_cancellable (Stress *stress)
{
  GCancellable *cancellable;

  if (g_rand_int_range (stress->rand, 0, 3) == 0)
    return NULL;
  cancellable = g_cancellable_new ();
  if (g_rand_int_range (stress->rand, 0, 6) == 0)
    g_cancellable_cancel (cancellable);
  g_ptr_array_add (stress->cancellables, cancellable);
  return cancellable;
}

/* A page of changes that follows the one asked for before. Never stopped, as
 * the engine does not: else the next one would not follow. */
static void
ask_page (Stress *stress)
{
  g_autofree char *from = g_strdup_printf ("s%u", stress->state);
  g_autofree char *to = g_strdup_printf ("s%u", stress->state + 1);
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, from, to,
                                         g_rand_boolean (stress->rand));
  guint first = (guint) g_rand_int_range (stress->rand, 1, N_COMPLAINTS);
  guint n = (guint) g_rand_int_range (stress->rand, 1, 80);

  for (guint i = first; i < first + n; i++)
    {
      LoketComplaint *c = store_make_complaint (i);

      if (g_rand_boolean (stress->rand))
        {
          g_free (c->title);
          c->title = g_strdup_printf ("Judul %u", stress->state);
        }
      store_page_add (page, c);
    }
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *id = store_complaint_id (first + n + i);

      loket_wire_page_add_removal (page, id, i == 0 ? LOKET_REMOVAL_ERASED : LOKET_REMOVAL_ARCHIVED,
                                   STORE_TEST_NOW);
    }
  stress->state++;
  stress->n_pages++;
  loket_cache_store_apply_page_async (stress->store.cache, STORE_TEST_SCOPE, page, NULL, answered_cb,
                                      ask_new (stress, finish_page));
}

static void
ask_ids (Stress *stress)
{
  static const char *const words[] = { NULL, "lubang", "jud", "pasar 7", "99", "tidakada" };
  const LoketCacheQuery query = {
    .view = (LoketView) g_rand_int_range (stress->rand, 0, LOKET_VIEW_WAITING_REPORTER + 1),
    .search = words[g_rand_int_range (stress->rand, 0, G_N_ELEMENTS (words))],
    .now = STORE_TEST_NOW,
    .day_end = STORE_TEST_NOW + 3600,
    .limit = (guint) g_rand_int_range (stress->rand, 0, 100),
  };

  loket_cache_store_query_async (stress->store.cache, &query, maybe_cancellable (stress),
                                     answered_cb, ask_new (stress, finish_ids));
}

static void
ask_rows (Stress *stress)
{
  gint64 ids[64];

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = g_rand_int_range (stress->rand, 1, N_COMPLAINTS);
  loket_cache_store_fetch_rows_async (stress->store.cache, ids, G_N_ELEMENTS (ids),
                                      maybe_cancellable (stress), answered_cb,
                                      ask_new (stress, finish_rows));
}

static void
ask_one (Stress *stress)
{
  g_autofree char *id = store_complaint_id ((guint) g_rand_int_range (stress->rand, 1, N_COMPLAINTS));

  loket_cache_store_get_complaint_async (stress->store.cache, id, maybe_cancellable (stress),
                                         answered_cb, ask_new (stress, finish_complaint));
}

static void
ask_other (Stress *stress)
{
  if (g_rand_boolean (stress->rand))
    loket_cache_store_count_async (stress->store.cache, STORE_TEST_NOW, STORE_TEST_NOW + 3600,
                                   maybe_cancellable (stress), answered_cb,
                                   ask_new (stress, finish_count));
  else
    loket_user_store_list_drafts_async (stress->store.user, maybe_cancellable (stress), answered_cb,
                                        ask_new (stress, finish_drafts));
}

static void
step (Stress *stress)
{
  switch (g_rand_int_range (stress->rand, 0, 12))
    {
    case 0:
    case 1:
    case 2:
      ask_page (stress);
      break;
    case 3:
    case 4:
    case 5:
      ask_ids (stress);
      break;
    case 6:
      ask_rows (stress);
      break;
    case 7:
      ask_one (stress);
      break;
    case 8:
      ask_other (stress);
      break;
    case 9:
      loket_cache_store_set_following (stress->store.cache, g_rand_boolean (stress->rand));
      break;
    case 10:
      for (guint i = 0; i < stress->cancellables->len; i++)
        if (g_rand_int_range (stress->rand, 0, 4) == 0)
          g_cancellable_cancel (g_ptr_array_index (stress->cancellables, i));
      break;
    default:
      for (gint i = g_rand_int_range (stress->rand, 0, 20); i > 0; i--)
        g_main_context_iteration (NULL, FALSE);
      break;
    }
}

/* After the profile was closed every call is answered without waiting. */
static void
assert_answered (Stress *stress)
{
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (stress->n_answered, ==, stress->n_asked);
  g_assert_cmpuint (stress->n_applied, ==, stress->n_pages);
}

/* What was told as stored is there, and the files are whole. */
static void
assert_whole (Stress *stress)
{
  g_autoptr (LoketCacheScope) scope = NULL;
  g_autofree char *state = g_strdup_printf ("s%u", stress->state);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (store_fixture_sql (&stress->store, "cache.db",
                                      "SELECT count(*) = 1 FROM pragma_quick_check WHERE quick_check = 'ok'",
                                      &error), ==, 1);
  g_assert_no_error (error);
  store_fixture_sql (&stress->store, "cache.db", "INSERT INTO search (search) VALUES ('integrity-check')",
                     &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_fixture_sql (&stress->store, "cache.db",
                                      "SELECT count(*) FROM complaint LEFT JOIN complaint_text USING (number) "
                                      "WHERE line IS NULL", &error), ==, 0);
  store_fixture_sql (&stress->store, "cache.db",
                     "CREATE VIRTUAL TABLE instances USING fts5vocab ('search', 'instance')", &error);
  g_assert_cmpint (store_fixture_sql (&stress->store, "cache.db",
                                      "SELECT (SELECT count(*) FROM complaint WHERE number <= "
                                      "(SELECT value + 0 FROM meta WHERE name = 'searched')) - "
                                      "(SELECT count(DISTINCT doc) FROM instances)", &error), ==, 0);
  store_fixture_sql (&stress->store, "cache.db", "DROP TABLE instances", &error);
  g_assert_no_error (error);
  store_fixture_reopen (&stress->store);
  scope = store_get_scope (&stress->store);
  g_assert_cmpstr (scope->state, ==, state);
}

static void
fill (Stress *stress)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i <= N_COMPLAINTS; i++)
    store_page_add (page, store_make_complaint (i));
  store_begin_snapshot (&stress->store);
  loket_cache_change_free (store_apply (&stress->store, page, &error));
  g_assert_no_error (error);
}

static void
test_stress (void)
{
  const char *rounds = g_getenv ("LOKET_STRESS_ROUNDS");
  const char *seed = g_getenv ("LOKET_STRESS_SEED");
  guint n_rounds = rounds != NULL ? (guint) atoi (rounds) : DEFAULT_ROUNDS;
  Stress stress = { 0 };

  stress.rand = g_rand_new_with_seed (seed != NULL ? (guint32) atoi (seed) : 4);
  store_fixture_set_up (&stress.store, NULL);
  fill (&stress);
  for (guint round = 0; round < n_rounds; round++)
    {
      gint n_steps = g_rand_int_range (stress.rand, 1, STEPS);

      stress.cancellables = g_ptr_array_new_with_free_func (g_object_unref);
      stress.n_pages = stress.n_applied = 0;
      for (gint i = 0; i < n_steps; i++)
        step (&stress);
      store_fixture_close (&stress.store);
      assert_answered (&stress);
      g_clear_pointer (&stress.cancellables, g_ptr_array_unref);
      assert_whole (&stress);
    }
  store_fixture_tear_down (&stress.store, NULL);
  g_rand_free (stress.rand);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/store/stress", test_stress);
  return g_test_run ();
}
