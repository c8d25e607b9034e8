/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "loket-hub-server.h"

G_BEGIN_DECLS

void loket_hub_reception_attach (SoupServer     *soup,
                                 LoketHubServer *server);

G_END_DECLS
