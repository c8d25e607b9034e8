/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-rulebook.h"

G_BEGIN_DECLS

/* What a complaint was counted by until an instant, that one included; the last regime
 * lasts. @change is what began it, unless @edition did. */
typedef struct
{
  gint64                  from;
  gint64                  until;
  LoketEdition           *edition;
  LoketComplaintClass     klass;
  const LoketClassChange *change;
} LoketSlaRegime;

/* Every regime of a complaint's life in order, at least one. */
typedef struct
{
  LoketSlaRegime *all;
  guint           n;
  LoketSlaRegime  only; /* @all, when nothing ever changed */
} LoketSlaRegimes;

void _loket_sla_find_regimes  (const LoketComplaint *complaint,
                               LoketRulebook        *rules,
                               LoketSlaRegimes      *regimes);
void _loket_sla_regimes_clear (LoketSlaRegimes      *regimes);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LoketSlaRegimes, _loket_sla_regimes_clear)

G_END_DECLS
