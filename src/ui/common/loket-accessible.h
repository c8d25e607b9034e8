/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

char *loket_markup_escape         (const char *text);
void  loket_widget_set_name       (GtkWidget  *widget,
                                   const char *name);
void  loket_widget_describe       (GtkWidget  *widget,
                                   const char *description);
void  loket_widget_name_buttons   (GtkWidget  *root,
                                   const char *name);
void  loket_widget_set_style      (GtkWidget  *widget,
                                   const char *css_class,
                                   gboolean    on);

G_END_DECLS
