/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-composer-pane.h"
#include "loket-reminders.h"
#include "loket-session.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DESK_VIEW (loket_desk_view_get_type ())
G_DECLARE_FINAL_TYPE (LoketDeskView, loket_desk_view, LOKET, DESK_VIEW, AdwBin)

void               loket_desk_view_set_session  (LoketDeskView *self,
                                                 LoketSession  *session,
                                                 LoketTicker   *ticker);
void               loket_desk_view_set_reminders (LoketDeskView  *self,
                                                  LoketReminders *reminders,
                                                  LoketTicker    *ticker);
void               loket_desk_view_show_reminders (LoketDeskView *self);
void               loket_desk_view_set_settings (LoketDeskView *self,
                                                 GSettings     *settings);
LoketComposerPane *loket_desk_view_get_composer (LoketDeskView *self);
const char        *loket_desk_view_get_complaint_id (LoketDeskView *self);
LoketView          loket_desk_view_get_view     (LoketDeskView *self);
char              *loket_desk_view_dup_title    (LoketDeskView *self);
void               loket_desk_view_search       (LoketDeskView *self);
void               loket_desk_view_back         (LoketDeskView *self);
void               loket_desk_view_show_views   (LoketDeskView *self);
void               loket_desk_view_show_view    (LoketDeskView *self,
                                                 LoketView      view);
void               loket_desk_view_write        (LoketDeskView *self);
void               loket_desk_view_explain      (LoketDeskView *self);
void               loket_desk_view_move         (LoketDeskView *self,
                                                 int            by);
void               loket_desk_view_open         (LoketDeskView *self,
                                                 const char    *complaint_id);

G_END_DECLS
