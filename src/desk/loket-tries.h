/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-clock.h"

G_BEGIN_DECLS

/* In the folder of a profile. */
#define LOKET_TRIES_FILE "tries"

#define LOKET_TYPE_TRIES (loket_tries_get_type ())
G_DECLARE_FINAL_TYPE (LoketTries, loket_tries, LOKET, TRIES, GObject)

LoketTries *loket_tries_new      (LoketClock *clock,
                                  const char *path);
guint       loket_tries_get_wait (LoketTries *self);
void        loket_tries_fail     (LoketTries *self);
void        loket_tries_reset    (LoketTries *self);

G_END_DECLS
