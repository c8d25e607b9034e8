/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-storage.h"

G_BEGIN_DECLS

/* The agencies of the accounts that a demo hub has; they have work to do. */
#define LOKET_HUB_DEMO_AGENCY       "131410"
#define LOKET_HUB_DEMO_OTHER_AGENCY "131412"

GPtrArray *loket_hub_demo_make_agencies   (void);
GPtrArray *loket_hub_demo_make_complaints (gint64            now);
gboolean   loket_hub_demo_fill            (LoketHubStorage  *storage,
                                           gint64            now,
                                           GError          **error);
gboolean   loket_hub_demo_give            (LoketHubStorage  *storage,
                                           gint64            now,
                                           GError          **error);
gboolean   loket_hub_demo_move            (LoketHubStorage  *storage,
                                           const char       *username,
                                           gint64            now,
                                           GError          **error);

G_END_DECLS
