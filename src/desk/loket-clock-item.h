/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-deadline.h"
#include "loket-policy.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CLOCK_ITEM (loket_clock_item_get_type ())
G_DECLARE_FINAL_TYPE (LoketClockItem, loket_clock_item, LOKET, CLOCK_ITEM, GObject)

LoketSlaClock loket_clock_item_get_clock       (LoketClockItem *self);
LoketSlaState loket_clock_item_get_state       (LoketClockItem *self);
gboolean      loket_clock_item_get_running     (LoketClockItem *self);
gboolean      loket_clock_item_get_ours        (LoketClockItem *self);
gint64        loket_clock_item_get_next_change (LoketClockItem *self);
const char   *loket_clock_item_get_title       (LoketClockItem *self);
const char   *loket_clock_item_get_text        (LoketClockItem *self);
const char   *loket_clock_item_get_sentence    (LoketClockItem *self);
const char   *loket_clock_item_get_explanation (LoketClockItem *self);
const char   *loket_clock_item_get_due         (LoketClockItem *self);
const char   *loket_clock_item_get_age         (LoketClockItem *self);
const char   *loket_clock_item_get_counted     (LoketClockItem *self);
const char   *loket_clock_item_get_basis       (LoketClockItem *self);
const char   *loket_clock_item_get_certainty   (LoketClockItem *self);
char         *loket_clock_item_dup_all         (LoketClockItem *self);

G_END_DECLS
