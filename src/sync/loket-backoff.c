/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-backoff.h"

#include "loket-mutant.h"

/**
 * loket_backoff_delay:
 * @failures: how often it failed in a row, at least 1
 * @retry_after: seconds the hub asked for, or -1
 * @random: 32 random bits
 *
 * Chooses how long to wait before the next attempt: anything up to a bound that
 * doubles with each failure (“full jitter”), so that a thousand offices do not
 * return in the same second after an outage. What the hub asks for is obeyed,
 * up to an hour, and a fifth of it is spread likewise. Pure.
 *
 * Returns: seconds
 */
gint64
loket_backoff_delay (guint   failures,
                     gint64  retry_after,
                     guint32 random)
{
  gint64 bound = LOKET_BACKOFF_MAX;

  if (retry_after >= 0)
    {
      gint64 asked = MIN (retry_after, LOKET_BACKOFF_RETRY_MAX);

      return asked + (gint64) (((guint64) random * (guint64) (asked / 5 + 1)) >> 32);
    }

  if (failures < 9)
    bound = MIN (bound, (gint64) LOKET_BACKOFF_BASE << failures);
  return (gint64) (((guint64) random * (guint64) (bound + 1)) >> 32);
}

/**
 * loket_backoff_clamp:
 * @next_at: a stored instant
 * @now: the wall time
 *
 * Distrusts a stored instant that no back-off can have chosen: it was written
 * when the computer's clock was ahead. Pure.
 *
 * Returns: @next_at, or @now where it is too far away
 */
gint64
loket_backoff_clamp (gint64 next_at,
                     gint64 now)
{
  if (LOKET_MUTANT (UNCLAMPED))
    return next_at;
  return next_at > now + LOKET_BACKOFF_MAX ? now : next_at;
}
