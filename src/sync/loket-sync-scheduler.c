/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-scheduler.h"

#include "loket-backoff.h"

#define POLL_FOCUSED ((gint64) 60)
#define POLL_IDLE    ((gint64) 5 * 60)
#define POLL_METERED ((gint64) 15 * 60)

/* “At once” is spread a little: offices get their network back together. */
#define WAKE_MS ((gint64) 2000)

/**
 * LoketSyncScheduler:
 *
 * Decides when a pass starts by itself: often while somebody looks, seldom
 * otherwise, ever more seldom while it fails, and soon when something happened
 * that makes another try worth while. While somebody listens for news it need
 * not look so often, and on a line that is paid by the byte it looks seldom. It
 * never starts a pass during one.
 *
 * Time is counted on the clock's elapsed time, which runs through suspend, so a
 * computer that wakes up is found to be late and a pass starts.
 */
struct _LoketSyncScheduler
{
  GObject           parent_instance;

  LoketClock       *clock;
  LoketRandomFunc   random;
  LoketSyncRunFunc  run;
  gpointer          user_data;
  LoketSyncEngine  *engine;       /* or NULL */

  gboolean          started;
  gboolean          focused;
  gboolean          metered;
  gboolean          listening;    /* news would be heard */
  gboolean          running;      /* a pass that we started has not ended */
  gboolean          wake_again;   /* something happened during it */
  guint             failures;     /* in a row */
  gint64            ended_us;     /* the last pass */
  gint64            due_us;
  GSource          *timer;
  GNetworkMonitor  *network;
  gulong            network_id;
  gulong            metered_id;
};

G_DEFINE_FINAL_TYPE (LoketSyncScheduler, loket_sync_scheduler, G_TYPE_OBJECT)

static void arm (LoketSyncScheduler *self);

static void
disarm (LoketSyncScheduler *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
loket_sync_scheduler_dispose (GObject *object)
{
  LoketSyncScheduler *self = LOKET_SYNC_SCHEDULER (object);

  loket_sync_scheduler_stop (self);
  if (self->clock != NULL)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->engine);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (loket_sync_scheduler_parent_class)->dispose (object);
}

static void
loket_sync_scheduler_class_init (LoketSyncSchedulerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_sync_scheduler_dispose;
}

static void
loket_sync_scheduler_init (LoketSyncScheduler *self)
{
}

static gint64
draw (LoketSyncScheduler *self,
      gint64              from,
      gint64              to)
{
  guint32 bits = self->random (self->user_data);

  return from + (gint64) (((guint64) bits * (guint64) (to - from + 1)) >> 32);
}

static void
run_if_due (LoketSyncScheduler *self)
{
  if (!self->started || self->running)
    return;
  if (loket_clock_elapsed_us (self->clock) < self->due_us)
    {
      arm (self);
      return;
    }

  disarm (self);
  self->running = TRUE;
  self->wake_again = FALSE;
  self->run (self->user_data);
}

static gboolean
timer_passed_cb (gpointer user_data)
{
  LoketSyncScheduler *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  run_if_due (self);
  return G_SOURCE_REMOVE;
}

static void
clock_jumped_cb (LoketClock         *clock,
                 LoketSyncScheduler *self)
{
  run_if_due (self);
}

/* A timer counts no suspended time, so it is set again at least once a minute. */
static void
arm (LoketSyncScheduler *self)
{
  gint64 wait_ms = (self->due_us - loket_clock_elapsed_us (self->clock) + 999) / 1000;

  disarm (self);
  if (!self->started || self->running)
    return;

  self->timer = g_timeout_source_new ((guint) CLAMP (wait_ms, 0, 60 * 1000));
  g_source_set_callback (self->timer, timer_passed_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
plan (LoketSyncScheduler *self,
      gint64              delay_us)
{
  self->due_us = loket_clock_elapsed_us (self->clock) + delay_us;
  arm (self);
}

static gint64
choose_poll_us (LoketSyncScheduler *self)
{
  gint64 poll = self->metered                         ? POLL_METERED
                : self->focused && !self->listening ? POLL_FOCUSED
                                                      : POLL_IDLE;

  return draw (self, poll * 800, poll * 1200) * 1000;
}

static void
network_changed_cb (GNetworkMonitor    *network,
                    gboolean            available,
                    LoketSyncScheduler *self)
{
  if (available)
    loket_sync_scheduler_wake (self);
}

static void
metered_changed_cb (GNetworkMonitor    *network,
                    GParamSpec         *property,
                    LoketSyncScheduler *self)
{
  loket_sync_scheduler_set_metered (self, g_network_monitor_get_network_metered (network));
}

/**
 * loket_sync_scheduler_new:
 * @clock: the clock to count on
 * @random: where chance comes from
 * @run: starts a pass
 * @user_data: for both
 *
 * Makes a scheduler, at rest.
 *
 * Returns: (transfer full): a scheduler
 */
LoketSyncScheduler *
loket_sync_scheduler_new (LoketClock       *clock,
                          LoketRandomFunc   random,
                          LoketSyncRunFunc  run,
                          gpointer          user_data)
{
  LoketSyncScheduler *self;

  g_return_val_if_fail (LOKET_IS_CLOCK (clock) && random != NULL && run != NULL, NULL);

  self = g_object_new (LOKET_TYPE_SYNC_SCHEDULER, NULL);
  self->clock = g_object_ref (clock);
  self->random = random;
  self->run = run;
  self->user_data = user_data;
  g_signal_connect (self->clock, "jumped", G_CALLBACK (clock_jumped_cb), self);
  return self;
}

static guint32
random_of_system (gpointer user_data)
{
  return g_random_int ();
}

static void
poll_engine (gpointer user_data)
{
  LoketSyncScheduler *self = user_data;

  loket_sync_engine_poll (self->engine);
}

static void
engine_changed_cb (LoketSyncEngine    *engine,
                   LoketSyncScheduler *self)
{
  if (loket_sync_engine_is_running (engine))
    self->running = TRUE;
  else if (self->running)
    loket_sync_scheduler_pass_ended (self, loket_sync_engine_get_summary (engine));
}

/**
 * loket_sync_scheduler_new_for_engine:
 * @engine: the engine to run
 * @clock: the clock to count on
 *
 * Makes a scheduler that polls an engine and follows the passes that others
 * start.
 *
 * Returns: (transfer full): a scheduler, at rest
 */
LoketSyncScheduler *
loket_sync_scheduler_new_for_engine (LoketSyncEngine *engine,
                                     LoketClock      *clock)
{
  LoketSyncScheduler *self = loket_sync_scheduler_new (clock, random_of_system, poll_engine, NULL);

  g_return_val_if_fail (LOKET_IS_SYNC_ENGINE (engine), self);

  self->user_data = self;
  self->engine = g_object_ref (engine);
  g_signal_connect (engine, "state-changed", G_CALLBACK (engine_changed_cb), self);
  return self;
}

/**
 * loket_sync_scheduler_start:
 * @self: a scheduler
 *
 * Lets passes start by themselves, the first one soon.
 */
void
loket_sync_scheduler_start (LoketSyncScheduler *self)
{
  g_return_if_fail (LOKET_IS_SYNC_SCHEDULER (self));

  if (self->started)
    return;

  self->started = TRUE;
  self->network = g_object_ref (g_network_monitor_get_default ());
  self->network_id = g_signal_connect (self->network, "network-changed",
                                       G_CALLBACK (network_changed_cb), self);
  self->metered_id = g_signal_connect (self->network, "notify::network-metered",
                                       G_CALLBACK (metered_changed_cb), self);
  self->metered = g_network_monitor_get_network_metered (self->network);
  loket_sync_scheduler_wake (self);
}

/**
 * loket_sync_scheduler_stop:
 * @self: a scheduler
 *
 * Lets no pass start by itself any more; one that is under way goes on.
 */
void
loket_sync_scheduler_stop (LoketSyncScheduler *self)
{
  g_return_if_fail (LOKET_IS_SYNC_SCHEDULER (self));

  self->started = FALSE;
  disarm (self);
  g_clear_signal_handler (&self->network_id, self->network);
  g_clear_signal_handler (&self->metered_id, self->network);
  g_clear_object (&self->network);
}

/**
 * loket_sync_scheduler_wake:
 * @self: a scheduler
 *
 * Starts a pass soon, because something happened: a new reply, a network that
 * came back, a computer that woke up. During a pass: soon after it.
 */
void
loket_sync_scheduler_wake (LoketSyncScheduler *self)
{
  gint64 delay_us;

  g_return_if_fail (LOKET_IS_SYNC_SCHEDULER (self));

  if (!self->started)
    return;
  if (self->running)
    {
      self->wake_again = TRUE;
      return;
    }

  delay_us = draw (self, 0, WAKE_MS) * 1000;
  if (self->timer == NULL || self->due_us > loket_clock_elapsed_us (self->clock) + delay_us)
    plan (self, delay_us);
}

/* The time between passes is another: counted from the last one. */
static void
poll_changed (LoketSyncScheduler *self,
              gboolean            later)
{
  gint64 due;

  if (!self->started || self->running || self->failures > 0)
    return;

  due = self->ended_us + choose_poll_us (self);
  if (later || due < self->due_us)
    {
      self->due_us = due;
      arm (self);
    }
}

/**
 * loket_sync_scheduler_set_focused:
 * @self: a scheduler
 * @focused: whether somebody looks at the window
 *
 * Polls more often while somebody looks; what has become late by that starts.
 */
void
loket_sync_scheduler_set_focused (LoketSyncScheduler *self,
                                  gboolean            focused)
{
  g_return_if_fail (LOKET_IS_SYNC_SCHEDULER (self));

  if (self->focused == focused)
    return;
  self->focused = focused;
  poll_changed (self, !focused);
}

/**
 * loket_sync_scheduler_set_metered:
 * @self: a scheduler
 * @metered: whether the line is paid by the byte
 *
 * Polls seldom on such a line.
 */
void
loket_sync_scheduler_set_metered (LoketSyncScheduler *self,
                                  gboolean            metered)
{
  g_return_if_fail (LOKET_IS_SYNC_SCHEDULER (self));

  if (self->metered == metered)
    return;
  self->metered = metered;
  poll_changed (self, metered);
}

/**
 * loket_sync_scheduler_get_metered:
 * @self: a scheduler
 *
 * Tells whether the line is paid by the byte.
 *
 * Returns: whether it is
 */
gboolean
loket_sync_scheduler_get_metered (LoketSyncScheduler *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_SCHEDULER (self), FALSE);

  return self->metered;
}

/**
 * loket_sync_scheduler_set_listening:
 * @self: a scheduler
 * @listening: whether the hub tells us when there is news
 *
 * Polls less often while news would be heard anyway; a pass that is planned
 * already stays.
 */
void
loket_sync_scheduler_set_listening (LoketSyncScheduler *self,
                                    gboolean            listening)
{
  g_return_if_fail (LOKET_IS_SYNC_SCHEDULER (self));

  if (self->listening == listening)
    return;
  self->listening = listening;
  poll_changed (self, FALSE);
}

/**
 * loket_sync_scheduler_pass_ended:
 * @self: a scheduler
 * @summary: how it ended
 *
 * Plans the next pass. After a failure the wait is drawn up to a bound that
 * doubles with each; what the hub asked for is obeyed up to an hour.
 */
void
loket_sync_scheduler_pass_ended (LoketSyncScheduler     *self,
                                 const LoketSyncSummary *summary)
{
  gboolean again;

  g_return_if_fail (LOKET_IS_SYNC_SCHEDULER (self) && summary != NULL);

  again = self->wake_again;
  self->running = self->wake_again = FALSE;
  self->ended_us = loket_clock_elapsed_us (self->clock);
  self->failures = summary->state == LOKET_SYNC_OFFLINE ? self->failures + 1 : 0;

  if (self->failures > 0)
    plan (self, G_USEC_PER_SEC * (1 + loket_backoff_delay (self->failures, summary->retry_after,
                                                           self->random (self->user_data))));
  else
    plan (self, choose_poll_us (self));
  if (again)
    loket_sync_scheduler_wake (self);
}

/**
 * loket_sync_scheduler_get_wait:
 * @self: a scheduler
 *
 * Tells how long until the next pass starts by itself.
 *
 * Returns: microseconds, at least 0; -1 while none is planned
 */
gint64
loket_sync_scheduler_get_wait (LoketSyncScheduler *self)
{
  g_return_val_if_fail (LOKET_IS_SYNC_SCHEDULER (self), -1);

  if (!self->started || self->running)
    return -1;
  return MAX (0, self->due_us - loket_clock_elapsed_us (self->clock));
}
