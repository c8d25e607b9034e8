/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOKET_TYPE_TIME_ROW (loket_time_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketTimeRow, loket_time_row, LOKET, TIME_ROW, AdwEntryRow)

G_END_DECLS
