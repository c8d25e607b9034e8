/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync-world.h"

G_BEGIN_DECLS

/* What the parts of the world share: luck, the line, and how the core is told. */
gboolean _sync_world_strikes        (SyncWorld            *self,
                                     int                   chance);
gboolean _sync_world_weather        (SyncWorld            *self,
                                     LoketSyncEvent       *event);
gboolean _sync_world_is_turned_away (SyncWorld            *self,
                                     LoketSyncEvent       *event);
void     _sync_world_tell           (SyncWorld            *self,
                                     const LoketSyncEvent *event);

/* What the hub keeps: replies, their files and receipts. */
void _sync_world_answer_send   (SyncWorld             *self,
                                const LoketSyncEffect *effect,
                                LoketSyncEvent        *event);
void _sync_world_answer_file   (SyncWorld             *self,
                                const LoketSyncEffect *effect,
                                LoketSyncEvent        *event);
void _sync_world_answer_status (SyncWorld             *self,
                                const LoketSyncEffect *effect,
                                LoketSyncEvent        *event);

/* What is fetched from it: tokens, session, rules, guidance, pages. */
void _sync_world_answer_refresh (SyncWorld             *self,
                                 LoketSyncEvent        *event);
void _sync_world_answer_session (SyncWorld             *self,
                                 LoketSyncEvent        *event);
void _sync_world_answer_guidance (SyncWorld            *self,
                                 LoketSyncEvent       *event);
void _sync_world_answer_rules   (SyncWorld             *self,
                                 const LoketSyncEffect *effect,
                                 LoketSyncEvent        *event);
void _sync_world_answer_page    (SyncWorld             *self,
                                 const LoketSyncEffect *effect,
                                 LoketSyncEvent        *event);

/* What the disk takes and gives. */
void _sync_world_answer_store (SyncWorld             *self,
                               const LoketSyncEffect *effect,
                               LoketSyncEvent        *event);

G_END_DECLS
