/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-rulebook.h"

G_BEGIN_DECLS

/**
 * LoketSlaShift:
 * @at: when the deadline was moved
 * @before: when it was due until then
 * @after: when it was due from then on
 * @edition: (nullable): the edition of the rules that moved it
 * @from_class: the class until then
 * @to_class: the class since then; the same as @from_class where @edition is the
 *   cause
 * @reason: (nullable): what was noted with the change
 *
 * That a deadline which still runs was another one once. Instants are Unix
 * seconds.
 */
typedef struct
{
  gint64              at;
  gint64              before;
  gint64              after;
  LoketEdition       *edition;
  LoketComplaintClass from_class;
  LoketComplaintClass to_class;
  char               *reason;
} LoketSlaShift;

void  loket_sla_shift_free       (LoketSlaShift       *self);
char *loket_sla_shift_dup_reason (const LoketSlaShift *self,
                                  const char          *language);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSlaShift, loket_sla_shift_free)

G_END_DECLS
