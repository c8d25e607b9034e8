/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-policy.h"

G_BEGIN_DECLS

typedef struct _LoketPolicies LoketPolicies;

#define LOKET_TYPE_POLICIES (loket_policies_get_type ())

GType          loket_policies_get_type     (void) G_GNUC_CONST;
LoketPolicies *loket_policies_get_builtin  (void);
const char    *loket_policies_get_builtin_text (void);
LoketPolicies *loket_policies_new          (const char            *text,
                                            gsize                  length,
                                            GError               **error);
LoketPolicies *loket_policies_ref          (LoketPolicies         *self);
void           loket_policies_unref        (LoketPolicies         *self);
guint          loket_policies_get_n        (LoketPolicies         *self);
LoketPolicy   *loket_policies_get          (LoketPolicies         *self,
                                            guint                  index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPolicies, loket_policies_unref)

G_END_DECLS
