/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-tries.h"

#include "loket-alarm.h"

#define LONGEST_WAIT 60

/**
 * LoketTries:
 *
 * How long somebody has to wait who typed a wrong passphrase: 1 second after the
 * first, then twice as long after each, up to a minute.
 */
struct _LoketTries
{
  GObject     parent_instance;

  LoketClock *clock;
  LoketAlarm *alarm;
  guint       failed;
  gint64      until_us;
};

G_DEFINE_FINAL_TYPE (LoketTries, loket_tries, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_WAIT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
loket_tries_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (id == PROP_WAIT)
    g_value_set_uint (value, loket_tries_get_wait (LOKET_TRIES (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
loket_tries_dispose (GObject *object)
{
  LoketTries *self = LOKET_TRIES (object);

  g_clear_pointer (&self->alarm, loket_alarm_free);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (loket_tries_parent_class)->dispose (object);
}

static void
loket_tries_class_init (LoketTriesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_tries_get_property;
  object_class->dispose = loket_tries_dispose;
  /** LoketTries:wait: seconds until the next try, 0 when it may be now. */
  properties[PROP_WAIT] = g_param_spec_uint ("wait", NULL, NULL, 0, LONGEST_WAIT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
loket_tries_init (LoketTries *self)
{
}

static gint64
get_left_us (LoketTries *self)
{
  return MAX (self->until_us - loket_clock_elapsed_us (self->clock), 0);
}

/* Goes off at each whole second, so that the number can be shown. */
static void
wait_on (gpointer user_data)
{
  LoketTries *self = user_data;
  gint64 left = get_left_us (self);

  if (left > 0)
    loket_alarm_arm (self->alarm, (left - 1) % G_USEC_PER_SEC + 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAIT]);
}

/**
 * loket_tries_new:
 * @clock: the clock to go by
 *
 * Nobody has tried yet.
 *
 * Returns: (transfer full): the tries
 */
LoketTries *
loket_tries_new (LoketClock *clock)
{
  LoketTries *self = g_object_new (LOKET_TYPE_TRIES, NULL);

  self->clock = g_object_ref (clock);
  self->alarm = loket_alarm_new (clock, wait_on, self);
  return self;
}

/**
 * loket_tries_get_wait:
 * @self: the tries
 *
 * Tells how long to wait until the next one.
 *
 * Returns: seconds, rounded up; 0 when it may be now
 */
guint
loket_tries_get_wait (LoketTries *self)
{
  g_return_val_if_fail (LOKET_IS_TRIES (self), 0);

  return (guint) ((get_left_us (self) + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/**
 * loket_tries_fail:
 * @self: the tries
 *
 * One was wrong.
 */
void
loket_tries_fail (LoketTries *self)
{
  gint64 seconds;

  g_return_if_fail (LOKET_IS_TRIES (self));

  seconds = self->failed < 6 ? 1 << self->failed : LONGEST_WAIT;
  self->failed++;
  self->until_us = loket_clock_elapsed_us (self->clock) + seconds * G_USEC_PER_SEC;
  wait_on (self);
}

/**
 * loket_tries_reset:
 * @self: the tries
 *
 * One was right.
 */
void
loket_tries_reset (LoketTries *self)
{
  g_return_if_fail (LOKET_IS_TRIES (self));

  self->failed = 0;
  self->until_us = 0;
  loket_alarm_disarm (self->alarm);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAIT]);
}
