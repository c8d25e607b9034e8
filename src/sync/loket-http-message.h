/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "loket-http.h"

G_BEGIN_DECLS

SoupMessage *_loket_http_make_message (const char             *base,
                                       const LoketHttpRequest *request);
void         _loket_http_read_headers (SoupMessage            *message,
                                       LoketAnswer            *answer);

G_END_DECLS
