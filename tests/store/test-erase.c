/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "loket-limits.h"
#include "loket-sealed-private.h"
#include "loket-search-words-private.h"
#include "store-fixture.h"

/* What the hub erased is in no byte of the cache's files any more: not clear, not
 * sealed, not as the hashes that the search index holds. */

#define CANARY "Kenangasari"
#define VICTIM 17

static LoketVault *
load_vault (StoreFixture *f)
{
  g_autoptr (GError) error = NULL;
  LoketVault *vault = loket_vault_load_sync (f->folder, f->key_file, NULL, &error);

  g_assert_no_error (error);
  return vault;
}

static LoketComplaint *
make_victim (void)
{
  LoketComplaint *c = store_make_complaint (VICTIM);

  g_free (c->title);
  g_free (c->body);
  g_free (c->village);
  c->title = g_strdup ("Ibu " CANARY " menunggu");
  c->body = g_strdup ("Rumah " CANARY " kebanjiran.");
  c->village = g_strdup (CANARY);
  return c;
}

static void
fill (StoreFixture *f,
      guint         n,
      gboolean      with_victim)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);

  store_begin_snapshot (f);
  for (guint i = 1; i <= n; i++)
    store_page_add (page, i == VICTIM && with_victim ? make_victim () : store_make_complaint (i));
  loket_cache_change_free (store_apply (f, page, NULL));
  while (loket_cache_store_get_search_progress (f->cache) < 100)
    g_main_context_iteration (NULL, TRUE);
}

static char *
read_all (StoreFixture *f,
          gsize        *size)
{
  static const char *const names[] = { "cache.db", "cache.db-wal", "cache.db-shm" };
  g_autoptr (GByteArray) all = g_byte_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = store_fixture_path (f, names[i]);
      g_autofree char *content = NULL;
      gsize length;

      if (g_file_get_contents (path, &content, &length, NULL))
        g_byte_array_append (all, (guint8 *) content, (guint) length);
    }
  *size = all->len;
  return (char *) g_byte_array_free (g_steal_pointer (&all), FALSE);
}

static guint
count_traces (StoreFixture *f,
              GPtrArray    *traces)
{
  g_autofree char *all = NULL;
  gsize size;
  guint n = 0;

  all = read_all (f, &size);
  for (guint i = 0; i < traces->len; i++)
    {
      gsize length;
      gconstpointer trace = g_bytes_get_data (traces->pdata[i], &length);

      n += memmem (all, size, trace, length) != NULL;
    }
  return n;
}

static void
add_sealed (GPtrArray  *traces,
            LoketDb    *db,
            const char *sql)
{
  g_autoptr (LoketStatement) row = loket_db_prepare (db, sql, NULL);
  g_autofree char *id = store_complaint_id (VICTIM);
  g_autoptr (GBytes) sealed = NULL;

  loket_statement_bind_text (row, 1, id);
  loket_statement_step (row, NULL, NULL);
  sealed = loket_statement_get_blob (row, 0);
  /* A part of it, where a page does not end. */
  g_ptr_array_add (traces, g_bytes_new_from_bytes (sealed, 0, 24));
  g_ptr_array_add (traces, g_bytes_new_from_bytes (sealed, g_bytes_get_size (sealed) - 24, 24));
}

/* What there is of the victim, of which each is found in the files now. */
static GPtrArray *
find_traces (StoreFixture *f)
{
  GPtrArray *traces = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *id = store_complaint_id (VICTIM);
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autoptr (LoketVault) vault = NULL;
  g_autoptr (LoketSearchWords) words = NULL;
  LoketSearchToken token;

  store_fixture_close (f);
  vault = load_vault (f);
  words = _loket_search_words_new (vault);
  {
    g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_CACHE, NULL);

    add_sealed (traces, db, "SELECT face FROM complaint WHERE id = ?1");
    add_sealed (traces, db, "SELECT line FROM complaint JOIN complaint_text USING (number) WHERE id = ?1");
  }
  g_ptr_array_add (traces, g_bytes_new (id, strlen (id)));
  /* The index leaves out what a token has in common with the one before it. */
  _loket_search_words_stem (words, "kenangasari", 11, token);
  g_ptr_array_add (traces, g_bytes_new (token + 4, LOKET_SEARCH_TOKEN_CHARS - 4));
  for (guint n = LOKET_SEARCH_PREFIX_CHARS; n <= LOKET_SEARCH_LONG_PREFIX_CHARS; n += 2)
    {
      g_assert_true (_loket_search_words_prefix (words, "kenangasari", 11, n, token));
      g_ptr_array_add (traces, g_bytes_new (token + 4, LOKET_SEARCH_TOKEN_CHARS - 4));
    }
  g_assert_cmpuint (count_traces (f, traces), ==, traces->len);
  store_fixture_reopen (f);
  return traces;
}

static void
assert_no_clear_words (StoreFixture *f)
{
  static const char *const words[] = { CANARY, "kenangasari", "pasar", "Lubang", "berlubang", "body" };
  g_autofree char *all = NULL;
  gsize size;

  all = read_all (f, &size);
  g_assert_cmpuint (size, >, 10000);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (memmem (all, size, words[i], strlen (words[i])) != NULL)
      g_error ("“%s” is in the files", words[i]);
}

static void
erase (StoreFixture *f)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  g_autofree char *id = store_complaint_id (VICTIM);
  g_autoptr (GError) error = NULL;

  loket_wire_page_add_removal (page, id, LOKET_REMOVAL_ERASED, STORE_TEST_NOW);
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
}

static gboolean
is_purged (StoreFixture *f)
{
  g_autofree char *wal = store_fixture_path (f, "cache.db-wal");
  g_autofree char *content = NULL;
  gsize size = 0;

  return g_file_get_contents (wal, &content, &size, NULL) && size < 10000;
}

/* No word of any complaint is in the files, whatever happens. */
static void
test_sealed (StoreFixture  *f,
             gconstpointer  data)
{
  fill (f, 40, TRUE);
  assert_no_clear_words (f);
  store_fixture_reopen (f);
  assert_no_clear_words (f);
}

/* While the profile stays open: in idle time. */
static void
test_open (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) traces = NULL;

  fill (f, GPOINTER_TO_UINT (data), TRUE);
  traces = find_traces (f);
  erase (f);
  while (!is_purged (f))
    {
      g_autoptr (LoketCacheScope) scope = store_get_scope (f);

      g_assert_cmpstr (scope->state, ==, "s1");
    }
  g_assert_cmpuint (count_traces (f, traces), ==, 0);
}

/* When it is closed at once. */
static void
test_closed (StoreFixture  *f,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) traces = NULL;
  g_autofree char *wal = store_fixture_path (f, "cache.db-wal");

  fill (f, GPOINTER_TO_UINT (data), TRUE);
  traces = find_traces (f);
  erase (f);
  store_fixture_close (f);
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_traces (f, traces), ==, 0);
  store_fixture_reopen (f);
}

/* Rows and words that were moved about before, and of which a draft keeps the
 * number. */
static void
test_moved (StoreFixture  *f,
            gconstpointer  data)
{
  g_autofree char *id = store_complaint_id (VICTIM);
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s1", "s0", FALSE);
  LoketWirePage *shorter = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  g_autoptr (GPtrArray) traces = NULL;
  g_autoptr (LoketDraft) draft = NULL;

  fill (f, 300, TRUE);
  for (guint i = 2; i <= 300; i += 3)
    {
      LoketComplaint *c = store_make_complaint (i);

      g_free (c->body);
      c->body = g_strnfill (1 + i * 37 % 3000, 'x');
      store_page_add (shorter, c);
      store_page_add (page, i == VICTIM ? make_victim () : store_make_complaint (i));
    }
  loket_cache_change_free (store_apply (f, shorter, NULL));
  loket_cache_change_free (store_apply (f, page, NULL));
  traces = find_traces (f);
  draft = store_save_draft (f, id, "Terima kasih", NULL);
  erase (f);
  store_fixture_close (f);
  /* All but the number that the draft is about. */
  g_assert_cmpuint (count_traces (f, traces), ==, 1);
  store_fixture_reopen (f);
}

/* The note that something is to be purged lasts over a crash. */
static void
test_resumed (StoreFixture  *f,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) traces = NULL;
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autofree char *wal = store_fixture_path (f, "cache.db-wal");
  g_autofree char *main_before = NULL;
  g_autofree char *wal_before = NULL;
  gsize main_size, wal_size;

  fill (f, 40, TRUE);
  traces = find_traces (f);
  loket_cache_store_set_following (f->cache, TRUE);
  erase (f);
  g_assert_true (g_file_get_contents (path, &main_before, &main_size, NULL));
  g_assert_true (g_file_get_contents (wal, &wal_before, &wal_size, NULL));
  store_fixture_close (f);
  g_assert_true (g_file_set_contents (path, main_before, (gssize) main_size, NULL));
  g_assert_true (g_file_set_contents (wal, wal_before, (gssize) wal_size, NULL));
  g_assert_cmpuint (count_traces (f, traces), >, 0);

  store_fixture_reopen (f);
  store_fixture_close (f);
  g_assert_cmpuint (count_traces (f, traces), ==, 0);
  store_fixture_reopen (f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, n, function) \
  g_test_add (path, StoreFixture, GUINT_TO_POINTER (n), store_fixture_set_up, function, \
              store_fixture_tear_down)
  ADD ("/store/erase/sealed", 0, test_sealed);
  ADD ("/store/erase/open/few", 40, test_open);
  ADD ("/store/erase/open/many", 1500, test_open);
  ADD ("/store/erase/closed/few", 40, test_closed);
  ADD ("/store/erase/closed/many", 1500, test_closed);
  ADD ("/store/erase/moved", 0, test_moved);
  ADD ("/store/erase/resumed", 0, test_resumed);
#undef ADD

  return g_test_run ();
}
