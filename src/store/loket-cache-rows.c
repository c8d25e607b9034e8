/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-time.h"

/*
 * One complaint in the cache: its row, its text, its words in the search index.
 */

/* The same parameters for both. */
#define INSERT_ROW                                                                               \
  "INSERT INTO complaint (id, tracking_id, face, category, agency_name, "                       \
  "time_zone, class, status, anonymous, secret, received_at, assigned_at, "                      \
  "answered_at, rev, substance, open, reporter_at, " LOKET_CACHE_MARK_COLUMNS                    \
  ", settled, due_key) "                                                                         \
  "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "                   \
  "?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27) "                                 \
  "ON CONFLICT (id) DO NOTHING"
#define UPDATE_ROW                                                                               \
  "UPDATE complaint SET tracking_id = ?2, face = ?3, category = ?4, "                            \
  "agency_name = ?5, time_zone = ?6, class = ?7, status = ?8, "                                  \
  "anonymous = ?9, secret = ?10, received_at = ?11, assigned_at = ?12, "                         \
  "answered_at = ?13, rev = ?14, substance = ?15, open = ?16, "                                  \
  "reporter_at = ?17, clock = ?18, clock_flags = ?19, clock_paused = ?20, "                      \
  "clock_start = ?21, warning_at = ?22, today_at = ?23, due = ?24, "                             \
  "clock_stop = ?25, settled = ?26, due_key = ?27, detached = 0 WHERE id = ?1"

/* The texts stay the complaint's: they are bound as they are. */
static gboolean
run_row (LoketStatement        *st,
         LoketVault            *vault,
         const LoketComplaint  *c,
         const LoketQueueMarks *marks,
         GError               **error)
{
  loket_statement_bind_static_text (st, 1, c->id, -1);
  loket_statement_bind_static_text (st, 2, c->tracking_id, -1);
  _loket_cache_bind_face (st, 3, vault, c);
  loket_statement_bind_static_text (st, 4, c->category, -1);
  loket_statement_bind_static_text (st, 5, c->agency_name, -1);
  loket_statement_bind_static_text (st, 6, c->time_zone, -1);
  loket_statement_bind_static_text (st, 7, loket_complaint_class_to_name (c->klass), -1);
  loket_statement_bind_static_text (st, 8, loket_complaint_status_to_name (c->status), -1);
  loket_statement_bind_int64 (st, 9, c->anonymous);
  loket_statement_bind_int64 (st, 10, c->secret);
  loket_statement_bind_instant (st, 11, c->received_at);
  loket_statement_bind_instant (st, 12, c->assigned_at);
  loket_statement_bind_instant (st, 13, c->answered_at);
  loket_statement_bind_int64 (st, 14, c->rev);
  loket_statement_bind_int64 (st, 15, c->substance);
  loket_statement_bind_int64 (st, 16, loket_complaint_is_open (c));
  loket_statement_bind_instant (st, 17, c->reporter_at);
  _loket_cache_bind_marks (st, 18, marks, loket_complaint_is_settled (c));
  return loket_statement_run (st, error);
}

/* Prepares for a page of complaints. In a transaction, until put_end(). */
gboolean
_loket_cache_put_begin (LoketCachePut    *put,
                        LoketCacheStore  *store,
                        LoketCacheIndex  *index,
                        GError          **error)
{
  put->store = store;
  put->index = index;
  put->insert = loket_db_prepare (store->writer, INSERT_ROW, error);
  if (put->insert == NULL)
    return FALSE;
  put->insert_text = loket_db_prepare (store->writer, "REPLACE INTO complaint_text (number, line) VALUES (?1, ?2)",
                                       error);
  return put->insert_text != NULL;
}

/* Gives up what put_begin() prepared. */
void
_loket_cache_put_end (LoketCachePut *put)
{
  g_clear_pointer (&put->insert, loket_statement_free);
  g_clear_pointer (&put->insert_text, loket_statement_free);
}

static gboolean
change_row (LoketCachePut          *put,
            const LoketComplaint   *complaint,
            const LoketQueueMarks *marks,
            gint64                 *number,
            GError                **error)
{
  g_autoptr (LoketStatement) update = loket_db_prepare (put->store->writer, UPDATE_ROW, error);

  if (update == NULL)
    return FALSE;
  *number = _loket_cache_find (put->store->writer, complaint->id, error);
  if (*number == 0)
    g_set_error_literal (error, LOKET_DB_ERROR, LOKET_DB_ERROR_CORRUPT,
                         "A complaint is in the way that is not there");
  return *number > 0 && _loket_cache_index_forget (put->index, *number, error) &&
         run_row (update, put->store->vault, complaint, marks, error);
}

/* Stores a complaint with the line it came as. */
gboolean
_loket_cache_put (LoketCachePut          *put,
                  const LoketWireUpsert  *upsert,
                  const LoketQueueMarks *marks,
                  gint64                 *number,
                  GError                **error)
{
  const LoketComplaint *complaint = upsert->complaint;

  if (!run_row (put->insert, put->store->vault, complaint, marks, error))
    return FALSE;
  if (loket_db_get_changes (put->store->writer) == 1)
    *number = loket_db_get_last_rowid (put->store->writer);
  else if (!change_row (put, complaint, marks, number, error))
    return FALSE;

  loket_statement_bind_int64 (put->insert_text, 1, *number);
  _loket_cache_bind_line (put->insert_text, 2, put->store->vault, complaint->id, upsert->line,
                          upsert->line_length);
  _loket_cache_index_learn (put->index, *number, complaint->tracking_id, complaint->title,
                            complaint->body != NULL ? complaint->body : "");
  return loket_statement_run (put->insert_text, error);
}

static gboolean
run_for (LoketDb     *db,
         const char  *sql,
         gint64       number,
         GError     **error)
{
  g_autoptr (LoketStatement) statement = loket_db_prepare (db, sql, error);

  if (statement == NULL)
    return FALSE;
  loket_statement_bind_int64 (statement, 1, number);
  return loket_statement_run (statement, error);
}

/* Takes a complaint out of the cache. In a transaction. */
gboolean
_loket_cache_delete (LoketDb          *db,
                     LoketCacheIndex  *index,
                     gint64            number,
                     GError          **error)
{
  return _loket_cache_index_forget (index, number, error) &&
         run_for (db, "DELETE FROM complaint WHERE number = ?1", number, error) &&
         run_for (db, "DELETE FROM complaint_text WHERE number = ?1", number, error) &&
         run_for (db, "DELETE FROM deadline_move WHERE complaint = ?1", number, error) &&
         run_for (db, "DELETE FROM member WHERE complaint = ?1", number, error);
}

/* Keeps a complaint that left, out of the queue, without its text where it has
 * to be erased. In a transaction. */
gboolean
_loket_cache_detach (LoketDb          *db,
                     LoketCacheIndex  *index,
                     gint64            number,
                     gboolean          erase,
                     GError          **error)
{
  g_autoptr (LoketStatement) row = NULL;

  if (!run_for (db, "UPDATE complaint SET detached = 1, open = 0 WHERE number = ?1", number, error))
    return FALSE;
  if (!erase)
    return TRUE;

  if (!_loket_cache_index_forget (index, number, error) ||
      !run_for (db, "UPDATE complaint SET face = NULL, category = NULL WHERE number = ?1", number,
                error) ||
      !run_for (db, "UPDATE complaint_text SET line = NULL WHERE number = ?1", number, error) ||
      !run_for (db, "DELETE FROM deadline_move WHERE complaint = ?1", number, error) ||
      !run_for (db, "DELETE FROM member WHERE complaint = ?1", number, error))
    return FALSE;
  row = loket_db_prepare (db, "SELECT tracking_id FROM complaint WHERE number = ?1", error);
  if (row == NULL)
    return FALSE;
  loket_statement_bind_int64 (row, 1, number);
  if (!loket_statement_step (row, NULL, error))
    return FALSE;
  _loket_cache_index_learn (index, number, loket_statement_get_text (row, 0), "", "");
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
