/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean loket_wire_field_parse_integer (const char *value,
                                         gint64      max,
                                         gint64     *number);
gboolean loket_wire_field_parse_boolean (const char *value,
                                         gboolean   *truth);
char    *loket_wire_field_parse_string  (const char *value,
                                         gsize       max_bytes);

G_END_DECLS
