/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-attachment-item.h"

G_BEGIN_DECLS

#define LOKET_TYPE_ATTACHMENT_ROW (loket_attachment_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketAttachmentRow, loket_attachment_row, LOKET, ATTACHMENT_ROW, GtkListBoxRow)

GtkWidget           *loket_attachment_row_new          (LoketAttachmentItem *item);
LoketAttachmentItem *loket_attachment_row_get_item     (LoketAttachmentRow  *self);
void                 loket_attachment_row_set_may_keep (LoketAttachmentRow  *self,
                                                        gboolean             may_keep);

G_END_DECLS
