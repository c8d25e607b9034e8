/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-reason.h"

G_BEGIN_DECLS

/**
 * LoketSyncState:
 * @LOKET_SYNC_UNKNOWN: no pass has ended yet
 * @LOKET_SYNC_OK: the hub and we agree
 * @LOKET_SYNC_OFFLINE: the pass did not get through; all is kept for later
 * @LOKET_SYNC_NEEDS_USER: somebody has to decide about a reply, or to update
 * @LOKET_SYNC_SIGNED_OUT: somebody has to sign in; the outbox is kept
 *
 * How a pass ended.
 */
typedef enum
{
  LOKET_SYNC_UNKNOWN,
  LOKET_SYNC_OK,
  LOKET_SYNC_OFFLINE,
  LOKET_SYNC_NEEDS_USER,
  LOKET_SYNC_SIGNED_OUT,
} LoketSyncState;

/**
 * LoketSyncSummary:
 * @state: how it ended
 * @reason: why, where @state is not ok: what to tell the person
 * @received: complaints that came in, changed or went away
 * @sent: replies that the hub accepted in this pass
 * @waiting: replies that still go out by themselves
 * @needs_user: replies that wait for somebody's decision
 * @recovered: replies that a restored hub had forgotten and that go out again
 * @stuck: replies that have waited for more than a day although the hub was
 *   reached in this pass: somebody should know
 * @retry_after: seconds the hub asked us to leave it alone; -1 when it did not
 * @epoch_changed: the hub was restored from a backup since the last pass: what
 *   it accepted after that backup may be gone there, and is still here
 * @rules_refused: the hub published rules that are wrong; deadlines are counted
 *   by the old ones
 *
 * What one pass did.
 */
typedef struct
{
  LoketSyncState state;
  LoketReason    reason;
  guint          received;
  guint          sent;
  guint          waiting;
  guint          needs_user;
  guint          recovered;
  guint          stuck;
  gint64         retry_after;
  gboolean       epoch_changed;
  gboolean       rules_refused;
} LoketSyncSummary;

#define LOKET_SYNC_SUMMARY_INIT { .retry_after = -1 }

const char *loket_sync_state_to_name (LoketSyncState state);

G_END_DECLS
