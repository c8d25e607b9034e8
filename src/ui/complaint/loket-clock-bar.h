/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-complaint.h"
#include "loket-rulebook.h"
#include "loket-ticker.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CLOCK_BAR (loket_clock_bar_get_type ())
G_DECLARE_FINAL_TYPE (LoketClockBar, loket_clock_bar, LOKET, CLOCK_BAR, GtkWidget)

void loket_clock_bar_set_ticker    (LoketClockBar  *self,
                                    LoketTicker    *ticker);
void loket_clock_bar_set_rulebook  (LoketClockBar  *self,
                                    LoketRulebook  *rules);
void loket_clock_bar_set_complaint (LoketClockBar  *self,
                                    LoketComplaint *complaint);
gboolean loket_clock_bar_explain   (LoketClockBar  *self);

G_END_DECLS
