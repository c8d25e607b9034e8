/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "loket-wire-error.h"

G_BEGIN_DECLS

char      *loket_wire_ids_to_json (GPtrArray   *ids);
GPtrArray *loket_wire_ids_parse   (const char  *json,
                                   gsize        length,
                                   guint        max_ids,
                                   GError     **error);

G_END_DECLS
