/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-clock-item.h"
#include "loket-complaint.h"
#include "loket-rulebook.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CLOCK_LIST (loket_clock_list_get_type ())
G_DECLARE_FINAL_TYPE (LoketClockList, loket_clock_list, LOKET, CLOCK_LIST, GObject)

LoketClockList *loket_clock_list_new           (LoketTicker    *ticker);
void            loket_clock_list_set_rulebook  (LoketClockList *self,
                                                LoketRulebook  *rules);
void            loket_clock_list_set_complaint (LoketClockList *self,
                                                LoketComplaint *complaint);

G_END_DECLS
