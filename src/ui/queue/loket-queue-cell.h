/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-queue-item.h"
#include "loket-session.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_QUEUE_CELL (loket_queue_cell_get_type ())
G_DECLARE_FINAL_TYPE (LoketQueueCell, loket_queue_cell, LOKET, QUEUE_CELL, AdwBin)

GtkWidget *loket_queue_cell_new    (void);
void       loket_queue_cell_bind   (LoketQueueCell *self,
                                   LoketQueueItem *item,
                                   LoketSession   *session,
                                   LoketTicker    *ticker);
void       loket_queue_cell_unbind (LoketQueueCell *self);
void       loket_queue_cell_set_heading (LoketQueueCell *self,
                                         const char     *heading,
                                         guint           n_rows);
void       loket_queue_cell_set_narrow (LoketQueueCell *self,
                                        gboolean        narrow);

G_END_DECLS
