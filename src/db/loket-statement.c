/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-db-private.h"

#include <string.h>

#include "loket-time.h"

/* Text built at run time would otherwise let the cache grow without end. */
#define MAX_CACHED_STATEMENTS 128

/**
 * LoketStatement:
 *
 * One SQL statement, prepared once for each connection and kept: freeing it
 * gives it back to its connection, ready for the next loket_db_prepare() of
 * the same text. All functions run on the thread that owns the connection.
 */
struct _LoketStatement
{
  LoketDb      *db;
  sqlite3_stmt *handle;
  int           bind_code; /* the first failed bind, reported by the next step */
};

/* Drops a statement that no caller holds. */
void
_loket_statement_finalize (LoketStatement *self)
{
  sqlite3_finalize (self->handle);
  g_free (self);
}

/**
 * loket_db_prepare:
 * @db: a connection
 * @sql: one statement, from the program's own text; values go into parameters
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Gets a statement without bound values.
 *
 * Returns: (transfer full) (nullable): a statement
 */
LoketStatement *
loket_db_prepare (LoketDb     *db,
                  const char  *sql,
                  GError     **error)
{
  LoketStatement *self = NULL;
  gpointer value = NULL;
  sqlite3_stmt *handle = NULL;
  const char *tail = NULL;
  int code;

  g_return_val_if_fail (db != NULL && sql != NULL, NULL);

  _loket_db_assert_thread (db);
  if (g_hash_table_steal_extended (db->statements, sql, NULL, &value))
    {
      db->n_statements_out++;
      return value;
    }

  code = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &tail);
  if (code != SQLITE_OK)
    {
      _loket_db_set_error (db, code, error);
      return NULL;
    }
  g_assert (handle != NULL && *tail == '\0');

  self = g_new0 (LoketStatement, 1);
  self->db = db;
  self->handle = handle;
  db->n_statements_out++;
  return self;
}

/**
 * loket_statement_free:
 * @self: (transfer full) (nullable): a statement
 *
 * Ends the use of a statement; text that it gave out is no longer valid.
 */
void
loket_statement_free (LoketStatement *self)
{
  LoketDb *db;
  const char *sql;

  if (self == NULL)
    return;

  db = self->db;
  _loket_db_assert_thread (db);
  db->n_statements_out--;
  loket_statement_reset (self);
  sqlite3_clear_bindings (self->handle);

  sql = sqlite3_sql (self->handle);
  if (g_hash_table_size (db->statements) >= MAX_CACHED_STATEMENTS ||
      g_hash_table_contains (db->statements, sql))
    _loket_statement_finalize (self);
  else
    g_hash_table_insert (db->statements, (char *) sql, self);
}

/* After the bind, which is not made on a wrong thread. */
static void
note_bind (LoketStatement *self,
           int             code)
{
  if (self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

/**
 * loket_statement_bind_text:
 * @self: a statement
 * @parameter: its number, from 1
 * @value: (nullable): the text, %NULL for an SQL null
 *
 * Binds a copy of a text. A failure shows at the next step.
 */
void
loket_statement_bind_text (LoketStatement *self,
                           int             parameter,
                           const char     *value)
{
  _loket_db_assert_thread (self->db);
  note_bind (self, sqlite3_bind_text (self->handle, parameter, value, -1, SQLITE_TRANSIENT));
}

/**
 * loket_statement_bind_static_text:
 * @self: a statement
 * @parameter: its number, from 1
 * @value: (nullable) (array length=length): the text, %NULL for an SQL null
 * @length: its bytes, -1 up to its end mark
 *
 * Binds a text without copying it: it has to stay until the statement has run
 * and is not run again with it. A failure shows at the next step.
 */
void
loket_statement_bind_static_text (LoketStatement *self,
                                  int             parameter,
                                  const char     *value,
                                  gssize          length)
{
  guint64 bytes = length >= 0 ? (guint64) length : value != NULL ? strlen (value) : 0;

  _loket_db_assert_thread (self->db);
  note_bind (self, sqlite3_bind_text64 (self->handle, parameter, value, bytes, SQLITE_STATIC,
                                        SQLITE_UTF8));
}

/**
 * loket_statement_bind_int64:
 * @self: a statement
 * @parameter: its number, from 1
 * @value: the number
 *
 * Binds a number. A failure shows at the next step.
 */
void
loket_statement_bind_int64 (LoketStatement *self,
                            int             parameter,
                            gint64          value)
{
  _loket_db_assert_thread (self->db);
  note_bind (self, sqlite3_bind_int64 (self->handle, parameter, value));
}

/**
 * loket_statement_bind_instant:
 * @self: a statement
 * @parameter: its number, from 1
 * @value: Unix seconds, or %LOKET_TIME_UNSET for an SQL null
 *
 * Binds an instant. A failure shows at the next step.
 */
void
loket_statement_bind_instant (LoketStatement *self,
                              int             parameter,
                              gint64          value)
{
  _loket_db_assert_thread (self->db);
  if (value == LOKET_TIME_UNSET)
    loket_statement_bind_null (self, parameter);
  else
    loket_statement_bind_int64 (self, parameter, value);
}

/**
 * loket_statement_bind_blob:
 * @self: a statement
 * @parameter: its number, from 1
 * @value: (nullable): the bytes, %NULL for an SQL null
 *
 * Binds a copy of bytes. A failure shows at the next step.
 */
void
loket_statement_bind_blob (LoketStatement *self,
                           int             parameter,
                           GBytes         *value)
{
  gsize size = 0;
  gconstpointer data = value != NULL ? g_bytes_get_data (value, &size) : NULL;

  _loket_db_assert_thread (self->db);
  if (value == NULL)
    loket_statement_bind_null (self, parameter);
  else if (size == 0)
    note_bind (self, sqlite3_bind_zeroblob (self->handle, parameter, 0));
  else
    note_bind (self, sqlite3_bind_blob64 (self->handle, parameter, data, size, SQLITE_TRANSIENT));
}

/**
 * loket_statement_bind_null:
 * @self: a statement
 * @parameter: its number, from 1
 *
 * Binds an SQL null. A failure shows at the next step.
 */
void
loket_statement_bind_null (LoketStatement *self,
                           int             parameter)
{
  _loket_db_assert_thread (self->db);
  note_bind (self, sqlite3_bind_null (self->handle, parameter));
}

/**
 * loket_statement_step:
 * @self: a statement
 * @row: (out) (optional): whether there is a row to read; %FALSE at the end
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Goes on to the first or next row. After the end or an error the statement
 * starts anew, with the same values.
 *
 * Returns: whether it ran
 */
gboolean
loket_statement_step (LoketStatement  *self,
                      gboolean        *row,
                      GError         **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);

  _loket_db_assert_thread (self->db);
  code = self->bind_code != SQLITE_OK ? self->bind_code : sqlite3_step (self->handle);
  if (code != SQLITE_ROW && code != SQLITE_DONE)
    {
      _loket_db_set_error (self->db, code, error);
      loket_statement_reset (self);
      return FALSE;
    }
  if (row != NULL)
    *row = code == SQLITE_ROW;
  if (code == SQLITE_DONE)
    sqlite3_reset (self->handle);
  return TRUE;
}

/**
 * loket_statement_run:
 * @self: a statement
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Runs a statement to its end and drops its rows. It keeps its values and may
 * run again with some of them bound anew.
 *
 * Returns: whether it ran
 */
gboolean
loket_statement_run (LoketStatement  *self,
                     GError         **error)
{
  gboolean row;

  _loket_db_assert_thread (self->db);
  do
    if (!loket_statement_step (self, &row, error))
      return FALSE;
  while (row);
  return TRUE;
}

/**
 * loket_statement_reset:
 * @self: a statement
 *
 * Goes back to the start; bound values stay.
 */
void
loket_statement_reset (LoketStatement *self)
{
  g_return_if_fail (self != NULL);

  _loket_db_assert_thread (self->db);
  sqlite3_reset (self->handle);
  self->bind_code = SQLITE_OK;
}

/**
 * loket_statement_get_text:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Reads a text.
 *
 * Returns: (transfer none) (nullable): the text until the next step, %NULL for
 *   an SQL null
 */
const char *
loket_statement_get_text (LoketStatement *self,
                          int             column)
{
  _loket_db_assert_thread (self->db);
  return (const char *) sqlite3_column_text (self->handle, column);
}

/**
 * loket_statement_dup_text:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Reads a text.
 *
 * Returns: (transfer full) (nullable): a copy, %NULL for an SQL null
 */
char *
loket_statement_dup_text (LoketStatement *self,
                          int             column)
{
  _loket_db_assert_thread (self->db);
  return g_strdup (loket_statement_get_text (self, column));
}

/**
 * loket_statement_get_int64:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Reads a number.
 *
 * Returns: the number, 0 for an SQL null
 */
gint64
loket_statement_get_int64 (LoketStatement *self,
                           int             column)
{
  _loket_db_assert_thread (self->db);
  return sqlite3_column_int64 (self->handle, column);
}

/**
 * loket_statement_get_instant:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Reads an instant.
 *
 * Returns: Unix seconds, %LOKET_TIME_UNSET for an SQL null
 */
gint64
loket_statement_get_instant (LoketStatement *self,
                             int             column)
{
  _loket_db_assert_thread (self->db);
  return loket_statement_is_null (self, column) ? LOKET_TIME_UNSET
                                                : loket_statement_get_int64 (self, column);
}

/**
 * loket_statement_get_blob:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Reads bytes.
 *
 * Returns: (transfer full) (nullable): a copy, %NULL for an SQL null
 */
GBytes *
loket_statement_get_blob (LoketStatement *self,
                          int             column)
{
  gconstpointer data;

  _loket_db_assert_thread (self->db);
  if (loket_statement_is_null (self, column))
    return NULL;
  data = sqlite3_column_blob (self->handle, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, column));
}

/**
 * loket_statement_is_null:
 * @self: a statement on a row
 * @column: its number, from 0
 *
 * Tells whether a column holds nothing.
 *
 * Returns: whether it is an SQL null
 */
gboolean
loket_statement_is_null (LoketStatement *self,
                         int             column)
{
  _loket_db_assert_thread (self->db);
  return sqlite3_column_type (self->handle, column) == SQLITE_NULL;
}
