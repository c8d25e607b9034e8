/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-composer.h"

G_BEGIN_DECLS

#define LOKET_TYPE_ATTACHMENT_TRAY (loket_attachment_tray_get_type ())
G_DECLARE_FINAL_TYPE (LoketAttachmentTray, loket_attachment_tray, LOKET, ATTACHMENT_TRAY, AdwBin)

void     loket_attachment_tray_set_composer (LoketAttachmentTray *self,
                                             LoketComposer       *composer);
void     loket_attachment_tray_set_compact  (LoketAttachmentTray *self,
                                             gboolean             compact);
void     loket_attachment_tray_choose       (LoketAttachmentTray *self);
void     loket_attachment_tray_add          (LoketAttachmentTray *self,
                                             GFile               *file);
void     loket_attachment_tray_accept_drops (LoketAttachmentTray *self,
                                             GtkWidget           *widget);
gboolean loket_attachment_tray_paste        (LoketAttachmentTray *self);

G_END_DECLS
