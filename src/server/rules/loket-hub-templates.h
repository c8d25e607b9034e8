/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-counsel.h"
#include "loket-hub-storage.h"

G_BEGIN_DECLS

GKeyFile *loket_hub_templates_load   (const char       *text,
                                      GError          **error);
char     *loket_hub_templates_join   (const char       *base,
                                      const char       *own,
                                      GError          **error);
char     *loket_hub_templates_add    (LoketHubStorage  *storage,
                                      const char       *agency,
                                      const char       *current,
                                      const char       *came,
                                      GError          **error);
char     *loket_hub_templates_remove (const char       *current,
                                      const char       *id,
                                      GError          **error);

G_END_DECLS
