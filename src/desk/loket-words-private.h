/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"
#include "loket-deadline.h"

G_BEGIN_DECLS

GDateTime *_loket_words_local     (gint64      instant,
                                   const char *time_zone);
gint64     _loket_words_day_start (GDateTime  *local,
                                   int         days);
int        _loket_words_julian    (GDateTime  *local);
char      *_loket_words_time_left (const LoketDeadline *deadline,
                                   gint64               now,
                                   const char          *time_zone,
                                   LoketCalendar       *calendar);

G_END_DECLS
