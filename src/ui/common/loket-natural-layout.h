/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOKET_TYPE_NATURAL_LAYOUT (loket_natural_layout_get_type ())
G_DECLARE_FINAL_TYPE (LoketNaturalLayout, loket_natural_layout, LOKET, NATURAL_LAYOUT, GtkLayoutManager)

G_END_DECLS
