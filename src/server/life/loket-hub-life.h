/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-storage.h"

G_BEGIN_DECLS

typedef struct _LoketHubLife LoketHubLife;

LoketHubLife *loket_hub_life_new        (const char       *high_water,
                                         const char       *epoch);
void          loket_hub_life_free       (LoketHubLife     *self);
gboolean      loket_hub_life_begin      (LoketHubLife     *self,
                                         LoketHubStorage  *storage,
                                         GError          **error);
const char   *loket_hub_life_get_reason (LoketHubLife     *self);
void          loket_hub_life_suspect    (LoketHubLife     *self,
                                         LoketHubStorage  *storage,
                                         const char       *reason);
void          loket_hub_life_note       (LoketHubLife     *self,
                                         LoketHubStorage  *storage,
                                         gboolean          last);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketHubLife, loket_hub_life_free)

G_END_DECLS
