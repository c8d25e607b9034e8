/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"
#include "loket-deadline.h"

G_BEGIN_DECLS

const char *_loket_deadline_get_zone       (const LoketComplaint *complaint);
gboolean    _loket_deadline_is_provisional (LoketCalendar        *calendar,
                                            gint64                start,
                                            gint64                due);

G_END_DECLS
