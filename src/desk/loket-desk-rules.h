/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-cache-store.h"
#include "loket-sla-marks.h"

G_BEGIN_DECLS

/* How the cache counts deadlines: its rules are a #LoketRulebook. */
extern const LoketMarker _loket_desk_marker;

gboolean _loket_desk_read_marks (const LoketQueueMarks *stored,
                                 LoketSlaMarks         *marks);

G_END_DECLS
