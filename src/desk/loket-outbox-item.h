/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"
#include "loket-reason.h"

G_BEGIN_DECLS

#define LOKET_TYPE_OUTBOX_ITEM (loket_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (LoketOutboxItem, loket_outbox_item, LOKET, OUTBOX_ITEM, GObject)

const char      *loket_outbox_item_get_reply_id     (LoketOutboxItem *self);
const char      *loket_outbox_item_get_complaint_id (LoketOutboxItem *self);
const char      *loket_outbox_item_get_tracking_id  (LoketOutboxItem *self);
const char      *loket_outbox_item_get_title        (LoketOutboxItem *self);
LoketOutboxState loket_outbox_item_get_state        (LoketOutboxItem *self);
LoketOutcome     loket_outbox_item_get_outcome      (LoketOutboxItem *self);
const char      *loket_outbox_item_get_text         (LoketOutboxItem *self);
LoketReason      loket_outbox_item_get_reason       (LoketOutboxItem *self);
guint            loket_outbox_item_get_attempts     (LoketOutboxItem *self);
gint64           loket_outbox_item_get_next_try     (LoketOutboxItem *self);
gint64           loket_outbox_item_get_queued_at    (LoketOutboxItem *self);
gint64           loket_outbox_item_get_accepted_at  (LoketOutboxItem *self);
char            *loket_outbox_item_dup_state_text   (LoketOutboxItem *self,
                                                     gint64           now,
                                                     const char      *time_zone);
char            *loket_outbox_item_dup_reason_text  (LoketOutboxItem *self);

G_END_DECLS
