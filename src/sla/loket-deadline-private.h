/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar.h"
#include "loket-deadline.h"

G_BEGIN_DECLS

LoketCalendar *_loket_deadline_get_calendar (const LoketComplaint  *complaint,
                                             GError               **error);

G_END_DECLS
