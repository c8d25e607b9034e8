/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SYNC_BUTTON (loket_sync_button_get_type ())
G_DECLARE_FINAL_TYPE (LoketSyncButton, loket_sync_button, LOKET, SYNC_BUTTON, AdwBin)

void loket_sync_button_set_session (LoketSyncButton *self,
                                    LoketSession    *session,
                                    LoketTicker     *ticker);
void loket_sync_button_set_compact (LoketSyncButton *self,
                                    gboolean         compact);
void loket_sync_button_popdown     (LoketSyncButton *self);

G_END_DECLS
