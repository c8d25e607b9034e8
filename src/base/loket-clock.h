/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LOKET_TYPE_CLOCK (loket_clock_get_type ())
G_DECLARE_FINAL_TYPE (LoketClock, loket_clock, LOKET, CLOCK, GObject)

LoketClock *loket_clock_new_system    (void);
LoketClock *loket_clock_new_manual    (gint64      now);
gint64      loket_clock_now           (LoketClock *self);
gint64      loket_clock_elapsed_us    (LoketClock *self);
void        loket_clock_set_offset    (LoketClock *self,
                                       gint64      seconds);
gint64      loket_clock_get_offset    (LoketClock *self);
void        loket_clock_advance       (LoketClock *self,
                                       gint64      seconds);
void        loket_clock_advance_us    (LoketClock *self,
                                       gint64      microseconds);
gboolean    loket_clock_is_manual     (LoketClock *self);
void        loket_clock_jump          (LoketClock *self,
                                       gint64      seconds);

G_END_DECLS
