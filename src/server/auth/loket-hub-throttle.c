/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-throttle.h"

/* Three tries are free; then the wait doubles from five seconds to a quarter hour. */
#define FREE_TRIES   3
#define FIRST_WAIT   5
#define MAX_WAIT     900
#define FORGET_AFTER 3600
#define MAX_ENTRIES  10000

typedef struct
{
  guint  n_failed;
  gint64 last;
} Entry;

/**
 * LoketHubThrottle:
 *
 * Slows down who guesses passwords.
 *
 * Failures count for one account from one source, so that guessing from
 * elsewhere never locks the rightful officer out. Kept in memory: a restart
 * forgives. Main thread only.
 */
struct _LoketHubThrottle
{
  GHashTable *entries; /* "source account" -> Entry */
};

/**
 * loket_hub_throttle_new:
 *
 * Makes one that has seen no failure.
 *
 * Returns: (transfer full): a throttle
 */
LoketHubThrottle *
loket_hub_throttle_new (void)
{
  LoketHubThrottle *self = g_new0 (LoketHubThrottle, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * loket_hub_throttle_free:
 * @self: (nullable) (transfer full): a throttle
 *
 * Frees it.
 */
void
loket_hub_throttle_free (LoketHubThrottle *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->entries);
  g_free (self);
}

static char *
make_key (const char *account,
          const char *source)
{
  g_autofree char *folded = g_utf8_casefold (account, -1);

  return g_strconcat (source, " ", folded, NULL);
}

static gint64
wait_after (const Entry *entry)
{
  guint over = entry->n_failed < FREE_TRIES ? 0 : entry->n_failed - FREE_TRIES;

  if (entry->n_failed < FREE_TRIES)
    return 0;
  return MIN ((gint64) FIRST_WAIT << MIN (over, 16u), MAX_WAIT);
}

/**
 * loket_hub_throttle_ask:
 * @self: a throttle
 * @account: the name that was typed
 * @source: where from
 * @now: Unix seconds
 *
 * Tells how long the asker has to wait.
 *
 * Returns: seconds, 0 for none
 */
gint64
loket_hub_throttle_ask (LoketHubThrottle *self,
                        const char       *account,
                        const char       *source,
                        gint64            now)
{
  g_autofree char *key = make_key (account, source);
  const Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    return 0;
  return CLAMP (entry->last + wait_after (entry) - now, 0, MAX_WAIT);
}

static gboolean
is_old (gpointer key,
        gpointer value,
        gpointer now)
{
  const Entry *entry = value;

  return *(gint64 *) now - entry->last > FORGET_AFTER;
}

/**
 * loket_hub_throttle_failed:
 * @self: a throttle
 * @account: the name that was typed
 * @source: where from
 * @now: Unix seconds
 *
 * Notes a failure.
 */
void
loket_hub_throttle_failed (LoketHubThrottle *self,
                           const char       *account,
                           const char       *source,
                           gint64            now)
{
  char *key = make_key (account, source);
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry == NULL)
    {
      if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
        g_hash_table_foreach_remove (self->entries, is_old, &now);
      if (g_hash_table_size (self->entries) >= MAX_ENTRIES)
        g_hash_table_remove_all (self->entries);
      entry = g_new0 (Entry, 1);
      g_hash_table_insert (self->entries, g_steal_pointer (&key), entry);
    }
  entry->n_failed++;
  entry->last = now;
  g_free (key);
}

/**
 * loket_hub_throttle_passed:
 * @self: a throttle
 * @account: the account
 * @source: where from
 *
 * Forgets the failures of somebody who knew the password after all.
 */
void
loket_hub_throttle_passed (LoketHubThrottle *self,
                           const char       *account,
                           const char       *source)
{
  g_autofree char *key = make_key (account, source);

  g_hash_table_remove (self->entries, key);
}
