/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-time.h"

/*
 * One complaint in the cache: its row, its text, its words in the search index.
 * The index holds no text of its own and has to be told the old words before
 * they go.
 *
 * FTS5 writes out all it has in memory whenever another statement opens a
 * savepoint, as an upsert does. So the changes of the index are collected and
 * made at the end of the transaction, one after the other.
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
words_clear (Words *words)
{
  g_free (words->tracking_id);
  g_free (words->title);
  g_free (words->body);
}

static void
words_free (Words *words)
{
  words_clear (words);
  g_free (words);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* Changes of the search index that are still to be made, in their order. */
GPtrArray *
_loket_cache_index_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) words_free);
}

static void
add_change (GPtrArray   *index,
            gint64       number,
            const char  *tracking_id,
            const char  *title,
            const char  *body,
            gboolean     learn)
{
  Words *words = g_new0 (Words, 1);

  words->number = number;
  words->tracking_id = g_strdup (tracking_id);
  words->title = g_strdup (title);
  words->body = g_strdup (body);
  words->learn = learn;
  g_ptr_array_add (index, words);
}

/* Reads what the index holds of a complaint; number 0 for an unknown one. */
static gboolean
read_words (LoketDb         *db,
            LoketStatement  *row,
            Words           *words,
            GError         **error)
{
  gboolean found;

  if (!loket_statement_step (row, &found, error))
    return FALSE;
  if (!found)
    return TRUE;
  words->number = loket_statement_get_int64 (row, 0);
  words->tracking_id = loket_statement_dup_text (row, 1);
  words->title = loket_statement_dup_text (row, 2);
  words->body = loket_statement_dup_text (row, 3);
  return TRUE;
}

static gboolean
read_words_of_id (LoketDb     *db,
                  const char  *id,
                  Words       *words,
                  GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT number, tracking_id, title, body FROM complaint "
                      "JOIN complaint_text USING (number) WHERE id = ?1",
                      error);

  if (row == NULL)
    return FALSE;
  loket_statement_bind_text (row, 1, id);
  return read_words (db, row, words, error);
}

static gboolean
read_words_of_number (LoketDb  *db,
                      gint64    number,
                      Words    *words,
                      GError  **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db,
                      "SELECT number, tracking_id, title, body FROM search_source WHERE number = ?1",
                      error);

  if (row == NULL)
    return FALSE;
  loket_statement_bind_int64 (row, 1, number);
  return read_words (db, row, words, error);
}

/* Makes the collected changes of the index. In the same transaction. */
gboolean
_loket_cache_index_flush (LoketDb    *db,
                          GPtrArray  *index,
                          GError    **error)
{
  g_autoptr (LoketStatement) learn =
    loket_db_prepare (db,
                      "INSERT INTO search (rowid, tracking_id, title, body) VALUES (?1, ?2, ?3, ?4)",
                      error);
  g_autoptr (LoketStatement) forget =
    loket_db_prepare (db,
                      "INSERT INTO search (search, rowid, tracking_id, title, body) "
                      "VALUES ('delete', ?1, ?2, ?3, ?4)",
                      error);

  if (learn == NULL || forget == NULL)
    return FALSE;
  for (guint i = 0; i < index->len; i++)
    {
      const Words *words = g_ptr_array_index (index, i);
      LoketStatement *statement = words->learn ? learn : forget;

      loket_statement_bind_int64 (statement, 1, words->number);
      loket_statement_bind_text (statement, 2, words->tracking_id);
      loket_statement_bind_text (statement, 3, words->title);
      loket_statement_bind_text (statement, 4, words->body);
      if (!loket_statement_run (statement, error))
        return FALSE;
    }
  g_ptr_array_set_size (index, 0);
  return TRUE;
}

static gboolean
write_row (LoketDb               *db,
           const LoketComplaint  *c,
           const LoketQueueMarks *marks,
           gint64                *number,
           GError               **error)
{
  g_autofree char *place = loket_complaint_dup_place (c);
  g_autoptr (LoketStatement) st =
    loket_db_prepare (db,
                      "INSERT INTO complaint (id, tracking_id, title, category, place, agency_name, "
                      "time_zone, class, status, anonymous, secret, received_at, assigned_at, "
                      "answered_at, rev, substance, open, reporter_at, " LOKET_CACHE_MARK_COLUMNS
                      ", settled, due_key) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                      "?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28) "
                      "ON CONFLICT (id) DO UPDATE SET tracking_id = ?2, title = ?3, category = ?4, "
                      "place = ?5, agency_name = ?6, time_zone = ?7, class = ?8, status = ?9, "
                      "anonymous = ?10, secret = ?11, received_at = ?12, assigned_at = ?13, "
                      "answered_at = ?14, rev = ?15, substance = ?16, open = ?17, "
                      "reporter_at = ?18, clock = ?19, clock_flags = ?20, clock_paused = ?21, "
                      "clock_start = ?22, warning_at = ?23, today_at = ?24, due = ?25, "
                      "clock_stop = ?26, settled = ?27, due_key = ?28, detached = 0 "
                      "RETURNING number",
                      error);
  gboolean row;

  if (st == NULL)
    return FALSE;
  loket_statement_bind_text (st, 1, c->id);
  loket_statement_bind_text (st, 2, c->tracking_id);
  loket_statement_bind_text (st, 3, c->title);
  loket_statement_bind_text (st, 4, c->category);
  loket_statement_bind_text (st, 5, place);
  loket_statement_bind_text (st, 6, c->agency_name);
  loket_statement_bind_text (st, 7, c->time_zone);
  loket_statement_bind_text (st, 8, loket_complaint_class_to_name (c->klass));
  loket_statement_bind_text (st, 9, loket_complaint_status_to_name (c->status));
  loket_statement_bind_int64 (st, 10, c->anonymous);
  loket_statement_bind_int64 (st, 11, c->secret);
  loket_statement_bind_instant (st, 12, c->received_at);
  loket_statement_bind_instant (st, 13, c->assigned_at);
  loket_statement_bind_instant (st, 14, c->answered_at);
  loket_statement_bind_int64 (st, 15, c->rev);
  loket_statement_bind_int64 (st, 16, c->substance);
  loket_statement_bind_int64 (st, 17, loket_complaint_is_open (c));
  loket_statement_bind_instant (st, 18, c->reporter_at);
  _loket_cache_bind_marks (st, 19, marks, loket_complaint_is_settled (c));
  if (!loket_statement_step (st, &row, error))
    return FALSE;
  *number = loket_statement_get_int64 (st, 0);
  return loket_statement_run (st, error);
}

static gboolean
write_text (LoketDb     *db,
            gint64       number,
            const char  *body,
            const char  *line,
            GError     **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "REPLACE INTO complaint_text (number, body, line) VALUES (?1, ?2, ?3)",
                      error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int64 (statement, 1, number);
  loket_statement_bind_text (statement, 2, body);
  loket_statement_bind_text (statement, 3, line);
  return loket_statement_run (statement, error);
}

/* Stores a complaint with the line it came as. In a transaction. */
gboolean
_loket_cache_put (LoketDb               *db,
                  GPtrArray             *index,
                  const LoketComplaint  *complaint,
                  const char            *line,
                  const LoketQueueMarks *marks,
                  gint64                *number,
                  GError               **error)
{
  const char *body = complaint->body != NULL ? complaint->body : "";
  g_auto (Words) old = { 0 };

  if (!read_words_of_id (db, complaint->id, &old, error) ||
      !write_row (db, complaint, marks, number, error) ||
      !write_text (db, *number, body, line, error))
    return FALSE;

  if (old.number != 0)
    {
      if (g_strcmp0 (old.tracking_id, complaint->tracking_id) == 0 &&
          g_strcmp0 (old.title, complaint->title) == 0 && g_strcmp0 (old.body, body) == 0)
        return TRUE;
      add_change (index, old.number, old.tracking_id, old.title, old.body, FALSE);
    }
  add_change (index, *number, complaint->tracking_id, complaint->title, body, TRUE);
  return TRUE;
}

/* Takes a complaint out of the cache. In a transaction. */
gboolean
_loket_cache_delete (LoketDb    *db,
                     GPtrArray  *index,
                     gint64      number,
                     GError    **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "DELETE FROM complaint WHERE number = ?1", error);
  g_auto (Words) old = { 0 };

  if (statement == NULL || !read_words_of_number (db, number, &old, error))
    return FALSE;
  if (old.number != 0)
    add_change (index, old.number, old.tracking_id, old.title, old.body, FALSE);
  loket_statement_bind_int64 (statement, 1, number);
  return loket_statement_run (statement, error);
}

/* Keeps a complaint that left, out of the queue, without its text where it has
 * to be erased. In a transaction. */
gboolean
_loket_cache_detach (LoketDb    *db,
                     GPtrArray  *index,
                     gint64      number,
                     gboolean    erase,
                     GError    **error)
{
  g_autoptr (LoketStatement) statement =
    loket_db_prepare (db, "UPDATE complaint SET detached = 1, open = 0 WHERE number = ?1", error);
  g_autoptr (LoketStatement) blank =
    loket_db_prepare (db,
                      "UPDATE complaint SET title = '', category = NULL, place = NULL "
                      "WHERE number = ?1",
                      error);
  g_auto (Words) old = { 0 };

  if (statement == NULL || blank == NULL)
    return FALSE;
  loket_statement_bind_int64 (statement, 1, number);
  if (!loket_statement_run (statement, error))
    return FALSE;
  if (!erase)
    return TRUE;

  loket_statement_bind_int64 (blank, 1, number);
  if (!read_words_of_number (db, number, &old, error) || !loket_statement_run (blank, error) ||
      !write_text (db, number, "", "", error))
    return FALSE;
  add_change (index, number, old.tracking_id, old.title, old.body, FALSE);
  add_change (index, number, old.tracking_id, "", "", TRUE);
  return TRUE;
}

/* The number of a complaint; 0 for an unknown one, -1 on error. */
gint64
_loket_cache_find (LoketDb     *db,
                   const char  *id,
                   GError     **error)
{
  g_autoptr (LoketStatement) row =
    loket_db_prepare (db, "SELECT number FROM complaint WHERE id = ?1", error);
  gboolean found;

  if (row == NULL)
    return -1;
  loket_statement_bind_text (row, 1, id);
  if (!loket_statement_step (row, &found, error))
    return -1;
  return found ? loket_statement_get_int64 (row, 0) : 0;
}
