/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

void     loket_hub_guard_check_head (LoketHubRequest *request,
                                     const char      *path);
gboolean loket_hub_guard_has_body   (LoketHubRequest *request);
void     loket_hub_guard_check_body (LoketHubRequest *request);
char    *loket_hub_guard_dup_token  (LoketHubRequest *request);

G_END_DECLS
