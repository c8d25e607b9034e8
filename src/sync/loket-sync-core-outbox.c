/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

#include "loket-backoff.h"
#include "loket-time.h"

/*
 * The outbox. Its list is read anew before each decision, so that whatever was
 * queued, taken back or left behind by a crash is seen. One reply at a time goes
 * out; only the oldest unfinished one of a complaint may, and one that cannot go
 * now never keeps those of other complaints back.
 */

static LoketSyncEffect *
mark (LoketSyncCore     *self,
      const LoketSyncOp *op,
      LoketOutboxState   to,
      LoketReason        reason,
      GPtrArray         *effects)
{
  LoketSyncEffect *effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_MARK);

  effect->rid = g_strdup (op->rid);
  effect->complaint_id = g_strdup (op->complaint_id);
  effect->from = op->state;
  effect->to = to;
  effect->reason = reason;
  return effect;
}

/* Begins or goes on with the outbox. */
void
_loket_sync_core_outbox_begin (LoketSyncCore *self,
                               GPtrArray     *effects)
{
  self->phase = PHASE_OUTBOX;
  g_clear_pointer (&self->op, loket_sync_op_free);
  g_clear_pointer (&self->receipt, loket_receipt_unref);
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_LOAD_OUTBOX);
}

static int
compare_order (gconstpointer a,
               gconstpointer b)
{
  const LoketSyncOp *left = *(const LoketSyncOp *const *) a;
  const LoketSyncOp *right = *(const LoketSyncOp *const *) b;

  if (left->order != right->order)
    return left->order < right->order ? -1 : 1;
  return g_strcmp0 (left->rid, right->rid);
}

static void
count_ops (LoketSyncCore *self,
           GPtrArray     *ops)
{
  self->summary.waiting = self->summary.needs_user = 0;
  for (guint i = 0; i < ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (ops, i);

      if (op->state == LOKET_OUTBOX_NEEDS_USER)
        self->summary.needs_user++;
      else if (!loket_outbox_state_is_final (op->state))
        self->summary.waiting++;
    }
}

static gboolean
is_due (LoketSyncCore        *self,
        const LoketSyncOp    *op,
        const LoketSyncEvent *event)
{
  if (g_hash_table_contains (self->tried, op->rid))
    return FALSE;
  return self->forced || op->next_at == LOKET_TIME_UNSET ||
         loket_backoff_clamp (op->next_at, event->now) <= event->now;
}

/* Whether the reply that this one says it follows will never be accepted. */
static gboolean
lost_its_predecessor (const LoketSyncOp *op)
{
  return op->prev_state == LOKET_OUTBOX_REVOKED || op->prev_state == LOKET_OUTBOX_DISCARDED;
}

/*
 * What to do about the oldest unfinished reply of a complaint.
 * Returns whether there was something.
 */
static gboolean
act_on_head (LoketSyncCore        *self,
             const LoketSyncOp    *op,
             const LoketSyncEvent *event,
             gboolean              may_send,
             GPtrArray            *effects)
{
  switch (op->state)
    {
    case LOKET_OUTBOX_HELD:
      if (lost_its_predecessor (op))
        mark (self, op, LOKET_OUTBOX_NEEDS_USER, LOKET_REASON_PREDECESSOR, effects);
      else
        mark (self, op, LOKET_OUTBOX_QUEUED, LOKET_REASON_NONE, effects);
      return TRUE;

    case LOKET_OUTBOX_QUEUED:
    case LOKET_OUTBOX_WAITING:
      if (!may_send || !is_due (self, op, event))
        return FALSE;
      self->op = loket_sync_op_copy (op);
      g_hash_table_add (self->tried, g_strdup (op->rid));
      mark (self, op, LOKET_OUTBOX_INFLIGHT, LOKET_REASON_NONE, effects);
      return TRUE;

    case LOKET_OUTBOX_INFLIGHT:
    case LOKET_OUTBOX_REVOKING: /* neither is a matter of turn */
    case LOKET_OUTBOX_NEEDS_USER:
    case LOKET_OUTBOX_NONE:
    case LOKET_OUTBOX_REVOKED:
    case LOKET_OUTBOX_DISCARDED:
    case LOKET_OUTBOX_ACCEPTED:
    default:
      return FALSE;
    }
}

/* What to do about a reply whatever stands before it. */
static gboolean
act_on_any (LoketSyncCore        *self,
            const LoketSyncOp    *op,
            const LoketSyncEvent *event,
            gboolean              may_send,
            GPtrArray            *effects)
{
  LoketSyncEffect *effect;

  if (op->state == LOKET_OUTBOX_INFLIGHT)
    {
      /* Nobody carries it: a crash or a full disk left it so. Its bytes may
       * have arrived; sending the same again is safe. */
      mark (self, op, LOKET_OUTBOX_WAITING, LOKET_REASON_DOUBT, effects)->next_at = event->now;
      return TRUE;
    }
  if (op->state != LOKET_OUTBOX_REVOKING || !may_send || !is_due (self, op, event))
    return FALSE;

  self->phase = PHASE_OUTBOX;
  self->op = loket_sync_op_copy (op);
  g_hash_table_add (self->tried, g_strdup (op->rid));
  effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_REVOKE);
  effect->rid = g_strdup (op->rid);
  effect->complaint_id = g_strdup (op->complaint_id);
  return TRUE;
}

/* Does the first thing there is to do; returns whether there was one. */
static gboolean
act (LoketSyncCore        *self,
     GPtrArray            *ops,
     const LoketSyncEvent *event,
     gboolean              may_send,
     GPtrArray            *effects)
{
  g_autoptr (GHashTable) heads = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (ops, i);

      if (loket_outbox_state_is_final (op->state))
        continue;
      if (act_on_any (self, op, event, may_send, effects))
        return TRUE;
      if (g_hash_table_add (heads, op->complaint_id) &&
          act_on_head (self, op, event, may_send, effects))
        return TRUE;
    }

  /* Nothing moves any more: what stands behind another is shown as held. */
  g_hash_table_remove_all (heads);
  for (guint i = 0; i < ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (ops, i);

      if (loket_outbox_state_is_final (op->state) || g_hash_table_add (heads, op->complaint_id) ||
          op->state != LOKET_OUTBOX_QUEUED)
        continue;
      mark (self, op, LOKET_OUTBOX_HELD, LOKET_REASON_NONE, effects);
      return TRUE;
    }
  return FALSE;
}

static void
outbox_came (LoketSyncCore        *self,
             const LoketSyncEvent *event,
             GPtrArray            *effects)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();
  gboolean may_send = self->phase == PHASE_OUTBOX ||
                      (self->trouble == LOKET_REASON_NONE &&
                       self->summary.state != LOKET_SYNC_SIGNED_OUT);

  g_ptr_array_extend (ops, event->ops, NULL, NULL);
  g_ptr_array_sort (ops, compare_order);
  count_ops (self, ops);

  if (act (self, ops, event, may_send, effects))
    return;
  if (self->phase == PHASE_COUNT)
    _loket_sync_core_finish (self, effects);
  else if (self->attempted > 0 && self->scopes != NULL && !self->upgrade)
    {
      self->attempted = 0;
      _loket_sync_core_feed_begin (self, PHASE_FEED_AGAIN, effects);
    }
  else
    _loket_sync_core_count (self, effects);
}

static gint64
choose_next_at (const LoketSyncOp    *op,
                const LoketSyncEvent *event)
{
  gint64 delay;

  if (event->judgement.klass == LOKET_ANSWER_A || event->judgement.klass == LOKET_ANSWER_E ||
      event->judgement.klass == LOKET_ANSWER_U ||
      loket_judgement_is_connection (&event->judgement))
    return event->now;

  delay = loket_backoff_delay (op->attempts + 1, event->judgement.retry_after, event->random);
  return event->now + MIN (delay, LOKET_BACKOFF_MAX);
}

/* A receipt that is not for exactly these bytes is no receipt. */
static gboolean
has_receipt (LoketSyncCore        *self,
             const LoketSyncEvent *event)
{
  /* The replay of an acceptance from before a restore names the epoch of then. */
  const char *epoch = event->judgement.status == 201 ? self->epoch : NULL;

  return event->receipt != NULL &&
         loket_receipt_matches (event->receipt, self->op->rid, self->op->complaint_id,
                                self->op->body_sha256, epoch, NULL);
}

/*
 * The hub on taking a reply back: it will never take it, or it already has it.
 * Anything else leaves the wish as it is.
 */
static void
revocation_answered (LoketSyncCore        *self,
                     const LoketSyncEvent *event,
                     GPtrArray            *effects)
{
  LoketJudgement judgement = event->judgement;
  LoketSyncEffect *effect;

  if (_loket_sync_core_other_epoch (self, event))
    judgement = (LoketJudgement) { LOKET_ANSWER_E, LOKET_REASON_EPOCH, -1, event->judgement.status };
  if (judgement.klass == LOKET_ANSWER_C && judgement.reason == LOKET_REASON_ALREADY_ACCEPTED &&
      !has_receipt (self, event))
    judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_BAD_RECEIPT, -1, judgement.status };

  self->op_judgement = judgement;
  if (judgement.klass == LOKET_ANSWER_OK ||
      (judgement.klass == LOKET_ANSWER_C && judgement.reason == LOKET_REASON_REVOKED))
    {
      mark (self, self->op, LOKET_OUTBOX_REVOKED, LOKET_REASON_NONE, effects);
    }
  else if (judgement.klass == LOKET_ANSWER_C && judgement.reason == LOKET_REASON_ALREADY_ACCEPTED)
    {
      effect = mark (self, self->op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_ALREADY_ACCEPTED, effects);
      effect->receipt = loket_receipt_ref ((LoketReceipt *) event->receipt);
      self->attempted++;
    }
  else
    {
      LoketSyncEvent judged = *event;

      judged.judgement = judgement;
      effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_POSTPONE);
      effect->rid = g_strdup (self->op->rid);
      effect->from = self->op->state;
      effect->reason = judgement.reason;
      effect->next_at = choose_next_at (self->op, &judged);
    }
}

static void
reply_answered (LoketSyncCore        *self,
                const LoketSyncEvent *event,
                GPtrArray            *effects)
{
  LoketSyncEvent judged = *event;
  LoketJudgement *judgement = &judged.judgement;
  LoketSyncEffect *effect;

  if (_loket_sync_core_other_epoch (self, event))
    {
      judgement->klass = LOKET_ANSWER_E;
      judgement->reason = LOKET_REASON_EPOCH;
    }
  else if (judgement->klass == LOKET_ANSWER_OK && !has_receipt (self, event))
    {
      judgement->klass = LOKET_ANSWER_N;
      judgement->reason = LOKET_REASON_BAD_RECEIPT;
    }

  self->op_judgement = *judgement;
  switch (judgement->klass)
    {
    case LOKET_ANSWER_OK:
      self->receipt = loket_receipt_ref ((LoketReceipt *) event->receipt);
      effect = mark (self, self->op, LOKET_OUTBOX_ACCEPTED, LOKET_REASON_NONE, effects);
      effect->receipt = loket_receipt_ref (self->receipt);
      break;

    case LOKET_ANSWER_C:
    case LOKET_ANSWER_V:
    case LOKET_ANSWER_P:
      mark (self, self->op, LOKET_OUTBOX_NEEDS_USER, judgement->reason, effects);
      break;

    case LOKET_ANSWER_UNCHANGED:
    case LOKET_ANSWER_N:
    case LOKET_ANSWER_T:
    case LOKET_ANSWER_A:
    case LOKET_ANSWER_E:
    case LOKET_ANSWER_S:
    case LOKET_ANSWER_U:
    default:
      effect = mark (self, self->op, LOKET_OUTBOX_WAITING, judgement->reason, effects);
      effect->next_at = choose_next_at (self->op, &judged);
      break;
    }
}

/* After the verdict on a reply is stored: what it means for the rest. */
static void
verdict_stored (LoketSyncCore *self,
                GPtrArray     *effects)
{
  const LoketJudgement judgement = self->op_judgement;

  switch (judgement.klass)
    {
    case LOKET_ANSWER_OK:
      if (self->op->state == LOKET_OUTBOX_INFLIGHT)
        self->summary.sent++;
      self->failures = self->refreshes = 0;
      _loket_sync_core_outbox_begin (self, effects);
      break;

    case LOKET_ANSWER_C:
    case LOKET_ANSWER_V:
    case LOKET_ANSWER_P:
      if (self->awaited == LOKET_SYNC_EFFECT_POSTPONE)
        _loket_sync_core_trouble (self, &judgement);
      self->failures = self->refreshes = 0;
      _loket_sync_core_outbox_begin (self, effects);
      break;

    case LOKET_ANSWER_A:
      g_hash_table_remove (self->tried, self->op->rid);
      g_clear_pointer (&self->op, loket_sync_op_free);
      _loket_sync_core_unauthorized (self, &judgement, effects);
      break;

    case LOKET_ANSWER_E:
      g_hash_table_remove (self->tried, self->op->rid);
      g_clear_pointer (&self->op, loket_sync_op_free);
      _loket_sync_core_ask_session (self, effects);
      break;

    case LOKET_ANSWER_UNCHANGED:
    case LOKET_ANSWER_N:
    case LOKET_ANSWER_T:
    case LOKET_ANSWER_S:
    case LOKET_ANSWER_U:
    default:
      _loket_sync_core_trouble (self, &judgement);
      if (judgement.klass == LOKET_ANSWER_U || loket_judgement_is_connection (&judgement) ||
          ++self->failures >= N_FAILURES)
        {
          g_clear_pointer (&self->op, loket_sync_op_free);
          _loket_sync_core_count (self, effects);
        }
      else
        {
          _loket_sync_core_outbox_begin (self, effects);
        }
      break;
    }
}

/* A mark took place, or somebody else had moved the reply before us. */
static void
mark_stored (LoketSyncCore        *self,
             const LoketSyncEvent *event,
             GPtrArray            *effects)
{
  if (!event->done)
    {
      const LoketJudgement judgement = { LOKET_ANSWER_N, LOKET_REASON_STORAGE, -1, 0 };

      g_clear_pointer (&self->op, loket_sync_op_free);
      if (++self->lost_marks > N_LOST_MARKS)
        {
          _loket_sync_core_trouble (self, &judgement);
          _loket_sync_core_finish (self, effects);
        }
      else if (self->phase == PHASE_COUNT)
        _loket_sync_core_count (self, effects);
      else
        _loket_sync_core_outbox_begin (self, effects);
    }
  else if (self->op == NULL)
    {
      if (self->phase == PHASE_COUNT)
        _loket_sync_core_count (self, effects);
      else
        _loket_sync_core_outbox_begin (self, effects);
    }
  else if (self->op->state != LOKET_OUTBOX_INFLIGHT && self->op->state != LOKET_OUTBOX_REVOKING)
    {
      LoketSyncEffect *effect;

      self->phase = PHASE_OUTBOX;
      self->op->state = LOKET_OUTBOX_INFLIGHT;
      self->attempted++;
      effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_SEND);
      effect->rid = g_strdup (self->op->rid);
      effect->complaint_id = g_strdup (self->op->complaint_id);
    }
  else
    {
      verdict_stored (self, effects);
    }
}

/* Goes on with what the store or the hub said. */
void
_loket_sync_core_outbox_event (LoketSyncCore        *self,
                               const LoketSyncEvent *event,
                               GPtrArray            *effects)
{
  if (event->type == LOKET_SYNC_EVENT_OUTBOX)
    outbox_came (self, event, effects);
  else if (event->type == LOKET_SYNC_EVENT_REPLY && self->awaited == LOKET_SYNC_EFFECT_REVOKE)
    revocation_answered (self, event, effects);
  else if (event->type == LOKET_SYNC_EVENT_REPLY)
    reply_answered (self, event, effects);
  else
    mark_stored (self, event, effects);
}

/*
 * Nobody waits for the pass any more, and a reply is on its way: whatever of it
 * may have left, it is sent again later. An answer that came before is kept.
 */
void
_loket_sync_core_outbox_cancel (LoketSyncCore        *self,
                                const LoketSyncEvent *event,
                                GPtrArray            *effects)
{
  if (self->op->state == LOKET_OUTBOX_REVOKING)
    {
      _loket_sync_core_finish (self, effects);
    }
  else if (self->awaited == LOKET_SYNC_EFFECT_SEND)
    {
      mark (self, self->op, LOKET_OUTBOX_WAITING, LOKET_REASON_CANCELLED, effects)->next_at =
          event->now;
      self->op_judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_CANCELLED, -1, 0 };
    }
  else if (event->done && self->op->state != LOKET_OUTBOX_INFLIGHT)
    {
      self->op->state = LOKET_OUTBOX_INFLIGHT;
      mark (self, self->op, LOKET_OUTBOX_WAITING, LOKET_REASON_CANCELLED, effects)->next_at =
          event->now;
      self->op_judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_CANCELLED, -1, 0 };
    }
  else
    {
      if (event->done && self->op_judgement.klass == LOKET_ANSWER_OK)
        self->summary.sent++;
      _loket_sync_core_finish (self, effects);
    }
}
