/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-limits.h"

/*
 * What the writing thread does while nothing is asked of it, a little at a time
 * and in this order:
 *
 *     a damaged file replaced, what was erased removed for good, the file looked
 *     through after a crash and once a week, room made on a full disk, the
 *     search index, free pages given back to the disk
 */

#define META_CHECKED "checked_at"

static gboolean
note_checked (LoketCacheStore  *self,
              GError          **error)
{
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, self->now);

  self->next_check = self->now + LOKET_LIMIT_CACHE_CHECK_SECONDS;
  return _loket_cache_set_meta (self->writer, META_CHECKED, now, error);
}

/* Tells when the file is to be looked through. A new one counts as looked through
 * now. A clock that was set back does not put the next time off. */
gboolean
_loket_cache_find_next_check (LoketCacheStore  *self,
                              GError          **error)
{
  g_autofree char *checked = _loket_cache_dup_meta (self->writer, META_CHECKED);

  if (checked == NULL)
    return note_checked (self, error);
  self->next_check = MIN (g_ascii_strtoll (checked, NULL, 10), self->now) +
                     LOKET_LIMIT_CACHE_CHECK_SECONDS;
  return TRUE;
}

static gboolean
check_file (LoketCacheStore  *self,
            gboolean         *checked,
            GError          **error)
{
  *checked = FALSE;
  if (self->next_check == 0 && !_loket_cache_find_next_check (self, error))
    return FALSE;
  if (self->was_clean && self->now < self->next_check)
    return TRUE;
  if (!loket_db_full_check (self->writer, error))
    return FALSE;
  *checked = TRUE;
  self->was_clean = TRUE;
  return note_checked (self, error);
}

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
  if (!check_file (self, more, error))
    return FALSE;
  if (*more)
    return TRUE;
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
