/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-ways.h"

#include "loket-backoff.h"

/* So many failures in a row, while passes get through, mean the way is closed. */
#define N_FAILURES 3

/* After an end as agreed, where the hub did not say when to come again. */
#define PAUSE_SECONDS 2

/**
 * loket_sync_ways_reset:
 * @self: ways
 *
 * Begins with the best one, as when the network changed.
 */
void
loket_sync_ways_reset (LoketSyncWays *self)
{
  *self = (LoketSyncWays) { LOKET_SYNC_WAY_STREAM, FALSE, 0 };
}

/**
 * loket_sync_ways_heard:
 * @self: ways
 *
 * Notes that something came, so this way is open.
 */
void
loket_sync_ways_heard (LoketSyncWays *self)
{
  self->heard = TRUE;
  self->failures = 0;
}

static gint64
take_next (LoketSyncWays *self,
           LoketSyncWay   way)
{
  self->way = way;
  self->failures = 0;
  return way == LOKET_SYNC_WAY_POLL ? LOKET_SYNC_WAYS_AGAIN : 0;
}

/**
 * loket_sync_ways_ended:
 * @self: ways
 * @end: how the try ended
 * @retry_after: seconds that the hub asked for, or -1
 * @random: 32 random bits
 *
 * Chooses what to try next and when: the same way again after a pause, or the
 * next one where this one does not work here. The end of the pause after the
 * last is a new beginning. Pure.
 *
 * Returns: seconds to wait
 */
gint64
loket_sync_ways_ended (LoketSyncWays   *self,
                       LoketSyncWayEnd  end,
                       gint64           retry_after,
                       guint32          random)
{
  gboolean heard = self->heard;

  self->heard = FALSE;
  if (self->way == LOKET_SYNC_WAY_POLL)
    {
      loket_sync_ways_reset (self);
      return 0;
    }

  switch (end)
    {
    case LOKET_SYNC_WAY_DONE:
      self->failures = 0;
      return loket_backoff_delay (1, retry_after >= 0 ? retry_after : PAUSE_SECONDS, random);

    case LOKET_SYNC_WAY_BUSY:
      self->failures++;
      return loket_backoff_delay (self->failures, retry_after, random);

    case LOKET_SYNC_WAY_REFUSED:
      return take_next (self, self->way == LOKET_SYNC_WAY_LONG_POLL ? LOKET_SYNC_WAY_POLL
                                                                    : LOKET_SYNC_WAY_LONG_POLL);

    case LOKET_SYNC_WAY_MUTE:
      if (!heard)
        return take_next (self, self->way + 1);
      break;

    case LOKET_SYNC_WAY_CUT:
    default:
      break;
    }

  self->failures++;
  if (self->failures >= N_FAILURES)
    return take_next (self, self->way + 1);
  return 1 + loket_backoff_delay (self->failures, retry_after, random);
}
