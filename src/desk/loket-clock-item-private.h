/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-clock-item.h"
#include "loket-sla-reading.h"

G_BEGIN_DECLS

LoketClockItem *_loket_clock_item_new     (LoketSlaClock          clock);
void            _loket_clock_item_read    (LoketClockItem        *self,
                                           const LoketSlaReading *reading,
                                           gint64                 now);
int             _loket_clock_item_compare (LoketClockItem        *a,
                                           LoketClockItem        *b);

G_END_DECLS
