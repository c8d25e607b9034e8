/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-rules.h"

G_BEGIN_DECLS

/**
 * LoketHubRulesChange:
 * @before: what is in force
 * @holidays: (nullable): all free days as they would be, as CSV; %NULL for those
 *   of @before
 * @policies: (nullable): all rules as they would be; %NULL for those of @before
 * @reason: (nullable): why
 *
 * What a command is about to publish.
 */
typedef struct
{
  const LoketRulesRecord *before;
  const char             *holidays;
  const char             *policies;
  const char             *reason;
} LoketHubRulesChange;

GPtrArray        *loket_hub_rules_preview (LoketHubStorage            *storage,
                                           const LoketHubRulesChange  *change,
                                           gint64                      now,
                                           GError                    **error);
LoketRulesRecord *loket_hub_rules_apply   (LoketHubStorage            *storage,
                                           const LoketHubRulesChange  *change,
                                           gint64                      now,
                                           GError                    **error);

G_END_DECLS
