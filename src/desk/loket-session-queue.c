/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-desk-error.h"
#include "loket-queue-item-private.h"
#include "loket-session-private.h"

#include <glib/gi18n-lib.h>

/* Rows that one read of a whole queue asks for. */
#define ROWS_AT_ONCE 500

/**
 * loket_session_create_list:
 * @self: a session
 *
 * Makes a list of the queue that follows the session.
 *
 * Returns: (transfer full): a list of all open complaints
 */
LoketComplaintList *
loket_session_create_list (LoketSession *self)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self) && self->queue != NULL, NULL);

  return loket_complaint_list_new (LOKET_QUEUE_SOURCE (self->queue));
}

/**
 * loket_session_get_view_count:
 * @self: a session
 * @view: a view
 *
 * Tells how many complaints a view has, as last counted.
 *
 * Returns: how many
 */
guint
loket_session_get_view_count (LoketSession *self,
                              LoketView     view)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self), 0);
  g_return_val_if_fail ((guint) view < LOKET_N_VIEWS, 0);

  if (!_loket_overlay_makes_view (view))
    return self->counts.by_view[view];
  return self->overlay != NULL ? _loket_overlay_count (self->overlay, view) : 0;
}

static void
cache_counted_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  LoketCacheCounts counts = { 0 };
  GError *error = NULL;

  if (!loket_cache_store_count_finish (LOKET_CACHE_STORE (source), result, &counts, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  if (memcmp (&counts, &self->counts, sizeof counts) != 0)
    {
      self->counts = counts;
      _loket_session_emit_counts_changed (self);
    }
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_session_count_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called with the result
 * @user_data: passed to @callback
 *
 * Counts the views again. The session does so by itself when something changes.
 */
void
loket_session_count_async (LoketSession        *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->queue != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_count_async);
  loket_cache_store_count_async (loket_profile_get_cache (self->profile), loket_clock_now (self->clock),
                                 _loket_store_queue_get_day_end (self->queue), cancellable,
                                 cache_counted_cb, task);
}

/**
 * loket_session_count_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends loket_session_count_async().
 *
 * Returns: whether loket_session_get_view_count() is up to date
 */
gboolean
loket_session_count_finish (LoketSession  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* A queue that is read from end to end: the ids, then the rows piece by piece. */
typedef struct
{
  GArray     *ids;
  GHashTable *rows;  /* row id in ids -> LoketQueueItem */
  guint       n_asked;
} Query;

static void
query_free (Query *query)
{
  g_clear_pointer (&query->ids, g_array_unref);
  g_hash_table_unref (query->rows);
  g_free (query);
}

static void read_next_rows (GTask *task);

static void
return_items (GTask *task)
{
  Query *query = g_task_get_task_data (task);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < query->ids->len; i++)
    {
      LoketQueueItem *item = g_hash_table_lookup (query->rows, &g_array_index (query->ids, gint64, i));

      if (item != NULL)
        g_ptr_array_add (items, g_object_ref (item));
    }
  g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

static void
take_row (LoketSession  *self,
          Query         *query,
          LoketQueueRow *row)
{
  LoketQueueItem *item = _loket_queue_item_new (row->row_id);
  LoketOutboxState outbox_state = LOKET_OUTBOX_NONE;
  gboolean has_draft = FALSE;

  loket_session_get_overlay (self, row->complaint_id, &has_draft, &outbox_state);
  _loket_queue_item_fill (item, row, has_draft, outbox_state);
  g_hash_table_insert (query->rows, g_memdup2 (&row->row_id, sizeof row->row_id), item);
}

static void
piece_fetched_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) rows = loket_queue_source_fetch_finish (LOKET_QUEUE_SOURCE (source), result, &error);

  if (rows == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_set_free_func (rows, NULL);
  for (guint i = 0; i < rows->len; i++)
    take_row (g_task_get_source_object (task), g_task_get_task_data (task), rows->pdata[i]);
  read_next_rows (g_steal_pointer (&task));
}

static void
read_next_rows (GTask *task)
{
  g_autoptr (GTask) owned = task;
  LoketSession *self = g_task_get_source_object (task);
  Query *query = g_task_get_task_data (task);
  guint from = query->n_asked;
  guint n = MIN (query->ids->len - from, ROWS_AT_ONCE);

  if (n == 0)
    {
      return_items (task);
      return;
    }

  query->n_asked += n;
  loket_queue_source_fetch_async (LOKET_QUEUE_SOURCE (self->queue), &g_array_index (query->ids, gint64, from), n,
                                  g_task_get_cancellable (task), piece_fetched_cb, g_steal_pointer (&owned));
}

static void
view_queried_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Query *query = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GArray) keys = loket_queue_source_query_finish (LOKET_QUEUE_SOURCE (source), result, &error);

  if (keys == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  query->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), keys->len);
  for (guint i = 0; i < keys->len; i++)
    g_array_append_val (query->ids, g_array_index (keys, LoketQueueKey, i).row_id);
  read_next_rows (g_steal_pointer (&task));
}

/**
 * loket_session_query_async:
 * @self: a session
 * @view: a view
 * @search: (nullable): words that all complaints have to hold
 * @limit: how many at most, 0 for all
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Reads a queue once, filled. Screens use loket_session_create_list() instead.
 */
void
loket_session_query_async (LoketSession        *self,
                           LoketView            view,
                           const char          *search,
                           guint                limit,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = NULL;
  Query *query = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->queue != NULL);

  query = g_new0 (Query, 1);
  query->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_query_async);
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  loket_queue_source_query_async (LOKET_QUEUE_SOURCE (self->queue), view,
                                  LOKET_QUEUE_ORDER_DEADLINE, search, limit, cancellable,
                                  view_queried_cb, task);
}

/**
 * loket_session_query_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends loket_session_query_async().
 *
 * Returns: (transfer full) (element-type LoketQueueItem): the rows in queue order
 */
GPtrArray *
loket_session_query_finish (LoketSession  *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
complaint_loaded_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LoketComplaint *complaint = loket_cache_store_get_complaint_finish (LOKET_CACHE_STORE (source), result, &error);

  if (complaint != NULL)
    {
      g_task_return_pointer (task, complaint, (GDestroyNotify) loket_complaint_unref);
    }
  else if (error == NULL || g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                               _("There is no such complaint here."));
    }
  else
    {
      g_task_return_error (task, error);
    }
}

/**
 * loket_session_load_complaint_async:
 * @self: a session
 * @id_or_tracking_id: the hub's id, or the number people use, with or without `#`
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Reads a complaint with its conversation.
 */
void
loket_session_load_complaint_async (LoketSession        *self,
                                    const char          *id_or_tracking_id,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->profile != NULL);
  g_return_if_fail (id_or_tracking_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_load_complaint_async);
  if (*id_or_tracking_id == '#')
    id_or_tracking_id++;
  loket_cache_store_get_complaint_async (loket_profile_get_cache (self->profile), id_or_tracking_id,
                                         cancellable, complaint_loaded_cb, task);
}

/**
 * loket_session_load_complaint_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for %LOKET_DESK_ERROR_NOT_FOUND or an error of the store
 *
 * Ends loket_session_load_complaint_async().
 *
 * Returns: (transfer full): the complaint, or %NULL
 */
LoketComplaint *
loket_session_load_complaint_finish (LoketSession  *self,
                                     GAsyncResult  *result,
                                     GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_session_get_overlay:
 * @self: a session
 * @complaint_id: a complaint
 * @has_draft: (out) (optional): whether there is a draft for it
 * @outbox_state: (out) (optional): where its latest reply is that has not
 *   arrived, none without one
 *
 * Tells at once what the officer's own files say about a complaint.
 */
void
loket_session_get_overlay (LoketSession     *self,
                           const char       *complaint_id,
                           gboolean         *has_draft,
                           LoketOutboxState *outbox_state)
{
  LoketOutboxState state = LOKET_OUTBOX_NONE;
  gboolean draft = FALSE;

  g_return_if_fail (LOKET_IS_SESSION (self));
  g_return_if_fail (complaint_id != NULL);

  if (self->overlay != NULL)
    _loket_overlay_get (self->overlay, complaint_id, &draft, &state);
  if (has_draft != NULL)
    *has_draft = draft;
  if (outbox_state != NULL)
    *outbox_state = state;
}
