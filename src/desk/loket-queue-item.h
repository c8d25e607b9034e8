/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"
#include "loket-sla-marks.h"

G_BEGIN_DECLS

#define LOKET_TYPE_QUEUE_ITEM (loket_queue_item_get_type ())
G_DECLARE_FINAL_TYPE (LoketQueueItem, loket_queue_item, LOKET, QUEUE_ITEM, GObject)

gint64               loket_queue_item_get_row_id       (LoketQueueItem *self);
gboolean             loket_queue_item_is_loaded        (LoketQueueItem *self);
const char          *loket_queue_item_get_complaint_id (LoketQueueItem *self);
const char          *loket_queue_item_get_tracking_id  (LoketQueueItem *self);
const char          *loket_queue_item_get_title        (LoketQueueItem *self);
const char          *loket_queue_item_get_category     (LoketQueueItem *self);
const char          *loket_queue_item_get_place        (LoketQueueItem *self);
const char          *loket_queue_item_get_agency_name  (LoketQueueItem *self);
const char          *loket_queue_item_get_time_zone    (LoketQueueItem *self);
LoketComplaintClass  loket_queue_item_get_class        (LoketQueueItem *self);
LoketComplaintStatus loket_queue_item_get_status       (LoketQueueItem *self);
gboolean             loket_queue_item_get_anonymous    (LoketQueueItem *self);
gboolean             loket_queue_item_get_secret       (LoketQueueItem *self);
gint64               loket_queue_item_get_received_at  (LoketQueueItem *self);
gint64               loket_queue_item_get_answered_at  (LoketQueueItem *self);
gint64               loket_queue_item_get_due_at       (LoketQueueItem *self);
gboolean             loket_queue_item_get_marks        (LoketQueueItem *self,
                                                        LoketSlaMarks  *marks);
gboolean             loket_queue_item_get_deadline     (LoketQueueItem *self,
                                                        gint64          now,
                                                        LoketDeadline  *deadline);
gboolean             loket_queue_item_get_has_draft    (LoketQueueItem *self);
LoketOutboxState     loket_queue_item_get_outbox_state (LoketQueueItem *self);

G_END_DECLS
