/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-query-private.h"

#include "loket-text.h"
#include "loket-time.h"
#include "loket-wire-complaint.h"

/*
 * Reading the cache, on the reading thread. The order of the queue is by due
 * instant, then what no clock runs on; what is due at the same instant in the
 * order of receipt, then of the number people use. The index complaint_queue
 * holds it ready; the other orders are sorted when somebody asks for them.
 */

#define MAX_SEARCH_WORDS 16

static const char *
get_condition (LoketView view)
{
  switch (view)
    {
    case LOKET_VIEW_TODAY:
      return "open = 1 AND settled = 0 AND due_key BETWEEN ?1 AND ?2";
    case LOKET_VIEW_OVERDUE:
      return "open = 1 AND settled = 0 AND due_key < ?1";
    case LOKET_VIEW_OPEN:
      return "open = 1";
    case LOKET_VIEW_WAITING_REPORTER:
      return "open = 1 AND status = 'needs_information'";
    case LOKET_VIEW_DRAFTS:
    case LOKET_VIEW_APPROVALS:
    case LOKET_VIEW_OUTBOX:
    case LOKET_VIEW_SENT:
    case LOKET_VIEW_PROMISES:
      return "1";
    case LOKET_N_VIEWS:
    default:
      g_return_val_if_reached ("0");
    }
}

/* Makes an FTS5 expression of what somebody typed: every word must be there,
 * the last may go on. Quoting leaves nothing of FTS5's own language. */
static char *
make_match (const char *search)
{
  g_autoptr (GString) match = g_string_new (NULL);
  g_autoptr (GString) word = g_string_new (NULL);
  guint n_words = 0;

  for (const char *p = search;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0 && (g_unichar_isalnum (c) || g_unichar_ismark (c)))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0 && n_words < MAX_SEARCH_WORDS)
        {
          g_string_append_printf (match, "%s\"%s\"%s", n_words > 0 ? " " : "", word->str,
                                  c == 0 ? " *" : "");
          n_words++;
        }
      g_string_truncate (word, 0);
      if (c == 0)
        break;
    }
  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

/* The ids as JSON, for SQLite to take apart. Anything but an id is left out. */
static char *
make_id_list (const char *const *ids)
{
  GString *list = g_string_new ("[");

  for (guint i = 0; ids[i] != NULL; i++)
    if (loket_text_is_uuid (ids[i]))
      g_string_append_printf (list, "%s\"%s\"", list->len > 1 ? "," : "", ids[i]);
  g_string_append_c (list, ']');
  return g_string_free (list, FALSE);
}

static const char *
get_order (LoketQueueOrder order)
{
  switch (order)
    {
    case LOKET_QUEUE_ORDER_OLDEST:
      return "received_at, tracking_id, number";
    case LOKET_QUEUE_ORDER_NEWEST:
      return "received_at DESC, tracking_id DESC, number DESC";
    case LOKET_QUEUE_ORDER_DEADLINE:
    case LOKET_N_QUEUE_ORDERS:
    default:
      return "settled, due_key, received_at, tracking_id, number";
    }
}

/* The query behind a view: ?1 is now, ?2 the end of the day, ?3 the words, ?4
 * the ids, ?5 the limit. */
char *
_loket_cache_query_sql (LoketView       view,
                        LoketQueueOrder order,
                        gboolean        with_words,
                        gboolean        with_ids)
{
  GString *sql = g_string_new ("SELECT number, settled, due_key FROM complaint WHERE ");

  g_string_append (sql, get_condition (view));
  if (with_words)
    g_string_append (sql, " AND number IN (SELECT rowid FROM search WHERE search MATCH ?3)");
  if (with_ids)
    g_string_append (sql, " AND id IN (SELECT value FROM json_each (?4))");
  g_string_append_printf (sql, " ORDER BY %s LIMIT ?5", get_order (order));
  return g_string_free (sql, FALSE);
}

gpointer
_loket_cache_query (gpointer       store,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  LoketCacheStore *self = store;
  const LoketCacheQuery *query = ((LoketCacheRequest *) data)->query;
  gboolean has_words = query->search != NULL && !loket_text_is_blank (query->search);
  g_autofree char *match = has_words ? make_match (query->search) : NULL;
  g_autofree char *ids = query->complaint_ids != NULL ? make_id_list (query->complaint_ids) : NULL;
  g_autofree char *sql = NULL;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (LoketQueueKey));
  g_autoptr (LoketStatement) row = NULL;
  gboolean found;

  if (has_words && match == NULL)
    return g_steal_pointer (&keys);

  sql = _loket_cache_query_sql (query->view, query->order, match != NULL, ids != NULL);
  loket_db_set_cancellable (self->reader, cancellable);
  row = loket_db_prepare (self->reader, sql, error);
  if (row == NULL)
    return NULL;
  loket_statement_bind_int64 (row, 1, query->now);
  loket_statement_bind_int64 (row, 2, query->day_end);
  if (match != NULL)
    loket_statement_bind_text (row, 3, match);
  if (ids != NULL)
    loket_statement_bind_text (row, 4, ids);
  loket_statement_bind_int64 (row, 5, query->limit > 0 ? (gint64) query->limit : -1);

  while (loket_statement_step (row, &found, error))
    {
      LoketQueueKey key;

      if (!found)
        return g_steal_pointer (&keys);
      key.row_id = loket_statement_get_int64 (row, 0);
      key.due = loket_statement_get_int64 (row, 1) == 0 ? loket_statement_get_int64 (row, 2)
                                                       : LOKET_DUE_NEVER;
      g_array_append_val (keys, key);
    }
  return NULL;
}

static LoketQueueRow *
read_row (LoketStatement *st)
{
  LoketQueueRow *row = loket_queue_row_new ();

  row->row_id = loket_statement_get_int64 (st, 0);
  row->complaint_id = loket_statement_dup_text (st, 1);
  row->tracking_id = loket_statement_dup_text (st, 2);
  row->title = loket_statement_dup_text (st, 3);
  row->category = loket_statement_dup_text (st, 4);
  row->place = loket_statement_dup_text (st, 5);
  row->agency_name = loket_statement_dup_text (st, 6);
  row->time_zone = loket_statement_dup_text (st, 7);
  row->klass = loket_complaint_class_from_name (loket_statement_get_text (st, 8));
  row->status = loket_complaint_status_from_name (loket_statement_get_text (st, 9));
  row->anonymous = loket_statement_get_int64 (st, 10) != 0;
  row->secret = loket_statement_get_int64 (st, 11) != 0;
  row->received_at = loket_statement_get_instant (st, 12);
  row->assigned_at = loket_statement_get_instant (st, 13);
  row->answered_at = loket_statement_get_instant (st, 14);
  row->reporter_at = loket_statement_get_instant (st, 15);
  _loket_cache_read_marks (st, 16, &row->marks);
  return row;
}

gpointer
_loket_cache_fetch_rows (gpointer       store,
                         gpointer       data,
                         GCancellable  *cancellable,
                         GError       **error)
{
  LoketCacheStore *self = store;
  const GArray *ids = ((LoketCacheRequest *) data)->row_ids;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_queue_row_free);
  g_autoptr (LoketStatement) st = NULL;

  loket_db_set_cancellable (self->reader, cancellable);
  st = loket_db_prepare (self->reader,
                         "SELECT number, id, tracking_id, title, category, place, agency_name, "
                         "time_zone, class, status, anonymous, secret, received_at, assigned_at, "
                         "answered_at, reporter_at, " LOKET_CACHE_MARK_COLUMNS
                         " FROM complaint WHERE number = ?1",
                         error);
  if (st == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    {
      gboolean found;

      loket_statement_bind_int64 (st, 1, g_array_index (ids, gint64, i));
      if (!loket_statement_step (st, &found, error))
        return NULL;
      if (found)
        g_ptr_array_add (rows, read_row (st));
      loket_statement_reset (st);
    }
  return g_steal_pointer (&rows);
}

gpointer
_loket_cache_count (gpointer       store,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  LoketCacheStore *self = store;
  LoketCacheRequest *request = data;
  LoketCacheCounts *counts = NULL;
  g_autoptr (LoketStatement) row = NULL;

  loket_db_set_cancellable (self->reader, cancellable);
  row = loket_db_prepare (self->reader,
                          "SELECT (SELECT count(*) FROM complaint), count(*), "
                          "count(*) FILTER (WHERE settled = 0 AND due_key BETWEEN ?1 AND ?2), "
                          "count(*) FILTER (WHERE settled = 0 AND due_key < ?1), "
                          "count(*) FILTER (WHERE status = 'needs_information') "
                          "FROM complaint WHERE open = 1",
                          error);
  if (row == NULL)
    return NULL;
  loket_statement_bind_int64 (row, 1, request->now);
  loket_statement_bind_int64 (row, 2, request->number);
  if (!loket_statement_step (row, NULL, error))
    return NULL;

  counts = g_new0 (LoketCacheCounts, 1);
  counts->total = (guint) loket_statement_get_int64 (row, 0);
  counts->by_view[LOKET_VIEW_OPEN] = (guint) loket_statement_get_int64 (row, 1);
  counts->by_view[LOKET_VIEW_TODAY] = (guint) loket_statement_get_int64 (row, 2);
  counts->by_view[LOKET_VIEW_OVERDUE] = (guint) loket_statement_get_int64 (row, 3);
  counts->by_view[LOKET_VIEW_WAITING_REPORTER] = (guint) loket_statement_get_int64 (row, 4);
  return counts;
}

gpointer
_loket_cache_get_complaint (gpointer       store,
                            gpointer       data,
                            GCancellable  *cancellable,
                            GError       **error)
{
  LoketCacheStore *self = store;
  const char *id = ((LoketCacheRequest *) data)->text;
  g_autoptr (LoketStatement) row = NULL;
  const char *line;
  gboolean found;

  loket_db_set_cancellable (self->reader, cancellable);
  row = loket_db_prepare (self->reader,
                          "SELECT line FROM complaint_text WHERE line <> '' AND number = coalesce ("
                          "(SELECT number FROM complaint WHERE id = ?1), "
                          "(SELECT number FROM complaint WHERE tracking_id = ?1 "
                          "ORDER BY detached, number LIMIT 1))",
                          error);
  if (row == NULL)
    return NULL;
  loket_statement_bind_text (row, 1, id);
  if (!loket_statement_step (row, &found, error))
    return NULL;
  if (!found)
    {
      g_set_error_literal (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND,
                           "The complaint is not on this computer");
      return NULL;
    }
  line = loket_statement_get_text (row, 0);
  return loket_wire_complaint_parse (line, strlen (line), error);
}
