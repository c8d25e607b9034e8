/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-outbox-list.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_OUTBOX_ROW (loket_outbox_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketOutboxRow, loket_outbox_row, LOKET, OUTBOX_ROW, GtkListBoxRow)

GtkWidget       *loket_outbox_row_new      (LoketSession    *session,
                                            LoketTicker     *ticker,
                                            LoketOutboxItem *item);
LoketOutboxItem *loket_outbox_row_get_item (LoketOutboxRow  *self);

G_END_DECLS
