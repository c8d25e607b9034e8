/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-composer-pane.h"
#include "loket-session.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_COMPLAINT_PANE (loket_complaint_pane_get_type ())
G_DECLARE_FINAL_TYPE (LoketComplaintPane, loket_complaint_pane, LOKET, COMPLAINT_PANE, AdwBin)

void               loket_complaint_pane_set_session  (LoketComplaintPane *self,
                                                      LoketSession       *session,
                                                      LoketTicker        *ticker);
void               loket_complaint_pane_open         (LoketComplaintPane *self,
                                                      const char         *complaint_id);
const char        *loket_complaint_pane_get_id       (LoketComplaintPane *self);
const char        *loket_complaint_pane_get_title    (LoketComplaintPane *self);
LoketComposerPane *loket_complaint_pane_get_composer (LoketComplaintPane *self);
void               loket_complaint_pane_focus        (LoketComplaintPane *self);
gboolean           loket_complaint_pane_explain      (LoketComplaintPane *self);
void               loket_complaint_pane_set_folded   (LoketComplaintPane *self,
                                                      gboolean            folded);

G_END_DECLS
