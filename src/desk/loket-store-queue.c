/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-store-queue.h"

#include "loket-limits.h"
#include "loket-words-private.h"

/**
 * LoketStoreQueue:
 *
 * The queue of the local files: the cache's rows under the officer's overlay.
 */
struct _LoketStoreQueue
{
  GObject          parent_instance;

  LoketCacheStore *cache;
  LoketOverlay    *overlay;
  LoketClock      *clock;
  char            *time_zone;
};

static void queue_source_init (LoketQueueSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketStoreQueue, _loket_store_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (LOKET_TYPE_QUEUE_SOURCE, queue_source_init))

static void
queried_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GArray *keys = loket_cache_store_query_finish (LOKET_CACHE_STORE (source), result, &error);

  if (keys != NULL)
    g_task_return_pointer (task, keys, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
query_async (LoketQueueSource    *source,
             LoketView            view,
             LoketQueueOrder      order,
             const char          *search,
             guint                limit,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  LoketStoreQueue *self = LOKET_STORE_QUEUE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_auto (GStrv) ids = NULL;
  LoketCacheQuery query = { .view = view, .order = order, .search = search, .limit = limit };

  g_task_set_source_tag (task, query_async);
  if (_loket_overlay_makes_view (view))
    {
      ids = _loket_overlay_dup_ids (self->overlay, view);
      if (*ids == NULL)
        {
          g_task_return_pointer (task, g_array_new (FALSE, FALSE, sizeof (LoketQueueKey)), (GDestroyNotify) g_array_unref);
          return;
        }
    }

  if (limit == LOKET_QUEUE_AT_HAND)
    {
      query.limit = LOKET_LIMIT_SEARCH_FIRST;
      query.max_opened = LOKET_LIMIT_SEARCH_OPENED;
    }
  query.now = loket_clock_now (self->clock);
  query.day_end = _loket_store_queue_get_day_end (self);
  query.complaint_ids = (const char *const *) ids;
  loket_cache_store_query_async (self->cache, &query, cancellable, queried_cb, g_steal_pointer (&task));
}

static GArray *
query_finish (LoketQueueSource  *source,
              GAsyncResult      *result,
              GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
rows_fetched_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *rows = loket_cache_store_fetch_rows_finish (LOKET_CACHE_STORE (source), result, &error);

  if (rows != NULL)
    g_task_return_pointer (task, rows, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
fetch_async (LoketQueueSource    *source,
             const gint64        *row_ids,
             guint                n_row_ids,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  LoketStoreQueue *self = LOKET_STORE_QUEUE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, fetch_async);
  loket_cache_store_fetch_rows_async (self->cache, row_ids, n_row_ids, cancellable,
                                      rows_fetched_cb, g_steal_pointer (&task));
}

static GPtrArray *
fetch_finish (LoketQueueSource  *source,
              GAsyncResult      *result,
              GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
get_overlay (LoketQueueSource *source,
             const char       *complaint_id,
             gboolean         *has_draft,
             LoketOutboxState *outbox_state)
{
  _loket_overlay_get (LOKET_STORE_QUEUE (source)->overlay, complaint_id, has_draft, outbox_state);
}

static void
queue_source_init (LoketQueueSourceInterface *iface)
{
  iface->query_async = query_async;
  iface->query_finish = query_finish;
  iface->fetch_async = fetch_async;
  iface->fetch_finish = fetch_finish;
  iface->get_overlay = get_overlay;
}

static void
_loket_store_queue_finalize (GObject *object)
{
  LoketStoreQueue *self = LOKET_STORE_QUEUE (object);

  g_clear_object (&self->cache);
  g_clear_object (&self->overlay);
  g_clear_object (&self->clock);
  g_free (self->time_zone);
  G_OBJECT_CLASS (_loket_store_queue_parent_class)->finalize (object);
}

static void
_loket_store_queue_class_init (LoketStoreQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = _loket_store_queue_finalize;
}

static void
_loket_store_queue_init (LoketStoreQueue *self)
{
}

/*< private >
 * _loket_store_queue_new:
 * @cache: where the rows are
 * @overlay: what the officer's own files say
 * @clock: what is overdue is told by
 *
 * Makes the queue of the local files.
 *
 * Returns: (transfer full): a source
 */
LoketStoreQueue *
_loket_store_queue_new (LoketCacheStore *cache,
                        LoketOverlay    *overlay,
                        LoketClock      *clock)
{
  LoketStoreQueue *self = g_object_new (LOKET_TYPE_STORE_QUEUE, NULL);

  self->cache = g_object_ref (cache);
  self->overlay = g_object_ref (overlay);
  self->clock = g_object_ref (clock);
  return self;
}

/*< private >
 * _loket_store_queue_set_time_zone:
 * @self: a queue
 * @time_zone: (nullable): where today is; %NULL: where the computer is
 *
 * Sets the zone of the officer.
 */
void
_loket_store_queue_set_time_zone (LoketStoreQueue *self,
                                  const char      *time_zone)
{
  g_free (self->time_zone);
  self->time_zone = g_strdup (time_zone);
}

/*< private >
 * _loket_store_queue_get_day_end:
 * @self: a queue
 *
 * Tells when today ends where the officer is.
 *
 * Returns: its last instant, Unix seconds
 */
gint64
_loket_store_queue_get_day_end (LoketStoreQueue *self)
{
  g_autoptr (GDateTime) local = _loket_words_local (loket_clock_now (self->clock), self->time_zone);

  return _loket_words_day_start (local, 1) - 1;
}
