/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-template.h"

G_BEGIN_DECLS

#define LOKET_TYPE_TEMPLATE_ITEM (loket_template_item_get_type ())
G_DECLARE_FINAL_TYPE (LoketTemplateItem, loket_template_item, LOKET, TEMPLATE_ITEM, GObject)

LoketTemplate *loket_template_item_get_template (LoketTemplateItem *self);
const char    *loket_template_item_get_title    (LoketTemplateItem *self);
gboolean       loket_template_item_get_fits     (LoketTemplateItem *self);
gboolean       loket_template_item_get_due      (LoketTemplateItem *self);
char          *loket_template_item_dup_origin   (LoketTemplateItem *self);
char          *loket_template_item_dup_review   (LoketTemplateItem *self);

G_END_DECLS
