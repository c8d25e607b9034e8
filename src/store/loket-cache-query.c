/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-query-private.h"

#include "loket-text.h"
#include "loket-time.h"

/*
 * Reading the cache, on the reading thread. The order of the queue is by due
 * instant, then what no clock runs on; what is due at the same instant in the
 * order of receipt, then of the number people use. The index complaint_queue
 * holds it ready; the other orders are sorted when somebody asks for them.
 */

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

/* The query behind a view: ?1 is now, ?2 the end of the day, ?3 the numbers, ?4
 * the ids, ?5 the limit. */
char *
_loket_cache_query_sql (LoketView       view,
                        LoketQueueOrder order,
                        gboolean        with_numbers,
                        gboolean        with_ids)
{
  GString *sql = g_string_new ("SELECT number, settled, due_key, tracking_id FROM complaint WHERE ");

  g_string_append (sql, get_condition (view));
  if (with_numbers)
    g_string_append (sql, " AND number IN (SELECT value FROM json_each (?3))");
  if (with_ids)
    g_string_append (sql, " AND id IN (SELECT value FROM json_each (?4))");
  g_string_append_printf (sql, " ORDER BY %s LIMIT ?5", get_order (order));
  return g_string_free (sql, FALSE);
}

/* Prepares the query behind a view, of all or of the numbers in a JSON list. */
LoketStatement *
_loket_cache_prepare_query (LoketDb                *db,
                            const LoketCacheQuery  *query,
                            const char             *numbers,
                            gint64                  limit,
                            GError                **error)
{
  g_autofree char *ids = query->complaint_ids != NULL ? make_id_list (query->complaint_ids) : NULL;
  g_autofree char *sql = _loket_cache_query_sql (query->view, query->order, numbers != NULL,
                                                 ids != NULL);
  LoketStatement *row = loket_db_prepare (db, sql, error);

  if (row == NULL)
    return NULL;
  loket_statement_bind_int64 (row, 1, query->now);
  loket_statement_bind_int64 (row, 2, query->day_end);
  if (numbers != NULL)
    loket_statement_bind_text (row, 3, numbers);
  if (ids != NULL)
    loket_statement_bind_text (row, 4, ids);
  loket_statement_bind_int64 (row, 5, limit);
  return row;
}

/* Reads a row of that query. */
void
_loket_cache_read_key (LoketStatement *row,
                       LoketQueueKey  *key)
{
  key->row_id = loket_statement_get_int64 (row, 0);
  key->due = loket_statement_get_int64 (row, 1) == 0 ? loket_statement_get_int64 (row, 2)
                                                    : LOKET_DUE_NEVER;
}

/* A view without words. */
gpointer
_loket_cache_query (gpointer       store,
                    gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  LoketCacheStore *self = store;
  const LoketCacheQuery *query = ((LoketCacheRequest *) data)->query;
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (LoketQueueKey));
  g_autoptr (LoketStatement) row = NULL;
  gboolean found;

  loket_db_set_cancellable (self->reader, cancellable);
  row = _loket_cache_prepare_query (self->reader, query, NULL,
                                    query->limit > 0 ? (gint64) query->limit : -1, error);
  if (row == NULL)
    return NULL;
  while (loket_statement_step (row, &found, error))
    {
      LoketQueueKey key;

      if (!found)
        return g_steal_pointer (&keys);
      _loket_cache_read_key (row, &key);
      g_array_append_val (keys, key);
    }
  return NULL;
}

static LoketQueueRow *
read_row (LoketStatement  *st,
          LoketVault      *vault,
          GError         **error)
{
  g_autoptr (LoketQueueRow) row = loket_queue_row_new ();

  row->row_id = loket_statement_get_int64 (st, 0);
  row->complaint_id = loket_statement_dup_text (st, 1);
  row->tracking_id = loket_statement_dup_text (st, 2);
  if (!_loket_cache_read_face (st, 3, vault, row->complaint_id, &row->title, &row->place, error))
    return NULL;
  row->category = loket_statement_dup_text (st, 4);
  row->agency_name = loket_statement_dup_text (st, 5);
  row->time_zone = loket_statement_dup_text (st, 6);
  row->klass = loket_complaint_class_from_name (loket_statement_get_text (st, 7));
  row->status = loket_complaint_status_from_name (loket_statement_get_text (st, 8));
  row->anonymous = loket_statement_get_int64 (st, 9) != 0;
  row->secret = loket_statement_get_int64 (st, 10) != 0;
  row->received_at = loket_statement_get_instant (st, 11);
  row->assigned_at = loket_statement_get_instant (st, 12);
  row->answered_at = loket_statement_get_instant (st, 13);
  row->reporter_at = loket_statement_get_instant (st, 14);
  _loket_cache_read_marks (st, 15, &row->marks);
  return g_steal_pointer (&row);
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
                         "SELECT number, id, tracking_id, face, category, agency_name, "
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
        {
          LoketQueueRow *row = read_row (st, self->vault, error);

          if (row == NULL)
            return NULL;
          g_ptr_array_add (rows, row);
        }
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
