/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include "loket-time.h"
#include "loket-wire-complaint.h"

/*
 * The marks of each complaint's most urgent clock. They are counted once, when
 * the complaint is stored, and once more when the rules change; the queue is
 * ordered by them and its rows are judged by them, without the text.
 */

#define ORDER_LAST G_MAXINT64

/* Finds the marks of a complaint, by whoever knows. On the writing thread. */
void
_loket_cache_store_mark (LoketCacheStore      *self,
                         const LoketComplaint *complaint,
                         gint64                now,
                         LoketQueueMarks      *marks)
{
  gpointer rules = NULL;

  loket_queue_marks_init (marks);
  g_mutex_lock (&self->rules_mutex);
  if (self->rules != NULL)
    rules = self->marker.ref (self->rules);
  g_mutex_unlock (&self->rules_mutex);
  if (rules == NULL)
    return;

  self->marker.mark (rules, complaint, now, marks);
  self->marker.unref (rules);
}

/* Reads LOKET_CACHE_MARK_COLUMNS, which begin at column @first. */
void
_loket_cache_read_marks (LoketStatement  *statement,
                         int              first,
                         LoketQueueMarks *marks)
{
  gint64 clock = loket_statement_get_instant (statement, first);

  loket_queue_marks_init (marks);
  if (clock == LOKET_TIME_UNSET)
    return;

  marks->known = TRUE;
  marks->clock = (guint) clock;
  marks->flags = (guint) loket_statement_get_int64 (statement, first + 1);
  marks->paused = loket_statement_get_int64 (statement, first + 2) != 0;
  marks->start = loket_statement_get_instant (statement, first + 3);
  marks->warning_at = loket_statement_get_instant (statement, first + 4);
  marks->today_at = loket_statement_get_instant (statement, first + 5);
  marks->due = loket_statement_get_instant (statement, first + 6);
  marks->stop = loket_statement_get_instant (statement, first + 7);
}

/* Binds LOKET_CACHE_MARK_COLUMNS and then `settled` and `due_key`. @settled is
 * for a complaint whose clocks cannot be counted. */
void
_loket_cache_bind_marks (LoketStatement        *statement,
                         int                    first,
                         const LoketQueueMarks *marks,
                         gboolean               settled)
{
  gboolean runs = marks->known && marks->stop == LOKET_TIME_UNSET;
  gboolean last = marks->due == LOKET_TIME_UNSET || (runs && marks->paused);

  loket_statement_bind_instant (statement, first, marks->known ? marks->clock : LOKET_TIME_UNSET);
  loket_statement_bind_int64 (statement, first + 1, marks->flags);
  loket_statement_bind_int64 (statement, first + 2, marks->paused);
  loket_statement_bind_instant (statement, first + 3, marks->start);
  loket_statement_bind_instant (statement, first + 4, marks->warning_at);
  loket_statement_bind_instant (statement, first + 5, marks->today_at);
  loket_statement_bind_instant (statement, first + 6, marks->due);
  loket_statement_bind_instant (statement, first + 7, marks->stop);
  loket_statement_bind_int64 (statement, first + 8, marks->known ? !runs : settled);
  loket_statement_bind_int64 (statement, first + 9, last ? ORDER_LAST : marks->due);
}

/**
 * loket_cache_store_set_marker:
 * @self: a store
 * @marker: how deadlines are counted; copied
 * @rules: by which rules; the store takes a reference of its own
 *
 * Sets how the deadlines of complaints that come in from now on are counted;
 * loket_cache_store_refresh_marks_async() does it for those that are there.
 * Before the first call nothing has a deadline. The same @marker has to come
 * with every call.
 */
void
loket_cache_store_set_marker (LoketCacheStore   *self,
                              const LoketMarker *marker,
                              gpointer           rules)
{
  gpointer old_rules;

  g_return_if_fail (LOKET_IS_CACHE_STORE (self));
  g_return_if_fail (marker != NULL && rules != NULL);

  g_mutex_lock (&self->rules_mutex);
  old_rules = self->rules;
  self->marker = *marker;
  self->rules = marker->ref (rules);
  g_mutex_unlock (&self->rules_mutex);

  if (old_rules != NULL)
    marker->unref (old_rules);
}

typedef struct
{
  LoketCacheStore *store;
  gint64           now;
  LoketStatement  *row;
  LoketStatement  *update;
  gint64           n_changed;
} Refresh;

static void
refresh_clear (Refresh *refresh)
{
  g_clear_pointer (&refresh->row, loket_statement_free);
  g_clear_pointer (&refresh->update, loket_statement_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Refresh, refresh_clear)

static gboolean
refresh_row (Refresh  *refresh,
             GError  **error)
{
  const char *line = loket_statement_get_text (refresh->row, 1);
  g_autoptr (LoketComplaint) complaint = loket_wire_complaint_parse (line, strlen (line), NULL);
  LoketQueueMarks before;
  LoketQueueMarks after;

  if (complaint == NULL)
    return TRUE;
  _loket_cache_read_marks (refresh->row, 2, &before);
  _loket_cache_store_mark (refresh->store, complaint, refresh->now, &after);
  if (loket_queue_marks_equal (&before, &after))
    return TRUE;

  refresh->n_changed++;
  loket_statement_bind_int64 (refresh->update, 1, loket_statement_get_int64 (refresh->row, 0));
  _loket_cache_bind_marks (refresh->update, 2, &after, loket_complaint_is_settled (complaint));
  return loket_statement_run (refresh->update, error);
}

static gpointer
refresh_marks (gpointer       store,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  LoketCacheStore *self = store;
  g_auto (Refresh) refresh = { .store = self, .now = ((LoketCacheRequest *) data)->now };
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->writer, error);
  gboolean found = TRUE;

  if (transaction == NULL)
    return NULL;
  refresh.row = loket_db_prepare (self->writer,
                                  "SELECT number, line, " LOKET_CACHE_MARK_COLUMNS
                                  " FROM complaint NOT INDEXED "
                                  "JOIN complaint_text USING (number) WHERE open = 1",
                                  error);
  refresh.update = loket_db_prepare (self->writer,
                                     "UPDATE complaint SET clock = ?2, clock_flags = ?3, "
                                     "clock_paused = ?4, clock_start = ?5, warning_at = ?6, "
                                     "today_at = ?7, due = ?8, clock_stop = ?9, settled = ?10, "
                                     "due_key = ?11 WHERE number = ?1",
                                     error);
  if (refresh.row == NULL || refresh.update == NULL)
    return NULL;
  /* In the order of the table: the index of the queue changes under the loop. */
  while (found)
    if (!loket_statement_step (refresh.row, &found, error) ||
        (found && !refresh_row (&refresh, error)))
      return NULL;
  return loket_db_commit (self->writer, error)
           ? g_memdup2 (&refresh.n_changed, sizeof refresh.n_changed)
           : NULL;
}

/**
 * loket_cache_store_refresh_marks_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Counts the deadlines of the open complaints anew, after holidays or rules have
 * changed. What is closed keeps the deadline that it was closed with.
 */
void
loket_cache_store_refresh_marks_async (LoketCacheStore     *self,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  _loket_cache_store_call (self, self->writer_worker, refresh_marks,
                           _loket_cache_request_new (self, NULL), g_free,
                           loket_cache_store_refresh_marks_async, cancellable, callback,
                           user_data);
}

/**
 * loket_cache_store_refresh_marks_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_refresh_marks_async().
 *
 * Returns: how many changed, -1 on error
 */
gint64
loket_cache_store_refresh_marks_finish (LoketCacheStore  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  g_autofree gint64 *n_changed =
    _loket_store_finish (self, result, loket_cache_store_refresh_marks_async, error);

  return n_changed != NULL ? *n_changed : -1;
}
