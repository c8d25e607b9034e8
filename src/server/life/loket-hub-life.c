/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-life.h"

#include "loket-hub-high-water.h"

#define QUARANTINE_KEY "quarantine"

/**
 * LoketHubLife:
 *
 * Whether the hub knows everything that it once said. Where it finds that it
 * does not (the file outside the database is ahead of it, or a client shows a
 * state or receipt of this life that it never came to), it takes in nothing more
 * until an administrator restores it or says that what is missing is lost: else
 * the same numbers would come to mean other things. One thread, the storage's.
 */
struct _LoketHubLife
{
  LoketHubHighWater *high_water;
  char              *reason; /* why nothing is taken in */
};

/**
 * loket_hub_life_new:
 * @high_water: path of the file outside the database
 * @epoch: the hub's life
 *
 * Makes a hub's life, about which nothing is known yet.
 *
 * Returns: (transfer full): the life
 */
LoketHubLife *
loket_hub_life_new (const char *high_water,
                    const char *epoch)
{
  LoketHubLife *self = g_new0 (LoketHubLife, 1);

  self->high_water = loket_hub_high_water_new (high_water, epoch);
  return self;
}

/**
 * loket_hub_life_free:
 * @self: (nullable) (transfer full): a life
 *
 * Frees it.
 */
void
loket_hub_life_free (LoketHubLife *self)
{
  if (self == NULL)
    return;

  loket_hub_high_water_free (self->high_water);
  g_free (self->reason);
  g_free (self);
}

/**
 * loket_hub_life_begin:
 * @self: a life
 * @storage: the storage
 * @error: return location for a #GError
 *
 * Looks whether the hub has forgotten anything, and begins to write down how far
 * it comes. Blocks.
 *
 * Returns: whether it could look
 */
gboolean
loket_hub_life_begin (LoketHubLife     *self,
                      LoketHubStorage  *storage,
                      GError          **error)
{
  g_autofree char *lost = NULL;
  g_autoptr (GError) failed = NULL;

  self->reason = loket_hub_storage_get_meta (storage, QUARANTINE_KEY, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }
  if (!loket_hub_high_water_check (self->high_water, storage, &lost, error))
    return FALSE;
  if (lost != NULL)
    loket_hub_life_suspect (self, storage, lost);
  else if (self->reason != NULL)
    g_warning ("Nothing is taken in: %s", self->reason);
  return self->reason != NULL ||
         loket_hub_high_water_note (self->high_water, LOKET_HUB_KEEPER (storage), TRUE, error);
}

/**
 * loket_hub_life_get_reason:
 * @self: a life
 *
 * Tells why nothing is taken in.
 *
 * Returns: (transfer none) (nullable): the reason; %NULL where all is well
 */
const char *
loket_hub_life_get_reason (LoketHubLife *self)
{
  return self->reason;
}

/**
 * loket_hub_life_suspect:
 * @self: a life
 * @storage: the storage
 * @reason: what was found, without personal data
 *
 * Takes in nothing from now on, also after the hub is started anew.
 */
void
loket_hub_life_suspect (LoketHubLife    *self,
                        LoketHubStorage *storage,
                        const char      *reason)
{
  g_autoptr (GError) error = NULL;

  if (self->reason == NULL)
    {
      self->reason = g_strdup (reason);
      g_warning ("The hub has forgotten something: %s. Nothing is taken in until it is restored, or told "
                 "by “loket-server restore --acknowledge” that this is lost", reason);
    }
  /* Once more where it is known: the first time may have been taken back. */
  if (!loket_hub_storage_set_meta (storage, QUARANTINE_KEY, reason, &error))
    g_warning ("That could not be stored: %s", error->message);
}

/**
 * loket_hub_life_note:
 * @self: a life
 * @storage: the storage, outside a transaction
 * @last: whether the hub stops
 *
 * Something may have been stored. Blocks for the disk now and then.
 */
void
loket_hub_life_note (LoketHubLife    *self,
                     LoketHubStorage *storage,
                     gboolean         last)
{
  g_autoptr (GError) error = NULL;

  if (self->reason == NULL &&
      !loket_hub_high_water_note (self->high_water, LOKET_HUB_KEEPER (storage), last, &error))
    g_warning ("How far the hub has come could not be written down: %s", error->message);
}
