/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-reminder-button.h"
#include "loket-session.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_QUEUE_PANE (loket_queue_pane_get_type ())
G_DECLARE_FINAL_TYPE (LoketQueuePane, loket_queue_pane, LOKET, QUEUE_PANE, AdwBin)

void     loket_queue_pane_set_session        (LoketQueuePane *self,
                                              LoketSession   *session,
                                              LoketTicker    *ticker);
void     loket_queue_pane_set_settings       (LoketQueuePane *self,
                                              GSettings      *settings);
void     loket_queue_pane_set_view           (LoketQueuePane *self,
                                              LoketView       view);
void     loket_queue_pane_set_folded         (LoketQueuePane *self,
                                              gboolean        alone,
                                              gboolean        views_hidden);
void     loket_queue_pane_search             (LoketQueuePane *self);
gboolean loket_queue_pane_stop_search        (LoketQueuePane *self);
void     loket_queue_pane_focus_list         (LoketQueuePane *self);
void     loket_queue_pane_move               (LoketQueuePane *self,
                                              int             by);
void     loket_queue_pane_select_complaint   (LoketQueuePane *self,
                                              const char     *complaint_id);
LoketReminderButton *
         loket_queue_pane_get_reminder_button (LoketQueuePane *self);

G_END_DECLS
