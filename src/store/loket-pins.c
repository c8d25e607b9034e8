/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-store-private.h"

struct _LoketPins
{
  gatomicrefcount ref_count;
  GMutex          mutex;
  GHashTable     *ids;
};

LoketPins *
_loket_pins_new (void)
{
  LoketPins *self = g_new0 (LoketPins, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

LoketPins *
_loket_pins_ref (LoketPins *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
_loket_pins_unref (LoketPins *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_mutex_clear (&self->mutex);
  g_hash_table_unref (self->ids);
  g_free (self);
}

void
_loket_pins_set (LoketPins  *self,
                 const char *complaint_id,
                 gboolean    pinned)
{
  g_mutex_lock (&self->mutex);
  if (pinned)
    g_hash_table_add (self->ids, g_strdup (complaint_id));
  else
    g_hash_table_remove (self->ids, complaint_id);
  g_mutex_unlock (&self->mutex);
}

gboolean
_loket_pins_contains (LoketPins  *self,
                      const char *complaint_id)
{
  gboolean found;

  g_mutex_lock (&self->mutex);
  found = g_hash_table_contains (self->ids, complaint_id);
  g_mutex_unlock (&self->mutex);
  return found;
}
