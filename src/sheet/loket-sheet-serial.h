/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char    *loket_sheet_serial_to_text    (double      serial,
                                        gboolean    since_1904);
gboolean loket_sheet_format_is_date    (int         id,
                                        const char *code);

G_END_DECLS
