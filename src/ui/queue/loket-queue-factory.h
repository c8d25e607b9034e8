/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-complaint-list.h"
#include "loket-session.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

GtkListItemFactory *loket_queue_factory_new (LoketComplaintList *list,
                                             LoketSession       *session,
                                             LoketTicker        *ticker);
void                loket_queue_factory_set_narrow (GtkListItemFactory *factory,
                                                    gboolean            narrow);

G_END_DECLS
