/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_ATTACHMENT_CARD (loket_attachment_card_get_type ())
G_DECLARE_FINAL_TYPE (LoketAttachmentCard, loket_attachment_card, LOKET, ATTACHMENT_CARD, AdwBin)

GtkWidget *loket_attachment_card_new (LoketSession        *session,
                                      LoketAttachmentItem *item);

G_END_DECLS
