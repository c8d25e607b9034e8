/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-keys.h"
#include "loket-hub-storage.h"

G_BEGIN_DECLS

GPtrArray *loket_hub_scopes_list (LoketHubStorage    *storage,
                                  const LoketOfficer *officer,
                                  GError            **error);
gboolean   loket_hub_scopes_has  (const LoketOfficer *officer,
                                  const char         *scope);
char      *loket_hub_scopes_write_state (const LoketHubScope *scope,
                                         gint64               seq,
                                         const char          *after_id,
                                         const char          *epoch,
                                         LoketHubKeys        *keys);

G_END_DECLS
