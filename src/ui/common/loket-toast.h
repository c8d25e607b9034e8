/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void loket_toast_show       (GtkWidget    *from,
                             const char   *text);
void loket_toast_show_error (GtkWidget    *from,
                             const GError *error);
void loket_toast_show_undo  (GtkWidget    *from,
                             const char   *text,
                             GCallback     undo,
                             GObject      *subject);

G_END_DECLS
