/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-complaint.h"

/*
 * The search index. It holds no text of its own and has to be told the old
 * words before they go.
 *
 * Complaints get their numbers in ascending order, and the index holds those up
 * to one of them, `searched`. What changes up to there changes in the index by
 * the same transaction; what is beyond it comes in later, by slices in the
 * writer's idle time, so that a first copy does not wait for it.
 *
 * FTS5 writes out all it has in memory whenever another statement opens a
 * savepoint. So the changes of the index are collected and made at the end of
 * the transaction, one after the other.
 */

typedef struct
{
  gint64   number;
  char    *tracking_id;
  char    *title;
  char    *body;
  gboolean learn;
} Words;

static void
words_free (Words *words)
{
  g_free (words->tracking_id);
  g_free (words->title);
  g_free (words->body);
  g_free (words);
}

/* Frees changes that were not made. */
void
_loket_cache_index_free (LoketCacheIndex *self)
{
  g_ptr_array_unref (self->changes);
  g_free (self);
}

/* Changes of the search index that are still to be made, in their order. */
LoketCacheIndex *
_loket_cache_index_new (LoketDb  *db,
                        GError  **error)
{
  g_autoptr (LoketCacheIndex) self = g_new0 (LoketCacheIndex, 1);

  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) words_free);
  if (!loket_db_get_int64 (db, "SELECT value FROM meta WHERE name = 'searched'", &self->searched,
                           error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Adds a complaint that came in. */
void
_loket_cache_index_learn (LoketCacheIndex *self,
                          gint64           number,
                          const char      *tracking_id,
                          const char      *title,
                          const char      *body)
{
  Words *words;

  if (number > self->searched)
    return;
  words = g_new0 (Words, 1);
  words->number = number;
  words->tracking_id = g_strdup (tracking_id);
  words->title = g_strdup (title);
  words->body = g_strdup (body);
  words->learn = TRUE;
  g_ptr_array_add (self->changes, words);
}

/* The words of a row of number, tracking_id, title, line. */
static Words *
read_words (LoketStatement *row,
            gboolean        learn)
{
  const char *line = loket_statement_get_text (row, 3);
  Words *words = g_new0 (Words, 1);

  words->number = loket_statement_get_int64 (row, 0);
  words->tracking_id = loket_statement_dup_text (row, 1);
  words->title = loket_statement_dup_text (row, 2);
  words->body = loket_wire_complaint_dup_body (line, strlen (line));
  words->learn = learn;
  return words;
}

/* Takes a complaint out, before it is changed or deleted. */
gboolean
_loket_cache_index_forget (LoketCacheIndex  *self,
                           LoketDb          *db,
                           gint64            number,
                           GError          **error)
{
  g_autoptr (LoketStatement) row = NULL;
  gboolean found;

  if (number > self->searched)
    return TRUE;
  row = loket_db_prepare (db,
                          "SELECT number, tracking_id, title, line FROM complaint "
                          "JOIN complaint_text USING (number) WHERE number = ?1",
                          error);
  if (row == NULL)
    return FALSE;
  loket_statement_bind_int64 (row, 1, number);
  if (!loket_statement_step (row, &found, error))
    return FALSE;
  if (found)
    g_ptr_array_add (self->changes, read_words (row, FALSE));
  return TRUE;
}

static LoketStatement *
prepare_learn (LoketDb  *db,
               GError  **error)
{
  return loket_db_prepare (db,
                           "INSERT INTO search (rowid, tracking_id, title, body) "
                           "VALUES (?1, ?2, ?3, ?4)",
                           error);
}

static gboolean
run_words (LoketStatement  *statement,
           const Words     *words,
           GError         **error)
{
  loket_statement_bind_int64 (statement, 1, words->number);
  loket_statement_bind_text (statement, 2, words->tracking_id);
  loket_statement_bind_text (statement, 3, words->title);
  loket_statement_bind_text (statement, 4, words->body);
  return loket_statement_run (statement, error);
}

static gboolean
is_same (const Words *a,
         const Words *b)
{
  return a->number == b->number && !a->learn && b->learn &&
         g_str_equal (a->tracking_id, b->tracking_id) && g_str_equal (a->title, b->title) &&
         g_str_equal (a->body, b->body);
}

static gboolean
make_changes (LoketCacheIndex  *self,
              LoketDb          *db,
              GError          **error)
{
  g_autoptr (LoketStatement) learn = prepare_learn (db, error);
  g_autoptr (LoketStatement) forget =
    loket_db_prepare (db,
                      "INSERT INTO search (search, rowid, tracking_id, title, body) "
                      "VALUES ('delete', ?1, ?2, ?3, ?4)",
                      error);

  if (learn == NULL || forget == NULL)
    return FALSE;
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Words *words = g_ptr_array_index (self->changes, i);

      if (i + 1 < self->changes->len && is_same (words, g_ptr_array_index (self->changes, i + 1)))
        i++;
      else if (!run_words (words->learn ? learn : forget, words, error))
        return FALSE;
    }
  g_ptr_array_set_size (self->changes, 0);
  return TRUE;
}

static gboolean
set_searched (LoketDb  *db,
              gint64    number,
              GError  **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "REPLACE INTO meta (name, value) VALUES ('searched', ?1)", error);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_text (statement, 1, value);
  return loket_statement_run (statement, error);
}

/* The words of the next complaints that are not in the index. */
static GPtrArray *
collect_next (LoketDb  *db,
              gint64    searched,
              guint     limit,
              GError  **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) words_free);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT number, tracking_id, title, line FROM complaint "
                      "JOIN complaint_text USING (number) WHERE number > ?1 ORDER BY number LIMIT ?2",
                      error);
  gboolean found = TRUE;

  if (row == NULL)
    return NULL;
  loket_statement_bind_int64 (row, 1, searched);
  loket_statement_bind_int64 (row, 2, limit);
  while (loket_statement_step (row, &found, error))
    {
      if (!found)
        return g_steal_pointer (&list);
      g_ptr_array_add (list, read_words (row, TRUE));
    }
  return NULL;
}

/* Adds the next complaints; in a transaction. Stops early when something else is
 * wanted of @worker. */
gboolean
_loket_cache_index_add_next (LoketDb      *db,
                             gint64        searched,
                             guint         limit,
                             LoketWorker  *worker,
                             gint64       *last,
                             GError      **error)
{
  g_autoptr (GPtrArray) list = collect_next (db, searched, limit, error);
  g_autoptr (LoketStatement) learn = prepare_learn (db, error);

  *last = searched;
  if (list == NULL || learn == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const Words *words = g_ptr_array_index (list, i);

      if (!run_words (learn, words, error))
        return FALSE;
      *last = words->number;
      if (worker != NULL && i % 64 == 63 && loket_worker_is_wanted (worker))
        break;
    }
  return *last == searched || set_searched (db, *last, error);
}

/* Makes the collected changes of the index, and, unless there is @more to come,
 * adds what is new where that is little. In the same transaction. */
gboolean
_loket_cache_index_flush (LoketCacheIndex  *self,
                          LoketDb          *db,
                          gboolean          more,
                          GError          **error)
{
  if (self->changes->len > 0 && !make_changes (self, db, error))
    return FALSE;
  if (!loket_db_get_int64 (db, "SELECT max (number) FROM complaint", &self->last, error))
    return FALSE;
  if (more || self->last <= self->searched || self->last - self->searched > LOKET_LIMIT_SEARCH_AT_ONCE)
    return TRUE;
  return _loket_cache_index_add_next (db, self->searched, LOKET_LIMIT_SEARCH_AT_ONCE, NULL, &self->searched, error);
}
