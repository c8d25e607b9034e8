/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-keeper.h"
#include "loket-hub-storage.h"

G_BEGIN_DECLS

typedef struct _LoketHubHighWater LoketHubHighWater;

LoketHubHighWater *loket_hub_high_water_new      (const char         *path,
                                                  const char         *epoch);
void               loket_hub_high_water_free     (LoketHubHighWater  *self);
char              *loket_hub_high_water_find     (const char         *folder);
char              *loket_hub_high_water_read_epoch (const char      *path);
gboolean           loket_hub_high_water_check    (LoketHubHighWater  *self,
                                                  LoketHubStorage    *storage,
                                                  char              **lost,
                                                  GError            **error);
gboolean           loket_hub_high_water_note     (LoketHubHighWater  *self,
                                                  LoketHubKeeper     *keeper,
                                                  gboolean            last,
                                                  GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubHighWater, loket_hub_high_water_free)

G_END_DECLS
