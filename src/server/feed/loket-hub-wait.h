/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

void loket_hub_wait_run (LoketHubRequest *request,
                         const char      *scope,
                         guint            seconds,
                         LoketHubWork     work,
                         LoketHubHandler  unchanged);

G_END_DECLS
