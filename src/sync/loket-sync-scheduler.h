/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-clock.h"
#include "loket-sync-engine.h"

G_BEGIN_DECLS

/**
 * LoketSyncRunFunc:
 * @user_data: what was handed to loket_sync_scheduler_new()
 *
 * Starts a pass; its end is told by loket_sync_scheduler_pass_ended().
 */
typedef void (*LoketSyncRunFunc) (gpointer user_data);

/**
 * LoketRandomFunc:
 * @user_data: what was handed over with it
 *
 * Returns: 32 random bits
 */
typedef guint32 (*LoketRandomFunc) (gpointer user_data);

#define LOKET_TYPE_SYNC_SCHEDULER (loket_sync_scheduler_get_type ())
G_DECLARE_FINAL_TYPE (LoketSyncScheduler, loket_sync_scheduler, LOKET, SYNC_SCHEDULER, GObject)

LoketSyncScheduler *loket_sync_scheduler_new            (LoketClock             *clock,
                                                         LoketRandomFunc         random,
                                                         LoketSyncRunFunc        run,
                                                         gpointer                user_data);
LoketSyncScheduler *loket_sync_scheduler_new_for_engine (LoketSyncEngine        *engine,
                                                         LoketClock             *clock);
void                loket_sync_scheduler_start          (LoketSyncScheduler     *self);
void                loket_sync_scheduler_stop           (LoketSyncScheduler     *self);
void                loket_sync_scheduler_wake           (LoketSyncScheduler     *self);
void                loket_sync_scheduler_set_focused    (LoketSyncScheduler     *self,
                                                         gboolean                focused);
void                loket_sync_scheduler_set_metered    (LoketSyncScheduler     *self,
                                                         gboolean                metered);
gboolean            loket_sync_scheduler_get_metered    (LoketSyncScheduler     *self);
void                loket_sync_scheduler_set_listening  (LoketSyncScheduler     *self,
                                                         gboolean                listening);
void                loket_sync_scheduler_pass_ended     (LoketSyncScheduler     *self,
                                                         const LoketSyncSummary *summary);
gint64              loket_sync_scheduler_get_wait       (LoketSyncScheduler     *self);

G_END_DECLS
