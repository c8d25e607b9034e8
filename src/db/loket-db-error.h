/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketDbError:
 * @LOKET_DB_ERROR_FAILED: none of the others; nothing was changed
 * @LOKET_DB_ERROR_BUSY: another program holds the file; try again later
 * @LOKET_DB_ERROR_FULL: no room left, on the disk or by a limit; make room
 * @LOKET_DB_ERROR_CORRUPT: the file is damaged; restore or rebuild it
 * @LOKET_DB_ERROR_TOO_NEW: written by a newer Loket; update the program
 * @LOKET_DB_ERROR_FOREIGN: a file of another program; choose another one
 * @LOKET_DB_ERROR_CONSTRAINT: a rule of the schema forbids it
 * @LOKET_DB_ERROR_READ_ONLY: the file, the disk or the connection allows no writing
 * @LOKET_DB_ERROR_UNREADABLE: the file cannot be opened or read at all
 *
 * Errors of a database. A cancelled statement is %G_IO_ERROR_CANCELLED. The
 * messages hold SQL and names of columns, never values.
 */
typedef enum
{
  LOKET_DB_ERROR_FAILED,
  LOKET_DB_ERROR_BUSY,
  LOKET_DB_ERROR_FULL,
  LOKET_DB_ERROR_CORRUPT,
  LOKET_DB_ERROR_TOO_NEW,
  LOKET_DB_ERROR_FOREIGN,
  LOKET_DB_ERROR_CONSTRAINT,
  LOKET_DB_ERROR_READ_ONLY,
  LOKET_DB_ERROR_UNREADABLE,
} LoketDbError;

#define LOKET_DB_ERROR (loket_db_error_quark ())
GQuark loket_db_error_quark (void);

G_END_DECLS
