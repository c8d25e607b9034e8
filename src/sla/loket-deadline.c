/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-deadline.h"

#include "loket-deadline-private.h"
#include "loket-text.h"

/* Where an agency's zone is not known: WITA, that of South Kalimantan. */
#define DEFAULT_ZONE "Asia/Makassar"

/* In the order of the enumeration. */
static const char *const state_names[] = {
  "on_time", "warning", "due_today", "overdue", "met", "missed", "paused", "provisional",
};

/**
 * loket_sla_state_to_name:
 * @state: a state
 *
 * The state's name in `--json` output and in files.
 *
 * Returns: (transfer none): a static string
 */
const char *
loket_sla_state_to_name (LoketSlaState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_names), state_names[0]);
  return state_names[state];
}

/**
 * loket_sla_state_from_name:
 * @name: (nullable): a name
 *
 * The state of that name, %LOKET_SLA_ON_TIME for any other.
 */
LoketSlaState
loket_sla_state_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_names); i++)
    if (g_strcmp0 (name, state_names[i]) == 0)
      return (LoketSlaState) i;
  return LOKET_SLA_ON_TIME;
}

/* The zone that a complaint's clocks are counted in. */
const char *
_loket_deadline_get_zone (const LoketComplaint *complaint)
{
  return loket_text_is_blank (complaint->time_zone) ? DEFAULT_ZONE : complaint->time_zone;
}

/* Whether a count passes through a year whose holidays are not certain. */
gboolean
_loket_deadline_is_provisional (LoketCalendar *calendar,
                                gint64         start,
                                gint64         due)
{
  int last = loket_day_get_year (loket_calendar_date_at (calendar, due - 1));

  for (int year = loket_day_get_year (loket_calendar_date_at (calendar, start)); year <= last;
       year++)
    if (!loket_calendar_is_decreed (calendar, year))
      return TRUE;
  return FALSE;
}
