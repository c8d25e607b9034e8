/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-summary.h"

/**
 * loket_sync_state_to_name:
 * @state: how a pass ended
 *
 * Tells the name for machine output: ok, offline, needs_user or signed_out.
 *
 * Returns: the name
 */
const char *
loket_sync_state_to_name (LoketSyncState state)
{
  switch (state)
    {
    case LOKET_SYNC_OK:
      return "ok";
    case LOKET_SYNC_OFFLINE:
      return "offline";
    case LOKET_SYNC_NEEDS_USER:
      return "needs_user";
    case LOKET_SYNC_SIGNED_OUT:
      return "signed_out";
    case LOKET_SYNC_UNKNOWN:
    default:
      return "unknown";
    }
}
