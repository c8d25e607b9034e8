/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <sys/resource.h>

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-time.h"

typedef struct
{
  char    *folder;
  char    *path;
  LoketDb *db;
} Fixture;

static LoketDb *
open_db (const char     *path,
         LoketDbProfile  profile)
{
  g_autoptr (GError) error = NULL;
  LoketDb *db = loket_db_open (path, profile, &error);

  g_assert_no_error (error);
  g_assert_nonnull (db);
  return db;
}

static void
exec (LoketDb    *db,
      const char *sql)
{
  g_autoptr (GError) error = NULL;

  loket_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static gint64
ask (LoketDb    *db,
     const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  loket_db_get_int64 (db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
set_up (Fixture       *f,
        gconstpointer  profile)
{
  f->folder = g_dir_make_tmp ("loket-db-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.db", NULL);
  f->db = open_db (f->path, (LoketDbProfile) GPOINTER_TO_INT (profile));
  exec (f->db, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT UNIQUE, body BLOB, at INTEGER)");
}

static void
tear_down (Fixture       *f,
           gconstpointer  profile)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_clear_pointer (&f->db, loket_db_close);
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

/* Each file gets the durability that its profile promises. */
static void
test_db_profiles (Fixture       *f,
                  gconstpointer  profile)
{
  GStatBuf info;

  g_assert_cmpint (ask (f->db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (ask (f->db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (ask (f->db, "PRAGMA cell_size_check"), ==, 1);
  g_assert_cmpint (ask (f->db, "PRAGMA temp_store"), ==, 2);
  switch ((LoketDbProfile) GPOINTER_TO_INT (profile))
    {
    case LOKET_DB_USER:
      g_assert_cmpint (ask (f->db, "PRAGMA synchronous"), ==, 3);
      g_assert_cmpint (ask (f->db, "PRAGMA secure_delete"), ==, 1);
      break;
    case LOKET_DB_HUB:
      g_assert_cmpint (ask (f->db, "PRAGMA synchronous"), ==, 2);
      g_assert_cmpint (ask (f->db, "PRAGMA wal_autocheckpoint"), ==, 0);
      break;
    case LOKET_DB_CACHE:
      g_assert_cmpint (ask (f->db, "PRAGMA synchronous"), ==, 1);
      break;
    case LOKET_DB_USER_READER:
    case LOKET_DB_CACHE_READER:
    case LOKET_DB_HUB_READER:
    default:
      g_assert_not_reached ();
    }
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

static GBytes *
join (GBytes *const *arguments,
      guint          n_arguments,
      gpointer       data)
{
  g_autoptr (GByteArray) joined = g_byte_array_new ();

  for (guint i = 0; i < n_arguments; i++)
    {
      if (arguments[i] == NULL)
        return NULL;
      g_byte_array_append (joined, g_bytes_get_data (arguments[i], NULL),
                           (guint) g_bytes_get_size (arguments[i]));
    }
  (*(guint *) data)++;
  return g_byte_array_free_to_bytes (g_steal_pointer (&joined));
}

/* The program's own functions work in its statements, not in those of the file. */
static void
test_db_define (Fixture       *f,
                gconstpointer  profile)
{
  g_autoptr (GError) error = NULL;
  guint n_calls = 0;

  g_assert_true (loket_db_define (f->db, "joined", 2, join, &n_calls, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (f->db, "SELECT CAST (joined ('a', 7) AS TEXT) = 'a7'"), ==, 1);
  g_assert_cmpint (ask (f->db, "SELECT joined ('', '') = x''"), ==, 1);
  g_assert_cmpint (ask (f->db, "SELECT joined ('a', NULL) IS NULL"), ==, 1);
  g_assert_cmpuint (n_calls, ==, 2);

  loket_db_exec (f->db, "CREATE TRIGGER spy AFTER INSERT ON note BEGIN "
                        "UPDATE note SET text = joined ('a', 'b'); END", NULL);
  g_assert_false (loket_db_exec (f->db, "INSERT INTO note (text) VALUES ('x')", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (n_calls, ==, 2);
}

/* Every kind of value comes back as it was bound, the absent ones too. */
static void
test_db_values (Fixture       *f,
                gconstpointer  profile)
{
  const char *texts[] = { "", "Jalan rusak di “Martapura”", "'; DROP TABLE note; --", NULL };
  const char raw[] = { 0, 1, 0, 2 };
  g_autoptr (GBytes) bytes = g_bytes_new (raw, sizeof raw);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  GBytes *blobs[] = { empty, bytes, NULL, bytes };
  gint64 instants[] = { 0, LOKET_TIME_UNSET, -1, G_MAXINT64 };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LoketStatement) insert =
        loket_db_prepare (f->db, "INSERT INTO note (text, body, at) VALUES (?1, ?2, ?3)", &error);
      g_autoptr (LoketStatement) select = NULL;
      g_autoptr (GBytes) blob = NULL;
      gboolean row = FALSE;

      loket_statement_bind_text (insert, 1, texts[i]);
      loket_statement_bind_blob (insert, 2, blobs[i]);
      loket_statement_bind_instant (insert, 3, instants[i]);
      loket_statement_run (insert, &error);
      g_assert_no_error (error);
      g_assert_cmpint (loket_db_get_changes (f->db), ==, 1);

      select = loket_db_prepare (f->db, "SELECT text, body, at FROM note WHERE id = ?1", &error);
      loket_statement_bind_int64 (select, 1, loket_db_get_last_rowid (f->db));
      loket_statement_step (select, &row, &error);
      g_assert_no_error (error);
      g_assert_true (row);
      g_assert_cmpstr (loket_statement_get_text (select, 0), ==, texts[i]);
      blob = loket_statement_get_blob (select, 1);
      g_assert_cmpint (loket_statement_get_instant (select, 2), ==, instants[i]);
      if (blobs[i] == NULL)
        g_assert_null (blob);
      else
        g_assert_true (g_bytes_equal (blob, blobs[i]));
      loket_statement_step (select, &row, &error);
      g_assert_false (row);
    }
}

/* A statement that comes back from the cache has forgotten its values, and
 * one that is in use is not handed out a second time. */
static void
test_db_statement_cache (Fixture       *f,
                         gconstpointer  profile)
{
  const char *sql = "SELECT ?1";
  g_autoptr (GError) error = NULL;
  gboolean row;

  {
    g_autoptr (LoketStatement) first = loket_db_prepare (f->db, sql, &error);
    g_autoptr (LoketStatement) second = loket_db_prepare (f->db, sql, &error);

    g_assert_true (first != second);
    loket_statement_bind_text (first, 1, "left over");
    loket_statement_bind_text (second, 1, "left over");
    g_assert_true (loket_statement_step (first, &row, &error));
    g_assert_true (loket_statement_step (second, &row, &error));
  }

  {
    g_autoptr (LoketStatement) again = loket_db_prepare (f->db, sql, &error);

    g_assert_true (loket_statement_step (again, &row, &error));
    g_assert_true (loket_statement_is_null (again, 0));
  }

  {
    g_autoptr (LoketStatement) wrong = loket_db_prepare (f->db, sql, &error);

    loket_statement_bind_text (wrong, 2, "there is no second parameter");
    g_assert_false (loket_statement_run (wrong, &error));
    g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FAILED);
  }
}

/* What is not committed is gone, by the guard, by an error and by closing. */
static void
test_db_transaction (Fixture       *f,
                     gconstpointer  profile)
{
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (LoketTransaction) guard = loket_db_begin (f->db, &error);

    g_assert_nonnull (guard);
    exec (f->db, "INSERT INTO note (text) VALUES ('lost')");
  }
  g_assert_false (loket_db_in_transaction (f->db));
  g_assert_cmpint (ask (f->db, "SELECT count(*) FROM note"), ==, 0);

  {
    g_autoptr (LoketTransaction) guard = loket_db_begin (f->db, &error);

    exec (f->db, "INSERT INTO note (text) VALUES ('kept')");
    g_assert_true (loket_db_commit (f->db, &error));
    g_assert_false (loket_db_exec (f->db, "INSERT INTO note (text) VALUES ('kept')", &error));
    g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CONSTRAINT);
    g_assert_null (strstr (error->message, "kept"));
    g_clear_error (&error);
  }
  g_assert_cmpint (ask (f->db, "SELECT count(*) FROM note"), ==, 1);

  {
    LoketTransaction *open = loket_db_begin (f->db, &error);

    exec (f->db, "DELETE FROM note");
    g_clear_pointer (&f->db, loket_db_close);
    g_free (open);
  }
  f->db = open_db (f->path, LOKET_DB_USER);
  g_assert_cmpint (ask (f->db, "SELECT count(*) FROM note"), ==, 1);
}

/* A file that cannot grow says so, and the transaction leaves no trace. */
static void
test_db_full (Fixture       *f,
              gconstpointer  profile)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *limit = g_strdup_printf ("PRAGMA max_page_count = %" G_GINT64_FORMAT,
                                            ask (f->db, "PRAGMA page_count"));

  exec (f->db, limit);
  {
    g_autoptr (LoketTransaction) guard = loket_db_begin (f->db, &error);

    exec (f->db, "INSERT INTO note (text) VALUES ('small')");
    g_assert_false (loket_db_exec (f->db, "INSERT INTO note (body) VALUES (zeroblob (1000000))", &error));
    g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FULL);
  }
  g_assert_cmpint (ask (f->db, "SELECT count(*) FROM note"), ==, 0);
}

/* A second writer is told to come back, and may once the first is done. */
static void
test_db_busy (Fixture       *f,
              gconstpointer  profile)
{
  g_autoptr (LoketDb) second = open_db (f->path, LOKET_DB_HUB);
  g_autoptr (LoketTransaction) first_guard = NULL;
  g_autoptr (LoketTransaction) second_guard = NULL;
  g_autoptr (GError) error = NULL;

  exec (second, "PRAGMA busy_timeout = 0");
  first_guard = loket_db_begin (f->db, &error);
  second_guard = loket_db_begin (second, &error);
  g_assert_null (second_guard);
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_true (loket_db_commit (f->db, &error));
  second_guard = loket_db_begin (second, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second_guard);
}

/* A reader sees committed rows, from a fixed state inside its transaction, and
 * cannot write. */
static void
test_db_reader (Fixture       *f,
                gconstpointer  profile)
{
  g_autoptr (LoketDb) reader = open_db (f->path, LOKET_DB_CACHE_READER);
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (LoketTransaction) view = loket_db_begin (reader, &error);

    g_assert_cmpint (ask (reader, "SELECT count(*) FROM note"), ==, 0);
    exec (f->db, "INSERT INTO note (text) VALUES ('new')");
    g_assert_true (loket_db_checkpoint (f->db, &error));
    g_assert_cmpint (ask (reader, "SELECT count(*) FROM note"), ==, 0);
  }
  g_assert_cmpint (ask (reader, "SELECT count(*) FROM note"), ==, 1);
  g_assert_false (loket_db_exec (reader, "DELETE FROM note", &error));
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_READ_ONLY);
}

static void
test_db_cancel (Fixture       *f,
                gconstpointer  profile)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const char *endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                        "SELECT count(*) FROM n";

  loket_db_set_cancellable (f->db, cancellable);
  g_cancellable_cancel (cancellable);
  g_assert_false (loket_db_exec (f->db, endless, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  loket_db_set_cancellable (f->db, NULL);
  g_assert_cmpint (ask (f->db, "SELECT 7"), ==, 7);
}

static void
test_db_damage (Fixture       *f,
                gconstpointer  profile)
{
  g_autofree char *content = NULL;
  g_autofree char *copy = g_build_filename (f->folder, "copy.db", NULL);
  g_autoptr (GError) error = NULL;
  gsize size;

  exec (f->db, "INSERT INTO note (body) VALUES (zeroblob (100000))");
  g_assert_true (loket_db_quick_check (f->db, &error));
  g_assert_true (loket_db_backup (f->db, copy, &error));
  g_assert_false (loket_db_backup (f->db, copy, &error));
  g_clear_error (&error);
  g_clear_pointer (&f->db, loket_db_close);

  g_assert_true (g_file_get_contents (copy, &content, &size, NULL));
  memset (content + size / 2, 0xa5, 8192);
  g_assert_true (g_file_set_contents (f->path, content, (gssize) size, NULL));
  f->db = open_db (f->path, LOKET_DB_USER);
  g_assert_false (loket_db_quick_check (f->db, &error));
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT);
  g_clear_error (&error);
  g_clear_pointer (&f->db, loket_db_close);

  g_assert_true (g_file_set_contents (f->path, "This was never a database, but it is long "
                                               "enough to be asked whether it is one. It is not.",
                                      -1, NULL));
  f->db = loket_db_open (f->path, LOKET_DB_USER, &error);
  g_assert_null (f->db);
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT);
}

/* A copy that does not become whole leaves nothing that could pass for one. */
static void
test_db_backup_full (Fixture       *f,
                     gconstpointer  profile)
{
  g_autofree char *copy = g_build_filename (f->folder, "copy.db", NULL);
  g_autofree char *part = g_strconcat (copy, ".part", NULL);
  g_autoptr (GError) error = NULL;
  struct rlimit before, small;

  exec (f->db, "INSERT INTO note (body) VALUES (zeroblob (100000))");
  g_assert_true (g_file_set_contents (part, "left over", -1, NULL));
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 32768;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (loket_db_backup (f->db, copy, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_true (loket_db_backup (f->db, copy, &error));
  g_assert_no_error (error);
}

static gpointer
use_elsewhere (gpointer data)
{
  exec (data, "INSERT INTO note (text) VALUES ('elsewhere')");
  loket_db_close (data);
  return NULL;
}

static void
test_db_thread (Fixture       *f,
                gconstpointer  profile)
{
  if (g_test_subprocess ())
    {
      /* No hand-over: the other thread must die on its assertion. */
      g_thread_join (g_thread_new ("thief", use_elsewhere, f->db));
      return;
    }

  loket_db_hand_over (f->db);
  g_thread_join (g_thread_new ("heir", use_elsewhere, g_steal_pointer (&f->db)));
  f->db = open_db (f->path, LOKET_DB_USER);
  g_assert_cmpint (ask (f->db, "SELECT count(*) FROM note"), ==, 1);

  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*owner*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, profile, function) \
  g_test_add (path, Fixture, GINT_TO_POINTER (profile), set_up, function, tear_down)
  ADD ("/db/profiles/user", LOKET_DB_USER, test_db_profiles);
  ADD ("/db/profiles/cache", LOKET_DB_CACHE, test_db_profiles);
  ADD ("/db/profiles/hub", LOKET_DB_HUB, test_db_profiles);
  ADD ("/db/values", LOKET_DB_CACHE, test_db_values);
  ADD ("/db/define", LOKET_DB_CACHE, test_db_define);
  ADD ("/db/statement-cache", LOKET_DB_CACHE, test_db_statement_cache);
  ADD ("/db/transaction", LOKET_DB_USER, test_db_transaction);
  ADD ("/db/full", LOKET_DB_USER, test_db_full);
  ADD ("/db/busy", LOKET_DB_HUB, test_db_busy);
  ADD ("/db/reader", LOKET_DB_CACHE, test_db_reader);
  ADD ("/db/cancel", LOKET_DB_CACHE, test_db_cancel);
  ADD ("/db/damage", LOKET_DB_USER, test_db_damage);
  ADD ("/db/backup-full", LOKET_DB_USER, test_db_backup_full);
  ADD ("/db/thread", LOKET_DB_USER, test_db_thread);
#undef ADD

  return g_test_run ();
}
