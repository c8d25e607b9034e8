/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-wire-error.h"

G_BEGIN_DECLS

gboolean loket_json_guard_check (const char *data,
                                 gsize       length,
                                 gsize       max_bytes,
                                 GError    **error);

G_END_DECLS
