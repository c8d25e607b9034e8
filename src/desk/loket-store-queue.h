/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"
#include "loket-clock.h"
#include "loket-overlay.h"
#include "loket-queue-source.h"

G_BEGIN_DECLS

#define LOKET_TYPE_STORE_QUEUE (_loket_store_queue_get_type ())
G_DECLARE_FINAL_TYPE (LoketStoreQueue, _loket_store_queue, LOKET, STORE_QUEUE, GObject)

LoketStoreQueue *_loket_store_queue_new           (LoketCacheStore *cache,
                                                   LoketOverlay    *overlay,
                                                   LoketClock      *clock);
void             _loket_store_queue_set_time_zone (LoketStoreQueue *self,
                                                   const char      *time_zone);
gint64           _loket_store_queue_get_day_end   (LoketStoreQueue *self);

G_END_DECLS
