/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-template-item.h"

G_BEGIN_DECLS

LoketTemplateItem *_loket_template_item_new     (LoketTemplate     *template,
                                                 guint              fit,
                                                 gboolean           due);
gboolean           _loket_template_item_matches (LoketTemplateItem *self,
                                                 const char *const *words);
int                _loket_template_item_compare (gconstpointer      a,
                                                 gconstpointer      b);

G_END_DECLS
