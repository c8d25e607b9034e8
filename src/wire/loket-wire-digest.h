/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-wire-error.h"

G_BEGIN_DECLS

char    *loket_wire_digest_header (GBytes     *body);
gboolean loket_wire_digest_check  (const char *header,
                                   GBytes     *body,
                                   GError    **error);
char    *loket_wire_digest_from_sha256 (const char *sha256);
char    *loket_wire_digest_to_sha256   (const char *header);

G_END_DECLS
