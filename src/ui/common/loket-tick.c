/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-tick.h"

/**
 * loket_tick_clear:
 * @ticker: (nullable): a ticker
 * @id: (inout): what loket_ticker_add() gave, 0 for nothing; 0 afterwards
 *
 * Stops keeping a text true.
 */
void
loket_tick_clear (LoketTicker *ticker,
                  guint       *id)
{
  guint old = *id;

  *id = 0;
  if (old != 0)
    loket_ticker_remove (ticker, old);
}
