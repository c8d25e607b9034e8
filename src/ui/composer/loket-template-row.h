/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-template-item.h"

G_BEGIN_DECLS

#define LOKET_TYPE_TEMPLATE_ROW (loket_template_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketTemplateRow, loket_template_row, LOKET, TEMPLATE_ROW, GtkListBoxRow)

GtkWidget         *loket_template_row_new      (LoketTemplateItem *item);
LoketTemplateItem *loket_template_row_get_item (LoketTemplateRow  *self);

G_END_DECLS
