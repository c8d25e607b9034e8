/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-model"

#include "config.h"

#include "loket-claim.h"

/**
 * loket_claim_new:
 * @officer_id: (nullable): who is answering
 * @name: (nullable): that person's name
 * @until: when it ends by itself
 *
 * Makes a record.
 *
 * Returns: (transfer full): the record
 */
LoketClaim *
loket_claim_new (const char *officer_id,
                 const char *name,
                 gint64      until)
{
  LoketClaim *self = g_new0 (LoketClaim, 1);

  self->officer_id = g_strdup (officer_id);
  self->name = g_strdup (name);
  self->until = until;
  return self;
}

/**
 * loket_claim_copy:
 * @self: (nullable): a record
 *
 * Copies a record.
 *
 * Returns: (transfer full) (nullable): the copy
 */
LoketClaim *
loket_claim_copy (const LoketClaim *self)
{
  return self != NULL ? loket_claim_new (self->officer_id, self->name, self->until) : NULL;
}

/**
 * loket_claim_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_claim_free (LoketClaim *self)
{
  if (self == NULL)
    return;

  g_free (self->officer_id);
  g_free (self->name);
  g_free (self);
}

/**
 * loket_claim_is_held:
 * @self: (nullable): a record
 * @now: the hub's clock
 *
 * Tells whether somebody is answering now. Any thread.
 *
 * Returns: whether somebody is
 */
gboolean
loket_claim_is_held (const LoketClaim *self,
                     gint64            now)
{
  return self != NULL && self->until != LOKET_TIME_UNSET && now < self->until;
}
