/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

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
  char    *text;
  gboolean learn;
} Words;

static void
words_free (Words *words)
{
  g_free (words->text);
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
_loket_cache_index_new (LoketCacheStore  *store,
                        GError          **error)
{
  g_autoptr (LoketCacheIndex) self = g_new0 (LoketCacheIndex, 1);

  self->db = store->writer;
  self->vault = store->vault;
  self->changes = g_ptr_array_new_with_free_func ((GDestroyNotify) words_free);
  if (!loket_db_get_int64 (self->db, "SELECT value FROM meta WHERE name = 'searched'",
                           &self->searched, error))
    return NULL;
  return g_steal_pointer (&self);
}

static Words *
words_new (gint64      number,
           const char *tracking_id,
           const char *title,
           const char *body,
           gboolean    learn)
{
  Words *words = g_new0 (Words, 1);

  words->number = number;
  words->text = g_strjoin ("\n", tracking_id, title, body, NULL);
  words->learn = learn;
  return words;
}

/* Adds a complaint that came in. */
void
_loket_cache_index_learn (LoketCacheIndex *self,
                          gint64           number,
                          const char      *tracking_id,
                          const char      *title,
                          const char      *body)
{
  if (number <= self->searched)
    g_ptr_array_add (self->changes, words_new (number, tracking_id, title, body, TRUE));
}

/* The text that the words of a complaint are taken from, of a row of
 * LOKET_CACHE_TEXT_COLUMNS. */
char *
_loket_cache_dup_text (LoketStatement  *row,
                       LoketVault      *vault,
                       GError         **error)
{
  const char *id = loket_statement_get_text (row, 1);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GBytes) line = NULL;
  gsize length;
  const char *data;

  if (!_loket_cache_read_face (row, 3, vault, id, &title, NULL, error) ||
      !_loket_cache_read_line (row, 4, vault, id, &line, error))
    return NULL;
  if (line != NULL)
    {
      data = g_bytes_get_data (line, &length);
      body = loket_wire_complaint_dup_body (data, length);
    }
  return g_strjoin ("\n", loket_statement_get_text (row, 2), title, body != NULL ? body : "", NULL);
}

static Words *
read_words (LoketStatement  *row,
            LoketVault      *vault,
            gboolean         learn,
            GError         **error)
{
  g_autofree char *text = _loket_cache_dup_text (row, vault, error);
  Words *words;

  if (text == NULL)
    return NULL;
  words = g_new0 (Words, 1);
  words->number = loket_statement_get_int64 (row, 0);
  words->text = g_steal_pointer (&text);
  words->learn = learn;
  return words;
}

/* Takes a complaint out, before it is changed or deleted. */
gboolean
_loket_cache_index_forget (LoketCacheIndex  *self,
                           gint64            number,
                           GError          **error)
{
  g_autoptr (LoketStatement) row = NULL;
  Words *words;
  gboolean found;

  if (number > self->searched)
    return TRUE;
  row = loket_db_prepare (self->db,
                          "SELECT " LOKET_CACHE_TEXT_COLUMNS " WHERE complaint.number = ?1", error);
  if (row == NULL)
    return FALSE;
  loket_statement_bind_int64 (row, 1, number);
  if (!loket_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  words = read_words (row, self->vault, FALSE, error);
  if (words == NULL)
    return FALSE;
  g_ptr_array_add (self->changes, words);
  return TRUE;
}

static LoketStatement *
prepare_learn (LoketDb  *db,
               GError  **error)
{
  return loket_db_prepare (db, "INSERT INTO search (rowid, words) VALUES (?1, ?2)", error);
}

static gboolean
run_words (LoketStatement  *statement,
           const Words     *words,
           GError         **error)
{
  loket_statement_bind_int64 (statement, 1, words->number);
  loket_statement_bind_static_text (statement, 2, words->text, -1);
  return loket_statement_run (statement, error);
}

static gboolean
is_same (const Words *a,
         const Words *b)
{
  return a->number == b->number && !a->learn && b->learn && g_str_equal (a->text, b->text);
}

static gboolean
make_changes (LoketCacheIndex  *self,
              GError          **error)
{
  g_autoptr (LoketStatement) learn = prepare_learn (self->db, error);
  g_autoptr (LoketStatement) forget =
    loket_db_prepare (self->db,
                      "INSERT INTO search (search, rowid, words) VALUES ('delete', ?1, ?2)", error);

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
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  return _loket_cache_set_meta (db, "searched", value, error);
}

/* The words of the next complaints that are not in the index. */
static GPtrArray *
collect_next (LoketCacheStore  *store,
              gint64            searched,
              guint             limit,
              GError          **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) words_free);
  g_autoptr (LoketStatement) row =
    loket_db_prepare (store->writer,
                      "SELECT " LOKET_CACHE_TEXT_COLUMNS
                      " WHERE complaint.number > ?1 ORDER BY complaint.number LIMIT ?2",
                      error);
  gboolean found = TRUE;

  if (row == NULL)
    return NULL;
  loket_statement_bind_int64 (row, 1, searched);
  loket_statement_bind_int64 (row, 2, limit);
  while (loket_statement_step (row, &found, error))
    {
      Words *words;

      if (!found)
        return g_steal_pointer (&list);
      words = read_words (row, store->vault, TRUE, error);
      if (words == NULL)
        return NULL;
      g_ptr_array_add (list, words);
    }
  return NULL;
}

/* Adds the next complaints; in a transaction. Stops early when something else is
 * wanted of the writing thread, where it may. */
gboolean
_loket_cache_index_add_next (LoketCacheStore  *store,
                             gint64            searched,
                             guint             limit,
                             gboolean          may_stop,
                             gint64           *last,
                             GError          **error)
{
  g_autoptr (GPtrArray) list = collect_next (store, searched, limit, error);
  g_autoptr (LoketStatement) learn = prepare_learn (store->writer, error);

  *last = searched;
  if (list == NULL || learn == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const Words *words = g_ptr_array_index (list, i);

      if (!run_words (learn, words, error))
        return FALSE;
      *last = words->number;
      if (may_stop && i % 64 == 63 && loket_worker_is_wanted (store->writer_worker))
        break;
    }
  return *last == searched || set_searched (store->writer, *last, error);
}

/* Makes the collected changes of the index, and, unless there is @more to come,
 * adds what is new where that is little. In the same transaction. */
gboolean
_loket_cache_index_flush (LoketCacheIndex  *self,
                          LoketCacheStore  *store,
                          gboolean          more,
                          GError          **error)
{
  if (self->changes->len > 0 && !make_changes (self, error))
    return FALSE;
  if (!loket_db_get_int64 (self->db, "SELECT max (number) FROM complaint", &self->last, error))
    return FALSE;
  if (more || self->last <= self->searched || self->last - self->searched > LOKET_LIMIT_SEARCH_AT_ONCE)
    return TRUE;
  return _loket_cache_index_add_next (store, self->searched, LOKET_LIMIT_SEARCH_AT_ONCE, FALSE,
                                      &self->searched, error);
}
