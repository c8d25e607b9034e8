/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

void loket_hub_sender_send (LoketHubRequest   *request,
                            guint              status,
                            const char        *content_type,
                            int                fd,
                            gint64             offset,
                            gint64             length);
void loket_hub_sender_end  (SoupServerMessage *message);

G_END_DECLS
