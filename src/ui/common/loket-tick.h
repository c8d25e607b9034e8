/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-ticker.h"

G_BEGIN_DECLS

void loket_tick_clear (LoketTicker *ticker,
                       guint       *id);

G_END_DECLS
