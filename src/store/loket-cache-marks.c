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
  gpointer rules = loket_cache_store_ref_rules (self);

  loket_queue_marks_init (marks);
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

typedef struct
{
  LoketCacheStore        *store;
  gpointer                rules;
  const LoketRulesRecord *edition; /* NULL: nothing is published by it */
  gint64                  now;
  LoketStatement         *row;
  LoketStatement         *update;
  LoketStatement         *move;
  LoketRulesChange       *change;
} Recount;

static void
recount_clear (Recount *recount)
{
  g_clear_pointer (&recount->row, loket_statement_free);
  g_clear_pointer (&recount->update, loket_statement_free);
  g_clear_pointer (&recount->move, loket_statement_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recount, recount_clear)

static gboolean
prepare_recount (Recount  *recount,
                 GError  **error)
{
  LoketDb *db = recount->store->writer;

  recount->row = loket_db_prepare (db,
                                   "SELECT number, id, line, " LOKET_CACHE_MARK_COLUMNS
                                   " FROM complaint NOT INDEXED "
                                   "JOIN complaint_text USING (number) WHERE open = 1",
                                   error);
  if (recount->row == NULL)
    return FALSE;
  recount->update = loket_db_prepare (db,
                                      "UPDATE complaint SET clock = ?2, clock_flags = ?3, "
                                      "clock_paused = ?4, clock_start = ?5, warning_at = ?6, "
                                      "today_at = ?7, due = ?8, clock_stop = ?9, settled = ?10, "
                                      "due_key = ?11 WHERE number = ?1",
                                      error);
  if (recount->update == NULL)
    return FALSE;
  recount->move = loket_db_prepare (db,
                                    "REPLACE INTO deadline_move (complaint, edition, clock_before, "
                                    "clock, due_before, due, reason, at) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
                                    error);
  return recount->move != NULL;
}

/* Only what was owed before and still is has moved. */
static gboolean
note_move (Recount                *recount,
           gint64                  number,
           const LoketQueueMarks  *before,
           const LoketQueueMarks  *after,
           GError                **error)
{
  if (recount->edition == NULL || !before->known || !after->known ||
      before->stop != LOKET_TIME_UNSET || after->stop != LOKET_TIME_UNSET ||
      before->due == after->due)
    return TRUE;

  recount->change->n_moved++;
  loket_statement_bind_int64 (recount->move, 1, number);
  loket_statement_bind_int64 (recount->move, 2, recount->edition->number);
  loket_statement_bind_int64 (recount->move, 3, before->clock);
  loket_statement_bind_int64 (recount->move, 4, after->clock);
  loket_statement_bind_int64 (recount->move, 5, before->due);
  loket_statement_bind_int64 (recount->move, 6, after->due);
  loket_statement_bind_text (recount->move, 7, recount->edition->reason);
  loket_statement_bind_int64 (recount->move, 8, recount->now);
  return loket_statement_run (recount->move, error);
}

static gboolean
recount_row (Recount  *recount,
             GError  **error)
{
  gint64 number = loket_statement_get_int64 (recount->row, 0);
  g_autoptr (LoketComplaint) complaint = NULL;
  g_autoptr (GBytes) line = NULL;
  LoketQueueMarks before;
  LoketQueueMarks after;

  if (!_loket_cache_read_line (recount->row, 2, recount->store->vault,
                               loket_statement_get_text (recount->row, 1), &line, error))
    return FALSE;
  if (line != NULL)
    complaint = loket_wire_complaint_parse (g_bytes_get_data (line, NULL), g_bytes_get_size (line),
                                            NULL);
  if (complaint == NULL)
    return TRUE;
  _loket_cache_read_marks (recount->row, 3, &before);
  loket_queue_marks_init (&after);
  recount->store->marker.mark (recount->rules, complaint, recount->now, &after);
  if (loket_queue_marks_equal (&before, &after))
    return TRUE;

  g_ptr_array_add (recount->change->changed, loket_statement_dup_text (recount->row, 1));
  loket_statement_bind_int64 (recount->update, 1, number);
  _loket_cache_bind_marks (recount->update, 2, &after, loket_complaint_is_settled (complaint));
  return loket_statement_run (recount->update, error) &&
         note_move (recount, number, &before, &after, error);
}

/* Counts the open complaints by rules and writes what is another now; where an
 * edition brought the rules, also what it moved. In a transaction. */
gboolean
_loket_cache_recount (LoketCacheStore         *self,
                      gpointer                 rules,
                      const LoketRulesRecord  *edition,
                      gint64                   now,
                      LoketRulesChange        *change,
                      GError                 **error)
{
  g_auto (Recount) recount = {
    .store = self, .rules = rules, .edition = edition, .now = now, .change = change,
  };
  gboolean found = TRUE;

  if (!prepare_recount (&recount, error))
    return FALSE;
  /* In the order of the table: the index of the queue changes under the loop. */
  while (found)
    if (!loket_statement_step (recount.row, &found, error) ||
        (found && !recount_row (&recount, error)))
      return FALSE;
  return TRUE;
}

static gpointer
refresh_marks (gpointer       store,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  LoketCacheStore *self = store;
  LoketRulesChange change = { .changed = NULL };
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->writer, error);
  gpointer rules;
  gboolean done;
  gint64 n_changed;

  if (transaction == NULL)
    return NULL;
  change.changed = ids;
  rules = loket_cache_store_ref_rules (self);
  done = rules == NULL || _loket_cache_recount (self, rules, NULL,
                                                ((LoketCacheRequest *) data)->now, &change, error);
  if (rules != NULL)
    self->marker.unref (rules);
  if (!done || !loket_db_commit (self->writer, error))
    return NULL;
  n_changed = ids->len;
  return g_memdup2 (&n_changed, sizeof n_changed);
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
