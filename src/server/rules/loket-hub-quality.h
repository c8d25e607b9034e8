/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-checker.h"
#include "loket-hub-reply.h"
#include "loket-hub-storage.h"

G_BEGIN_DECLS

typedef struct _LoketHubQuality LoketHubQuality;

LoketHubQuality *loket_hub_quality_new     (GError              **error);
void             loket_hub_quality_free    (LoketHubQuality      *self);
gboolean         loket_hub_quality_prepare (LoketHubQuality      *self,
                                            LoketHubStorage      *storage,
                                            const char           *agency,
                                            gint64               *edition,
                                            GError              **error);
GPtrArray       *loket_hub_quality_check   (const LoketReply     *reply,
                                            const LoketComplaint *complaint,
                                            gint64                now,
                                            gpointer              data);
LoketCheckInput *loket_hub_quality_make_input  (LoketHubQuality   *self,
                                                LoketHubStorage   *storage,
                                                const LoketReply  *reply,
                                                const char        *agency,
                                                GError           **error);
LoketChecker    *loket_hub_quality_get_checker (LoketHubQuality   *self);

G_END_DECLS
