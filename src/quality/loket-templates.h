/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-template.h"

G_BEGIN_DECLS

#define LOKET_TYPE_TEMPLATES (loket_templates_get_type ())

GType           loket_templates_get_type     (void) G_GNUC_CONST;
LoketTemplates *loket_templates_parse        (const char            *text,
                                              gssize                 length,
                                              GError               **error);
LoketTemplates *loket_templates_ref          (LoketTemplates        *self);
void            loket_templates_unref        (LoketTemplates        *self);
guint           loket_templates_get_n        (LoketTemplates        *self);
LoketTemplate  *loket_templates_get          (LoketTemplates        *self,
                                              guint                  index);
LoketTemplate  *loket_templates_lookup       (LoketTemplates        *self,
                                              const char            *id);
GPtrArray      *loket_templates_dup_fitting  (LoketTemplates        *self,
                                              const char            *category,
                                              LoketOutcome           outcome);
gboolean        loket_templates_has_sentence (LoketTemplates        *self,
                                              const char            *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketTemplates, loket_templates_unref)

G_END_DECLS
