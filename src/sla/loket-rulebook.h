/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-edition.h"

G_BEGIN_DECLS

typedef struct _LoketRulebook LoketRulebook;

#define LOKET_TYPE_RULEBOOK (loket_rulebook_get_type ())

GType          loket_rulebook_get_type    (void) G_GNUC_CONST;
LoketRulebook *loket_rulebook_get_builtin (void);
LoketRulebook *loket_rulebook_new         (GPtrArray      *editions,
                                           GError        **error);
LoketRulebook *loket_rulebook_new_single  (LoketEdition   *edition);
LoketRulebook *loket_rulebook_with        (LoketRulebook  *self,
                                           LoketEdition   *edition,
                                           GError        **error);
LoketRulebook *loket_rulebook_ref         (LoketRulebook  *self);
void           loket_rulebook_unref       (LoketRulebook  *self);
guint          loket_rulebook_get_n       (LoketRulebook  *self);
LoketEdition  *loket_rulebook_get         (LoketRulebook  *self,
                                           guint           index);
LoketEdition  *loket_rulebook_get_latest  (LoketRulebook  *self);
guint          loket_rulebook_index_at    (LoketRulebook  *self,
                                           gint64          instant);
LoketEdition  *loket_rulebook_at          (LoketRulebook  *self,
                                           gint64          instant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketRulebook, loket_rulebook_unref)

G_END_DECLS
