/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-queue-private.h"

/* What a call about the outbox takes along to the store's thread. */

LoketSendOff *
_loket_send_off_copy (const LoketSendOff *send_off)
{
  LoketSendOff *copy = g_new0 (LoketSendOff, 1);

  copy->reply_id = g_strdup (send_off->reply_id);
  copy->complaint_id = g_strdup (send_off->complaint_id);
  copy->prev_reply_id = g_strdup (send_off->prev_reply_id);
  copy->prev_from_hub = send_off->prev_from_hub;
  copy->replaces = g_strdup (send_off->replaces);
  copy->wire = g_bytes_ref (send_off->wire);
  copy->base_snapshot = g_strdup (send_off->base_snapshot);
  copy->tracking_id = g_strdup (send_off->tracking_id);
  copy->title = g_strdup (send_off->title);
  return copy;
}

void
_loket_send_off_free (LoketSendOff *copy)
{
  g_free ((char *) copy->reply_id);
  g_free ((char *) copy->complaint_id);
  g_free ((char *) copy->prev_reply_id);
  g_free ((char *) copy->replaces);
  g_bytes_unref (copy->wire);
  g_free ((char *) copy->base_snapshot);
  g_free ((char *) copy->tracking_id);
  g_free ((char *) copy->title);
  g_free (copy);
}

LoketOutboxStep *
_loket_outbox_step_copy (const LoketOutboxStep *step)
{
  LoketOutboxStep *copy = g_memdup2 (step, sizeof *step);

  copy->reason = g_strdup (step->reason);
  copy->problem = g_strdup (step->problem);
  copy->receipt = step->receipt != NULL ? loket_receipt_ref (step->receipt) : NULL;
  return copy;
}

void
_loket_outbox_step_free (LoketOutboxStep *copy)
{
  g_free ((char *) copy->reason);
  g_free ((char *) copy->problem);
  g_clear_pointer (&copy->receipt, loket_receipt_unref);
  g_free (copy);
}
