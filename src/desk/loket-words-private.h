/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GDateTime *_loket_words_local     (gint64      instant,
                                   const char *time_zone);
gint64     _loket_words_day_start (GDateTime  *local,
                                   int         days);
int        _loket_words_julian    (GDateTime  *local);

G_END_DECLS
