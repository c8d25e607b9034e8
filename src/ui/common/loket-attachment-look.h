/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-attachment-item.h"

G_BEGIN_DECLS

const char *loket_attachment_icon          (LoketAttachmentItem *item);
gboolean    loket_attachment_shows_progress (LoketAttachmentItem *item);
void        loket_attachment_show_progress (GtkProgressBar      *bar,
                                            LoketAttachmentItem *item);

G_END_DECLS
