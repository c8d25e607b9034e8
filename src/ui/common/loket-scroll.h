/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void     loket_scroll_follow_focus (GtkScrolledWindow *scroller);
gboolean loket_scroll_to           (GtkWidget         *widget);

G_END_DECLS
