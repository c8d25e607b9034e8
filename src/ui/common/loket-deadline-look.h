/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-chip.h"
#include "loket-deadline.h"

G_BEGIN_DECLS

const char *loket_sla_state_icon (LoketSlaState state);
LoketTone   loket_sla_state_tone (LoketSlaState state);

G_END_DECLS
