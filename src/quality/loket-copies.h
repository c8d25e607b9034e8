/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-check-input.h"

G_BEGIN_DECLS

#define LOKET_TYPE_COPIES (loket_copies_get_type ())

typedef struct _LoketCopies LoketCopies;

GType        loket_copies_get_type (void) G_GNUC_CONST;
LoketCopies *loket_copies_new      (GPtrArray      *replies,
                                    LoketTemplates *templates,
                                    GCancellable   *cancellable);
LoketCopies *loket_copies_ref      (LoketCopies    *self);
void         loket_copies_unref    (LoketCopies    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCopies, loket_copies_unref)

G_END_DECLS
