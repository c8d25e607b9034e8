/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-outbox-item.h"
#include "loket-outbox-op.h"

G_BEGIN_DECLS

LoketOutboxItem *_loket_outbox_item_new    (LoketOutboxOp   *op);
void             _loket_outbox_item_update (LoketOutboxItem *self,
                                            LoketOutboxOp   *op);

G_END_DECLS
