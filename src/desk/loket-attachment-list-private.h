/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-list.h"

G_BEGIN_DECLS

LoketAttachmentList *_loket_attachment_list_new    (void);
void                 _loket_attachment_list_add    (LoketAttachmentList *self,
                                                    LoketAttachmentItem *item);
gboolean             _loket_attachment_list_remove (LoketAttachmentList *self,
                                                    LoketAttachmentItem *item);
void                 _loket_attachment_list_clear  (LoketAttachmentList *self);
GPtrArray           *_loket_attachment_list_dup_kept (LoketAttachmentList *self);

G_END_DECLS
