/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-limits.h"

/*
 * What the writing thread does while nothing is asked of it, a little at a time
 * and in this order:
 *
 *     a damaged file replaced, what was erased removed for good, the file given to
 *     be looked through after a crash and once a week, room made on a full disk,
 *     the search index, free pages given back to the disk
 */

static gboolean
give_back (LoketCacheStore  *self,
           gboolean         *more,
           GError          **error)
{
  gint64 n_free;

  if (!loket_db_get_int64 (self->writer, "PRAGMA freelist_count", &n_free, error))
    return FALSE;
  *more = n_free > LOKET_LIMIT_CACHE_FREE_PAGES;
  return !*more || loket_db_exec (self->writer, "PRAGMA incremental_vacuum (250)", error);
}

static gboolean
work (LoketCacheStore  *self,
      gboolean         *more,
      GError          **error)
{
  gboolean short_of;

  if (!_loket_cache_purge_slice (self, more, error))
    return FALSE;
  if (*more || g_atomic_int_get (&self->following))
    return TRUE;
  if (!_loket_cache_follow_check (self, error))
    return FALSE;
  if (!_loket_cache_room_slice (self, &short_of, error) ||
      (!short_of && !_loket_cache_search_slice (self, more, error)))
    return FALSE;
  return *more || give_back (self, more, error);
}

/* Does a little; tells whether there is more to do. What fails is tried again
 * after the next call of the store. */
gboolean
_loket_cache_idle (gpointer store)
{
  LoketCacheStore *self = store;
  g_autoptr (GError) error = NULL;
  gboolean more = FALSE;

  if (self->writer_worker == NULL || !_loket_cache_repair (self) || self->writer == NULL)
    return FALSE;
  if (work (self, &more, &error))
    return more;

  g_debug ("Idle work on the cache waits: %s", error->message);
  _loket_cache_note_damage (self, error);
  return g_atomic_int_get (&self->damaged);
}
