/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-query-private.h"

#include "loket-cache-find-private.h"

/*
 * The rows of a search, in the order of the list, on the thread that searches:
 *
 *     list        what was found in it
 *       kept        along the list, in memory
 *       not kept    few: looked up and sorted; many: along the file's index
 *
 * Who wants all of it goes along the file once and leaves the list behind for the
 * letters that follow, until the file changes.
 */

/* A longer list is not kept: 16 bytes a row. */
#define MAX_LISTED (1 << 18)

typedef struct
{
  LoketCacheStore       *store;
  LoketCacheFound       *found;
  const LoketCacheQuery *query;
  GCancellable          *cancellable;
  GArray                *keys;
  GArray                *list;     /* of the file, as it is gone along; NULL: not wanted */
  guint                  n_before; /* texts that were opened for earlier searches */
} Pick;

static gboolean
has_enough (const Pick *pick)
{
  return (pick->query->limit > 0 && pick->keys->len >= pick->query->limit) ||
         (pick->query->max_opened > 0 &&
          _loket_cache_look_get_n_opened (pick->store->look) - pick->n_before >=
            pick->query->max_opened);
}

static gboolean
look_at (Pick                 *pick,
         const LoketQueueKey  *key,
         const char           *tracking_id,
         GError              **error)
{
  gboolean has;

  if (g_cancellable_set_error_if_cancelled (pick->cancellable, error) ||
      !_loket_cache_found_has (pick->found, key->row_id, tracking_id, &has, error))
    return FALSE;
  if (has)
    g_array_append_val (pick->keys, *key);
  return TRUE;
}

static gboolean
pick_from_list (Pick          *pick,
                const GArray  *list,
                GError       **error)
{
  for (guint i = 0; i < list->len && !has_enough (pick); i++)
    if (!look_at (pick, &g_array_index (list, LoketQueueKey, i), NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
pick_from_file (Pick        *pick,
                const char  *few,
                GError     **error)
{
  g_autoptr (LoketStatement) row =
    _loket_cache_prepare_query (pick->store->searcher, pick->query, few, -1, error);
  gboolean found = TRUE;

  if (row == NULL)
    return FALSE;
  while (!has_enough (pick))
    {
      LoketQueueKey key;

      if (!loket_statement_step (row, &found, error))
        return FALSE;
      if (!found)
        return TRUE;
      _loket_cache_read_key (row, &key);
      if (pick->list != NULL)
        g_array_append_val (pick->list, key);
      if (!look_at (pick, &key, loket_statement_get_text (row, 3), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
pick_rows (Pick    *pick,
           GError **error)
{
  LoketCacheMatches *matches = pick->store->matches;
  const LoketCacheQuery *query = pick->query;
  gboolean listed = query->view == LOKET_VIEW_OPEN && query->complaint_ids == NULL;
  const GArray *list = listed ? _loket_cache_matches_get_list (matches, query->order) : NULL;
  g_autoptr (GArray) made = NULL;
  g_autofree char *few = NULL;

  if (list != NULL && !_loket_cache_found_needs_numbers (pick->found))
    return pick_from_list (pick, list, error);
  if (listed && list == NULL && query->limit == 0)
    made = pick->list = g_array_new (FALSE, FALSE, sizeof (LoketQueueKey));
  else
    few = _loket_cache_found_dup_few (pick->found);
  if (!pick_from_file (pick, few, error))
    return FALSE;
  if (made != NULL && made->len <= MAX_LISTED)
    _loket_cache_matches_take_list (matches, query->order, g_steal_pointer (&made));
  return TRUE;
}

/* Opening all that may be meant takes longer than typing: so what the next letter
 * will ask for is read first. */
static gboolean
read_ahead (Pick    *pick,
            GError **error)
{
  gboolean more = TRUE;

  _loket_cache_found_look_ahead (pick->found);
  if (pick->query->limit > 0 || !_loket_cache_found_opens_texts (pick->found))
    return TRUE;
  while (more)
    if (g_cancellable_set_error_if_cancelled (pick->cancellable, error) ||
        !_loket_cache_matches_read_slice (pick->store->matches, pick->store->searcher, &more, error))
      return FALSE;
  return TRUE;
}

/* A view, and of it what holds some words; on the thread that searches. */
gpointer
_loket_cache_search (gpointer       store,
                     gpointer       data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  LoketCacheStore *self = store;
  const LoketCacheQuery *query = ((LoketCacheRequest *) data)->query;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (LoketQueueKey));
  g_autoptr (LoketCacheWords) words =
    _loket_cache_words_new (self->searcher, self->vault, query->search, error);
  g_autoptr (LoketTransaction) transaction = NULL;
  g_autoptr (LoketCacheFound) found = NULL;
  Pick pick = { .store = self, .query = query, .cancellable = cancellable, .keys = keys,
                .n_before = _loket_cache_look_get_n_opened (self->look) };

  if (words == NULL)
    return NULL;
  if (_loket_cache_words_is_empty (words))
    return g_steal_pointer (&keys);

  loket_db_set_cancellable (self->searcher, cancellable);
  transaction = loket_db_begin (self->searcher, error);
  if (transaction == NULL)
    return NULL;
  found = _loket_cache_found_new (self->searcher, self->look, self->matches, words, error);
  if (found == NULL)
    return NULL;
  pick.found = found;
  return read_ahead (&pick, error) && pick_rows (&pick, error) ? g_steal_pointer (&keys) : NULL;
}
