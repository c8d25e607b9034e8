/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-hub-request.h"

G_BEGIN_DECLS

void loket_hub_refusal_send (LoketHubRequest *request);

G_END_DECLS
