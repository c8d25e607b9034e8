/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-desk-error.h"

/**
 * loket_desk_error_quark:
 *
 * Names the errors of the services between the engine and the screens.
 *
 * Returns: the domain
 */
G_DEFINE_QUARK (loket-desk-error-quark, loket_desk_error)
