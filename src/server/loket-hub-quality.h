/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-reply.h"

G_BEGIN_DECLS

typedef struct _LoketHubQuality LoketHubQuality;

LoketHubQuality *loket_hub_quality_new   (const char           *folder,
                                          GError              **error);
void             loket_hub_quality_free  (LoketHubQuality      *self);
GPtrArray       *loket_hub_quality_check (const LoketReply     *reply,
                                          const LoketComplaint *complaint,
                                          gint64                now,
                                          gpointer              data);

G_END_DECLS
