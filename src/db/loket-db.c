/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-db-private.h"

#include <errno.h>
#include <fcntl.h>

#include <glib/gstdio.h>

/**
 * LoketDb:
 *
 * One connection to one SQLite file, used by one thread.
 *
 * Every function of a connection and of its statements asserts that it runs on
 * the thread that owns the connection: the one that opened it, or after
 * loket_db_hand_over() the one that called first.
 */

static void
log_cb (gpointer    data,
        int         code,
        const char *message)
{
  g_debug ("SQLite %d: %s", code, message);
}

static void
start_sqlite (void)
{
  static gsize started;

  if (g_once_init_enter (&started))
    {
      /* Refused when something else started SQLite before us; then it has no log. */
      sqlite3_config (SQLITE_CONFIG_LOG, log_cb, NULL);
      g_debug ("SQLite %s", sqlite3_sourceid ());
      g_once_init_leave (&started, 1);
    }
}

void
_loket_db_assert_thread (LoketDb *self)
{
  if (self->owner == NULL)
    self->owner = g_thread_self ();
  g_assert (self->owner == g_thread_self ());
}

/* Makes a missing file for its owner only; SQLite gives its journals the same
 * mode. A link in its place is refused. */
static gboolean
make_file (const char  *path,
           int          extra_flags,
           GError     **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | extra_flags, 0600);
  int code = errno;

  if (fd >= 0)
    return g_close (fd, error);

  g_set_error (error, LOKET_DB_ERROR,
               code == ENOSPC || code == EDQUOT ? LOKET_DB_ERROR_FULL : LOKET_DB_ERROR_UNREADABLE,
               "Cannot open “%s”: %s", path, g_strerror (code));
  return FALSE;
}

/**
 * loket_db_open:
 * @path: the file; must not be a link
 * @profile: what the file is for
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Opens a connection and sets it up. The caller's thread becomes its owner.
 * A file that is missing is made, readable by its owner only; a reader
 * needs an existing one. Blocks.
 *
 * Returns: (transfer full) (nullable): a connection
 */
LoketDb *
loket_db_open (const char      *path,
               LoketDbProfile   profile,
               GError         **error)
{
  gboolean reader = _loket_db_profile_reads (profile);
  g_autoptr (LoketDb) self = NULL;
  int code;

  g_return_val_if_fail (path != NULL, NULL);

  start_sqlite ();
  self = g_new0 (LoketDb, 1);
  self->profile = profile;
  self->owner = g_thread_self ();
  self->statements = g_hash_table_new (g_str_hash, g_str_equal);

  if (!reader && !make_file (path, 0, error))
    return NULL;
  code = sqlite3_open_v2 (path, &self->handle,
                          SQLITE_OPEN_NOMUTEX |
                            (reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE),
                          _loket_db_profile_checks_pages (profile) ? _loket_db_get_page_vfs () : NULL);
  if (code != SQLITE_OK)
    {
      _loket_db_set_error (self, code, error);
      return NULL;
    }
  if (!_loket_db_set_up (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * loket_db_close:
 * @self: (transfer full) (nullable): a connection without open statements
 *
 * Rolls back what was not committed and closes. On the owner's thread.
 */
void
loket_db_close (LoketDb *self)
{
  GHashTableIter iter;
  gpointer statement;

  if (self == NULL)
    return;

  _loket_db_assert_thread (self);
  g_assert (self->n_statements_out == 0);

  if (self->transaction != 0)
    loket_db_rollback (self);
  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    _loket_statement_finalize (statement);
  g_hash_table_unref (self->statements);
  if (self->splitter_instance != NULL)
    self->splitter.xDelete (self->splitter_instance);
  sqlite3_close_v2 (self->handle);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * loket_db_hand_over:
 * @self: a connection without an open transaction
 *
 * Gives the connection up to the thread that uses it next, for an opener that
 * then leaves all work to a worker. On the owner's thread.
 */
void
loket_db_hand_over (LoketDb *self)
{
  g_return_if_fail (self != NULL);

  _loket_db_assert_thread (self);
  g_assert (self->transaction == 0);
  self->owner = NULL;
}

/**
 * loket_db_exec:
 * @self: a connection
 * @sql: one or more statements without parameters, from the program's own text
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Runs statements one after another and drops their rows. Stops at the first
 * that fails. On the owner's thread.
 *
 * Returns: whether all of them ran
 */
gboolean
loket_db_exec (LoketDb     *self,
               const char  *sql,
               GError     **error)
{
  g_return_val_if_fail (self != NULL && sql != NULL, FALSE);

  _loket_db_assert_thread (self);
  while (*sql != '\0')
    {
      sqlite3_stmt *statement = NULL;
      const char *tail = NULL;
      int code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, &tail);

      if (code == SQLITE_OK && statement != NULL)
        {
          do
            code = sqlite3_step (statement);
          while (code == SQLITE_ROW);
          code = sqlite3_finalize (statement);
        }
      if (code != SQLITE_OK)
        {
          _loket_db_set_error (self, code, error);
          return FALSE;
        }
      sql = tail;
    }
  return TRUE;
}

/**
 * loket_db_get_int64:
 * @self: a connection
 * @sql: a statement without parameters that gives one number
 * @value: (out): the first column of the first row; 0 where there is none
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Asks for one number. On the owner's thread.
 *
 * Returns: whether it ran
 */
gboolean
loket_db_get_int64 (LoketDb     *self,
                    const char  *sql,
                    gint64      *value,
                    GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (self, sql, error);
  gboolean row;

  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  *value = row ? loket_statement_get_int64 (statement, 0) : 0;
  return TRUE;
}

/**
 * loket_db_get_changes:
 * @self: a connection
 *
 * Tells how many rows the last INSERT, UPDATE or DELETE touched: 0 after a
 * compare-and-set that lost. On the owner's thread.
 *
 * Returns: a number of rows
 */
gint64
loket_db_get_changes (LoketDb *self)
{
  _loket_db_assert_thread (self);
  return sqlite3_changes64 (self->handle);
}

/**
 * loket_db_get_last_rowid:
 * @self: a connection
 *
 * Tells the rowid of the last INSERT. On the owner's thread.
 *
 * Returns: a rowid
 */
gint64
loket_db_get_last_rowid (LoketDb *self)
{
  _loket_db_assert_thread (self);
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * loket_db_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): what may stop the statements that follow, %NULL
 *   for nothing
 *
 * Lets a long statement be given up half-way; it then fails with
 * %G_IO_ERROR_CANCELLED. Meant for reading: a transaction that is cut short is
 * rolled back by its guard. On the owner's thread.
 */
void
loket_db_set_cancellable (LoketDb      *self,
                          GCancellable *cancellable)
{
  _loket_db_assert_thread (self);
  g_set_object (&self->cancellable, cancellable);
}

/**
 * loket_db_checkpoint:
 * @self: the one writing connection of a file with a write-ahead log
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Moves the log into the file and empties it, without waiting for anybody: what
 * a reader still needs stays in the log until the next time, which is no error.
 * On the owner's thread.
 *
 * Returns: whether it ran
 */
gboolean
loket_db_checkpoint (LoketDb  *self,
                     GError  **error)
{
  gboolean done;

  return loket_db_truncate_log (self, &done, error);
}

/**
 * loket_db_truncate_log:
 * @self: the one writing connection of a file with a write-ahead log
 * @done: (out): whether nothing is left in the log; a reader in the middle of
 *   something keeps it
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Does what loket_db_checkpoint() does, and tells whether it came to its end: for
 * what must not stay in the log. On the owner's thread.
 *
 * Returns: whether it ran
 */
gboolean
loket_db_truncate_log (LoketDb   *self,
                       gboolean  *done,
                       GError   **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);

  _loket_db_assert_thread (self);
  sqlite3_busy_timeout (self->handle, 0);
  code = sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  sqlite3_busy_timeout (self->handle, LOKET_DB_BUSY_MS);
  *done = code == SQLITE_OK;
  if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY)
    return TRUE;
  _loket_db_set_error (self, code, error);
  return FALSE;
}

static gboolean
fail_file (const char  *path,
           GError     **error)
{
  int code = errno;

  g_set_error (error, LOKET_DB_ERROR,
               code == ENOSPC || code == EDQUOT ? LOKET_DB_ERROR_FULL : LOKET_DB_ERROR_FAILED,
               "Cannot write “%s”: %s", path, g_strerror (code));
  return FALSE;
}

static gboolean
vacuum_into (LoketDb     *self,
             const char  *path,
             GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (self, "VACUUM INTO ?1", error);

  if (statement == NULL || !make_file (path, O_EXCL, error))
    return FALSE;
  loket_statement_bind_text (statement, 1, path);
  return loket_statement_run (statement, error);
}

/**
 * loket_db_backup:
 * @self: a connection without an open transaction
 * @path: a file that does not exist yet
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Writes a whole, packed copy. It gets its name when it is complete: what a crash
 * or a full disk leaves behind is `PATH.part` at most. On the owner's thread.
 *
 * Returns: whether the copy is complete
 */
gboolean
loket_db_backup (LoketDb     *self,
                 const char  *path,
                 GError     **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    {
      g_set_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_UNREADABLE, "Cannot open “%s”: %s", path,
                   g_strerror (EEXIST));
      return FALSE;
    }
  if (g_unlink (part) != 0 && errno != ENOENT)
    return fail_file (part, error);
  if (vacuum_into (self, part, error) && (g_rename (part, path) == 0 || fail_file (path, error)))
    return TRUE;
  g_unlink (part);
  return FALSE;
}

static gboolean
check (LoketDb     *self,
       const char  *pragma,
       GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (self, pragma, error);
  gboolean row;

  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row && g_strcmp0 (loket_statement_get_text (statement, 0), "ok") == 0)
    return TRUE;
  g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT,
                       "The check found damage in the file");
  return FALSE;
}

/**
 * loket_db_quick_check:
 * @self: a connection
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Looks for damage in the structure of the file. On the owner's thread.
 *
 * Returns: whether none was found; %LOKET_DB_ERROR_CORRUPT where there is some
 */
gboolean
loket_db_quick_check (LoketDb  *self,
                      GError  **error)
{
  return check (self, "PRAGMA quick_check(1)", error);
}

/**
 * loket_db_full_check:
 * @self: a connection
 * @error: return location for a #GError of %LOKET_DB_ERROR
 *
 * Looks for damage as loket_db_quick_check() does, and for rows that an index
 * names otherwise or not at all: a look-up for each row and index. On the owner's
 * thread.
 *
 * Returns: whether none was found; %LOKET_DB_ERROR_CORRUPT where there is some
 */
gboolean
loket_db_full_check (LoketDb  *self,
                     GError  **error)
{
  return check (self, "PRAGMA integrity_check(1)", error);
}
