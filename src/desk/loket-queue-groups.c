/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-queue-groups.h"

#include "loket-queue-row.h"
#include "loket-words-private.h"

/**
 * loket_queue_bounds_at:
 * @now: an instant, Unix seconds
 * @time_zone: (nullable): where the officer is; %NULL: where the computer is
 * @bounds: (out caller-allocates): where the groups end
 *
 * Finds the ends of today, tomorrow and the week. A week ends with its Sunday,
 * so on a Sunday tomorrow belongs to the next one.
 */
void
loket_queue_bounds_at (gint64            now,
                       const char       *time_zone,
                       LoketQueueBounds *bounds)
{
  g_autoptr (GDateTime) local = _loket_words_local (now, time_zone);
  int weekday = g_date_time_get_day_of_week (local);

  *bounds = (LoketQueueBounds) {
    .now = now,
    .today_end = _loket_words_day_start (local, 1) - 1,
    .tomorrow_end = _loket_words_day_start (local, 2) - 1,
    .week_end = _loket_words_day_start (local, 8 - weekday) - 1,
  };
}

/**
 * loket_queue_bounds_find:
 * @bounds: where the groups end
 * @due: when something falls due, Unix seconds, or %LOKET_DUE_NEVER
 *
 * Finds the group of a due instant.
 *
 * Returns: the group
 */
LoketQueueGroup
loket_queue_bounds_find (const LoketQueueBounds *bounds,
                         gint64                  due)
{
  if (due == LOKET_DUE_NEVER)
    return LOKET_QUEUE_GROUP_NEVER;
  if (due < bounds->now)
    return LOKET_QUEUE_GROUP_OVERDUE;
  if (due <= bounds->today_end)
    return LOKET_QUEUE_GROUP_TODAY;
  if (due <= bounds->tomorrow_end)
    return LOKET_QUEUE_GROUP_TOMORROW;
  if (due <= bounds->week_end)
    return LOKET_QUEUE_GROUP_WEEK;
  return LOKET_QUEUE_GROUP_LATER;
}
