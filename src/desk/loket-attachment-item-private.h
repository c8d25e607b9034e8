/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-item.h"
#include "loket-stored-attachment.h"

G_BEGIN_DECLS

LoketAttachmentItem *_loket_attachment_item_new_pending (const char                  *name);
LoketAttachmentItem *_loket_attachment_item_new_stored  (const LoketStoredAttachment *stored);
LoketAttachmentItem *_loket_attachment_item_new_remote  (LoketAttachment             *attachment,
                                                         const char                  *complaint_id);
void                 _loket_attachment_item_set_content (LoketAttachmentItem         *self,
                                                         LoketAttachment             *attachment,
                                                         guint                        removed);
void                 _loket_attachment_item_set_state   (LoketAttachmentItem         *self,
                                                         LoketAttachmentState         state,
                                                         const char                  *notice);
void                 _loket_attachment_item_set_may_keep (LoketAttachmentItem        *self,
                                                         gboolean                     may_keep);
void                 _loket_attachment_item_set_progress (LoketAttachmentItem        *self,
                                                         double                       progress);
const char          *_loket_attachment_item_get_complaint_id (LoketAttachmentItem    *self);
void                 _loket_attachment_item_set_cancellable (LoketAttachmentItem     *self,
                                                         GCancellable                *cancellable);
void                 _loket_attachment_item_cancel      (LoketAttachmentItem         *self);
gboolean             _loket_attachment_item_is_cancelled (LoketAttachmentItem        *self);

G_END_DECLS
