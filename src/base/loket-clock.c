/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-base"

#include "config.h"

#include "loket-clock.h"

#include <time.h>

/**
 * LoketClock:
 *
 * The time, handed in instead of taken.
 *
 * Everything that decides or shows something by the time asks one of these, so
 * that a test can let a week pass, set the computer's clock back or suspend the
 * machine without waiting. Two times are kept apart: the wall, which people and
 * servers can move, and the elapsed time, which runs through suspend and never
 * backwards and is the only one to arm timers with.
 *
 * A clock belongs to the thread that made it, except that a system clock
 * may be read from any.
 */
struct _LoketClock
{
  GObject  parent_instance;

  gboolean manual;
  gint64   wall;       /* manual: Unix seconds */
  gint64   wall_us;    /* manual: what has passed of the second, microseconds */
  gint64   elapsed_us; /* manual */
  gint64   offset;     /* seconds that the server's clock is ahead of ours */
};

enum
{
  JUMPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketClock, loket_clock, G_TYPE_OBJECT)

static void
loket_clock_class_init (LoketClockClass *klass)
{
  /**
   * LoketClock::jumped:
   * @self: the clock
   *
   * The wall clock moved in another way than by passing, or a manual clock was
   * advanced: whatever was computed from it has to be computed again.
   */
  signals[JUMPED] = g_signal_new ("jumped", LOKET_TYPE_CLOCK, G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
loket_clock_init (LoketClock *self)
{
}

/**
 * loket_clock_new_system:
 *
 * Makes a clock that reads the computer's.
 *
 * Returns: (transfer full): a clock
 */
LoketClock *
loket_clock_new_system (void)
{
  return g_object_new (LOKET_TYPE_CLOCK, NULL);
}

/**
 * loket_clock_new_manual:
 * @now: the wall time it starts at, Unix seconds
 *
 * Makes a clock that stands still until loket_clock_advance() or
 * loket_clock_jump() moves it.
 *
 * Returns: (transfer full): a clock
 */
LoketClock *
loket_clock_new_manual (gint64 now)
{
  LoketClock *self = g_object_new (LOKET_TYPE_CLOCK, NULL);

  self->manual = TRUE;
  self->wall = now;
  return self;
}

/**
 * loket_clock_now:
 * @self: a clock
 *
 * Tells the wall time, corrected by the known offset to the server.
 *
 * Returns: Unix seconds
 */
gint64
loket_clock_now (LoketClock *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK (self), 0);

  return (self->manual ? self->wall : g_get_real_time () / G_USEC_PER_SEC) + self->offset;
}

/**
 * loket_clock_elapsed_us:
 * @self: a clock
 *
 * Tells a time that only grows, also while the machine sleeps. Only the
 * difference of two readings means something.
 *
 * Returns: microseconds
 */
gint64
loket_clock_elapsed_us (LoketClock *self)
{
  struct timespec now;

  g_return_val_if_fail (LOKET_IS_CLOCK (self), 0);

  if (self->manual)
    return self->elapsed_us;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/**
 * loket_clock_set_offset:
 * @self: a clock
 * @seconds: how far the server's clock is ahead, negative when behind
 *
 * Corrects what loket_clock_now() tells, so that deadlines count down by the
 * server's clock on a computer whose own is wrong. Emits
 * [signal@LoketClock::jumped] when the offset changes.
 */
void
loket_clock_set_offset (LoketClock *self,
                        gint64      seconds)
{
  g_return_if_fail (LOKET_IS_CLOCK (self));

  if (self->offset == seconds)
    return;

  self->offset = seconds;
  g_signal_emit (self, signals[JUMPED], 0);
}

/**
 * loket_clock_get_offset:
 * @self: a clock
 *
 * Tells the offset to the server.
 *
 * Returns: seconds, positive when the server is ahead
 */
gint64
loket_clock_get_offset (LoketClock *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK (self), 0);

  return self->offset;
}

/**
 * loket_clock_advance:
 * @self: a manual clock
 * @seconds: how much time passes, not negative
 *
 * Lets time pass on both the wall and the elapsed time.
 */
void
loket_clock_advance (LoketClock *self,
                     gint64      seconds)
{
  loket_clock_advance_us (self, seconds * G_USEC_PER_SEC);
}

/**
 * loket_clock_advance_us:
 * @self: a manual clock
 * @microseconds: how much time passes, not negative
 *
 * As loket_clock_advance(), for timers shorter than a second.
 */
void
loket_clock_advance_us (LoketClock *self,
                        gint64      microseconds)
{
  g_return_if_fail (LOKET_IS_CLOCK (self) && self->manual && microseconds >= 0);

  self->wall_us += microseconds;
  self->wall += self->wall_us / G_USEC_PER_SEC;
  self->wall_us %= G_USEC_PER_SEC;
  self->elapsed_us += microseconds;
  g_signal_emit (self, signals[JUMPED], 0);
}

/**
 * loket_clock_is_manual:
 * @self: a clock
 *
 * Tells whether time passes only when somebody moves it, so that timers have to
 * wait for [signal@LoketClock::jumped] instead of the main loop.
 *
 * Returns: whether the clock is a manual one
 */
gboolean
loket_clock_is_manual (LoketClock *self)
{
  g_return_val_if_fail (LOKET_IS_CLOCK (self), FALSE);

  return self->manual;
}

/**
 * loket_clock_jump:
 * @self: a manual clock
 * @seconds: how far the wall is moved, negative: back
 *
 * Moves the wall only, as somebody who sets the computer's clock does.
 */
void
loket_clock_jump (LoketClock *self,
                  gint64      seconds)
{
  g_return_if_fail (LOKET_IS_CLOCK (self) && self->manual);

  self->wall += seconds;
  g_signal_emit (self, signals[JUMPED], 0);
}
