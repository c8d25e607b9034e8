/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

void loket_queue_empty_show (AdwStatusPage *page,
                             GtkWidget     *button,
                             LoketSession  *session,
                             LoketView      view,
                             gboolean       searching,
                             const char    *next);

G_END_DECLS
