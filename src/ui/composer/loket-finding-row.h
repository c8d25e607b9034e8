/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-composer.h"

G_BEGIN_DECLS

#define LOKET_TYPE_FINDING_ROW (loket_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketFindingRow, loket_finding_row, LOKET, FINDING_ROW, GtkListBoxRow)

GtkWidget        *loket_finding_row_new      (LoketComposer    *composer,
                                              LoketFindingItem *finding);
LoketFindingItem *loket_finding_row_get_item (LoketFindingRow  *self);

const char       *loket_severity_icon        (LoketSeverity     level);
const char       *loket_severity_words       (LoketSeverity     level);

G_END_DECLS
