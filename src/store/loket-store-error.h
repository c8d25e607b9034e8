/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketStoreError:
 * @LOKET_STORE_ERROR_FAILED: none of the others; nothing was changed
 * @LOKET_STORE_ERROR_IN_USE: another program has the profile open; close it
 *   there or try again later
 * @LOKET_STORE_ERROR_TOO_NEW: written by a newer Loket; update the program
 * @LOKET_STORE_ERROR_CORRUPT: a file is damaged or not ours
 * @LOKET_STORE_ERROR_FULL: no room on the disk; nothing was changed, so keep
 *   the text on the screen and make room
 * @LOKET_STORE_ERROR_UNREADABLE: a file or folder cannot be opened or written
 * @LOKET_STORE_ERROR_NOT_FOUND: there is no such thing
 * @LOKET_STORE_ERROR_CONFLICT: what the caller had read has changed since: read
 *   it again and decide anew
 * @LOKET_STORE_ERROR_ILLEGAL: not a step of the outbox; a mistake in the program
 * @LOKET_STORE_ERROR_MASS_REMOVAL: a page would remove suspiciously much; ask
 *   for a snapshot in its place
 * @LOKET_STORE_ERROR_INVALID: what came is wrong, the message names the item;
 *   what was there stays
 *
 * Errors of the local files. Messages never hold personal data. A cancelled
 * call is %G_IO_ERROR_CANCELLED.
 */
typedef enum
{
  LOKET_STORE_ERROR_FAILED,
  LOKET_STORE_ERROR_IN_USE,
  LOKET_STORE_ERROR_TOO_NEW,
  LOKET_STORE_ERROR_CORRUPT,
  LOKET_STORE_ERROR_FULL,
  LOKET_STORE_ERROR_UNREADABLE,
  LOKET_STORE_ERROR_NOT_FOUND,
  LOKET_STORE_ERROR_CONFLICT,
  LOKET_STORE_ERROR_ILLEGAL,
  LOKET_STORE_ERROR_MASS_REMOVAL,
  LOKET_STORE_ERROR_INVALID,
} LoketStoreError;

#define LOKET_STORE_ERROR (loket_store_error_quark ())
GQuark loket_store_error_quark (void);

G_END_DECLS
