/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-queue-source.h"

G_DEFINE_INTERFACE (LoketQueueSource, loket_queue_source, G_TYPE_OBJECT)

static void
loket_queue_source_default_init (LoketQueueSourceInterface *iface)
{
  /**
   * LoketQueueSource::changed:
   * @self: the source
   *
   * The result of a query may be another one now.
   */
  g_signal_new ("changed", LOKET_TYPE_QUEUE_SOURCE, G_SIGNAL_RUN_LAST, 0,
                NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * LoketQueueSource::row-changed:
   * @self: the source
   * @complaint_id: which one
   *
   * What is known of one complaint, or its overlay, is another one now.
   */
  g_signal_new ("row-changed", LOKET_TYPE_QUEUE_SOURCE, G_SIGNAL_RUN_LAST, 0,
                NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * loket_queue_source_query_async:
 * @self: a source
 * @view: which complaints
 * @order: in which order
 * @search: (nullable): words they have to hold
 * @limit: only so many, the first ones; 0 for all; %LOKET_QUEUE_AT_HAND
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Asks for the rows of a view.
 */
void
loket_queue_source_query_async (LoketQueueSource    *self,
                                LoketView            view,
                                LoketQueueOrder      order,
                                const char          *search,
                                guint                limit,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LOKET_IS_QUEUE_SOURCE (self));

  LOKET_QUEUE_SOURCE_GET_IFACE (self)->query_async (self, view, order, search, limit, cancellable,
                                                   callback, user_data);
}

/**
 * loket_queue_source_query_finish:
 * @self: a source
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends loket_queue_source_query_async().
 *
 * Returns: (transfer full) (element-type LoketQueueKey): the rows, each once, or
 *   %NULL
 */
GArray *
loket_queue_source_query_finish (LoketQueueSource  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_SOURCE (self), NULL);

  return LOKET_QUEUE_SOURCE_GET_IFACE (self)->query_finish (self, result, error);
}

/**
 * loket_queue_source_fetch_async:
 * @self: a source
 * @row_ids: (array length=n_row_ids): which rows; copied
 * @n_row_ids: how many
 * @cancellable: (nullable): a cancellable
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Reads rows.
 */
void
loket_queue_source_fetch_async (LoketQueueSource    *self,
                                const gint64        *row_ids,
                                guint                n_row_ids,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (LOKET_IS_QUEUE_SOURCE (self));

  LOKET_QUEUE_SOURCE_GET_IFACE (self)->fetch_async (self, row_ids, n_row_ids, cancellable, callback, user_data);
}

/**
 * loket_queue_source_fetch_finish:
 * @self: a source
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends loket_queue_source_fetch_async().
 *
 * Returns: (transfer full) (element-type LoketQueueRow): the rows that exist,
 *   in any order, or %NULL
 */
GPtrArray *
loket_queue_source_fetch_finish (LoketQueueSource  *self,
                                 GAsyncResult      *result,
                                 GError           **error)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_SOURCE (self), NULL);

  return LOKET_QUEUE_SOURCE_GET_IFACE (self)->fetch_finish (self, result, error);
}

/**
 * loket_queue_source_get_overlay:
 * @self: a source
 * @complaint_id: a complaint
 * @has_draft: (out): whether there is a draft for it
 * @outbox_state: (out): where its latest reply in the outbox is, none without one
 *
 * Tells at once what the officer's own files say about a complaint.
 */
void
loket_queue_source_get_overlay (LoketQueueSource *self,
                                const char       *complaint_id,
                                gboolean         *has_draft,
                                LoketOutboxState *outbox_state)
{
  g_return_if_fail (LOKET_IS_QUEUE_SOURCE (self));

  LOKET_QUEUE_SOURCE_GET_IFACE (self)->get_overlay (self, complaint_id, has_draft, outbox_state);
}
