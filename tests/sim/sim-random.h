/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* PCG32 (XSH-RR): 64 bits of state, one of 2^63 streams. */
typedef struct
{
  guint64 state;
  guint64 stream;
} SimRandom;

void     sim_random_init  (SimRandom *self, guint64 seed, guint64 stream);
guint32  sim_random_next  (SimRandom *self);
guint32  sim_random_below (SimRandom *self, guint32 bound);
gint64   sim_random_range (SimRandom *self, gint64 from, gint64 to);
gboolean sim_random_hits  (SimRandom *self, guint per_mille);

G_END_DECLS
