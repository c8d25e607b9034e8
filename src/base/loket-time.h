/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* An instant is Unix seconds in a gint64; this one means "not known". */
#define LOKET_TIME_UNSET G_MININT64

gboolean loket_time_parse  (const char *text,
                            gint64     *instant);
char    *loket_time_format (gint64      instant);

G_END_DECLS
