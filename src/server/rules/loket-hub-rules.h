/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-storage.h"
#include "loket-rulebook.h"

G_BEGIN_DECLS

LoketRulebook    *loket_hub_rules_load            (LoketHubStorage   *storage,
                                                   GError           **error);
LoketRulesRecord *loket_hub_rules_get_latest      (LoketHubStorage   *storage,
                                                   GError           **error);
LoketRulesRecord *loket_hub_rules_publish         (LoketHubStorage   *storage,
                                                   const char        *by,
                                                   const char        *reason,
                                                   const char        *holidays,
                                                   const char        *policies,
                                                   gint64             now,
                                                   GError           **error);
gboolean          loket_hub_rules_publish_shipped (LoketHubStorage   *storage,
                                                   gint64             now,
                                                   GError           **error);

G_END_DECLS
