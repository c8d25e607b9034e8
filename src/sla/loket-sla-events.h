/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-pauses.h"
#include "loket-policy.h"

G_BEGIN_DECLS

gint64       _loket_sla_find_start  (const LoketComplaint *complaint,
                                     LoketSlaEvent         event);
gint64       _loket_sla_find_stop   (const LoketComplaint *complaint,
                                     LoketSlaEvent         event,
                                     gint64                start);
LoketPauses *_loket_sla_find_pauses (const LoketComplaint *complaint,
                                     gint64                now,
                                     gboolean             *paused_now);

G_END_DECLS
