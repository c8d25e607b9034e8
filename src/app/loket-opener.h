/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-window.h"

G_BEGIN_DECLS

#define LOKET_TYPE_OPENER (loket_opener_get_type ())
G_DECLARE_FINAL_TYPE (LoketOpener, loket_opener, LOKET, OPENER, GObject)

LoketOpener *loket_opener_new         (LoketWindow *window,
                                       const char  *profile_dir,
                                       const char  *key_file,
                                       LoketClock  *clock);
void         loket_opener_open        (LoketOpener *self);
void         loket_opener_begin_anew  (LoketOpener *self);

G_END_DECLS
