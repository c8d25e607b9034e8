/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketSyncWay:
 * @LOKET_SYNC_WAY_STREAM: a stream of events that stays open
 * @LOKET_SYNC_WAY_ONCE: a stream that the hub closes after one event, for a
 *   proxy on the way that keeps an open one back
 * @LOKET_SYNC_WAY_LONG_POLL: a question that the hub answers when there is news
 * @LOKET_SYNC_WAY_POLL: nothing; passes come by the clock
 *
 * How we hear that there is news.
 */
typedef enum
{
  LOKET_SYNC_WAY_STREAM,
  LOKET_SYNC_WAY_ONCE,
  LOKET_SYNC_WAY_LONG_POLL,
  LOKET_SYNC_WAY_POLL,
} LoketSyncWay;

/**
 * LoketSyncWayEnd:
 * @LOKET_SYNC_WAY_DONE: it ended as agreed
 * @LOKET_SYNC_WAY_CUT: it was cut, or not reached
 * @LOKET_SYNC_WAY_MUTE: it was open and nothing came in time
 * @LOKET_SYNC_WAY_REFUSED: there is no such way at this hub, or on this line
 * @LOKET_SYNC_WAY_BUSY: the hub asks to come again later
 *
 * How a try ended.
 */
typedef enum
{
  LOKET_SYNC_WAY_DONE,
  LOKET_SYNC_WAY_CUT,
  LOKET_SYNC_WAY_MUTE,
  LOKET_SYNC_WAY_REFUSED,
  LOKET_SYNC_WAY_BUSY,
} LoketSyncWayEnd;

/**
 * LoketSyncWays:
 * @way: the one to try now
 * @heard: whether anything came on this try
 * @failures: in a row
 *
 * Which way is taken. Plain data; starts as all zero.
 */
typedef struct
{
  LoketSyncWay way;
  gboolean     heard;
  guint        failures;
} LoketSyncWays;

/* Nothing for so long means that a stream is dead: the hub sends something
 * every 25 s. A stream for one event may be silent until its end. */
#define LOKET_SYNC_STREAM_SILENCE 60
#define LOKET_SYNC_ONCE_SILENCE   (6 * 60)
/* After so long without any way the first is tried again. */
#define LOKET_SYNC_WAYS_AGAIN     3600

void   loket_sync_ways_reset (LoketSyncWays   *self);
void   loket_sync_ways_heard (LoketSyncWays   *self);
gint64 loket_sync_ways_ended (LoketSyncWays   *self,
                              LoketSyncWayEnd  end,
                              gint64           retry_after,
                              guint32          random);

G_END_DECLS
