/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sync-engine.h"
#include "loket-sync-scheduler.h"
#include "loket-sync-ways.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SYNC_LISTENER (loket_sync_listener_get_type ())
G_DECLARE_FINAL_TYPE (LoketSyncListener, loket_sync_listener, LOKET, SYNC_LISTENER, GObject)

LoketSyncListener *loket_sync_listener_new     (LoketSyncEngine    *engine,
                                                LoketSyncScheduler *scheduler,
                                                LoketClock         *clock);
void               loket_sync_listener_start   (LoketSyncListener  *self);
void               loket_sync_listener_stop    (LoketSyncListener  *self);
LoketSyncWay       loket_sync_listener_get_way (LoketSyncListener  *self);

G_END_DECLS
