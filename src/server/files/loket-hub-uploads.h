/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

/* Who sends nothing for so long may be replaced by another request for the same
 * upload, in seconds. */
#define LOKET_HUB_LEASE_SECONDS 30

typedef struct _LoketHubUploads LoketHubUploads;

LoketHubUploads *loket_hub_uploads_new    (LoketHubServer  *server,
                                           const char      *folder);
void             loket_hub_uploads_free   (LoketHubUploads *self);
gboolean         loket_hub_uploads_begin  (LoketHubUploads *self,
                                           LoketHubRequest *request,
                                           LoketHubHandler  then);
void             loket_hub_uploads_finish (LoketHubUploads *self,
                                           LoketHubRequest *request);
void             loket_hub_uploads_lose   (LoketHubUploads *self,
                                           LoketHubRequest *request);
gboolean         loket_hub_uploads_cancel (LoketHubUploads *self,
                                           LoketHubRequest *request);
void             loket_hub_uploads_tell   (LoketHubRequest *request,
                                           gint64           received,
                                           gint64           size,
                                           gboolean         is_complete);

G_END_DECLS
