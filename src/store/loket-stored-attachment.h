/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment.h"

G_BEGIN_DECLS

/**
 * LoketAttachmentRemoved:
 * @LOKET_ATTACHMENT_REMOVED_PLACE: where the photo was taken
 * @LOKET_ATTACHMENT_REMOVED_DEVICE: with what
 * @LOKET_ATTACHMENT_REMOVED_TIME: when
 * @LOKET_ATTACHMENT_REMOVED_MORE: something else, as a comment or a small picture
 *
 * What was taken out of a photo before it was kept. Stored as a number: values
 * are only ever added.
 */
typedef enum
{
  LOKET_ATTACHMENT_REMOVED_PLACE = 1 << 0,
  LOKET_ATTACHMENT_REMOVED_DEVICE = 1 << 1,
  LOKET_ATTACHMENT_REMOVED_TIME = 1 << 2,
  LOKET_ATTACHMENT_REMOVED_MORE = 1 << 3,
} LoketAttachmentRemoved;

/**
 * LoketStoredAttachment:
 * @attachment: what it is
 * @complaint_id: what it is about
 * @reply_id: (nullable): the reply that it goes with; %NULL while it belongs to
 *   the draft
 * @removed: #LoketAttachmentRemoved, what was taken out of it
 * @sent: how many of its bytes the hub has said to have
 * @complete: whether the hub has said to have all of them
 *
 * A file of the officer's that waits to go, or went, with a reply.
 */
typedef struct
{
  LoketAttachment *attachment;
  char            *complaint_id;
  char            *reply_id;
  guint            removed;
  gint64           sent;
  gboolean         complete;
} LoketStoredAttachment;

LoketStoredAttachment *loket_stored_attachment_new  (LoketAttachment       *attachment,
                                                     const char            *complaint_id);
void                   loket_stored_attachment_free (LoketStoredAttachment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketStoredAttachment, loket_stored_attachment_free)

G_END_DECLS
