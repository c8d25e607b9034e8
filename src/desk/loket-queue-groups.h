/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketQueueGroup:
 * @LOKET_QUEUE_GROUP_OVERDUE: due before now
 * @LOKET_QUEUE_GROUP_TODAY: due until the end of today
 * @LOKET_QUEUE_GROUP_TOMORROW: due tomorrow
 * @LOKET_QUEUE_GROUP_WEEK: due later, until the Sunday of this week
 * @LOKET_QUEUE_GROUP_LATER: due after that
 * @LOKET_QUEUE_GROUP_NEVER: nothing falls due
 * @LOKET_N_QUEUE_GROUPS: how many there are
 *
 * The parts of a queue that is sorted by deadline, in its order.
 */
typedef enum
{
  LOKET_QUEUE_GROUP_OVERDUE,
  LOKET_QUEUE_GROUP_TODAY,
  LOKET_QUEUE_GROUP_TOMORROW,
  LOKET_QUEUE_GROUP_WEEK,
  LOKET_QUEUE_GROUP_LATER,
  LOKET_QUEUE_GROUP_NEVER,
  LOKET_N_QUEUE_GROUPS,
} LoketQueueGroup;

/**
 * LoketQueueBounds:
 * @now: what is due before it is overdue
 * @today_end: the last instant of today
 * @tomorrow_end: the last instant of tomorrow
 * @week_end: the last instant of this week's Sunday
 *
 * Where the groups end at one instant and place. Unix seconds.
 */
typedef struct
{
  gint64 now;
  gint64 today_end;
  gint64 tomorrow_end;
  gint64 week_end;
} LoketQueueBounds;

void            loket_queue_bounds_at   (gint64                  now,
                                         const char             *time_zone,
                                         LoketQueueBounds       *bounds);
LoketQueueGroup loket_queue_bounds_find (const LoketQueueBounds *bounds,
                                         gint64                  due);

G_END_DECLS
