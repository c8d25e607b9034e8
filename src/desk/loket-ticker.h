/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-clock.h"

G_BEGIN_DECLS

/* What a #LoketTickFunc returns when its text will not change by itself. */
#define LOKET_TICK_NEVER G_MAXINT64

/**
 * LoketTickFunc:
 * @now: the wall time, Unix seconds
 * @user_data: what was given to loket_ticker_add()
 *
 * Shows what is true at @now.
 *
 * Returns: the next instant at which it has to be shown again, after @now, or
 *   %LOKET_TICK_NEVER
 */
typedef gint64 (*LoketTickFunc) (gint64   now,
                                 gpointer user_data);

#define LOKET_TYPE_TICKER (loket_ticker_get_type ())
G_DECLARE_FINAL_TYPE (LoketTicker, loket_ticker, LOKET, TICKER, GObject)

LoketTicker *loket_ticker_new    (LoketClock     *clock);
guint        loket_ticker_add    (LoketTicker    *self,
                                  LoketTickFunc   func,
                                  gpointer        user_data,
                                  GDestroyNotify  destroy);
void         loket_ticker_remove (LoketTicker    *self,
                                  guint           id);
gint64       loket_ticker_get_next (LoketTicker  *self);

G_END_DECLS
