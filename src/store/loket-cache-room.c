/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-limits.h"
#include "loket-reserve-private.h"

/*
 * What the cache does on a disk with little room. Its largest part that is made
 * of the rest is the search index: it is not built any further while room is
 * short, and goes while there is hardly any. It comes back by itself.
 */

static gboolean
drop_index (LoketCacheStore  *self,
            GError          **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->writer, error);

  return transaction != NULL &&
         loket_db_exec (self->writer, "INSERT INTO search (search) VALUES ('delete-all')", error) &&
         _loket_cache_set_meta (self->writer, "searched", NULL, error) &&
         loket_db_commit (self->writer, error);
}

static gboolean
make_room (LoketCacheStore  *self,
           GError          **error)
{
  gboolean done;

  return drop_index (self, error) &&
         loket_db_exec (self->writer, "PRAGMA incremental_vacuum", error) &&
         loket_db_truncate_log (self->writer, &done, error);
}

/* Looks at the disk; @short_of tells that nothing more may be built. In idle
 * time. */
gboolean
_loket_cache_room_slice (LoketCacheStore  *self,
                         gboolean         *short_of,
                         GError          **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  guint64 room = _loket_reserve_ask (folder);
  gint64 searched, last;

  *short_of = room < LOKET_LIMIT_SHORT_DISK_BYTES;
  if (room >= LOKET_LIMIT_LOW_DISK_BYTES)
    return TRUE;
  if (!loket_db_get_int64 (self->writer, "SELECT value FROM meta WHERE name = 'searched'", &searched,
                           error) ||
      !loket_db_get_int64 (self->writer, "SELECT max (number) FROM complaint", &last, error))
    return FALSE;
  if (searched == 0)
    return TRUE;
  if (!make_room (self, error))
    return FALSE;
  self->search_phase = LOKET_CACHE_SEARCH_UNKNOWN;
  _loket_cache_store_say_search (self, 0, last);
  return TRUE;
}
