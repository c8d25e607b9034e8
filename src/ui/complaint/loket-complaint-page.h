/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-complaint.h"
#include "loket-outbox-list.h"
#include "loket-rulebook.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_COMPLAINT_PAGE (loket_complaint_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketComplaintPage, loket_complaint_page, LOKET, COMPLAINT_PAGE, AdwBin)

void     loket_complaint_page_set_ticker    (LoketComplaintPage *self,
                                             LoketTicker        *ticker);
void     loket_complaint_page_set_session   (LoketComplaintPage *self,
                                             LoketSession       *session);
void     loket_complaint_page_set_outbox    (LoketComplaintPage *self,
                                             LoketOutboxList    *outbox);
void     loket_complaint_page_set_rulebook  (LoketComplaintPage *self,
                                             LoketRulebook      *rules);
void     loket_complaint_page_set_reader    (LoketComplaintPage *self,
                                             const char         *officer_id);
void     loket_complaint_page_set_complaint (LoketComplaintPage *self,
                                             LoketComplaint     *complaint);
void     loket_complaint_page_set_narrow    (LoketComplaintPage *self,
                                             gboolean            narrow);
gboolean loket_complaint_page_explain       (LoketComplaintPage *self);

G_END_DECLS
