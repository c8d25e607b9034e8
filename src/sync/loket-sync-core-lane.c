/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

#include "loket-backoff.h"
#include "loket-mutant.h"
#include "loket-time.h"
#include "loket-wire-reply.h"

/*
 * A reply on its way, from the mark that it is under way to the verdict in the
 * store:
 *
 *     START ─▶ SEND ─────────────────────────▶ END
 *                └─▶ ASK ─▶ REQUEUE ─────────▶ END     the chain before it broke
 *     REVOKE ────────────────────────────────▶ END
 */

/* Frees a lane; the reply in it is where the store says. */
void
_loket_sync_lane_free (LoketSyncLane *lane)
{
  loket_sync_op_free (lane->op);
  g_free (lane->problem);
  g_free (lane);
}

/* Finds the lane whose effect has that ticket, or NULL. */
LoketSyncLane *
_loket_sync_lane_find (LoketSyncCore *self,
                       guint64        ticket)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      LoketSyncLane *lane = g_ptr_array_index (self->lanes, i);

      if (lane->ticket == ticket)
        return lane;
    }
  return NULL;
}

/* Says what the lane waits for next. */
LoketSyncEffect *
_loket_sync_lane_emit (LoketSyncCore       *self,
                       LoketSyncLane       *lane,
                       LoketSyncLaneStep    step,
                       LoketSyncEffectType  type,
                       GPtrArray           *effects)
{
  LoketSyncEffect *effect = _loket_sync_core_new_effect (self, effects, type);

  effect->rid = g_strdup (lane->op->rid);
  effect->complaint_id = g_strdup (lane->op->complaint_id);
  lane->step = step;
  lane->ticket = effect->ticket;
  lane->awaited = type;
  return effect;
}

/* Moves the lane's reply from where it is. */
LoketSyncEffect *
_loket_sync_lane_mark (LoketSyncCore     *self,
                       LoketSyncLane     *lane,
                       LoketSyncLaneStep  step,
                       LoketOutboxState   to,
                       LoketReason        reason,
                       GPtrArray         *effects)
{
  LoketSyncEffect *effect = _loket_sync_lane_emit (self, lane, step, LOKET_SYNC_EFFECT_MARK, effects);

  effect->from = lane->op->state;
  effect->to = to;
  effect->reason = reason;
  if (to == LOKET_OUTBOX_NEEDS_USER)
    effect->problem = g_strdup (lane->problem);
  return effect;
}

/* Begins with a reply whose turn it is, or that is to be taken back. */
void
_loket_sync_lane_start (LoketSyncCore     *self,
                        const LoketSyncOp *op,
                        GPtrArray         *effects)
{
  LoketSyncLane *lane = g_new0 (LoketSyncLane, 1);

  lane->op = loket_sync_op_copy (op);
  g_ptr_array_add (self->lanes, lane);
  g_hash_table_add (self->tried, g_strdup (op->rid));
  if (op->state == LOKET_OUTBOX_REVOKING)
    _loket_sync_lane_emit (self, lane, LANE_REVOKE, LOKET_SYNC_EFFECT_REVOKE, effects);
  else if (_loket_sync_op_has_uploads (op))
    _loket_sync_lane_upload_begin (self, lane, effects);
  else
    _loket_sync_lane_mark (self, lane, LANE_START, LOKET_OUTBOX_INFLIGHT, LOKET_REASON_NONE, effects);
}

static void
end_lane (LoketSyncCore *self,
          LoketSyncLane *lane,
          GPtrArray     *effects)
{
  g_ptr_array_remove (self->lanes, lane);
  _loket_sync_core_outbox_go_on (self, effects);
}

static gint64
choose_next_at (const LoketSyncOp    *op,
                const LoketJudgement *judgement,
                const LoketSyncEvent *event)
{
  gint64 delay;

  if (judgement->klass == LOKET_ANSWER_A || judgement->klass == LOKET_ANSWER_E ||
      judgement->klass == LOKET_ANSWER_U || loket_judgement_is_connection (judgement))
    return event->now;

  delay = loket_backoff_delay (op->attempts + 1, judgement->retry_after, event->random);
  return event->now + MIN (delay, LOKET_BACKOFF_MAX);
}

/* A receipt that is not for exactly these bytes is no receipt. */
static gboolean
has_receipt (LoketSyncCore        *self,
             LoketSyncLane        *lane,
             const LoketSyncEvent *event)
{
  /* The replay of an acceptance from before a restore names the epoch of then. */
  const char *epoch = event->judgement.status == 201 ? self->epoch : NULL;

  return event->receipt != NULL &&
         loket_receipt_matches (event->receipt, lane->op->rid, lane->op->complaint_id,
                                lane->op->body_sha256, epoch, NULL);
}

/*
 * The hub on taking a reply back: it will never take it, or it already has it.
 * Anything else leaves the wish as it is.
 */
static void
revocation_answered (LoketSyncCore        *self,
                     LoketSyncLane        *lane,
                     const LoketSyncEvent *event,
                     GPtrArray            *effects)
{
  LoketJudgement judgement = event->judgement;
  LoketSyncEffect *effect;

  if (_loket_sync_core_other_epoch (self, event))
    judgement = (LoketJudgement) { LOKET_ANSWER_E, LOKET_REASON_EPOCH, -1, event->judgement.status };
  if (judgement.klass == LOKET_ANSWER_C && judgement.reason == LOKET_REASON_ALREADY_ACCEPTED &&
      !has_receipt (self, lane, event))
    judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_BAD_RECEIPT, -1, judgement.status };

  lane->judgement = judgement;
  if (judgement.klass == LOKET_ANSWER_OK ||
      (judgement.klass == LOKET_ANSWER_C && judgement.reason == LOKET_REASON_REVOKED))
    {
      _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_REVOKED, LOKET_REASON_NONE, effects);
    }
  else if (judgement.klass == LOKET_ANSWER_C && judgement.reason == LOKET_REASON_ALREADY_ACCEPTED)
    {
      effect = _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_ALREADY_ACCEPTED,
                     effects);
      effect->receipt = loket_receipt_ref ((LoketReceipt *) event->receipt);
      self->attempted++;
    }
  else
    {
      effect = _loket_sync_lane_emit (self, lane, LANE_END, LOKET_SYNC_EFFECT_POSTPONE, effects);
      effect->from = lane->op->state;
      effect->reason = judgement.reason;
      effect->next_at = choose_next_at (lane->op, &judgement, event);
    }
}

/* The reply stays ours to send, later. */
static void
put_off (LoketSyncCore        *self,
         LoketSyncLane        *lane,
         const LoketSyncEvent *event,
         GPtrArray            *effects)
{
  LoketSyncEffect *effect =
      _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_WAITING, lane->judgement.reason, effects);

  effect->next_at = choose_next_at (lane->op, &lane->judgement, event);
}

/* The hub misses the reply before this one. Once in a pass it is asked whether
 * it knows it: it may have forgotten what it accepted. */
static gboolean
asks_about_chain (LoketSyncCore *self,
                  LoketSyncLane *lane,
                  GPtrArray     *effects)
{
  LoketSyncEffect *effect;

  if (lane->judgement.reason != LOKET_REASON_OUT_OF_ORDER || lane->op->prev_rid == NULL ||
      g_hash_table_contains (self->repaired, lane->op->rid))
    return FALSE;

  g_hash_table_add (self->repaired, g_strdup (lane->op->rid));
  effect = _loket_sync_lane_emit (self, lane, LANE_ASK, LOKET_SYNC_EFFECT_ASK_STATUS, effects);
  effect->rids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (effect->rids, g_strdup (lane->op->prev_rid));
  return TRUE;
}

static void
reply_answered (LoketSyncCore        *self,
                LoketSyncLane        *lane,
                const LoketSyncEvent *event,
                GPtrArray            *effects)
{
  LoketJudgement *judgement = &lane->judgement;
  LoketSyncEffect *effect;

  *judgement = event->judgement;
  g_free (lane->problem);
  lane->problem = g_strdup (event->problem);
  if (_loket_sync_core_other_epoch (self, event))
    {
      judgement->klass = LOKET_ANSWER_E;
      judgement->reason = LOKET_REASON_EPOCH;
    }
  else if (judgement->klass == LOKET_ANSWER_OK && !has_receipt (self, lane, event))
    {
      judgement->klass = LOKET_ANSWER_N;
      judgement->reason = LOKET_REASON_BAD_RECEIPT;
    }

  if (LOKET_MUTANT (PRETEND_SUCCESS) && judgement->klass == LOKET_ANSWER_E)
    {
      _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE, effects);
      return;
    }

  switch (judgement->klass)
    {
    case LOKET_ANSWER_OK:
      effect = _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE, effects);
      effect->receipt = loket_receipt_ref ((LoketReceipt *) event->receipt);
      break;

    case LOKET_ANSWER_C:
    case LOKET_ANSWER_V:
    case LOKET_ANSWER_P:
      if (!asks_about_chain (self, lane, effects) &&
          !_loket_sync_lane_upload_again (self, lane, effects))
        _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_NEEDS_USER, judgement->reason, effects);
      break;

    case LOKET_ANSWER_UNCHANGED:
    case LOKET_ANSWER_N:
    case LOKET_ANSWER_T:
    case LOKET_ANSWER_A:
    case LOKET_ANSWER_E:
    case LOKET_ANSWER_S:
    case LOKET_ANSWER_U:
    default:
      put_off (self, lane, event, effects);
      break;
    }
}

/* What the hub knows of the reply before. If nothing, that one goes out again;
 * if it has it, the chain broke elsewhere and the person has to look. */
static void
chain_answered (LoketSyncCore        *self,
                LoketSyncLane        *lane,
                const LoketSyncEvent *event,
                GPtrArray            *effects)
{
  const LoketVerdict *verdict =
      event->verdicts != NULL && event->verdicts->len == 1 ? event->verdicts->pdata[0] : NULL;
  LoketAnswerClass klass = event->judgement.klass;
  LoketSyncEffect *effect;

  if (_loket_sync_core_other_epoch (self, event))
    {
      lane->judgement = (LoketJudgement) { LOKET_ANSWER_E, LOKET_REASON_EPOCH, -1, 0 };
      put_off (self, lane, event, effects);
    }
  else if (klass == LOKET_ANSWER_OK && verdict != NULL &&
           verdict->state == LOKET_VERDICT_UNKNOWN &&
           g_strcmp0 (verdict->reply_id, lane->op->prev_rid) == 0)
    {
      effect = _loket_sync_lane_mark (self, lane, LANE_REQUEUE, LOKET_OUTBOX_QUEUED, LOKET_REASON_RECOVERY, effects);
      g_free (effect->rid);
      effect->rid = g_strdup (lane->op->prev_rid);
      effect->from = LOKET_OUTBOX_ACCEPTED;
    }
  else if (klass == LOKET_ANSWER_OK || klass == LOKET_ANSWER_C || klass == LOKET_ANSWER_V ||
           klass == LOKET_ANSWER_P)
    {
      _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_NEEDS_USER, lane->judgement.reason, effects);
    }
  else
    {
      g_hash_table_remove (self->repaired, lane->op->rid);
      lane->judgement = event->judgement;
      put_off (self, lane, event, effects);
    }
}

/* The reply before goes out again, and then this one. */
static void
chain_requeued (LoketSyncCore        *self,
                LoketSyncLane        *lane,
                const LoketSyncEvent *event,
                GPtrArray            *effects)
{
  if (!event->done)
    {
      _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_NEEDS_USER, lane->judgement.reason, effects);
      return;
    }

  self->summary.recovered++;
  g_hash_table_remove (self->tried, lane->op->rid);
  g_hash_table_remove (self->tried, lane->op->prev_rid);
  _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_WAITING, lane->judgement.reason, effects)->next_at =
      event->now;
}

/* The reply is marked as under way, so its bytes may leave. */
static void
started (LoketSyncCore        *self,
         LoketSyncLane        *lane,
         const LoketSyncEvent *event,
         GPtrArray            *effects)
{
  lane->op->state = LOKET_OUTBOX_INFLIGHT;
  if (self->cancelled)
    {
      lane->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_CANCELLED, -1, 0 };
      put_off (self, lane, event, effects);
      return;
    }
  self->attempted++;
  _loket_sync_lane_emit (self, lane, LANE_SEND, LOKET_SYNC_EFFECT_SEND, effects);
}

/* What a verdict that could not be reached means for the rest. */
static void
troubled (LoketSyncCore *self,
          LoketSyncLane *lane)
{
  const LoketJudgement *judgement = &lane->judgement;

  _loket_sync_core_trouble (self, judgement);
  if (judgement->klass == LOKET_ANSWER_U || loket_judgement_is_connection (judgement) ||
      ++self->failures >= N_FAILURES)
    _loket_sync_core_outbox_halt (self, HALT_COUNT, NULL);
}

/* The verdict on a reply is stored: what it means for the rest. */
static void
verdict_stored (LoketSyncCore *self,
                LoketSyncLane *lane,
                GPtrArray     *effects)
{
  const LoketJudgement *judgement = &lane->judgement;

  switch (judgement->klass)
    {
    case LOKET_ANSWER_OK:
      if (lane->op->state == LOKET_OUTBOX_INFLIGHT)
        self->summary.sent++;
      self->failures = self->refreshes = 0;
      break;

    case LOKET_ANSWER_C:
    case LOKET_ANSWER_V:
    case LOKET_ANSWER_P:
      if (lane->awaited == LOKET_SYNC_EFFECT_POSTPONE)
        _loket_sync_core_trouble (self, judgement);
      self->failures = self->refreshes = 0;
      break;

    case LOKET_ANSWER_A:
      g_hash_table_remove (self->tried, lane->op->rid);
      _loket_sync_core_outbox_halt (self, HALT_AUTH, judgement);
      break;

    case LOKET_ANSWER_E:
      g_hash_table_remove (self->tried, lane->op->rid);
      _loket_sync_core_outbox_halt (self, HALT_EPOCH, NULL);
      break;

    case LOKET_ANSWER_UNCHANGED:
    case LOKET_ANSWER_N:
    case LOKET_ANSWER_T:
    case LOKET_ANSWER_S:
    case LOKET_ANSWER_U:
    default:
      troubled (self, lane);
      break;
    }
  end_lane (self, lane, effects);
}

/* Somebody else had moved the reply before us. */
static void
mark_lost (LoketSyncCore *self,
           LoketSyncLane *lane,
           GPtrArray     *effects)
{
  if (++self->lost_marks > N_LOST_MARKS)
    {
      const LoketJudgement judgement = { LOKET_ANSWER_N, LOKET_REASON_STORAGE, -1, 0 };

      _loket_sync_core_trouble (self, &judgement);
      _loket_sync_core_outbox_halt (self, HALT_FINISH, NULL);
    }
  end_lane (self, lane, effects);
}

/* Goes on with what the store or the hub said about a reply. */
void
_loket_sync_lane_event (LoketSyncCore        *self,
                        LoketSyncLane        *lane,
                        const LoketSyncEvent *event,
                        GPtrArray            *effects)
{
  switch (lane->step)
    {
    case LANE_START:
      if (event->done)
        started (self, lane, event, effects);
      else
        mark_lost (self, lane, effects);
      break;
    case LANE_UPLOAD_START:
    case LANE_UPLOAD_ASK:
    case LANE_UPLOAD_PART:
    case LANE_UPLOAD_NOTE:
    case LANE_UPLOAD_FORGET:
      if (!_loket_sync_lane_upload_event (self, lane, event, effects))
        mark_lost (self, lane, effects);
      break;
    case LANE_SEND:
      reply_answered (self, lane, event, effects);
      break;
    case LANE_REVOKE:
      revocation_answered (self, lane, event, effects);
      break;
    case LANE_ASK:
      chain_answered (self, lane, event, effects);
      break;
    case LANE_REQUEUE:
      chain_requeued (self, lane, event, effects);
      break;
    case LANE_END:
      if (event->done)
        verdict_stored (self, lane, effects);
      else
        mark_lost (self, lane, effects);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* The store could not: the reply stays where it is, and the pass ends. */
void
_loket_sync_lane_failed (LoketSyncCore *self,
                         LoketSyncLane *lane,
                         GPtrArray     *effects)
{
  self->trouble = LOKET_REASON_STORAGE;
  g_clear_pointer (&self->kept, g_free);
  _loket_sync_core_outbox_halt (self, HALT_FINISH, NULL);
  end_lane (self, lane, effects);
}

/*
 * Nobody waits for the pass any more, and replies are on their way: whatever of
 * them may have left, they are sent again later. An answer that came before is
 * kept, and what the store is doing is awaited.
 */
void
_loket_sync_lanes_cancel (LoketSyncCore        *self,
                          const LoketSyncEvent *event,
                          GPtrArray            *effects)
{
  _loket_sync_core_outbox_halt (self, HALT_FINISH, NULL);
  for (guint i = self->lanes->len; i > 0; i--)
    {
      LoketSyncLane *lane = g_ptr_array_index (self->lanes, i - 1);

      if (lane->step == LANE_REVOKE)
        {
          g_ptr_array_remove_index (self->lanes, i - 1);
        }
      else if (lane->step == LANE_SEND || lane->step == LANE_ASK || lane->step == LANE_UPLOAD_ASK ||
               lane->step == LANE_UPLOAD_PART)
        {
          lane->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_CANCELLED, -1, 0 };
          put_off (self, lane, event, effects);
        }
    }
  _loket_sync_core_outbox_go_on (self, effects);
}
