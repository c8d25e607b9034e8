/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <glib/gstdio.h>

#include "loket-db.h"

/*
 * The checksums of a cache's pages: whatever changes in the file is noticed by who
 * reads it, and nothing else is.
 */

#define PAGE 4096
#define N_ROWS 60

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = g_dir_make_tmp ("loket-pages-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "test.db", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static LoketDb *
open_db (Fixture        *f,
         LoketDbProfile  profile)
{
  g_autoptr (GError) error = NULL;
  LoketDb *db = loket_db_open (f->path, profile, &error);

  g_assert_no_error (error);
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

static void
fill (LoketDb *db)
{
  exec (db,
        "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT, body BLOB);"
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
        "INSERT INTO note SELECT i, 'note ' || i, zeroblob (i * 150) FROM n");
}

static gint64
count (LoketDb  *db,
       GError  **error)
{
  gint64 n = -1;

  return loket_db_get_int64 (db, "SELECT count(*) FROM note WHERE length (text) > 5 AND body >= x''",
                             &n, error) ? n : -1;
}

/* Whoever opens a file for reading and whoever rolls the log into it read what was
 * written, however the pages came and went. */
static void
test_whole (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (LoketDb) db = open_db (f, LOKET_DB_CACHE);
  g_autoptr (LoketDb) reader = NULL;
  g_autoptr (GError) error = NULL;

  fill (db);
  reader = open_db (f, LOKET_DB_CACHE_READER);
  g_assert_cmpint (count (reader, &error), ==, N_ROWS);
  g_assert_true (loket_db_checkpoint (db, &error));
  exec (db, "DELETE FROM note WHERE id % 3 = 0; PRAGMA incremental_vacuum (20);"
            "UPDATE note SET body = zeroblob (9000) WHERE id % 7 = 0;"
            "INSERT INTO note (id, text) VALUES (1000, 'another')");
  g_assert_true (loket_db_full_check (db, &error));
  g_assert_no_error (error);
  g_clear_pointer (&reader, loket_db_close);
  g_clear_pointer (&db, loket_db_close);

  db = open_db (f, LOKET_DB_CACHE);
  g_assert_true (loket_db_full_check (db, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (db, &error), ==, N_ROWS - N_ROWS / 3);
}

/* One bit of any page, or zeros in its place, which is what a lost block reads as. */
static void
test_damage (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *whole = NULL;
  g_autofree char *damaged = NULL;
  g_autoptr (LoketDb) db = open_db (f, LOKET_DB_CACHE);
  gsize size;

  fill (db);
  g_clear_pointer (&db, loket_db_close);
  g_assert_true (g_file_get_contents (f->path, &whole, &size, NULL));
  g_assert_cmpuint (size % PAGE, ==, 0);
  for (gsize at = PAGE; at < size; at += PAGE / 2)
    {
      g_autoptr (GError) error = NULL;

      g_free (damaged);
      damaged = g_memdup2 (whole, size);
      if (at % PAGE == 0)
        memset (damaged + at, 0, PAGE);
      else
        damaged[at + at % 97] ^= (char) (1 << at % 7);
      g_assert_true (g_file_set_contents_full (f->path, damaged, (gssize) size,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      db = open_db (f, LOKET_DB_CACHE);
      g_assert_false (loket_db_full_check (db, &error));
      g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT);
      g_clear_pointer (&db, loket_db_close);
    }
}

/* Damage of the first page, whichever byte it is: the file is not opened, or what
 * it is asked then fails. Byte 20 tells that there are checksums. */
static void
test_header (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *whole = NULL;
  g_autoptr (LoketDb) made = open_db (f, LOKET_DB_CACHE);
  gsize size;

  fill (made);
  g_clear_pointer (&made, loket_db_close);
  g_assert_true (g_file_get_contents (f->path, &whole, &size, NULL));
  for (gsize at = 0; at < 110; at++)
    {
      g_autoptr (LoketDb) db = NULL;
      g_autoptr (GError) error = NULL;

      whole[at] ^= 1;
      g_assert_true (g_file_set_contents_full (f->path, whole, (gssize) size,
                                               G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      whole[at] ^= 1;
      db = loket_db_open (f->path, LOKET_DB_CACHE, &error);
      g_assert_true (db == NULL || count (db, &error) == -1);
      if (at != 20 || !g_error_matches (error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW))
        g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT);
    }
}

/* A file of before there were checksums is told from a damaged one. */
static void
test_without (Fixture       *f,
              gconstpointer  data)
{
  const LoketDbProfile profiles[] = { LOKET_DB_CACHE, LOKET_DB_CACHE_READER };
  g_autoptr (LoketDb) db = open_db (f, LOKET_DB_HUB);

  fill (db);
  g_clear_pointer (&db, loket_db_close);
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (loket_db_open (f->path, profiles[i], &error));
      g_assert_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/db/pages/whole", test_whole);
  ADD ("/db/pages/damage", test_damage);
  ADD ("/db/pages/header", test_header);
  ADD ("/db/pages/without", test_without);
#undef ADD
  return g_test_run ();
}
