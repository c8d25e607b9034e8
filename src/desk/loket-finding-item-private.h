/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-finding-item.h"

G_BEGIN_DECLS

void _loket_finding_item_set_override (LoketFindingItem *self,
                                       const char       *reason);
gboolean _loket_finding_item_move     (LoketFindingItem *self,
                                       LoketFindingItem *other);

G_END_DECLS
