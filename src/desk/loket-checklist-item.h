/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-skeleton.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CHECKLIST_ITEM (loket_checklist_item_get_type ())
G_DECLARE_FINAL_TYPE (LoketChecklistItem, loket_checklist_item, LOKET, CHECKLIST_ITEM, GObject)

LoketSkeletonPart  loket_checklist_item_get_part   (LoketChecklistItem *self);
const char        *loket_checklist_item_get_title  (LoketChecklistItem *self);
LoketSkeletonState loket_checklist_item_get_state  (LoketChecklistItem *self);
guint              loket_checklist_item_get_start  (LoketChecklistItem *self);
guint              loket_checklist_item_get_end    (LoketChecklistItem *self);
char              *loket_checklist_item_dup_detail (LoketChecklistItem *self);

G_END_DECLS
