/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-sla-error.h"

/**
 * loket_sla_error_quark:
 *
 * The error domain of calendars and clocks; see #LoketSlaError.
 */
G_DEFINE_QUARK (loket-sla-error-quark, loket_sla_error)
