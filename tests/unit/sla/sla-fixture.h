/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-rulebook.h"

gint64          at             (const char          *text);
LoketComplaint *make_complaint (const char          *received,
                                const char          *assigned,
                                LoketComplaintClass  klass);
void            add_message    (LoketComplaint      *complaint,
                                LoketAuthor          author,
                                LoketOutcome         outcome,
                                const char          *when);
LoketRulebook  *make_rules     (LoketHolidays       *holidays,
                                const char          *policies_text);
LoketEdition   *make_edition   (gint64               number,
                                const char          *published,
                                const char          *reason,
                                LoketHolidays       *holidays,
                                const char          *policies_text);
LoketRulebook  *make_book      (LoketEdition        *first,
                                LoketEdition        *second);
