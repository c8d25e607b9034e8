/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-clock-item.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CLOCK_CHIP (loket_clock_chip_get_type ())
G_DECLARE_FINAL_TYPE (LoketClockChip, loket_clock_chip, LOKET, CLOCK_CHIP, AdwBin)

GtkWidget *loket_clock_chip_new     (LoketClockItem *item);
void       loket_clock_chip_explain (LoketClockChip *self);

G_END_DECLS
