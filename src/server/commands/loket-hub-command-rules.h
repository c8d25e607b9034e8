/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-command.h"
#include "loket-hub-rules-change.h"

G_BEGIN_DECLS

LoketHubStorage  *_loket_hub_command_open_rules  (const char                 *folder,
                                                  gboolean                    dry_run,
                                                  LoketRulesRecord          **current,
                                                  GError                    **error);
gboolean          _loket_hub_command_publish     (LoketHubStorage            *storage,
                                                  const LoketHubRulesChange  *change,
                                                  gboolean                    dry_run,
                                                  GError                    **error);
void              _loket_hub_command_tell_rules  (const LoketRulesRecord     *record);

G_END_DECLS
