/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

gboolean loket_hub_headers_read_integer (LoketHubRequest *request,
                                         const char      *name,
                                         gint64           min,
                                         gint64           max,
                                         gint64          *value);
gboolean loket_hub_headers_read_boolean (LoketHubRequest *request,
                                         const char      *name,
                                         gboolean        *value);
char    *loket_hub_headers_dup_key      (LoketHubRequest *request);
gboolean loket_hub_headers_read_range   (const char      *text,
                                         gint64           size,
                                         gint64          *offset,
                                         gint64          *length);

G_END_DECLS
