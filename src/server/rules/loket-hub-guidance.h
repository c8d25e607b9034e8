/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-counsel.h"
#include "loket-hub-storage.h"
#include "loket-wire-guidance.h"

G_BEGIN_DECLS

LoketGuidanceRecord *loket_hub_guidance_find             (LoketHubStorage   *storage,
                                                          const char        *agency,
                                                          GError           **error);

/**
 * LoketHubGuidanceChange:
 * @agency: whose guidance changes; empty for the whole hub
 * @by: who changes it
 * @reason: (nullable): why
 * @now: Unix seconds
 *
 * A change of what an agency gives its officers.
 */
typedef struct
{
  const char *agency;
  const char *by;
  const char *reason;
  gint64      now;
} LoketHubGuidanceChange;

gint64               loket_hub_guidance_set_checks       (LoketHubStorage               *storage,
                                                          const LoketHubGuidanceChange  *change,
                                                          const char                    *checks,
                                                          GError                       **error);
gint64               loket_hub_guidance_add_templates    (LoketHubStorage               *storage,
                                                          const LoketHubGuidanceChange  *change,
                                                          const char                    *templates,
                                                          GError                       **error);
gint64               loket_hub_guidance_remove_template  (LoketHubStorage               *storage,
                                                          const LoketHubGuidanceChange  *change,
                                                          const char                    *id,
                                                          GError                       **error);

G_END_DECLS
