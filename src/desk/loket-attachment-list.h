/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "loket-attachment-item.h"

G_BEGIN_DECLS

#define LOKET_TYPE_ATTACHMENT_LIST (loket_attachment_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketAttachmentList, loket_attachment_list, LOKET, ATTACHMENT_LIST, GObject)

LoketAttachmentItem *loket_attachment_list_get         (LoketAttachmentList *self,
                                                        guint                position);
gint64               loket_attachment_list_get_size    (LoketAttachmentList *self);
gboolean             loket_attachment_list_get_busy    (LoketAttachmentList *self);
guint                loket_attachment_list_count_kept  (LoketAttachmentList *self);

G_END_DECLS
