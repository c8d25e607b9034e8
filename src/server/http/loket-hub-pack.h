/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Below this an answer fits a packet or two anyway. */
#define LOKET_HUB_PACK_MIN_BYTES 1024

gboolean loket_hub_pack_is_asked_for (const char *accept_encoding);
GBytes  *loket_hub_pack_gzip         (GBytes     *body);

G_END_DECLS
