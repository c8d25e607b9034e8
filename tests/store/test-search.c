/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include "loket-cache-store-private.h"
#include "loket-limits.h"
#include "loket-reserve-private.h"

/* The search index is built after the rows, in idle time, and is then the same
 * as one that is made of all rows at once. */

#define AT_ONCE LOKET_LIMIT_SEARCH_AT_ONCE

static void
put (StoreFixture *f,
     guint         first,
     guint         n,
     gboolean      has_more)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", has_more);
  g_autoptr (GError) error = NULL;

  for (guint i = first; i < first + n; i++)
    store_page_add (page, store_make_complaint (i));
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
}

static void
begin (StoreFixture *f)
{
  loket_cache_store_set_following (f->cache, TRUE);
  store_begin_snapshot (f);
}

/* Lets the index get ready. */
static void
finish (StoreFixture *f)
{
  loket_cache_store_set_following (f->cache, FALSE);
  while (loket_cache_store_get_search_progress (f->cache) < 100)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_found (StoreFixture *f,
             const char   *search)
{
  g_autoptr (GArray) found = store_query (f, LOKET_VIEW_OPEN, search, NULL);

  return found->len;
}

static void
ask (LoketDb    *db,
     const char *sql,
     gint64      expected)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  loket_db_get_int64 (db, sql, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, expected);
}

static void
learn_all (StoreFixture *f,
           LoketDb      *db)
{
  g_autoptr (LoketVault) vault = loket_vault_load_sync (f->folder, f->key_file, NULL, NULL);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT " LOKET_CACHE_TEXT_COLUMNS, NULL);
  g_autoptr (LoketStatement) insert =
    loket_db_prepare (db, "INSERT INTO temp.fresh (rowid, words) VALUES (?1, ?2)", NULL);
  gboolean found;

  while (loket_statement_step (row, &found, NULL) && found)
    {
      g_autofree char *text = _loket_cache_dup_text (row, vault, NULL);

      loket_statement_bind_int64 (insert, 1, loket_statement_get_int64 (row, 0));
      loket_statement_bind_text (insert, 2, text);
      g_assert_true (loket_statement_run (insert, NULL));
    }
}

/* Holds the index on disk against one that is made anew. */
static void
assert_index (StoreFixture *f,
              gint64        n_documents)
{
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autoptr (LoketDb) db = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_close (f);
  db = loket_db_open (path, LOKET_DB_CACHE, NULL);
  store_fixture_attach (f, db);
  loket_db_exec (db,
                 "INSERT INTO search (search) VALUES ('integrity-check');"
                 "CREATE VIRTUAL TABLE temp.fresh USING fts5 (words, content = '', detail = none,"
                 "  columnsize = 0, tokenize = 'loket');"
                 "CREATE VIRTUAL TABLE temp.kept USING fts5vocab ('main', 'search', 'instance');"
                 "CREATE VIRTUAL TABLE temp.made USING fts5vocab ('temp', 'fresh', 'instance');",
                 &error);
  g_assert_no_error (error);
  learn_all (f, db);
  ask (db, "SELECT count(*) FROM (SELECT term, doc FROM kept EXCEPT SELECT term, doc FROM made)", 0);
  ask (db, "SELECT count(*) FROM (SELECT term, doc FROM made EXCEPT SELECT term, doc FROM kept)", 0);
  ask (db, "SELECT count(DISTINCT doc) FROM kept", n_documents);
  ask (db, "SELECT count(*) FROM search_config WHERE k = 'automerge' AND v <> 4", 0);
  g_clear_pointer (&db, loket_db_close);
  store_fixture_reopen (f);
}

static void
test_after_rows (StoreFixture  *f,
                 gconstpointer  data)
{
  begin (f);
  put (f, 1, 700, TRUE);
  g_assert_cmpuint (count_found (f, NULL), ==, 700);
  g_assert_cmpuint (count_found (f, "lubang"), ==, 0);
  g_assert_cmpuint (loket_cache_store_get_search_progress (f->cache), ==, 0);
  put (f, 701, 1600, FALSE);
  g_assert_cmpuint (count_found (f, "lubang"), ==, 0);

  finish (f);
  g_assert_cmpuint (count_found (f, "lubang"), ==, 2300);
  g_assert_cmpuint (count_found (f, "uraian 2300"), ==, 1);
  assert_index (f, 2300);
}

/* A delta can be searched at once, up to its limit. */
static void
test_at_once (StoreFixture  *f,
              gconstpointer  data)
{
  begin (f);
  put (f, 1, AT_ONCE, FALSE);
  g_assert_cmpuint (loket_cache_store_get_search_progress (f->cache), ==, 100);
  g_assert_cmpuint (count_found (f, "lubang"), ==, AT_ONCE);

  store_begin_snapshot (f);
  put (f, 1, 2 * AT_ONCE + 1, FALSE);
  g_assert_cmpuint (loket_cache_store_get_search_progress (f->cache), ==, 49);
  g_assert_cmpuint (count_found (f, "lubang"), ==, AT_ONCE);
  finish (f);
  assert_index (f, 2 * AT_ONCE + 1);
}

/* What changes or leaves before the index has come to it, and after. */
static void
test_changes_meanwhile (StoreFixture  *f,
                        gconstpointer  data)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  const guint changed[] = { 3, 490, 501, 1200 };
  const guint gone[] = { 5, 1199, 1201 };
  g_autoptr (GError) error = NULL;

  begin (f);
  put (f, 1, AT_ONCE, FALSE);
  store_begin_snapshot (f);
  put (f, 1, 1201, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      LoketComplaint *c = store_make_complaint (changed[i]);

      g_free (c->body);
      c->body = g_strdup ("Jembatan \"lama\" runtuh\\ambruk \xf0\x9f\x98\x80.");
      store_page_add (page, c);
    }
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    {
      g_autofree char *id = store_complaint_id (gone[i]);

      loket_wire_page_add_removal (page, id, LOKET_REMOVAL_UNASSIGNED, STORE_TEST_NOW);
    }
  loket_cache_change_free (store_apply (f, page, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_found (f, "jembatan"), ==, 2);

  finish (f);
  g_assert_cmpuint (count_found (f, "jembatan"), ==, G_N_ELEMENTS (changed));
  g_assert_cmpuint (count_found (f, "ambruk"), ==, G_N_ELEMENTS (changed));
  assert_index (f, 1201 - (gint64) G_N_ELEMENTS (gone));
}

/* Closed before the index was ready: the next start goes on with it. */
static void
test_resumes (StoreFixture  *f,
              gconstpointer  data)
{
  begin (f);
  put (f, 1, 1500, FALSE);
  store_fixture_close (f);
  g_assert_cmpint (store_fixture_sql (f, "cache.db", "SELECT count(*) FROM meta WHERE name = 'searched'",
                                      NULL), ==, 0);
  /* As after a crash in the middle of building. */
  store_fixture_sql (f, "cache.db", "INSERT INTO search (search, rank) VALUES ('automerge', 0)", NULL);
  store_fixture_reopen (f);
  while (count_found (f, "lubang") < 1500)
    g_main_context_iteration (NULL, FALSE);
  finish (f);
  assert_index (f, 1500);
}

static guint64 room;

static guint64
get_room (const char *folder)
{
  return room;
}

/* On a disk with hardly any room the index goes; it comes back with more room
 * than it went with. */
static void
test_room (StoreFixture  *f,
           gconstpointer  data)
{
  room = LOKET_LIMIT_SHORT_DISK_BYTES;
  _loket_reserve_set_room (get_room);
  begin (f);
  put (f, 1, 1300, FALSE);
  finish (f);

  room = LOKET_LIMIT_LOW_DISK_BYTES;
  loket_cache_store_set_following (f->cache, FALSE);
  store_fixture_reopen (f);
  g_assert_cmpuint (count_found (f, "lubang"), ==, 1300);

  room = LOKET_LIMIT_LOW_DISK_BYTES - 1;
  loket_cache_store_set_following (f->cache, FALSE);
  while (count_found (f, "lubang") > 0)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count_found (f, NULL), ==, 1300);

  room = LOKET_LIMIT_SHORT_DISK_BYTES - 1;
  store_fixture_reopen (f);
  loket_cache_store_set_following (f->cache, FALSE);
  store_fixture_close (f);
  g_assert_cmpint (store_fixture_sql (f, "cache.db", "SELECT count(*) FROM meta WHERE name = 'searched'",
                                      NULL), ==, 0);

  room = LOKET_LIMIT_SHORT_DISK_BYTES;
  store_fixture_reopen (f);
  while (count_found (f, "lubang") < 1300)
    g_main_context_iteration (NULL, FALSE);
  finish (f);
  assert_index (f, 1300);
  _loket_reserve_set_room (NULL);
}

/* The number of what was deleted may come again. */
static void
test_number_again (StoreFixture  *f,
                   gconstpointer  data)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  LoketWirePage *next = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s1", "s2", FALSE);
  g_autofree char *id = store_complaint_id (3);

  begin (f);
  put (f, 1, 3, FALSE);
  loket_wire_page_add_removal (page, id, LOKET_REMOVAL_UNASSIGNED, STORE_TEST_NOW);
  loket_cache_change_free (store_apply (f, page, NULL));
  g_assert_cmpuint (count_found (f, "lubang"), ==, 2);
  store_page_add (next, store_make_complaint (4));
  loket_cache_change_free (store_apply (f, next, NULL));
  g_assert_cmpuint (count_found (f, "uraian 4"), ==, 1);
  assert_index (f, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/search/after-rows", test_after_rows);
  ADD ("/store/search/at-once", test_at_once);
  ADD ("/store/search/changes-meanwhile", test_changes_meanwhile);
  ADD ("/store/search/resumes", test_resumes);
  ADD ("/store/search/number-again", test_number_again);
  ADD ("/store/search/room", test_room);
#undef ADD

  return g_test_run ();
}
