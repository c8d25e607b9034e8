/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-limits.h"

/*
 * What is done for the search index while nothing else is asked of the writing
 * thread: adding many complaints, then merging the parts.
 */

/* The index is built of few large parts: more memory, and no merging until all
 * is there. Then the defaults of FTS5 again. */
#define BUILD_HASH_SIZE   (64 * 1024 * 1024)
#define DEFAULT_HASH_SIZE (1024 * 1024)
#define DEFAULT_AUTOMERGE 4
#define MERGE_PAGES       500

/* Sets an option of the index, or has it do something. */
gboolean
_loket_cache_search_configure (LoketDb     *db,
                               const char  *option,
                               gint64       value,
                               GError     **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "INSERT INTO search (search, rank) VALUES (?1, ?2)", error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, option);
  loket_statement_bind_int64 (statement, 2, value);
  return loket_statement_run (statement, error);
}

static gboolean
begin_building (LoketCacheStore  *self,
                GError          **error)
{
  self->search_phase = LOKET_CACHE_SEARCH_BUILDING;
  return _loket_cache_search_configure (self->writer, "hashsize", BUILD_HASH_SIZE, error) &&
         _loket_cache_search_configure (self->writer, "automerge", 0, error);
}

static gboolean
end_building (LoketCacheStore  *self,
              GError          **error)
{
  self->search_phase = LOKET_CACHE_SEARCH_MERGING;
  return _loket_cache_search_configure (self->writer, "hashsize", DEFAULT_HASH_SIZE, error) &&
         _loket_cache_search_configure (self->writer, "automerge", DEFAULT_AUTOMERGE, error);
}

static gboolean
add_slice (LoketCacheStore  *self,
           gint64            searched,
           gint64           *last,
           GError          **error)
{
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->writer, error);

  return transaction != NULL &&
         _loket_cache_index_add_next (self, searched, LOKET_LIMIT_SEARCH_SLICE, TRUE, last,
                                      error) &&
         loket_db_commit (self->writer, error);
}

/* Merging tells that it has nothing to do by changing less than two rows. */
static gboolean
merge_slice (LoketCacheStore  *self,
             GError          **error)
{
  gint64 before, after;

  if (!loket_db_get_int64 (self->writer, "SELECT total_changes ()", &before, error) ||
      !_loket_cache_search_configure (self->writer, "merge", MERGE_PAGES, error) ||
      !loket_db_get_int64 (self->writer, "SELECT total_changes ()", &after, error))
    return FALSE;
  if (after - before < 2)
    self->search_phase = LOKET_CACHE_SEARCH_DONE;
  return TRUE;
}

/* After a crash the file may still be set up for building. */
static gboolean
find_phase (LoketCacheStore  *self,
            GError          **error)
{
  gint64 automerge;

  if (!loket_db_get_int64 (self->writer,
                           "SELECT coalesce ((SELECT v FROM search_config WHERE k = 'automerge'), 4)",
                           &automerge, error))
    return FALSE;
  self->search_phase = automerge == 0 ? LOKET_CACHE_SEARCH_BUILDING : LOKET_CACHE_SEARCH_DONE;
  return TRUE;
}

static gboolean
build (LoketCacheStore  *self,
       gint64            searched,
       gint64            last,
       GError          **error)
{
  if (last - searched > LOKET_LIMIT_SEARCH_AT_ONCE && self->search_phase != LOKET_CACHE_SEARCH_BUILDING &&
      !begin_building (self, error))
    return FALSE;
  if (!add_slice (self, searched, &searched, error))
    return FALSE;
  if (searched >= last && self->search_phase == LOKET_CACHE_SEARCH_BUILDING &&
      !end_building (self, error))
    return FALSE;
  _loket_cache_store_say_search (self, searched, last);
  return TRUE;
}

/* Does a little for the search index; tells whether there is more to do. */
gboolean
_loket_cache_search_slice (LoketCacheStore  *self,
                           gboolean         *more,
                           GError          **error)
{
  gint64 searched, last;

  if (self->search_phase == LOKET_CACHE_SEARCH_UNKNOWN && !find_phase (self, error))
    return FALSE;
  if (!loket_db_get_int64 (self->writer, "SELECT value FROM meta WHERE name = 'searched'", &searched,
                           error) ||
      !loket_db_get_int64 (self->writer, "SELECT max (number) FROM complaint", &last, error))
    return FALSE;

  *more = TRUE;
  _loket_cache_store_say_search (self, searched, last);
  if (searched < last)
    return build (self, searched, last, error);
  if (self->search_phase == LOKET_CACHE_SEARCH_BUILDING)
    return end_building (self, error);
  if (self->search_phase == LOKET_CACHE_SEARCH_MERGING)
    return merge_slice (self, error);
  *more = FALSE;
  return TRUE;
}
