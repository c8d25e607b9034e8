/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "loket-db.h"

#define APPLICATION_ID 0x4c6f5431

typedef struct
{
  char    *folder;
  char    *path;
  LoketDb *db;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->folder = g_dir_make_tmp ("loket-db-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.db", NULL);
  f->db = loket_db_open (f->path, LOKET_DB_USER, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  loket_db_close (f->db);
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static gint64
ask (Fixture    *f,
     const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = -1;

  loket_db_get_int64 (f->db, sql, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* Step by step and at once lead to the same schema; a trigger's own
 * semicolons do not cut it. */
static void
test_migrate_steps (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_db_migrate (f->db, "/test/migrations", 1, APPLICATION_ID, &error));
  g_assert_cmpint (ask (f, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask (f, "PRAGMA application_id"), ==, APPLICATION_ID);
  g_assert_cmpint (ask (f, "SELECT count(*) FROM note WHERE text = 'one; two'"), ==, 1);
  g_assert_false (loket_db_exec (f->db, "DELETE FROM note", &error));
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CONSTRAINT);
  g_clear_error (&error);

  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (loket_db_migrate (f->db, "/test/migrations", 2, APPLICATION_ID, &error));
      g_assert_cmpint (ask (f, "PRAGMA user_version"), ==, 2);
      g_assert_cmpint (ask (f, "SELECT count(*) FROM note WHERE colour = 'blue'"), ==, 1);
    }
}

/* A file that fails leaves nothing of itself. */
static void
test_migrate_broken (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_db_migrate (f->db, "/test/broken", 2, APPLICATION_ID, &error));
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "0002-half.sql"));
  g_assert_cmpint (ask (f, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask (f, "SELECT count(*) FROM sqlite_schema WHERE name = 'second'"), ==, 0);
}

static void
test_migrate_refuses (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_db_migrate (f->db, "/test/migrations", 3, APPLICATION_ID, &error));
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (ask (f, "PRAGMA user_version"), ==, 0);

  g_assert_true (loket_db_migrate (f->db, "/test/migrations", 2, APPLICATION_ID, &error));
  g_assert_false (loket_db_migrate (f->db, "/test/migrations", 1, APPLICATION_ID, &error));
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW);
  g_clear_error (&error);
  g_assert_cmpint (ask (f, "PRAGMA user_version"), ==, 2);

  g_assert_false (loket_db_migrate (f->db, "/test/migrations", 2, APPLICATION_ID + 1, &error));
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FOREIGN);
}

/* Somebody's tables without our mark are not ours to migrate. */
static void
test_migrate_foreign (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_db_exec (f->db, "CREATE TABLE theirs (x)", &error));
  g_assert_false (loket_db_migrate (f->db, "/test/migrations", 2, APPLICATION_ID, &error));
  g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FOREIGN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add ("/db/migrate/steps", Fixture, NULL, set_up, test_migrate_steps, tear_down);
  g_test_add ("/db/migrate/broken", Fixture, NULL, set_up, test_migrate_broken, tear_down);
  g_test_add ("/db/migrate/refuses", Fixture, NULL, set_up, test_migrate_refuses, tear_down);
  g_test_add ("/db/migrate/foreign", Fixture, NULL, set_up, test_migrate_foreign, tear_down);
  return g_test_run ();
}
