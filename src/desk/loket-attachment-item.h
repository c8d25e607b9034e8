/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment.h"

G_BEGIN_DECLS

/**
 * LoketAttachmentState:
 * @LOKET_ATTACHMENT_STATE_CHECKING: it is being read, cleaned and sealed
 * @LOKET_ATTACHMENT_STATE_READY: it is kept and goes with the reply
 * @LOKET_ATTACHMENT_STATE_REFUSED: it is not kept; the notice says why
 * @LOKET_ATTACHMENT_STATE_WAITING: it goes to the hub when that can be reached
 * @LOKET_ATTACHMENT_STATE_UPLOADING: it is going to the hub
 * @LOKET_ATTACHMENT_STATE_SENT: the hub has it
 * @LOKET_ATTACHMENT_STATE_REMOTE: the hub has it and this computer has not
 * @LOKET_ATTACHMENT_STATE_DOWNLOADING: it is coming
 * @LOKET_ATTACHMENT_STATE_DOWNLOADED: it is here, sealed
 *
 * Where a file is.
 */
typedef enum
{
  LOKET_ATTACHMENT_STATE_CHECKING,
  LOKET_ATTACHMENT_STATE_READY,
  LOKET_ATTACHMENT_STATE_REFUSED,
  LOKET_ATTACHMENT_STATE_WAITING,
  LOKET_ATTACHMENT_STATE_UPLOADING,
  LOKET_ATTACHMENT_STATE_SENT,
  LOKET_ATTACHMENT_STATE_REMOTE,
  LOKET_ATTACHMENT_STATE_DOWNLOADING,
  LOKET_ATTACHMENT_STATE_DOWNLOADED,
} LoketAttachmentState;

#define LOKET_TYPE_ATTACHMENT_STATE (loket_attachment_state_get_type ())
GType loket_attachment_state_get_type (void) G_GNUC_CONST;

#define LOKET_TYPE_ATTACHMENT_ITEM (loket_attachment_item_get_type ())
G_DECLARE_FINAL_TYPE (LoketAttachmentItem, loket_attachment_item, LOKET, ATTACHMENT_ITEM, GObject)

const char          *loket_attachment_item_get_name       (LoketAttachmentItem *self);
const char          *loket_attachment_item_get_media_type (LoketAttachmentItem *self);
gint64               loket_attachment_item_get_size       (LoketAttachmentItem *self);
LoketAttachmentState loket_attachment_item_get_state      (LoketAttachmentItem *self);
double               loket_attachment_item_get_progress   (LoketAttachmentItem *self);
const char          *loket_attachment_item_get_notice     (LoketAttachmentItem *self);
gboolean             loket_attachment_item_get_is_photo   (LoketAttachmentItem *self);
gboolean             loket_attachment_item_get_may_keep   (LoketAttachmentItem *self);
guint                loket_attachment_item_get_removed    (LoketAttachmentItem *self);
LoketAttachment     *loket_attachment_item_get_attachment (LoketAttachmentItem *self);
char                *loket_attachment_item_dup_details    (LoketAttachmentItem *self);
char                *loket_attachment_item_dup_state_text (LoketAttachmentItem *self);

G_END_DECLS
