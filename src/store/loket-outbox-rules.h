/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-enums.h"

G_BEGIN_DECLS

gboolean loket_outbox_can_go (LoketOutboxState from,
                              LoketOutboxState to,
                              guint            attempts);

G_END_DECLS
