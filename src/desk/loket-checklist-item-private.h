/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-checklist-item.h"

G_BEGIN_DECLS

GListStore *_loket_checklist_new    (void);
void        _loket_checklist_update (GListStore          *list,
                                     const LoketSkeleton *skeleton);

G_END_DECLS
