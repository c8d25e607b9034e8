/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

typedef struct _LoketHubEvents LoketHubEvents;

LoketHubEvents *loket_hub_events_new  (LoketHubServer  *server);
void            loket_hub_events_free (LoketHubEvents  *self);
void            loket_hub_events_open (LoketHubEvents  *self,
                                       LoketHubRequest *request,
                                       gboolean         close_after);

G_END_DECLS
