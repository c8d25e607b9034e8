/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOKET_TYPE_WRAP_LAYOUT (loket_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (LoketWrapLayout, loket_wrap_layout, LOKET, WRAP_LAYOUT, GtkLayoutManager)

G_END_DECLS
