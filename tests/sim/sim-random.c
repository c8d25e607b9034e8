/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-random.h"

void
sim_random_init (SimRandom *self,
                 guint64    seed,
                 guint64    stream)
{
  self->state = 0;
  self->stream = (stream << 1) | 1;
  sim_random_next (self);
  self->state += seed;
  sim_random_next (self);
}

guint32
sim_random_next (SimRandom *self)
{
  guint64 old = self->state;
  guint32 mixed = (guint32) (((old >> 18) ^ old) >> 27);
  guint32 turn = (guint32) (old >> 59);

  self->state = old * G_GUINT64_CONSTANT (6364136223846793005) + self->stream;
  return (mixed >> turn) | (mixed << ((32 - turn) & 31));
}

/* 0 <= n < bound */
guint32
sim_random_below (SimRandom *self,
                  guint32    bound)
{
  return (guint32) (((guint64) sim_random_next (self) * bound) >> 32);
}

/* from <= n <= to */
gint64
sim_random_range (SimRandom *self,
                  gint64     from,
                  gint64     to)
{
  guint64 bits = ((guint64) sim_random_next (self) << 32) | sim_random_next (self);

  return from + (gint64) (bits % (guint64) (to - from + 1));
}

gboolean
sim_random_hits (SimRandom *self,
                 guint      per_mille)
{
  return per_mille > 0 && sim_random_below (self, 1000) < per_mille;
}
