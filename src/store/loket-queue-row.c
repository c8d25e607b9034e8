/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-queue-row.h"

/**
 * loket_queue_marks_init:
 * @self: marks
 *
 * Makes them those of a complaint without a clock.
 */
void
loket_queue_marks_init (LoketQueueMarks *self)
{
  *self = (LoketQueueMarks) {
    .start = LOKET_TIME_UNSET,
    .warning_at = LOKET_TIME_UNSET,
    .today_at = LOKET_TIME_UNSET,
    .due = LOKET_TIME_UNSET,
    .stop = LOKET_TIME_UNSET,
  };
}

/**
 * loket_queue_marks_equal:
 * @a: marks
 * @b: marks
 *
 * Tells whether both say the same.
 *
 * Returns: whether they do
 */
gboolean
loket_queue_marks_equal (const LoketQueueMarks *a,
                         const LoketQueueMarks *b)
{
  if (!a->known || !b->known)
    return a->known == b->known;

  return a->clock == b->clock && a->flags == b->flags && a->paused == b->paused &&
         a->start == b->start && a->warning_at == b->warning_at && a->today_at == b->today_at &&
         a->due == b->due && a->stop == b->stop;
}

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
  loket_queue_marks_init (&self->marks);
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
