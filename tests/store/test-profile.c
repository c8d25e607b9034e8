/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-cache-store-private.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-user-store-private.h"

/* Runs SQL on the store's own connection, on its thread. */
static gpointer
exec_on_user (gpointer       store,
              gpointer       request,
              GCancellable  *cancellable,
              GError       **error)
{
  return loket_db_exec (LOKET_USER_STORE (store)->db, ((LoketUserRequest *) request)->text, error)
           ? LOKET_STORE_DONE
           : NULL;
}

static gpointer
exec_on_cache (gpointer       store,
               gpointer       request,
               GCancellable  *cancellable,
               GError       **error)
{
  return loket_db_exec (LOKET_CACHE_STORE (store)->writer, ((LoketCacheRequest *) request)->text,
                        error)
           ? LOKET_STORE_DONE
           : NULL;
}

static void
limit_pages (StoreFixture *f,
             guint         n_pages)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA max_page_count = %u", n_pages);
  LoketUserRequest *user = _loket_user_request_new (f->user, NULL);
  LoketCacheRequest *cache = _loket_cache_request_new (f->cache, sql);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;

  user->text = g_strdup (sql);
  _loket_user_store_call (f->user, exec_on_user, user, NULL, exec_on_user, NULL, store_wait_cb, &first);
  store_wait (&first);
  _loket_cache_store_call (f->cache, f->cache->writer_worker, exec_on_cache, cache, NULL,
                           exec_on_cache, NULL, store_wait_cb, &second);
  store_wait (&second);
}

static char *
hash_file (StoreFixture *f,
           const char   *name)
{
  g_autofree char *path = store_fixture_path (f, name);
  g_autofree char *content = NULL;
  gsize size;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  bytes = g_bytes_new_take (g_steal_pointer (&content), size);
  return loket_text_sha256 (bytes);
}

/* One program at a time; the folder is its owner's alone. */
static void
test_lock (StoreFixture  *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_null (store_fixture_try_open (f, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_cmpint (g_stat (f->folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);

  for (guint i = 0; i < 2; i++)
    {
      const char *names[] = { "user.db", "cache.db" };
      g_autofree char *path = store_fixture_path (f, names[i]);

      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
    }
  store_fixture_reopen (f);
}

/* A file of a newer Loket is left exactly as it is. */
static void
test_too_new (StoreFixture  *f,
              gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;

  store_fixture_close (f);
  store_fixture_sql (f, "user.db", "PRAGMA user_version = 99", &error);
  g_assert_no_error (error);
  before = hash_file (f, "user.db");
  g_assert_null (store_fixture_try_open (f, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_TOO_NEW);
  after = hash_file (f, "user.db");
  g_assert_cmpstr (before, ==, after);
}

/* With no room left a call fails whole, says so, and works once there is. */
static void
test_full (StoreFixture  *f,
           gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autofree char *long_text = g_strnfill (200000, 'a');
  g_autoptr (LoketDraft) draft = store_save_draft (f, complaint, "Terima kasih", NULL);
  g_autoptr (LoketDraft) kept = NULL;
  g_autoptr (LoketOutboxOp) op = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (LoketCacheScope) scope = NULL;
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);
  g_autoptr (GError) error = NULL;

  store_begin_snapshot (f);
  limit_pages (f, 1);
  g_assert_null (store_save_draft (f, complaint, long_text, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_assert_null (store_send_off (f, complaint, long_text, NULL, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL);
  g_clear_error (&error);
  kept = store_get_draft (f, complaint);
  g_assert_cmpstr (kept->text, ==, "Terima kasih");
  none = store_list_ops (f, LOKET_OUTBOX_FILTER_ALL, NULL);
  g_assert_cmpuint (none->len, ==, 0);

  for (guint i = 1; i <= 500; i++)
    store_page_add (page, store_make_complaint (i));
  g_assert_null (store_apply (f, page, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_FULL);
  g_clear_error (&error);
  scope = store_get_scope (f);
  g_assert_true (scope->in_snapshot);
  g_assert_null (scope->state);

  limit_pages (f, 100000);
  op = store_send_off (f, complaint, long_text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (op->state, ==, LOKET_OUTBOX_QUEUED);
}

static void
fill_cache (StoreFixture *f)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_SNAPSHOT, NULL, "s0", FALSE);

  for (guint i = 1; i <= 20; i++)
    store_page_add (page, store_make_complaint (i));
  store_begin_snapshot (f);
  loket_cache_change_free (store_apply (f, page, NULL));
}

/* The cache is thrown away when its schema is another, and nothing else is. */
static void
test_cache_schema (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (LoketCacheScope) same = NULL;
  g_autoptr (LoketCacheScope) scope = NULL;

  fill_cache (f);
  store_fixture_reopen (f);
  same = store_get_scope (f);
  g_assert_cmpstr (same->state, ==, "s0");

  store_fixture_close (f);
  store_fixture_sql (f, "cache.db", "UPDATE meta SET value = 'older' WHERE name = 'schema'", NULL);
  store_fixture_reopen (f);
  scope = store_get_scope (f);
  g_assert_null (scope->state);
  store_assert_state (f, op, LOKET_OUTBOX_QUEUED);
}

static void
overwrite (const char *path,
           gsize       at,
           gsize       length)
{
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpuint (size, >, at + length);
  memset (content + at, 0x5a, length);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
}

static void
count_cb (LoketCacheStore *cache,
          gpointer         data)
{
  *(guint *) data += 1;
}

/* A cache that cannot be opened is made anew at once; nothing tells whether all
 * in it was sealed, so it does not stay. */
static void
test_cache_header (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autofree char *aside = store_fixture_path (f, "cache.db.damaged");
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (LoketCacheScope) scope = NULL;

  fill_cache (f);
  store_fixture_close (f);
  overwrite (path, 0, 100);
  store_fixture_reopen (f);
  scope = store_get_scope (f);
  g_assert_null (scope->state);
  store_assert_state (f, op, LOKET_OUTBOX_QUEUED);
  g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
}

/* A damaged page is found after an unclean end even when nobody reads it: the
 * file is looked through in idle time, put aside, and one is kept. */
static void
test_cache_damage (StoreFixture  *f,
                   gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autofree char *aside = store_fixture_path (f, "cache.db.damaged");
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LoketCacheScope) scope = NULL;
      guint n_repaired = 0;

      fill_cache (f);
      store_fixture_close (f);
      store_fixture_sql (f, "cache.db", "UPDATE meta SET value = 'no' WHERE name = 'clean'", NULL);
      overwrite (path, 5 * 4096, 4096);

      store_fixture_reopen (f);
      g_signal_connect (f->cache, "repaired", G_CALLBACK (count_cb), &n_repaired);
      while (n_repaired == 0)
        g_main_context_iteration (NULL, TRUE);
      scope = store_get_scope (f);
      g_assert_null (scope->state);
      store_assert_state (f, op, LOKET_OUTBOX_QUEUED);
      g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
    }
}

static gint64
get_checked (StoreFixture *f)
{
  gint64 value;

  store_fixture_close (f);
  value = store_fixture_sql (f, "cache.db", "SELECT value FROM meta WHERE name = 'checked_at'", NULL);
  store_fixture_reopen (f);
  return value;
}

/* After a week it is looked through however it was closed. */
static void
test_cache_weekly (StoreFixture  *f,
                   gconstpointer  data)
{
  const gint64 week = LOKET_LIMIT_CACHE_CHECK_SECONDS;

  fill_cache (f);
  loket_clock_advance (f->clock, week - 1);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpint (get_checked (f), ==, STORE_TEST_NOW);

  loket_clock_advance (f->clock, 1);
  while (get_checked (f) == STORE_TEST_NOW)
    loket_cache_scope_free (store_get_scope (f));
  g_assert_cmpint (get_checked (f), ==, STORE_TEST_NOW + week);
}

/* Damage that is met while the program runs leads to the same new file, once. */
static void
test_cache_damage_met (StoreFixture  *f,
                       gconstpointer  data)
{
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autofree char *complaint = store_complaint_id (1);
  g_autoptr (LoketOutboxOp) op = store_send_off (f, complaint, "Terima kasih", NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketCacheScope) scope = NULL;
  g_autoptr (GArray) rows = NULL;
  guint n_repaired = 0;

  fill_cache (f);
  store_fixture_close (f);
  store_fixture_sql (f, "cache.db", "UPDATE complaint_text SET line = zeroblob (length (line))", NULL);
  store_fixture_sql (f, "cache.db", "UPDATE meta SET value = 'yes' WHERE name = 'clean'", NULL);
  store_fixture_reopen (f);
  g_signal_connect (f->cache, "repaired", G_CALLBACK (count_cb), &n_repaired);

  STORE_CALL (result, loket_cache_store_get_complaint, f->cache, complaint);
  g_assert_null (loket_cache_store_get_complaint_finish (f->cache, result, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT);
  while (n_repaired == 0)
    g_main_context_iteration (NULL, TRUE);
  scope = store_get_scope (f);
  g_assert_null (scope->state);
  rows = store_query (f, LOKET_VIEW_OPEN, NULL, NULL);
  g_assert_cmpuint (rows->len, ==, 0);

  fill_cache (f);
  g_clear_pointer (&rows, g_array_unref);
  rows = store_query (f, LOKET_VIEW_OPEN, "lubang", NULL);
  g_assert_cmpuint (rows->len, ==, 20);
  g_assert_cmpuint (n_repaired, ==, 1);
  store_assert_state (f, op, LOKET_OUTBOX_QUEUED);
}

/* Another number in the index of numbers than in its row: the structure of the
 * file stays whole. */
static void
damage_index (StoreFixture *f)
{
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autofree char *content = NULL;
  gint64 page = store_fixture_sql (f, "cache.db", "SELECT rootpage FROM sqlite_schema "
                                   "WHERE name = 'complaint_tracking_id'", NULL);
  char *entry = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpint (page * 4096, <=, size);
  entry = memmem (content + (page - 1) * 4096, 4096, "99000007", 8);
  g_assert_nonnull (entry);
  entry[4] = '8';
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
}

/* Its text has the number of nobody. */
static void
damage_text (StoreFixture *f)
{
  store_fixture_sql (f, "cache.db", "UPDATE complaint_text SET number = -1 WHERE number = 7", NULL);
}

static void
mark_clean (StoreFixture *f,
            gboolean      clean)
{
  store_fixture_sql (f, "cache.db", clean ? "UPDATE meta SET value = 'yes' WHERE name = 'clean'"
                                          : "UPDATE meta SET value = 'no' WHERE name = 'clean'", NULL);
}

/* A complaint that is in the lists but not to be found is no complaint that is
 * not there: the file is replaced, also where the program ends before. */
static void
test_cache_not_found (StoreFixture  *f,
                      gconstpointer  data)
{
  void (*const damages[]) (StoreFixture *) = { damage_index, damage_text };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (LoketCacheScope) scope = NULL;
      g_autoptr (GError) error = NULL;

      fill_cache (f);
      STORE_CALL (result, loket_cache_store_get_complaint, f->cache, "99000999");
      g_assert_null (loket_cache_store_get_complaint_finish (f->cache, result, &error));
      g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND);
      g_clear_error (&error);
      store_fixture_close (f);
      damages[i] (f);
      mark_clean (f, TRUE);
      store_fixture_reopen (f);

      STORE_CALL (result, loket_cache_store_get_complaint, f->cache, "99000007");
      g_assert_null (loket_cache_store_get_complaint_finish (f->cache, result, &error));
      g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT);
      store_fixture_reopen (f);
      scope = store_get_scope (f);
      g_assert_null (scope->state);
    }
}

/* No room may be a word of a damaged page; see test_full() for a file in order. */
static void
test_cache_full (StoreFixture  *f,
                 gconstpointer  data)
{
  LoketWirePage *page = store_make_page (LOKET_WIRE_PAGE_CHANGES, "s0", "s1", FALSE);
  g_autoptr (LoketCacheScope) scope = NULL;
  g_autoptr (GError) error = NULL;

  fill_cache (f);
  store_fixture_close (f);
  damage_index (f);
  mark_clean (f, TRUE);
  store_fixture_reopen (f);
  limit_pages (f, 1);
  for (guint i = 21; i <= 500; i++)
    store_page_add (page, store_make_complaint (i));
  g_assert_null (store_apply (f, page, &error));
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT);
  scope = store_get_scope (f);
  g_assert_null (scope->state);
}

/* The check of idle time compares the indexes with the rows. */
static void
test_cache_index (StoreFixture  *f,
                  gconstpointer  data)
{
  guint n_repaired = 0;

  fill_cache (f);
  store_fixture_close (f);
  damage_index (f);
  mark_clean (f, FALSE);
  store_fixture_reopen (f);
  g_signal_connect (f->cache, "repaired", G_CALLBACK (count_cb), &n_repaired);
  while (n_repaired == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_zeros (const char *path)
{
  g_autofree char *content = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_cmpuint (size, >, 0);
  for (gsize i = 0; i < size; i++)
    g_assert_cmpint (content[i], ==, 0);
}

/* A cache of a version before this one is overwritten, and so are its copies. */
static void
test_cache_clear (StoreFixture  *f,
                  gconstpointer  data)
{
  static const char *const names[] = { "cache.db.damaged", "cache.db.damaged-wal",
                                       "cache.db.damaged.1" };
  g_autofree char *path = store_fixture_path (f, "cache.db");
  g_autofree char *name = store_fixture_path (f, "hard-link");

  fill_cache (f);
  store_fixture_close (f);
  store_fixture_sql (f, "cache.db", "UPDATE meta SET value = 'older' WHERE name = 'schema'", NULL);
  store_fixture_sql (f, "cache.db", "CREATE TABLE old AS SELECT 'Ibu Kenanga 0812' AS name", NULL);
  g_assert_cmpint (link (path, name), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = store_fixture_path (f, names[i]);

      g_assert_true (g_file_set_contents (file, "Ibu Kenanga 0812", -1, NULL));
    }

  store_fixture_reopen (f);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *file = store_fixture_path (f, names[i]);

      g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
    }
  assert_zeros (name);
}

/* Calls that were made before closing are answered, later ones refused. */
static void
test_close (StoreFixture  *f,
            gconstpointer  data)
{
  g_autoptr (LoketUserStore) user = g_object_ref (f->user);
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[50] = { NULL };
  LoketUserCounts counts;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    loket_user_store_count_async (user, NULL, store_wait_cb, &results[i]);
  store_fixture_close (f);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = store_wait (&results[i]);

      g_assert_true (loket_user_store_count_finish (user, result, &counts, NULL));
    }
  STORE_CALL (late, loket_user_store_count, user);
  g_assert_false (loket_user_store_count_finish (user, late, &counts, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) \
  g_test_add (path, StoreFixture, NULL, store_fixture_set_up, function, store_fixture_tear_down)
  ADD ("/store/profile/lock", test_lock);
  ADD ("/store/profile/too-new", test_too_new);
  ADD ("/store/profile/full", test_full);
  ADD ("/store/profile/cache-schema", test_cache_schema);
  ADD ("/store/profile/cache-header", test_cache_header);
  ADD ("/store/profile/cache-damage", test_cache_damage);
  ADD ("/store/profile/cache-weekly", test_cache_weekly);
  ADD ("/store/profile/cache-damage-met", test_cache_damage_met);
  ADD ("/store/profile/cache-not-found", test_cache_not_found);
  ADD ("/store/profile/cache-full", test_cache_full);
  ADD ("/store/profile/cache-index", test_cache_index);
  ADD ("/store/profile/cache-clear", test_cache_clear);
  ADD ("/store/profile/close", test_close);
#undef ADD
  return g_test_run ();
}
