/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-complaint.h"

G_BEGIN_DECLS

#define PERF_AGENCY "131410"
#define PERF_SCOPE  "agency:" PERF_AGENCY

/* Invented complaints of the size that hubs really hand out: lines of about
 * 2.3 KB, two to three entries in each conversation. The same seed gives the
 * same complaints. */
typedef struct _PerfMaker PerfMaker;

PerfMaker      *perf_maker_new  (guint32    seed,
                                 gint64     now);
void            perf_maker_free (PerfMaker *self);
LoketComplaint *perf_maker_next (PerfMaker *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PerfMaker, perf_maker_free)

G_END_DECLS
