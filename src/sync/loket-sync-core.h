/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sync-event.h"

G_BEGIN_DECLS

typedef struct _LoketSyncCore LoketSyncCore;

LoketSyncCore *loket_sync_core_new        (void);
void           loket_sync_core_free       (LoketSyncCore        *self);
gboolean       loket_sync_core_step       (LoketSyncCore        *self,
                                           const LoketSyncEvent *event,
                                           GPtrArray            *effects);
gboolean       loket_sync_core_awaits     (LoketSyncCore        *self,
                                           guint64               ticket);
gboolean       loket_sync_core_is_running (LoketSyncCore        *self);
gboolean       loket_sync_core_is_ending  (LoketSyncCore        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSyncCore, loket_sync_core_free)

G_END_DECLS
