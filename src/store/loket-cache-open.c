/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include <glib/gstdio.h>

#include "loket-text.h"

/*
 * cache.db is made of what the hub has, so every trouble with it has one cure:
 * a new file. Damage is put aside for a look, an old schema is just deleted.
 */

#define SCHEMA "/io/github/loket_pengaduan/Loket/sql/client/cache.sql"
#define INDEXES "/io/github/loket_pengaduan/Loket/sql/client/cache-indexes.sql"
#define APPLICATION_ID 0x4c6b7432 /* “Lkt2” */

static void
remove_files (const char *path)
{
  const char *suffixes[] = { "", "-wal", "-shm" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      g_unlink (file);
    }
}

static void
put_aside (const char *path)
{
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);

  g_rename (path, aside);
  remove_files (path);
}

/* Notes something about the file; %NULL takes the note out. */
gboolean
_loket_cache_set_meta (LoketDb     *db,
                       const char  *name,
                       const char  *value,
                       GError     **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db,
                      value != NULL ? "REPLACE INTO meta (name, value) VALUES (?1, ?2)"
                                    : "DELETE FROM meta WHERE name = ?1",
                      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, name);
  if (value != NULL)
    loket_statement_bind_text (statement, 2, value);
  return loket_statement_run (statement, error);
}

/* Reads what was noted about the file; %NULL for nothing. */
char *
_loket_cache_dup_meta (LoketDb    *db,
                       const char *name)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT value FROM meta WHERE name = ?1", NULL);
  gboolean found;

  if (row == NULL)
    return NULL;
  loket_statement_bind_text (row, 1, name);
  return loket_statement_step (row, &found, NULL) && found ? loket_statement_dup_text (row, 0) : NULL;
}

static gboolean
has_meta (LoketDb    *db,
          const char *name,
          const char *value)
{
  g_autofree char *noted = _loket_cache_dup_meta (db, name);

  return noted != NULL && g_str_equal (noted, value);
}

/* Notes whether the file is being used; one that was when the program ended is
 * looked through at the next start. */
gboolean
_loket_cache_mark_clean (LoketDb   *db,
                         gboolean   clean,
                         GError   **error)
{
  return _loket_cache_set_meta (db, "clean", clean ? "yes" : "no", error);
}

static gboolean
is_usable (LoketDb     *db,
           const char  *schema_sha256,
           gboolean    *empty,
           GError     **error)
{
  gint64 n_objects;

  if (!loket_db_get_int64 (db, "SELECT count(*) FROM sqlite_schema", &n_objects, error))
    return FALSE;
  *empty = n_objects == 0;
  if (*empty)
    return TRUE;
  if (!has_meta (db, "schema", schema_sha256))
    {
      g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW, "Another schema");
      return FALSE;
    }
  return has_meta (db, "clean", "yes") || loket_db_quick_check (db, error);
}

static gboolean
run_file (LoketDb     *db,
          const char  *path,
          GError     **error)
{
  g_autoptr (GBytes) content = g_resources_lookup_data (path, 0, error);
  g_autofree char *sql = NULL;

  if (content == NULL)
    return FALSE;
  sql = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  return loket_db_exec (db, sql, error);
}

/* Makes the indexes that a first copy went without; those that are there stay. */
gboolean
_loket_cache_make_indexes (LoketDb  *db,
                           GError  **error)
{
  return run_file (db, INDEXES, error);
}

static gboolean
create (LoketDb     *db,
        const char  *schema_sha256,
        GError     **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA application_id = %d", APPLICATION_ID);
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);

  return transaction != NULL && loket_db_exec (db, mark, error) && run_file (db, SCHEMA, error) &&
         run_file (db, INDEXES, error) && _loket_cache_set_meta (db, "schema", schema_sha256, error) &&
         loket_db_commit (db, error);
}

static LoketDb *
try_open (const char  *path,
          const char  *schema_sha256,
          GError     **error)
{
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_CACHE, error);
  gboolean empty;

  if (db == NULL || !is_usable (db, schema_sha256, &empty, error) ||
      (empty && !create (db, schema_sha256, error)) ||
      !_loket_cache_mark_clean (db, FALSE, error))
    return NULL;
  return g_steal_pointer (&db);
}

/* What the file would be made of. */
static char *
hash_schema (GError **error)
{
  g_autoptr (GBytes) schema = g_resources_lookup_data (SCHEMA, 0, error);
  g_autoptr (GBytes) indexes = schema != NULL ? g_resources_lookup_data (INDEXES, 0, error) : NULL;
  g_autoptr (GByteArray) both = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  gconstpointer data;

  if (indexes == NULL)
    return NULL;
  data = g_bytes_get_data (schema, &size);
  g_byte_array_append (both, data, (guint) size);
  data = g_bytes_get_data (indexes, &size);
  g_byte_array_append (both, data, (guint) size);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&both));
  return loket_text_sha256 (bytes);
}

/* Opens the file for writing, with a new one where the old is of no use. */
LoketDb *
_loket_cache_open_writer (const char  *path,
                          GError     **error)
{
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) local_error = NULL;
  LoketDb *db = NULL;

  _loket_store_use_resources ();
  sha256 = hash_schema (error);
  if (sha256 == NULL)
    return NULL;

  db = try_open (path, sha256, &local_error);
  if (db != NULL)
    return db;
  if (g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW))
    remove_files (path);
  else if (g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT))
    put_aside (path);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return try_open (path, sha256, error);
}
