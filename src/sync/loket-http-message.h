/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "loket-http.h"

G_BEGIN_DECLS

const char  *_loket_http_get_base     (LoketHttp              *self);
SoupSession *_loket_http_get_session  (LoketHttp              *self);
SoupMessage *_loket_http_make_message (const char             *base,
                                       const LoketHttpRequest *request);
gboolean     _loket_http_is_weak      (GSocketClientEvent      event,
                                       GIOStream              *connection);
void         _loket_http_read_headers (SoupMessage            *message,
                                       LoketAnswer            *answer);

G_END_DECLS
