/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-reminder-mark.h"

#include "loket-time.h"

/**
 * loket_reminder_mark_new:
 * @key: which event
 * @complaint_id: the complaint it is about
 * @notice: (nullable): what shows it on the desktop
 * @told_at: when it was told, Unix seconds, or %LOKET_TIME_UNSET
 *
 * Makes a record of something that is neither put off nor dismissed.
 *
 * Returns: (transfer full): the record
 */
LoketReminderMark *
loket_reminder_mark_new (const char *key,
                         const char *complaint_id,
                         const char *notice,
                         gint64      told_at)
{
  LoketReminderMark *self = g_new0 (LoketReminderMark, 1);

  self->key = g_strdup (key);
  self->complaint_id = g_strdup (complaint_id);
  self->notice = g_strdup (notice);
  self->told_at = told_at;
  self->again_at = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_reminder_mark_copy:
 * @self: a record
 *
 * Copies a record.
 *
 * Returns: (transfer full): the copy
 */
LoketReminderMark *
loket_reminder_mark_copy (const LoketReminderMark *self)
{
  LoketReminderMark *copy = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  copy = loket_reminder_mark_new (self->key, self->complaint_id, self->notice, self->told_at);
  copy->again_at = self->again_at;
  copy->dismissed = self->dismissed;
  return copy;
}

/**
 * loket_reminder_mark_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_reminder_mark_free (LoketReminderMark *self)
{
  if (self == NULL)
    return;

  g_free (self->key);
  g_free (self->complaint_id);
  g_free (self->notice);
  g_free (self);
}
