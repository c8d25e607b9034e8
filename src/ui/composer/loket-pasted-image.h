/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GFile *loket_pasted_image_save (GdkTexture *texture);

G_END_DECLS
