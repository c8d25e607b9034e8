/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-queue-row.h"

/**
 * loket_queue_row_new:
 *
 * Makes a row with nothing in it.
 *
 * Returns: (transfer full): a row to fill
 */
LoketQueueRow *
loket_queue_row_new (void)
{
  LoketQueueRow *self = g_new0 (LoketQueueRow, 1);

  self->received_at = LOKET_TIME_UNSET;
  self->assigned_at = LOKET_TIME_UNSET;
  self->answered_at = LOKET_TIME_UNSET;
  self->reporter_at = LOKET_TIME_UNSET;
  self->due = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_queue_row_free:
 * @self: (nullable) (transfer full): a row
 *
 * Frees a row.
 */
void
loket_queue_row_free (LoketQueueRow *self)
{
  if (self == NULL)
    return;

  g_free (self->complaint_id);
  g_free (self->tracking_id);
  g_free (self->title);
  g_free (self->category);
  g_free (self->place);
  g_free (self->agency_name);
  g_free (self->time_zone);
  g_free (self);
}
