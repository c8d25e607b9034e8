/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim.h"

G_BEGIN_DECLS

char *sim_run    (SimConfig *config, gboolean trace, guint64 *hash, guint64 *tally);
void  sim_shrink (SimConfig *config);

G_END_DECLS
