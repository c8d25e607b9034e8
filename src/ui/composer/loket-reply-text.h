/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-composer.h"

G_BEGIN_DECLS

#define LOKET_TYPE_REPLY_TEXT (loket_reply_text_get_type ())
G_DECLARE_FINAL_TYPE (LoketReplyText, loket_reply_text, LOKET, REPLY_TEXT, GtkTextView)

void              loket_reply_text_set_composer (LoketReplyText   *self,
                                                 LoketComposer    *composer);
void              loket_reply_text_show_finding (LoketReplyText   *self,
                                                 LoketFindingItem *finding);
LoketFindingItem *loket_reply_text_move_finding (LoketReplyText   *self,
                                                 gboolean          forward);

guint             loket_reply_text_get_cursor   (LoketReplyText   *self);
void              loket_reply_text_show_range   (LoketReplyText   *self,
                                                 guint             from,
                                                 guint             to);

G_END_DECLS
