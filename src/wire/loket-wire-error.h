/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketWireError:
 * @LOKET_WIRE_ERROR_MALFORMED: not what our peer would send: no answer at all
 * @LOKET_WIRE_ERROR_TOO_LARGE: over a limit; sending it again does not help
 * @LOKET_WIRE_ERROR_INVALID: well-formed, but a member is missing or wrong; the
 *   message begins with its path
 * @LOKET_WIRE_ERROR_UNSUPPORTED: written by a newer version
 * @LOKET_WIRE_ERROR_MISMATCH: the digest is not that of the bytes
 *
 * What went wrong with bytes from outside. Messages tell a byte position or a
 * path, never a value, so that they may be logged.
 */
typedef enum
{
  LOKET_WIRE_ERROR_MALFORMED,
  LOKET_WIRE_ERROR_TOO_LARGE,
  LOKET_WIRE_ERROR_INVALID,
  LOKET_WIRE_ERROR_UNSUPPORTED,
  LOKET_WIRE_ERROR_MISMATCH,
} LoketWireError;

#define LOKET_WIRE_ERROR (loket_wire_error_quark ())

GQuark loket_wire_error_quark (void);

G_END_DECLS
