/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-sla-reading.h"

G_BEGIN_DECLS

/**
 * LoketSlaMove:
 * @complaint: the complaint
 * @clock: the clock that moves
 * @before: (nullable): its reading by the old rules, %NULL when it did not run
 * @after: (nullable): its reading by the new ones, %NULL when it no longer runs
 *
 * What a change of holidays or rules does to one open clock.
 */
typedef struct
{
  LoketComplaint  *complaint;
  LoketSlaClock    clock;
  LoketSlaReading *before;
  LoketSlaReading *after;
} LoketSlaMove;

void       loket_sla_move_free     (LoketSlaMove        *self);
char      *loket_sla_move_explain  (const LoketSlaMove  *self,
                                    const char          *language);
GPtrArray *loket_sla_preview_moves (GPtrArray           *complaints,
                                    LoketRulebook       *old_rules,
                                    LoketRulebook       *new_rules,
                                    gint64               now,
                                    GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSlaMove, loket_sla_move_free)

G_END_DECLS
