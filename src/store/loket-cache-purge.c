/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

/*
 * After a complaint was erased nothing of it may stay in the file. SQLite
 * overwrites the rows itself, but the search index only notes that words have
 * gone, and the log holds old pages:
 *
 *     erasure, noted with it ──▶ index merged into one ──▶ log emptied ──▶ done
 *
 * The merging goes in slices of idle time, ends at the latest when the store
 * closes, and after a crash goes on at the next start.
 */

#define META_PURGE "purge"
#define MERGE_PAGES 500

/* Notes that something was erased. In its transaction. */
gboolean
_loket_cache_want_purge (LoketCacheStore  *self,
                         GError          **error)
{
  self->purge = LOKET_CACHE_PURGE_BEGIN;
  return _loket_cache_set_meta (self->writer, META_PURGE, "yes", error);
}

static void
find_purge (LoketCacheStore *self)
{
  g_autofree char *wanted = _loket_cache_dup_meta (self->writer, META_PURGE);

  self->purge = wanted != NULL ? LOKET_CACHE_PURGE_BEGIN : LOKET_CACHE_PURGE_NONE;
}

/* A merge tells that it has nothing to do by changing less than two rows. */
static gboolean
merge (LoketCacheStore  *self,
       gint64            pages,
       gboolean         *more,
       GError          **error)
{
  gint64 before, after;

  if (!loket_db_get_int64 (self->writer, "SELECT total_changes ()", &before, error) ||
      !_loket_cache_search_configure (self->writer, "merge", pages, error) ||
      !loket_db_get_int64 (self->writer, "SELECT total_changes ()", &after, error))
    return FALSE;
  *more = after - before >= 2;
  return TRUE;
}

/* While somebody reads, the log stays; whoever did wakes us. */
static gboolean
end_purge (LoketCacheStore  *self,
           gboolean         *more,
           GError          **error)
{
  gboolean done;

  *more = FALSE;
  if (!loket_db_truncate_log (self->writer, &done, error))
    return FALSE;
  g_atomic_int_set (&self->log_waits, !done);
  if (!done)
    return TRUE;
  self->purge = LOKET_CACHE_PURGE_NONE;
  return _loket_cache_set_meta (self->writer, META_PURGE, NULL, error);
}

/* Does a slice of it; tells whether there is more to do now. In idle time. */
gboolean
_loket_cache_purge_slice (LoketCacheStore  *self,
                          gboolean         *more,
                          GError          **error)
{
  gboolean merging;

  if (self->purge == LOKET_CACHE_PURGE_UNKNOWN)
    find_purge (self);
  *more = self->purge != LOKET_CACHE_PURGE_NONE;
  switch (self->purge)
    {
    case LOKET_CACHE_PURGE_BEGIN:
      /* A negative number has everything merged into one, a little at a time. */
      self->purge = LOKET_CACHE_PURGE_MERGE;
      return merge (self, -MERGE_PAGES, &merging, error);
    case LOKET_CACHE_PURGE_MERGE:
      if (!merge (self, MERGE_PAGES, &merging, error))
        return FALSE;
      if (!merging)
        self->purge = LOKET_CACHE_PURGE_LOG;
      return TRUE;
    case LOKET_CACHE_PURGE_LOG:
      return end_purge (self, more, error);
    case LOKET_CACHE_PURGE_UNKNOWN:
    case LOKET_CACHE_PURGE_NONE:
    default:
      return TRUE;
    }
}

/* Does all that is left, before the last connection closes and takes the log
 * with it. */
void
_loket_cache_finish_purge (LoketCacheStore *self)
{
  g_autoptr (GError) error = NULL;

  if (self->purge == LOKET_CACHE_PURGE_UNKNOWN)
    find_purge (self);
  if (self->purge == LOKET_CACHE_PURGE_NONE)
    return;
  if ((self->purge != LOKET_CACHE_PURGE_LOG &&
       !loket_db_exec (self->writer, "INSERT INTO search (search) VALUES ('optimize')", &error)) ||
      !_loket_cache_set_meta (self->writer, META_PURGE, NULL, &error))
    g_debug ("Words of an erased complaint go at the next start: %s", error->message);
}
