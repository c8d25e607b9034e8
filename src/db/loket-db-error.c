/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-db-private.h"

#include <errno.h>

G_DEFINE_QUARK (loket-db-error-quark, loket_db_error)

static LoketDbError
classify (int code)
{
  if (code == SQLITE_IOERR_DATA) /* only of our own layer: a page's checksum is wrong */
    return LOKET_DB_ERROR_CORRUPT;
  switch (code & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return LOKET_DB_ERROR_BUSY;
    case SQLITE_FULL:
      return LOKET_DB_ERROR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return LOKET_DB_ERROR_CORRUPT;
    case SQLITE_CONSTRAINT:
      return LOKET_DB_ERROR_CONSTRAINT;
    case SQLITE_READONLY:
      return LOKET_DB_ERROR_READ_ONLY;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_IOERR:
      return LOKET_DB_ERROR_UNREADABLE;
    default:
      return LOKET_DB_ERROR_FAILED;
    }
}

/* SQLite knows a full disk, not a full quota or a file at its limit. */
static gboolean
is_full (LoketDb *self,
         int      code)
{
  int cause = self->handle != NULL ? sqlite3_system_errno (self->handle) : 0;

  return (code & 0xff) == SQLITE_IOERR && code != SQLITE_IOERR_DATA && code != SQLITE_IOERR_READ &&
         (cause == ENOSPC || cause == EDQUOT || cause == EFBIG);
}

/* Writes what SQLite says about the last call as a GError. */
void
_loket_db_set_error (LoketDb  *self,
                     int       code,
                     GError  **error)
{
  if ((code & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The search was cancelled");
      return;
    }
  g_set_error (error, LOKET_DB_ERROR, (int) (is_full (self, code) ? LOKET_DB_ERROR_FULL
                                                                  : classify (code)), "%s (%d)",
               self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code),
               code);
}
