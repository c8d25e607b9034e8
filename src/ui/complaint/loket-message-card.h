/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-attachment-list.h"
#include "loket-complaint.h"
#include "loket-outbox-item.h"
#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_MESSAGE_CARD (loket_message_card_get_type ())
G_DECLARE_FINAL_TYPE (LoketMessageCard, loket_message_card, LOKET, MESSAGE_CARD, AdwBin)

GtkWidget *loket_message_card_new_for_body    (const LoketComplaint *complaint,
                                               const char           *heading,
                                               const char           *text);
GtkWidget *loket_message_card_new_for_message (const LoketComplaint *complaint,
                                               const LoketMessage   *message);
GtkWidget *loket_message_card_new_for_pending (LoketOutboxItem      *item,
                                               const char           *time_zone);
void       loket_message_card_set_files       (LoketMessageCard     *self,
                                               LoketSession         *session,
                                               LoketAttachmentList  *files);
void       loket_message_card_set_last        (LoketMessageCard     *self,
                                               gboolean              last);

G_END_DECLS
