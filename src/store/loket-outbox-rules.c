/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-outbox-rules.h"

/*
 * The steps of a reply on its way, all of them. Who takes each:
 *
 *     (none)     ──▶ queued      the officer sends it off
 *     queued     ──▶ held        another reply to the complaint is before it
 *     held       ──▶ queued      that one was accepted
 *     held       ──▶ needs_user  that one was taken back
 *     queued, waiting ──▶ inflight   before the first byte leaves
 *     inflight   ──▶ accepted    a receipt that names it
 *     inflight   ──▶ waiting     no answer, not now, or the program ended
 *     inflight   ──▶ needs_user  the hub refuses it
 *     queued, held, waiting, needs_user ──▶ discarded  taken back, never tried
 *     queued, held, waiting, needs_user ──▶ revoking   taken back after a try:
 *                                a late copy of it may still arrive, so the hub
 *                                has to say that it never will
 *     revoking   ──▶ revoked     the hub will never take it
 *     revoking   ──▶ accepted    the hub already has it
 *     accepted   ──▶ queued      the hub was restored and has forgotten it
 */
typedef enum
{
  TRIED_OR_NOT,
  NEVER_TRIED,
  TRIED,
} Condition;

static const struct
{
  LoketOutboxState from;
  LoketOutboxState to;
  Condition        condition;
} steps[] = {
  { LOKET_OUTBOX_NONE,       LOKET_OUTBOX_QUEUED,     NEVER_TRIED },
  { LOKET_OUTBOX_QUEUED,     LOKET_OUTBOX_HELD,       TRIED_OR_NOT },
  { LOKET_OUTBOX_HELD,       LOKET_OUTBOX_QUEUED,     TRIED_OR_NOT },
  { LOKET_OUTBOX_HELD,       LOKET_OUTBOX_NEEDS_USER, TRIED_OR_NOT },
  { LOKET_OUTBOX_QUEUED,     LOKET_OUTBOX_INFLIGHT,   TRIED_OR_NOT },
  { LOKET_OUTBOX_WAITING,    LOKET_OUTBOX_INFLIGHT,   TRIED_OR_NOT },
  { LOKET_OUTBOX_INFLIGHT,   LOKET_OUTBOX_ACCEPTED,   TRIED },
  { LOKET_OUTBOX_INFLIGHT,   LOKET_OUTBOX_WAITING,    TRIED },
  { LOKET_OUTBOX_INFLIGHT,   LOKET_OUTBOX_NEEDS_USER, TRIED },
  { LOKET_OUTBOX_QUEUED,     LOKET_OUTBOX_DISCARDED,  NEVER_TRIED },
  { LOKET_OUTBOX_HELD,       LOKET_OUTBOX_DISCARDED,  NEVER_TRIED },
  { LOKET_OUTBOX_WAITING,    LOKET_OUTBOX_DISCARDED,  NEVER_TRIED },
  { LOKET_OUTBOX_NEEDS_USER, LOKET_OUTBOX_DISCARDED,  NEVER_TRIED },
  { LOKET_OUTBOX_QUEUED,     LOKET_OUTBOX_REVOKING,   TRIED },
  { LOKET_OUTBOX_HELD,       LOKET_OUTBOX_REVOKING,   TRIED },
  { LOKET_OUTBOX_WAITING,    LOKET_OUTBOX_REVOKING,   TRIED },
  { LOKET_OUTBOX_NEEDS_USER, LOKET_OUTBOX_REVOKING,   TRIED },
  { LOKET_OUTBOX_REVOKING,   LOKET_OUTBOX_REVOKED,    TRIED },
  { LOKET_OUTBOX_REVOKING,   LOKET_OUTBOX_ACCEPTED,   TRIED },
  { LOKET_OUTBOX_ACCEPTED,   LOKET_OUTBOX_QUEUED,     TRIED },
};

/**
 * loket_outbox_can_go:
 * @from: a state; none for a reply that is not in the outbox yet
 * @to: another state
 * @attempts: how often the reply was handed to the network
 *
 * Tells whether the step is one of the outbox. Any thread.
 *
 * Returns: whether it is allowed
 */
gboolean
loket_outbox_can_go (LoketOutboxState from,
                     LoketOutboxState to,
                     guint            attempts)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].from == from && steps[i].to == to)
      return steps[i].condition == TRIED_OR_NOT ||
             (steps[i].condition == TRIED) == (attempts > 0);
  return FALSE;
}
