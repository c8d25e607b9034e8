/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-base"

#include "config.h"

#include "loket-alarm.h"

/**
 * LoketAlarm:
 *
 * One timer that can be armed again and again, by a clock that is handed in.
 *
 * With the system's clock it is a timeout of the main loop, checked against the
 * time that runs through suspend. With a manual clock it goes off while the test
 * moves the clock, so that no test ever waits.
 */
struct _LoketAlarm
{
  LoketClock    *clock;
  LoketAlarmFunc func;
  gpointer       user_data;

  gint64         due_us;    /* on the elapsed time; only when armed */
  gboolean       armed;
  guint          source_id;
  gulong         jumped_id;
};

static void arm_source (LoketAlarm *self);

static void
go_off (LoketAlarm *self)
{
  self->armed = FALSE;
  self->func (self->user_data);
}

static gboolean
timeout_cb (gpointer user_data)
{
  LoketAlarm *self = user_data;

  self->source_id = 0;
  if (loket_clock_elapsed_us (self->clock) >= self->due_us)
    go_off (self);
  else
    arm_source (self);
  return G_SOURCE_REMOVE;
}

static void
arm_source (LoketAlarm *self)
{
  gint64 wait_us = self->due_us - loket_clock_elapsed_us (self->clock);

  g_clear_handle_id (&self->source_id, g_source_remove);
  self->source_id = g_timeout_add ((guint) CLAMP ((wait_us + 999) / 1000, 0, G_MAXINT), timeout_cb, self);
}

static void
clock_jumped_cb (LoketClock *clock,
                 gpointer    user_data)
{
  LoketAlarm *self = user_data;

  if (self->armed && loket_clock_elapsed_us (clock) >= self->due_us)
    {
      g_clear_handle_id (&self->source_id, g_source_remove);
      go_off (self);
    }
}

/**
 * loket_alarm_new:
 * @clock: the clock to go by
 * @func: what to call
 * @user_data: passed to @func
 *
 * Makes an alarm that is not armed. It belongs to the thread whose default main
 * context is the caller's.
 *
 * Returns: (transfer full): an alarm
 */
LoketAlarm *
loket_alarm_new (LoketClock    *clock,
                 LoketAlarmFunc func,
                 gpointer       user_data)
{
  LoketAlarm *self = NULL;

  g_return_val_if_fail (LOKET_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (func != NULL, NULL);

  self = g_new0 (LoketAlarm, 1);
  self->clock = g_object_ref (clock);
  self->func = func;
  self->user_data = user_data;
  self->jumped_id = g_signal_connect (clock, "jumped", G_CALLBACK (clock_jumped_cb), self);
  return self;
}

/**
 * loket_alarm_free:
 * @self: (nullable) (transfer full): an alarm
 *
 * Disarms and frees an alarm. Not to be called from its own function.
 */
void
loket_alarm_free (LoketAlarm *self)
{
  if (self == NULL)
    return;

  loket_alarm_disarm (self);
  g_clear_signal_handler (&self->jumped_id, self->clock);
  g_clear_object (&self->clock);
  g_free (self);
}

/**
 * loket_alarm_arm:
 * @self: an alarm
 * @delay_us: when to go off, microseconds from now; less than 0 counts as 0
 *
 * Sets the alarm, in place of an earlier setting.
 */
void
loket_alarm_arm (LoketAlarm *self,
                 gint64      delay_us)
{
  g_return_if_fail (self != NULL);

  self->due_us = loket_clock_elapsed_us (self->clock) + MAX (delay_us, 0);
  self->armed = TRUE;
  if (!loket_clock_is_manual (self->clock))
    arm_source (self);
}

/**
 * loket_alarm_disarm:
 * @self: an alarm
 *
 * Makes sure the alarm does not go off.
 */
void
loket_alarm_disarm (LoketAlarm *self)
{
  g_return_if_fail (self != NULL);

  self->armed = FALSE;
  g_clear_handle_id (&self->source_id, g_source_remove);
}

/**
 * loket_alarm_is_armed:
 * @self: an alarm
 *
 * Tells whether the alarm will go off.
 *
 * Returns: whether it is armed
 */
gboolean
loket_alarm_is_armed (LoketAlarm *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->armed;
}
