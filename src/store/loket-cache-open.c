/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-search-words-private.h"
#include "loket-text.h"

/*
 * cache.db is made of what the hub has, so every trouble with it has one cure:
 * a new file. See loket-cache-wipe.c for what becomes of the old one.
 */

#define SCHEMA "/io/github/loket_pengaduan/Loket/sql/client/cache.sql"
#define INDEXES "/io/github/loket_pengaduan/Loket/sql/client/cache-indexes.sql"
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

static gboolean
read_meta (LoketDb     *db,
           const char  *name,
           char       **value,
           GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT value FROM meta WHERE name = ?1", error);
  gboolean found;

  *value = NULL;
  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, name);
  if (!loket_statement_step (row, &found, error))
    return FALSE;
  *value = found ? loket_statement_dup_text (row, 0) : NULL;
  return TRUE;
}

/* Reads what was noted about the file; %NULL for nothing. */
char *
_loket_cache_dup_meta (LoketDb    *db,
                       const char *name)
{
  char *value;

  return read_meta (db, name, &value, NULL) ? value : NULL;
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

/* What tells that the present key sealed the file: a word's token under it. */
static void
make_key_mark (LoketVault       *vault,
               LoketSearchToken  mark)
{
  g_autoptr (LoketSearchWords) words = _loket_search_words_new (vault);

  _loket_search_words_stem (words, "loket", 5, mark);
}

/* Whether the file notes @value under @name. One without the notes has another
 * schema; one that cannot be read now may be in order. */
static gboolean
check_meta (LoketDb     *db,
            const char  *name,
            const char  *value,
            GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *noted = NULL;

  if (!read_meta (db, name, &noted, &local_error) &&
      !g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_FAILED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (g_strcmp0 (noted, value) == 0)
    return TRUE;
  g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW, "Another schema or key");
  return FALSE;
}

static gboolean
is_usable (LoketDb     *db,
           const char  *schema_sha256,
           LoketVault  *vault,
           gboolean    *empty,
           GError     **error)
{
  LoketSearchToken key;
  gint64 n_objects;

  if (!loket_db_get_int64 (db, "SELECT count(*) FROM sqlite_schema", &n_objects, error))
    return FALSE;
  *empty = n_objects == 0;
  if (*empty)
    return TRUE;
  make_key_mark (vault, key);
  return check_meta (db, "schema", schema_sha256, error) && check_meta (db, "key", key, error);
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
        LoketVault  *vault,
        GError     **error)
{
  g_autofree char *mark =
    g_strdup_printf ("PRAGMA application_id = %d", LOKET_CACHE_APPLICATION_ID);
  g_autoptr (LoketTransaction) transaction = loket_db_begin (db, error);
  LoketSearchToken key;

  make_key_mark (vault, key);
  return transaction != NULL && loket_db_exec (db, mark, error) && run_file (db, SCHEMA, error) &&
         run_file (db, INDEXES, error) && _loket_cache_set_meta (db, "schema", schema_sha256, error) &&
         _loket_cache_set_meta (db, "key", key, error) && loket_db_commit (db, error);
}

static LoketDb *
try_open (const char  *path,
          const char  *schema_sha256,
          LoketVault  *vault,
          gboolean    *was_clean,
          GError     **error)
{
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_CACHE, error);
  gboolean empty;

  if (db == NULL || !_loket_search_words_attach (db, vault, error) ||
      !is_usable (db, schema_sha256, vault, &empty, error) ||
      (empty && !create (db, schema_sha256, vault, error)))
    return NULL;
  *was_clean = empty || has_meta (db, "clean", "yes");
  return _loket_cache_mark_clean (db, FALSE, error) ? g_steal_pointer (&db) : NULL;
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

/* Opens the file for writing, with a new one where the old is of no use. It is to
 * be looked through where it was not closed properly. */
LoketDb *
_loket_cache_open_writer (const char  *path,
                          LoketVault  *vault,
                          gboolean    *was_clean,
                          GError     **error)
{
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) local_error = NULL;
  LoketDb *db = NULL;

  _loket_store_use_resources ();
  sha256 = hash_schema (error);
  if (sha256 == NULL)
    return NULL;

  _loket_cache_wipe_old_damage (path);
  db = try_open (path, sha256, vault, was_clean, &local_error);
  /* A disk that fails to read once looks like damage. */
  if (g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT) ||
      g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_UNREADABLE))
    {
      g_clear_error (&local_error);
      db = try_open (path, sha256, vault, was_clean, &local_error);
    }
  if (db != NULL)
    return db;
  if (g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW))
    _loket_cache_wipe (path);
  else if (g_error_matches (local_error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT))
    _loket_cache_put_aside (path);
  else
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return try_open (path, sha256, vault, was_clean, error);
}

/* Opens the file for reading. */
LoketDb *
_loket_cache_open_reader (const char  *path,
                          LoketVault  *vault,
                          GError     **error)
{
  g_autoptr (LoketDb) db = loket_db_open (path, LOKET_DB_CACHE_READER, error);

  return db != NULL && _loket_search_words_attach (db, vault, error) ? g_steal_pointer (&db) : NULL;
}
