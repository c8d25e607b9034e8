/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketSlaError:
 * @LOKET_SLA_ERROR_INVALID: the data are wrong and the message names the item:
 *   correct them
 * @LOKET_SLA_ERROR_UNKNOWN_ZONE: no such time zone: correct the agency
 * @LOKET_SLA_ERROR_OUT_OF_RANGE: the calendar does not reach that year: add
 *   the year's holidays
 * @LOKET_SLA_ERROR_NO_CLOCK: nothing to count here: show no deadline
 *
 * What a caller can do about a clock that cannot be computed.
 */
typedef enum
{
  LOKET_SLA_ERROR_INVALID,
  LOKET_SLA_ERROR_UNKNOWN_ZONE,
  LOKET_SLA_ERROR_OUT_OF_RANGE,
  LOKET_SLA_ERROR_NO_CLOCK,
} LoketSlaError;

#define LOKET_SLA_ERROR (loket_sla_error_quark ())

GQuark loket_sla_error_quark (void);

G_END_DECLS
