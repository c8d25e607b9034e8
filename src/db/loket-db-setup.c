/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-db-private.h"

/*
 * How a connection is set up, by what its file is for.
 *
 * trusted_schema and DEFENSIVE keep a file that somebody tampered with from
 * running functions or rewriting its own schema; cell_size_check finds damage
 * when it is read; mmap stays off so that a bad disk gives an error, not SIGBUS.
 */
static const char common_sql[] =
  "PRAGMA foreign_keys = ON;"
  "PRAGMA trusted_schema = OFF;"
  "PRAGMA cell_size_check = ON;"
  "PRAGMA mmap_size = 0;"
  "PRAGMA temp_store = MEMORY;";

static const char user_sql[] =
  "PRAGMA locking_mode = EXCLUSIVE;"
  "PRAGMA secure_delete = ON;"
  "PRAGMA journal_mode = DELETE;"
  "PRAGMA synchronous = EXTRA;"
  "PRAGMA journal_size_limit = 67108864;";

static const char cache_sql[] =
  "PRAGMA auto_vacuum = INCREMENTAL;"
  "PRAGMA journal_mode = WAL;"
  "PRAGMA synchronous = NORMAL;"
  "PRAGMA secure_delete = ON;" /* what is deleted is overwritten */
  "PRAGMA wal_autocheckpoint = 4000;" /* about four large pages of the hub */
  "PRAGMA cache_size = -16384;"
  "PRAGMA journal_size_limit = 67108864;";

static const char hub_sql[] =
  "PRAGMA journal_mode = WAL;"
  "PRAGMA synchronous = FULL;"
  "PRAGMA cache_size = -16384;"
  "PRAGMA wal_autocheckpoint = 0;"
  "PRAGMA journal_size_limit = 67108864;";

static const char reader_sql[] =
  "PRAGMA query_only = ON;"
  "PRAGMA cache_size = -8192;"
  "PRAGMA wal_autocheckpoint = 0;";

static int
interrupt_cb (gpointer data)
{
  LoketDb *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
configure (LoketDb  *self,
           int       option,
           int       on,
           GError  **error)
{
  int code = sqlite3_db_config (self->handle, option, on, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  _loket_db_set_error (self, code, error);
  return FALSE;
}

/* A pragma that SQLite cannot honour fails silently, so ask what it did. */
static gboolean
check_journal (LoketDb     *self,
               const char  *wanted,
               GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (self, "PRAGMA journal_mode", error);
  gboolean row;

  if (statement == NULL || !loket_statement_step (statement, &row, error))
    return FALSE;
  if (row && g_strcmp0 (loket_statement_get_text (statement, 0), wanted) == 0)
    return TRUE;

  g_set_error (error, LOKET_DB_ERROR, LOKET_DB_ERROR_FAILED,
               "The file system does not allow the journal “%s”", wanted);
  return FALSE;
}

/* Whether a connection of this kind only reads. */
gboolean
_loket_db_profile_reads (LoketDbProfile profile)
{
  return profile == LOKET_DB_USER_READER || profile == LOKET_DB_CACHE_READER ||
         profile == LOKET_DB_HUB_READER;
}

/* Whether the pages of such a file carry checksums: what can be had anew is better
 * fetched than believed. */
gboolean
_loket_db_profile_checks_pages (LoketDbProfile profile)
{
  return profile == LOKET_DB_CACHE || profile == LOKET_DB_CACHE_READER;
}

/* Leaves room in the pages of a new file. */
static gboolean
reserve_room (LoketDb  *self,
              GError  **error)
{
  int n = LOKET_DB_PAGE_RESERVE;
  int code = sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_RESERVE_BYTES, &n);

  if (code == SQLITE_OK)
    return TRUE;
  _loket_db_set_error (self, code, error);
  return FALSE;
}

static gboolean
check_pages (LoketDb  *self,
             GError  **error)
{
  if (!_loket_db_profile_checks_pages (self->profile) || _loket_db_pages_are_checked (self))
    return TRUE;
  g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_TOO_NEW,
                       "The file was made without checksums of its pages");
  return FALSE;
}

/* Applies what the profile of a fresh connection asks for. */
gboolean
_loket_db_set_up (LoketDb  *self,
                  GError  **error)
{
  const char *sql = NULL;
  const char *journal = "wal";

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, LOKET_DB_BUSY_MS);
  sqlite3_progress_handler (self->handle, 1000, interrupt_cb, self);
  sqlite3_limit (self->handle, SQLITE_LIMIT_ATTACHED, 1);
  if (!configure (self, SQLITE_DBCONFIG_DEFENSIVE, 1, error) ||
      !configure (self, SQLITE_DBCONFIG_DQS_DDL, 0, error) ||
      !configure (self, SQLITE_DBCONFIG_DQS_DML, 0, error) ||
      !loket_db_exec (self, common_sql, error))
    return FALSE;

  switch (self->profile)
    {
    case LOKET_DB_USER:
      sql = user_sql;
      journal = "delete";
      break;
    case LOKET_DB_USER_READER:
      sql = reader_sql;
      journal = "delete";
      break;
    case LOKET_DB_CACHE:
      sql = cache_sql;
      if (!reserve_room (self, error))
        return FALSE;
      break;
    case LOKET_DB_HUB:
      sql = hub_sql;
      if (!configure (self, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, error))
        return FALSE;
      break;
    case LOKET_DB_CACHE_READER:
    case LOKET_DB_HUB_READER:
      sql = reader_sql;
      if (!configure (self, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, error))
        return FALSE;
      break;
    default:
      g_assert_not_reached ();
    }

  return loket_db_exec (self, sql, error) && check_journal (self, journal, error) &&
         check_pages (self, error);
}
