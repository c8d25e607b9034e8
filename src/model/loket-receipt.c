/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-model"

#include "config.h"

#include "loket-receipt.h"

#include "loket-mutant.h"

G_DEFINE_BOXED_TYPE (LoketReceipt, loket_receipt, loket_receipt_ref, loket_receipt_unref)

/**
 * loket_receipt_new:
 *
 * Makes a record with nothing in it; the maker fills it before anybody else
 * sees it.
 *
 * Returns: (transfer full): a record
 */
LoketReceipt *
loket_receipt_new (void)
{
  LoketReceipt *self = g_new0 (LoketReceipt, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->accepted_at = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_receipt_ref:
 * @self: a record
 *
 * Takes a reference. Any thread.
 *
 * Returns: (transfer full): @self
 */
LoketReceipt *
loket_receipt_ref (LoketReceipt *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * loket_receipt_unref:
 * @self: (transfer full): a record
 *
 * Drops a reference; the last one frees the record. Any thread.
 */
void
loket_receipt_unref (LoketReceipt *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->reply_id);
  g_free (self->complaint_id);
  g_free (self->body_sha256);
  g_free (self->epoch);
  g_free (self->mac);
  g_free (self);
}

/**
 * loket_receipt_matches:
 * @self: a receipt from the hub
 * @reply_id: the reply that was sent
 * @complaint_id: the complaint it answers
 * @body_sha256: SHA-256 of the bytes that were sent, 64 lower-case hex digits
 * @epoch: (nullable): the epoch of the answer that carried the receipt; %NULL
 *   where the receipt may be older than the answer, as in a status query
 * @error: return location for a #GError of %LOKET_MODEL_ERROR
 *
 * Tells whether a receipt is for exactly what was sent. A hub that answers
 * “stored” about something else has not stored our reply.
 *
 * Returns: whether it is; else @error names the first member that differs
 */
gboolean
loket_receipt_matches (const LoketReceipt *self,
                       const char         *reply_id,
                       const char         *complaint_id,
                       const char         *body_sha256,
                       const char         *epoch,
                       GError            **error)
{
  const char *wrong = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (reply_id != NULL && complaint_id != NULL && body_sha256 != NULL, FALSE);

  if (g_strcmp0 (self->reply_id, reply_id) != 0)
    wrong = "replyId";
  else if (g_strcmp0 (self->complaint_id, complaint_id) != 0)
    wrong = "complaintId";
  else if (g_strcmp0 (self->body_sha256, body_sha256) != 0 && !LOKET_MUTANT (RECEIPT_UNCHECKED))
    wrong = "bodySha256";
  else if (epoch != NULL && g_strcmp0 (self->epoch, epoch) != 0)
    wrong = "epoch";

  if (wrong == NULL)
    return TRUE;

  g_set_error (error, LOKET_MODEL_ERROR, LOKET_MODEL_ERROR_MISMATCH,
               "The receipt is not for this reply: %s differs", wrong);
  return FALSE;
}
