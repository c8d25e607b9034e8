/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-error.h"

/**
 * loket_wire_error_quark:
 *
 * The domain of this library's errors.
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (loket-wire-error-quark, loket_wire_error)
