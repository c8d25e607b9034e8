/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-outbox-op.h"

G_DEFINE_BOXED_TYPE (LoketOutboxOp, loket_outbox_op, loket_outbox_op_ref, loket_outbox_op_unref)

/**
 * loket_outbox_op_new:
 *
 * Makes a record with nothing in it; the maker fills it before anybody else
 * sees it.
 *
 * Returns: (transfer full): a record
 */
LoketOutboxOp *
loket_outbox_op_new (void)
{
  LoketOutboxOp *self = g_new0 (LoketOutboxOp, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->next_at = LOKET_TIME_UNSET;
  self->queued_at = LOKET_TIME_UNSET;
  self->updated_at = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_outbox_op_ref:
 * @self: a record
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketOutboxOp *
loket_outbox_op_ref (LoketOutboxOp *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_outbox_op_unref:
 * @self: (transfer full): a record
 *
 * Drops a reference; the last one frees the record. Any thread.
 */
void
loket_outbox_op_unref (LoketOutboxOp *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->reply_id);
  g_free (self->complaint_id);
  g_free (self->prev_reply_id);
  g_free (self->replaces);
  g_free (self->tracking_id);
  g_free (self->title);
  g_clear_pointer (&self->wire, g_bytes_unref);
  g_free (self->wire_sha256);
  g_free (self->base_snapshot);
  g_free (self->reason);
  g_free (self->problem);
  g_clear_pointer (&self->receipt, loket_receipt_unref);
  g_free (self);
}
