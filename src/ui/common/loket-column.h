/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOKET_TYPE_COLUMN (loket_column_get_type ())
G_DECLARE_FINAL_TYPE (LoketColumn, loket_column, LOKET, COLUMN, GtkWidget)

G_END_DECLS
