/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-calendar-builder.h"
#include "loket-json-reader.h"

G_BEGIN_DECLS

LoketCalendarBuilder *_loket_sla_eval_read_calendar (LoketJsonReader  *reader,
                                                     LoketHolidays    *file,
                                                     GError          **error);
LoketPauses          *_loket_sla_eval_read_pauses   (LoketJsonReader  *reader,
                                                     GError          **error);

G_END_DECLS
