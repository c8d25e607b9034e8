/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-sealed-private.h"
#include "loket-store-private.h"

#include <glib/gstdio.h>

#include "loket-db.h"
#include "loket-store-error.h"

typedef struct
{
  char       *dir;
  LoketVault *vault;
  LoketDb    *db;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *key = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  f->dir = g_dir_make_tmp ("loket-sealed-XXXXXX", NULL);
  path = g_build_filename (f->dir, "test.db", NULL);
  key = g_build_filename (f->dir, "key", NULL);
  f->vault = loket_vault_load_sync (f->dir, key, NULL, &error);
  g_assert_no_error (error);
  f->db = loket_db_open (path, LOKET_DB_USER, &error);
  g_assert_no_error (error);
  loket_db_exec (f->db, "CREATE TABLE note (id TEXT PRIMARY KEY, text BLOB, bytes BLOB) STRICT", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (f->dir, 0, NULL);
  const char *name;

  loket_db_close (f->db);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->dir);
  loket_vault_unref (f->vault);
  g_free (f->dir);
}

static void
insert (Fixture    *f,
        const char *id,
        const char *text,
        GBytes     *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketStatement) statement = loket_db_prepare (f->db, "INSERT INTO note VALUES (?, ?, ?)", &error);

  g_assert_no_error (error);
  loket_statement_bind_text (statement, 1, id);
  _loket_sealed_bind_text (statement, 2, f->vault, "note", id, "text", text);
  _loket_sealed_bind_bytes (statement, 3, f->vault, "note", id, "bytes", bytes);
  loket_statement_run (statement, &error);
  g_assert_no_error (error);
}

static LoketStatement *
find (Fixture    *f,
      const char *id)
{
  g_autoptr (GError) error = NULL;
  gboolean row = FALSE;
  LoketStatement *statement = loket_db_prepare (f->db, "SELECT text, bytes FROM note WHERE id = ?", &error);

  g_assert_no_error (error);
  loket_statement_bind_text (statement, 1, id);
  loket_statement_step (statement, &row, &error);
  g_assert_no_error (error);
  g_assert_true (row);
  return statement;
}

static void
test_round_trip (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("a\0b", 3);
  g_autoptr (LoketStatement) row = NULL;
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  insert (f, "one", "Jalan “rusak”", bytes);
  row = find (f, "one");
  g_assert_true (_loket_sealed_dup_text (row, 0, f->vault, "note", "one", "text", &text, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Jalan “rusak”");
  g_assert_true (_loket_sealed_read_bytes (row, 1, f->vault, "note", "one", "bytes", &read, &error));
  g_assert_true (g_bytes_equal (read, bytes));
}

static void
test_null_and_empty (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr (LoketStatement) empty = NULL;
  g_autoptr (LoketStatement) null = NULL;
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  char *none = (char *) "untouched";
  GBytes *no_bytes = nothing;

  insert (f, "empty", "", nothing);
  insert (f, "null", NULL, NULL);
  empty = find (f, "empty");
  g_assert_true (_loket_sealed_dup_text (empty, 0, f->vault, "note", "empty", "text", &text, &error));
  g_assert_cmpstr (text, ==, "");
  g_assert_true (_loket_sealed_read_bytes (empty, 1, f->vault, "note", "empty", "bytes", &read, &error));
  g_assert_cmpuint (g_bytes_get_size (read), ==, 0);

  null = find (f, "null");
  g_assert_true (loket_statement_is_null (null, 0));
  g_assert_true (_loket_sealed_dup_text (null, 0, f->vault, "note", "null", "text", &none, &error));
  g_assert_null (none);
  g_assert_true (_loket_sealed_read_bytes (null, 1, f->vault, "note", "null", "bytes", &no_bytes, &error));
  g_assert_null (no_bytes);
}

/* A row that took the place of another, and a text that is none. */
static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("\xff", 1);
  g_autoptr (LoketStatement) row = NULL;
  g_autoptr (GError) error = NULL;
  char *text = (char *) "untouched";

  insert (f, "one", "rahasia", bytes);
  row = find (f, "one");
  g_assert_false (_loket_sealed_dup_text (row, 0, f->vault, "note", "two", "text", &text, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED);
  g_assert_cmpstr (text, ==, "untouched");
  error = _loket_store_error_from (error);
  g_assert_error (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT);
  g_clear_error (&error);

  g_assert_false (_loket_sealed_dup_text (row, 1, f->vault, "note", "one", "bytes", &text, &error));
  g_assert_error (error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_DAMAGED);
  g_assert_cmpstr (text, ==, "untouched");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/sealed/round-trip", test_round_trip);
  ADD ("/sealed/null-and-empty", test_null_and_empty);
  ADD ("/sealed/refused", test_refused);
  return g_test_run ();
}
