/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-outbox-rules.h"

#include "loket-mutant.h"
#include "loket-time.h"

/*
 * The steps of a reply on its way, all of them. Who takes each:
 *
 *     (none)     ──▶ queued      the officer sends it off
 *     queued, uploading ──▶ held  another reply to the complaint is before it
 *     held       ──▶ queued      that one was accepted
 *     held       ──▶ needs_user  that one was taken back
 *     queued, waiting ──▶ uploading  before the first byte of an attachment leaves
 *     queued, uploading, waiting ──▶ inflight   before its own first byte leaves
 *     uploading  ──▶ waiting     no answer, or not now
 *     uploading  ──▶ needs_user  the hub refuses an attachment, or a file of ours
 *                                is no longer what it was
 *     inflight   ──▶ accepted    a receipt that names it
 *     inflight   ──▶ waiting     no answer, not now, or the program ended
 *     inflight   ──▶ needs_user  the hub refuses it
 *     waiting    ──▶ held        found in the journal, behind one that is being
 *                                taken back
 *     queued, held, uploading, waiting, needs_user ──▶ discarded  taken back,
 *                                never tried
 *     queued, held, uploading, waiting, needs_user ──▶ revoking   taken back after
 *                                a try: a late copy of it may still arrive, so the
 *                                hub has to say that it never will
 *     revoking   ──▶ revoked     the hub will never take it
 *     revoking   ──▶ accepted    the hub already has it
 *     accepted   ──▶ queued      the hub was restored and has forgotten it
 *
 * Attachments that leave are not yet the reply: only `inflight` counts as a try.
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
  { LOKET_OUTBOX_QUEUED,     LOKET_OUTBOX_UPLOADING,  TRIED_OR_NOT },
  { LOKET_OUTBOX_WAITING,    LOKET_OUTBOX_UPLOADING,  TRIED_OR_NOT },
  { LOKET_OUTBOX_UPLOADING,  LOKET_OUTBOX_INFLIGHT,   TRIED_OR_NOT },
  { LOKET_OUTBOX_UPLOADING,  LOKET_OUTBOX_WAITING,    TRIED_OR_NOT },
  { LOKET_OUTBOX_UPLOADING,  LOKET_OUTBOX_NEEDS_USER, TRIED_OR_NOT },
  { LOKET_OUTBOX_UPLOADING,  LOKET_OUTBOX_HELD,       TRIED_OR_NOT },
  { LOKET_OUTBOX_UPLOADING,  LOKET_OUTBOX_DISCARDED,  NEVER_TRIED },
  { LOKET_OUTBOX_UPLOADING,  LOKET_OUTBOX_REVOKING,   TRIED },
  { LOKET_OUTBOX_QUEUED,     LOKET_OUTBOX_INFLIGHT,   TRIED_OR_NOT },
  { LOKET_OUTBOX_WAITING,    LOKET_OUTBOX_INFLIGHT,   TRIED_OR_NOT },
  { LOKET_OUTBOX_INFLIGHT,   LOKET_OUTBOX_ACCEPTED,   TRIED },
  { LOKET_OUTBOX_INFLIGHT,   LOKET_OUTBOX_WAITING,    TRIED },
  { LOKET_OUTBOX_INFLIGHT,   LOKET_OUTBOX_NEEDS_USER, TRIED },
  { LOKET_OUTBOX_WAITING,    LOKET_OUTBOX_HELD,       TRIED },
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

/**
 * loket_outbox_find_chain:
 * @links: (array length=n_links): the replies to a complaint that have not ended
 *   and stand before the new one, the last one first
 * @n_links: how many
 * @prev: (out) (nullable) (transfer none): the reply that the new one has to
 *   name; untouched where it is the last accepted one
 * @waits_for: (out) (nullable) (transfer none): the reply whose end it waits for
 *
 * Finds the end of a chain. A reply that is being taken back is waited for, but
 * not named: most likely the hub will never have it. Any thread.
 *
 * Returns: whether @prev was found here; else it is the last accepted reply
 */
gboolean
loket_outbox_find_chain (const LoketOutboxLink *links,
                         guint                  n_links,
                         const char           **prev,
                         const char           **waits_for)
{
  *waits_for = n_links > 0 ? links[0].reply_id : NULL;
  for (guint i = 0; i < n_links; i++)
    if (links[i].state != LOKET_OUTBOX_REVOKING)
      {
        *prev = links[i].reply_id;
        return TRUE;
      }
  return FALSE;
}

/**
 * loket_outbox_can_replace:
 * @state: where a reply is
 *
 * Tells whether another may take its place. Any thread.
 *
 * Returns: whether it may
 */
gboolean
loket_outbox_can_replace (LoketOutboxState state)
{
  return state != LOKET_OUTBOX_ACCEPTED && state != LOKET_OUTBOX_INFLIGHT;
}

/**
 * loket_outbox_awaits_replaced:
 * @state: where the reply is whose place is taken
 * @attempts: how often it was handed to the network
 *
 * Tells whether the new one has to wait for its end: its bytes may be on their
 * way, so the hub has to say first that it never takes them. Any thread.
 *
 * Returns: whether it has to
 */
gboolean
loket_outbox_awaits_replaced (LoketOutboxState state,
                              guint            attempts)
{
  if (LOKET_MUTANT (EDIT_WITHOUT_REVOKE))
    return FALSE;
  return attempts > 0 && !loket_outbox_state_is_final (state);
}

/**
 * loket_outbox_released:
 * @follows: whether the held reply names the one that ended as the one before it
 * @accepted: whether that one was accepted
 *
 * Tells where a reply goes that was held because of one that has ended now: on
 * its way if that went as it counted on, else to the person. Any thread.
 *
 * Returns: queued or needs-user
 */
LoketOutboxState
loket_outbox_released (gboolean follows,
                       gboolean accepted)
{
  return !follows == !accepted ? LOKET_OUTBOX_QUEUED : LOKET_OUTBOX_NEEDS_USER;
}

/**
 * loket_outbox_withdrawn:
 * @attempts: how often a reply was handed to the network
 *
 * Tells where a reply goes that is taken back: one whose bytes never left is
 * discarded, of any other the hub has to say that it will never take it. Any
 * thread.
 *
 * Returns: discarded or revoking
 */
LoketOutboxState
loket_outbox_withdrawn (guint attempts)
{
  return attempts > 0 ? LOKET_OUTBOX_REVOKING : LOKET_OUTBOX_DISCARDED;
}

/**
 * loket_outbox_at_start:
 * @state: where a reply was when the program ended
 * @whole: whether its bytes still match their hash, or could be put back
 *
 * Tells where it goes when the program starts: what was under way may or may not
 * have arrived and is sent again, the same bytes; damaged bytes are never sent
 * without the person. Any thread.
 *
 * Returns: where it goes, @state where it stays
 */
LoketOutboxState
loket_outbox_at_start (LoketOutboxState state,
                       gboolean         whole)
{
  if (!whole)
    return loket_outbox_set_aside (state);
  return state == LOKET_OUTBOX_INFLIGHT ? LOKET_OUTBOX_WAITING : state;
}

/**
 * loket_outbox_set_aside:
 * @state: where a reply is
 *
 * Tells where it goes when it must not be sent without the person. One that is
 * being taken back goes on being so. Any thread.
 *
 * Returns: where it goes, @state where it stays
 */
LoketOutboxState
loket_outbox_set_aside (LoketOutboxState state)
{
  return state == LOKET_OUTBOX_REVOKING || loket_outbox_state_is_final (state)
           ? state
           : LOKET_OUTBOX_NEEDS_USER;
}

/**
 * loket_outbox_replayed:
 * @state: where an older copy of the file has a reply; none where it has not
 * @withdrawn: whether the journal says that it is to be taken back
 * @behind: whether the one that it replaces is still being taken back
 *
 * Tells where a reply goes that the journal names as not ended, when the file
 * was lost and an older copy takes its place. Whatever that copy says, its bytes
 * may have left since: it counts as tried, so that only the hub's word takes it
 * back. Any thread.
 *
 * Returns: where it goes, @state where it stays
 */
LoketOutboxState
loket_outbox_replayed (LoketOutboxState state,
                       gboolean         withdrawn,
                       gboolean         behind)
{
  if (state != LOKET_OUTBOX_NONE && loket_outbox_state_is_final (state))
    return state;
  if (withdrawn)
    return LOKET_OUTBOX_REVOKING;
  if (state == LOKET_OUTBOX_NEEDS_USER || state == LOKET_OUTBOX_REVOKING)
    return state;
  return behind || state == LOKET_OUTBOX_HELD ? LOKET_OUTBOX_HELD : LOKET_OUTBOX_WAITING;
}

/**
 * loket_outbox_clamp:
 * @next_at: a stored instant, or %LOKET_TIME_UNSET
 * @now: the wall time
 *
 * Distrusts a stored instant that was written while the clock was ahead. Any
 * thread.
 *
 * Returns: @next_at, or the latest that it can rightly be
 */
gint64
loket_outbox_clamp (gint64 next_at,
                    gint64 now)
{
  if (next_at == LOKET_TIME_UNSET || LOKET_MUTANT (UNCLAMPED))
    return next_at;
  return MIN (next_at, now + LOKET_OUTBOX_MAX_WAIT);
}
