/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-check-input.h"
#include "loket-rulebook.h"

G_BEGIN_DECLS

void loket_check_rules_apply (LoketCheckInput      *input,
                              const LoketComplaint *complaint,
                              LoketRulebook        *rules);

G_END_DECLS
