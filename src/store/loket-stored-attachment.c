/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-stored-attachment.h"

/**
 * loket_stored_attachment_new:
 * @attachment: what it is
 * @complaint_id: (nullable): what it is about
 *
 * Makes a record of a file that no reply has yet.
 *
 * Returns: (transfer full): the record
 */
LoketStoredAttachment *
loket_stored_attachment_new (LoketAttachment *attachment,
                             const char      *complaint_id)
{
  LoketStoredAttachment *self = g_new0 (LoketStoredAttachment, 1);

  self->attachment = loket_attachment_ref (attachment);
  self->complaint_id = g_strdup (complaint_id);
  return self;
}

/**
 * loket_stored_attachment_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_stored_attachment_free (LoketStoredAttachment *self)
{
  if (self == NULL)
    return;

  loket_attachment_unref (self->attachment);
  g_free (self->complaint_id);
  g_free (self->reply_id);
  g_free (self);
}
