/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-query-private.h"

#include "loket-cache-find-private.h"
#include "loket-text.h"

/**
 * loket_cache_store_get_complaint_async:
 * @self: a store
 * @id_or_tracking_id: the hub's id, or the number people use without `#`
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads one complaint with its conversation.
 */
void
loket_cache_store_get_complaint_async (LoketCacheStore     *self,
                                       const char          *id_or_tracking_id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  _loket_cache_store_call (self, self->reader_worker, _loket_cache_get_complaint,
                           _loket_cache_request_new (self, id_or_tracking_id),
                           (GDestroyNotify) loket_complaint_unref,
                           loket_cache_store_get_complaint_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_get_complaint_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_get_complaint_async().
 *
 * Returns: (transfer full) (nullable): the complaint; %LOKET_STORE_ERROR_NOT_FOUND
 *   where it is not here
 */
LoketComplaint *
loket_cache_store_get_complaint_finish (LoketCacheStore  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_get_complaint_async, error);
}

/**
 * loket_cache_store_query_async:
 * @self: a store
 * @query: what to look for; copied
 * @cancellable: (nullable): a cancellable; it also stops a search under way
 * @callback: what to call
 * @user_data: for @callback
 *
 * Looks complaints up, in the order that the query asks for.
 */
void
loket_cache_store_query_async (LoketCacheStore       *self,
                               const LoketCacheQuery *query,
                               GCancellable          *cancellable,
                               GAsyncReadyCallback    callback,
                               gpointer               user_data)
{
  LoketCacheRequest *request;
  gboolean has_words = query->search != NULL && !loket_text_is_blank (query->search);

  g_return_if_fail ((guint) query->view < LOKET_N_VIEWS);
  g_return_if_fail (query->complaint_ids != NULL || query->view <= LOKET_VIEW_WAITING_REPORTER);

  request = _loket_cache_request_new (self, NULL);
  request->query = g_memdup2 (query, sizeof *query);
  request->query->search = query->search != NULL ? g_utf8_make_valid (query->search, -1) : NULL;
  request->query->complaint_ids = (const char *const *) g_strdupv ((GStrv) query->complaint_ids);
  _loket_cache_store_call (self, has_words ? self->search_worker : self->reader_worker,
                           has_words ? _loket_cache_search : _loket_cache_query, request,
                           (GDestroyNotify) g_array_unref, loket_cache_store_query_async,
                           cancellable, callback, user_data);
}

/**
 * loket_cache_store_query_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_query_async().
 *
 * Returns: (transfer full) (element-type LoketQueueKey) (nullable): rows, each
 *   valid until the complaint leaves the cache
 */
GArray *
loket_cache_store_query_finish (LoketCacheStore  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_query_async, error);
}

/**
 * loket_cache_store_fetch_rows_async:
 * @self: a store
 * @row_ids: (array length=n_row_ids): row ids; copied
 * @n_row_ids: how many
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads what the queue shows of some complaints.
 */
void
loket_cache_store_fetch_rows_async (LoketCacheStore     *self,
                                    const gint64        *row_ids,
                                    guint                n_row_ids,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  LoketCacheRequest *request = _loket_cache_request_new (self, NULL);

  request->row_ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_row_ids);
  if (n_row_ids > 0)
    g_array_append_vals (request->row_ids, row_ids, n_row_ids);
  _loket_cache_store_call (self, self->reader_worker, _loket_cache_fetch_rows, request,
                           (GDestroyNotify) g_ptr_array_unref, loket_cache_store_fetch_rows_async,
                           cancellable, callback, user_data);
}

/**
 * loket_cache_store_fetch_rows_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_fetch_rows_async().
 *
 * Returns: (transfer full) (element-type LoketQueueRow) (nullable): the rows in
 *   the order asked for; those that are gone are left out
 */
GPtrArray *
loket_cache_store_fetch_rows_finish (LoketCacheStore  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  return _loket_store_finish (self, result, loket_cache_store_fetch_rows_async, error);
}

/**
 * loket_cache_store_count_async:
 * @self: a store
 * @now: the instant that divides what is overdue from what is not
 * @day_end: the last instant of today where the officer is
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Counts the complaints of each view.
 */
void
loket_cache_store_count_async (LoketCacheStore     *self,
                               gint64               now,
                               gint64               day_end,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  LoketCacheRequest *request = _loket_cache_request_new (self, NULL);

  request->now = now;
  request->number = day_end;
  _loket_cache_store_call (self, self->reader_worker, _loket_cache_count, request, g_free,
                           loket_cache_store_count_async, cancellable, callback, user_data);
}

/**
 * loket_cache_store_count_finish:
 * @self: a store
 * @result: the result
 * @counts: (out caller-allocates): the counts
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_cache_store_count_async().
 *
 * Returns: whether they were counted
 */
gboolean
loket_cache_store_count_finish (LoketCacheStore   *self,
                                GAsyncResult      *result,
                                LoketCacheCounts  *counts,
                                GError           **error)
{
  g_autofree LoketCacheCounts *found =
    _loket_store_finish (self, result, loket_cache_store_count_async, error);

  if (found == NULL)
    return FALSE;
  *counts = *found;
  return TRUE;
}
