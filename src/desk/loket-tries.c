/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-tries.h"

#include "loket-alarm.h"

#include <glib/gstdio.h>

#define LONGEST_WAIT 60

/**
 * LoketTries:
 *
 * How long somebody has to wait who typed a wrong passphrase: 1 second after the
 * first, then twice as long after each, up to a minute. With a file, another start
 * of the program changes nothing about it; the file holds two numbers.
 */
struct _LoketTries
{
  GObject     parent_instance;

  LoketClock *clock;
  LoketAlarm *alarm;
  char       *path; /* NULL: it is forgotten with the program */
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
  g_clear_pointer (&self->path, g_free);
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

static gint64
count_seconds (guint failed)
{
  return failed == 0 ? 0 : failed <= 6 ? 1 << (failed - 1) : LONGEST_WAIT;
}

/* A clock that was set back makes nobody wait longer than the last try does. */
static void
load (LoketTries *self)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) words = NULL;
  guint64 failed;
  gint64 left;

  if (self->path == NULL || !g_file_get_contents (self->path, &text, NULL, NULL))
    return;
  words = g_strsplit (g_strchomp (text), " ", 3);
  if (g_strv_length (words) != 2 || !g_ascii_string_to_unsigned (words[0], 10, 1, G_MAXUINT16, &failed, NULL) ||
      !g_ascii_string_to_signed (words[1], 10, 0, G_MAXINT64, &left, NULL))
    return;

  self->failed = (guint) failed;
  left = CLAMP (left - loket_clock_now (self->clock), 0, count_seconds (self->failed));
  self->until_us = loket_clock_elapsed_us (self->clock) + left * G_USEC_PER_SEC;
}

static void
save (LoketTries *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->path == NULL)
    return;
  if (self->failed == 0)
    {
      g_unlink (self->path);
      return;
    }
  text = g_strdup_printf ("%u %" G_GINT64_FORMAT "\n", self->failed,
                          loket_clock_now (self->clock) + count_seconds (self->failed));
  if (!g_file_set_contents_full (self->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_debug ("Wrong passphrases are not counted beyond this run: %s", error->message);
}

/**
 * loket_tries_new:
 * @clock: the clock to go by
 * @path: (nullable): the file that keeps the count, %NULL for none
 *
 * Counts from where the last run ended, or from none. Reads a small file.
 *
 * Returns: (transfer full): the tries
 */
LoketTries *
loket_tries_new (LoketClock *clock,
                 const char *path)
{
  LoketTries *self = g_object_new (LOKET_TYPE_TRIES, NULL);

  self->clock = g_object_ref (clock);
  self->alarm = loket_alarm_new (clock, wait_on, self);
  self->path = g_strdup (path);
  load (self);
  wait_on (self);
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
  g_return_if_fail (LOKET_IS_TRIES (self));

  self->failed = MIN (self->failed + 1, G_MAXUINT16);
  self->until_us = loket_clock_elapsed_us (self->clock) + count_seconds (self->failed) * G_USEC_PER_SEC;
  save (self);
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

  if (self->failed > 0)
    {
      self->failed = 0;
      save (self);
    }
  self->until_us = 0;
  loket_alarm_disarm (self->alarm);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAIT]);
}
