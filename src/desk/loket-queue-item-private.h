/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-queue-item.h"
#include "loket-queue-row.h"

G_BEGIN_DECLS

LoketQueueItem *_loket_queue_item_new         (gint64           row_id);
void            _loket_queue_item_fill        (LoketQueueItem  *self,
                                               LoketQueueRow   *row,
                                               gboolean         has_draft,
                                               LoketOutboxState outbox_state);
void            _loket_queue_item_set_overlay (LoketQueueItem  *self,
                                               gboolean         has_draft,
                                               LoketOutboxState outbox_state);

G_END_DECLS
