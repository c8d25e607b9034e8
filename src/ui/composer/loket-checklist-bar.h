/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-checklist-item.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CHECKLIST_BAR (loket_checklist_bar_get_type ())
G_DECLARE_FINAL_TYPE (LoketChecklistBar, loket_checklist_bar, LOKET, CHECKLIST_BAR, GtkWidget)

void loket_checklist_bar_set_list (LoketChecklistBar *self,
                                   GListModel        *list);

G_END_DECLS
