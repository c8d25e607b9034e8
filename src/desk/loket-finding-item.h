/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-finding.h"

G_BEGIN_DECLS

#define LOKET_TYPE_FINDING_ITEM (loket_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (LoketFindingItem, loket_finding_item, LOKET, FINDING_ITEM, GObject)

LoketFindingItem *loket_finding_item_new            (const LoketFinding *finding);
const char       *loket_finding_item_get_rule       (LoketFindingItem  *self);
LoketSeverity     loket_finding_item_get_severity   (LoketFindingItem  *self);
guint             loket_finding_item_get_start      (LoketFindingItem  *self);
guint             loket_finding_item_get_end        (LoketFindingItem  *self);
const char       *loket_finding_item_get_message    (LoketFindingItem  *self);
const char       *loket_finding_item_get_suggestion (LoketFindingItem  *self);
char             *loket_finding_item_dup_replacement (LoketFindingItem *self);
const char *const *loket_finding_item_get_choices   (LoketFindingItem  *self);
const char       *loket_finding_item_get_override   (LoketFindingItem  *self);
gboolean          loket_finding_item_stops_sending  (LoketFindingItem  *self);
gboolean          loket_finding_item_equal          (LoketFindingItem  *self,
                                                     LoketFindingItem  *other);
gboolean          loket_finding_item_says_the_same  (LoketFindingItem  *self,
                                                    LoketFindingItem  *other);

G_END_DECLS
