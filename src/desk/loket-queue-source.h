/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "loket-enums.h"
#include "loket-view.h"

G_BEGIN_DECLS

#define LOKET_TYPE_QUEUE_SOURCE (loket_queue_source_get_type ())
G_DECLARE_INTERFACE (LoketQueueSource, loket_queue_source, LOKET, QUEUE_SOURCE, GObject)

/**
 * LOKET_QUEUE_AT_HAND:
 *
 * The limit of a query whose asker shows what can be had at once and asks for the
 * whole after it: the first rows, as many as take no time worth mentioning, up to
 * %LOKET_LIMIT_SEARCH_FIRST.
 */
#define LOKET_QUEUE_AT_HAND G_MAXUINT

/**
 * LoketQueueSourceInterface:
 * @query_async: starts to ask for the rows of a view in an order
 * @query_finish: (transfer full): a #GArray of #LoketQueueKey
 * @fetch_async: starts to read the rows behind some ids
 * @fetch_finish: (transfer full): a #GPtrArray of #LoketQueueRow, in any order;
 *   rows that are gone are left out
 * @get_overlay: tells what the officer's own files say about a complaint
 *
 * Where a queue comes from: the local cache, or a fake in a test. Both calls
 * answer on the caller's main context, later, never from inside the call.
 */
struct _LoketQueueSourceInterface
{
  GTypeInterface parent_iface;

  void       (*query_async)  (LoketQueueSource    *self,
                              LoketView            view,
                              LoketQueueOrder      order,
                              const char          *search,
                              guint                limit,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
  GArray    *(*query_finish) (LoketQueueSource    *self,
                              GAsyncResult        *result,
                              GError             **error);
  void       (*fetch_async)  (LoketQueueSource    *self,
                              const gint64        *row_ids,
                              guint                n_row_ids,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data);
  GPtrArray *(*fetch_finish) (LoketQueueSource    *self,
                              GAsyncResult        *result,
                              GError             **error);
  void       (*get_overlay)  (LoketQueueSource    *self,
                              const char          *complaint_id,
                              gboolean            *has_draft,
                              LoketOutboxState    *outbox_state);
};

void       loket_queue_source_query_async  (LoketQueueSource    *self,
                                            LoketView            view,
                                            LoketQueueOrder      order,
                                            const char          *search,
                                            guint                limit,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GArray    *loket_queue_source_query_finish (LoketQueueSource    *self,
                                            GAsyncResult        *result,
                                            GError             **error);
void       loket_queue_source_fetch_async  (LoketQueueSource    *self,
                                            const gint64        *row_ids,
                                            guint                n_row_ids,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
GPtrArray *loket_queue_source_fetch_finish (LoketQueueSource    *self,
                                            GAsyncResult        *result,
                                            GError             **error);
void       loket_queue_source_get_overlay  (LoketQueueSource    *self,
                                            const char          *complaint_id,
                                            gboolean            *has_draft,
                                            LoketOutboxState    *outbox_state);

G_END_DECLS
