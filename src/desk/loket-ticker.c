/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-ticker.h"

#include "loket-alarm.h"

/* A main loop's timer does not run while the machine sleeps and does not learn
 * of a clock that was set; looking at the clock once a minute bounds both. */
#define LONGEST_WAIT 60

/**
 * LoketTicker:
 *
 * One timer for all texts that change by time alone, as “2 hours left”.
 *
 * Each text says when it changes next; the ticker sleeps until the first of
 * them and asks only those whose instant has come. When the clock moves
 * otherwise than by passing, it asks all.
 */
struct _LoketTicker
{
  GObject     parent_instance;

  LoketClock *clock;
  LoketAlarm *alarm;
  gulong      jumped_id;
  GHashTable *entries;   /* id -> Entry */
  guint       last_id;
  gint64      last_now;
  gint64      last_elapsed_us;
  gboolean    running;
};

typedef struct
{
  LoketTickFunc  func;
  gpointer       user_data;
  GDestroyNotify destroy;
  gint64         next;
} Entry;

G_DEFINE_FINAL_TYPE (LoketTicker, loket_ticker, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  if (entry->destroy != NULL)
    entry->destroy (entry->user_data);
  g_free (entry);
}

static void
ask_entry (Entry  *entry,
           gint64  now)
{
  entry->next = entry->func (now, entry->user_data);
  g_assert (entry->next > now);
}

static void
arm (LoketTicker *self)
{
  gint64 next = loket_ticker_get_next (self);
  gint64 wait;

  if (next == LOKET_TICK_NEVER)
    {
      loket_alarm_disarm (self->alarm);
      return;
    }

  wait = CLAMP (next - loket_clock_now (self->clock), 0, LONGEST_WAIT);
  loket_alarm_arm (self->alarm, wait * G_USEC_PER_SEC);
}

/* A text may add or remove others while it is asked, hence the list of ids. */
static void
run (LoketTicker *self)
{
  g_autoptr (GList) ids = NULL;
  gint64 now = loket_clock_now (self->clock);
  gint64 elapsed_us = loket_clock_elapsed_us (self->clock);
  gint64 drift = (now - self->last_now) - (elapsed_us - self->last_elapsed_us) / G_USEC_PER_SEC;
  gboolean all = ABS (drift) > 1;

  self->last_now = now;
  self->last_elapsed_us = elapsed_us;
  self->running = TRUE;
  ids = g_hash_table_get_keys (self->entries);
  for (GList *l = ids; l != NULL; l = l->next)
    {
      Entry *entry = g_hash_table_lookup (self->entries, l->data);

      if (entry != NULL && (all || entry->next <= now))
        ask_entry (entry, now);
    }
  self->running = FALSE;
  arm (self);
}

static void
alarm_cb (gpointer user_data)
{
  run (LOKET_TICKER (user_data));
}

static void
clock_jumped_cb (LoketClock *clock,
                 gpointer    user_data)
{
  LoketTicker *self = user_data;

  if (!self->running)
    run (self);
}

static void
loket_ticker_dispose (GObject *object)
{
  LoketTicker *self = LOKET_TICKER (object);

  if (self->clock != NULL)
    g_clear_signal_handler (&self->jumped_id, self->clock);
  g_clear_pointer (&self->alarm, loket_alarm_free);
  g_hash_table_remove_all (self->entries);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (loket_ticker_parent_class)->dispose (object);
}

static void
loket_ticker_finalize (GObject *object)
{
  g_hash_table_unref (LOKET_TICKER (object)->entries);
  G_OBJECT_CLASS (loket_ticker_parent_class)->finalize (object);
}

static void
loket_ticker_class_init (LoketTickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_ticker_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_ticker_finalize;
}

static void
loket_ticker_init (LoketTicker *self)
{
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) entry_free);
}

/**
 * loket_ticker_new:
 * @clock: the clock to go by
 *
 * Makes a ticker with nothing to show.
 *
 * Returns: (transfer full): a ticker of the caller's main context
 */
LoketTicker *
loket_ticker_new (LoketClock *clock)
{
  LoketTicker *self = g_object_new (LOKET_TYPE_TICKER, NULL);

  g_return_val_if_fail (LOKET_IS_CLOCK (clock), self);

  self->clock = g_object_ref (clock);
  self->alarm = loket_alarm_new (clock, alarm_cb, self);
  self->last_now = loket_clock_now (clock);
  self->last_elapsed_us = loket_clock_elapsed_us (clock);
  self->jumped_id = g_signal_connect (clock, "jumped", G_CALLBACK (clock_jumped_cb), self);
  return self;
}

/**
 * loket_ticker_add:
 * @self: a ticker
 * @func: shows the text and tells when it changes
 * @user_data: passed to @func
 * @destroy: (nullable): frees @user_data on removal
 *
 * Registers a text. @func is called at once, so that the text is right from the
 * beginning, and then whenever its instant has come or the clock moved.
 *
 * Returns: a number for loket_ticker_remove(), never 0
 */
guint
loket_ticker_add (LoketTicker    *self,
                  LoketTickFunc   func,
                  gpointer        user_data,
                  GDestroyNotify  destroy)
{
  Entry *entry = NULL;
  guint id;

  g_return_val_if_fail (LOKET_IS_TICKER (self), 0);
  g_return_val_if_fail (func != NULL, 0);

  entry = g_new0 (Entry, 1);
  entry->func = func;
  entry->user_data = user_data;
  entry->destroy = destroy;
  id = ++self->last_id;
  g_hash_table_insert (self->entries, GUINT_TO_POINTER (id), entry);
  ask_entry (entry, loket_clock_now (self->clock));
  if (!self->running)
    arm (self);
  return id;
}

/**
 * loket_ticker_remove:
 * @self: a ticker
 * @id: a number that loket_ticker_add() returned
 *
 * Forgets a text. A text may remove others while it is asked, not itself.
 */
void
loket_ticker_remove (LoketTicker *self,
                     guint        id)
{
  g_return_if_fail (LOKET_IS_TICKER (self));

  if (!g_hash_table_remove (self->entries, GUINT_TO_POINTER (id)))
    g_return_if_reached ();
  if (!self->running && self->alarm != NULL)
    arm (self);
}

/**
 * loket_ticker_get_next:
 * @self: a ticker
 *
 * Tells the first instant at which some text changes.
 *
 * Returns: Unix seconds, or %LOKET_TICK_NEVER
 */
gint64
loket_ticker_get_next (LoketTicker *self)
{
  GHashTableIter iter;
  gpointer value = NULL;
  gint64 next = LOKET_TICK_NEVER;

  g_return_val_if_fail (LOKET_IS_TICKER (self), LOKET_TICK_NEVER);

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    next = MIN (next, ((Entry *) value)->next);
  return next;
}
