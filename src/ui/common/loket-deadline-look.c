/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-deadline-look.h"

/**
 * loket_sla_state_icon:
 * @state: where a clock stands
 *
 * Names the icon of a clock's state. Late, today and done differ in shape, not
 * only in colour.
 *
 * Returns: (transfer none): the name of a symbolic icon
 */
const char *
loket_sla_state_icon (LoketSlaState state)
{
  switch (state)
    {
    case LOKET_SLA_OVERDUE:
    case LOKET_SLA_MISSED:
      return "loket-overdue-symbolic";
    case LOKET_SLA_DUE_TODAY:
      return "loket-today-symbolic";
    case LOKET_SLA_MET:
      return "loket-done-symbolic";
    case LOKET_SLA_PAUSED:
      return "loket-paused-symbolic";
    case LOKET_SLA_WARNING:
    case LOKET_SLA_ON_TIME:
    case LOKET_SLA_PROVISIONAL:
    default:
      return "loket-clock-symbolic";
    }
}

/**
 * loket_sla_state_tone:
 * @state: where a clock stands
 *
 * Tells how a clock's state is to be taken.
 *
 * Returns: a tone
 */
LoketTone
loket_sla_state_tone (LoketSlaState state)
{
  switch (state)
    {
    case LOKET_SLA_OVERDUE:
      return LOKET_TONE_LATE;
    case LOKET_SLA_DUE_TODAY:
      return LOKET_TONE_URGENT;
    case LOKET_SLA_WARNING:
      return LOKET_TONE_NOTICE;
    case LOKET_SLA_MET:
      return LOKET_TONE_GOOD;
    case LOKET_SLA_ON_TIME:
    case LOKET_SLA_MISSED:
    case LOKET_SLA_PAUSED:
    case LOKET_SLA_PROVISIONAL:
    default:
      return LOKET_TONE_PLAIN;
    }
}
