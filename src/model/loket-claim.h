/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-time.h"

G_BEGIN_DECLS

/**
 * LoketClaim:
 * @officer_id: who is answering
 * @name: that person's name, to show
 * @until: when it ends by itself, by the hub's clock
 *
 * “Being answered by …”: advice for colleagues, never a lock. One whose end has
 * passed is none.
 */
typedef struct
{
  char  *officer_id;
  char  *name;
  gint64 until;
} LoketClaim;

LoketClaim *loket_claim_new     (const char       *officer_id,
                                 const char       *name,
                                 gint64            until);
LoketClaim *loket_claim_copy    (const LoketClaim *self);
void        loket_claim_free    (LoketClaim       *self);
gboolean    loket_claim_is_held (const LoketClaim *self,
                                 gint64            now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketClaim, loket_claim_free)

G_END_DECLS
