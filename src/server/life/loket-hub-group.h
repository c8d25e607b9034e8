/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

typedef struct _LoketHubGroup LoketHubGroup;

LoketHubGroup *loket_hub_group_new  (LoketHubServer  *server,
                                     LoketHubWork     work);
void           loket_hub_group_free (LoketHubGroup   *self);
void           loket_hub_group_add  (LoketHubGroup   *self,
                                     LoketHubRequest *request);
gboolean       loket_hub_group_is_busy (LoketHubGroup *self);

G_END_DECLS
