/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** What a chip means; the icon and the text say it too, never the colour alone. */
typedef enum
{
  LOKET_TONE_PLAIN,
  LOKET_TONE_GOOD,
  LOKET_TONE_NOTICE,
  LOKET_TONE_URGENT,
  LOKET_TONE_LATE,
} LoketTone;

#define LOKET_TYPE_CHIP (loket_chip_get_type ())
G_DECLARE_FINAL_TYPE (LoketChip, loket_chip, LOKET, CHIP, GtkWidget)

GtkWidget *loket_chip_new (const char *icon_name,
                           const char *text,
                           LoketTone   tone);
void       loket_chip_set (LoketChip  *self,
                           const char *icon_name,
                           const char *text,
                           LoketTone   tone);

G_END_DECLS
