/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

#include "loket-backoff.h"
#include "loket-mutant.h"
#include "loket-time.h"

/*
 * The outbox. Its list is read anew before each decision, so that whatever was
 * queued, taken back or left behind by a crash is seen. A few replies go out at
 * a time, each of another complaint; of a complaint only the oldest unfinished
 * one may, and one that cannot go now never keeps those of others back.
 *
 *     list ─▶ choose ─▶ lanes ─▶ verdicts ─▶ list ─▶ … ─▶ nothing moves: on
 *
 * What stops the sending as a whole (a broken line, the token, another epoch)
 * lets those that are under way end first.
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

/* Begins with the outbox. */
void
_loket_sync_core_outbox_begin (LoketSyncCore *self,
                               GPtrArray     *effects)
{
  self->phase = PHASE_OUTBOX;
  self->reload = FALSE;
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_LOAD_OUTBOX);
}

/* Begins no other reply; what is under way ends first. The weightiest cause
 * decides what comes then. */
void
_loket_sync_core_outbox_halt (LoketSyncCore        *self,
                              LoketSyncHalt         halt,
                              const LoketJudgement *judgement)
{
  if (halt <= self->halt)
    return;
  self->halt = halt;
  if (judgement != NULL)
    self->halt_judgement = *judgement;
}

/* Goes on after something ended: looks for the next reply, or, where no other is
 * to be begun and nothing is under way any more, does what comes then. */
void
_loket_sync_core_outbox_go_on (LoketSyncCore *self,
                               GPtrArray     *effects)
{
  LoketSyncHalt halt = self->halt;

  if (self->ticket != 0)
    {
      self->reload = TRUE;
      return;
    }
  if (halt == HALT_NONE)
    {
      _loket_sync_core_outbox_begin (self, effects);
      return;
    }
  if (self->lanes->len > 0)
    return;

  self->halt = HALT_NONE;
  switch (halt)
    {
    case HALT_AUTH:
      _loket_sync_core_unauthorized (self, &self->halt_judgement, effects);
      break;
    case HALT_EPOCH:
      _loket_sync_core_ask_session (self, effects);
      break;
    case HALT_COUNT:
      _loket_sync_core_count (self, effects);
      break;
    case HALT_FINISH:
      _loket_sync_core_finish (self, effects);
      break;
    case HALT_NONE:
    default:
      g_assert_not_reached ();
    }
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

/* Whether nothing brought a reply to its end for a day, although the hub was
 * there. What waits for the person is told to the person already. */
static gboolean
is_stuck (LoketSyncCore        *self,
          const LoketSyncOp    *op,
          const LoketSyncEvent *event)
{
  return self->scopes != NULL && op->since != LOKET_TIME_UNSET &&
         event->now - op->since > STUCK_SECONDS && self->trouble != LOKET_REASON_CANCELLED;
}

static void
count_ops (LoketSyncCore        *self,
           GPtrArray            *ops,
           const LoketSyncEvent *event)
{
  g_autoptr (GHashTable) asked = g_hash_table_new (g_str_hash, g_str_equal);

  self->summary.waiting = self->summary.needs_user = self->summary.stuck = 0;
  for (guint i = 0; i < ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (ops, i);

      if (op->state == LOKET_OUTBOX_NEEDS_USER)
        {
          self->summary.needs_user++;
          g_hash_table_add (asked, op->complaint_id);
        }
      else if (!loket_outbox_state_is_final (op->state))
        {
          self->summary.waiting++;
          if (!g_hash_table_contains (asked, op->complaint_id) && is_stuck (self, op, event))
            self->summary.stuck++;
        }
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

/* Whether a reply of the complaint is under way. */
static gboolean
is_busy (LoketSyncCore *self,
         const char    *complaint_id)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      const LoketSyncLane *lane = g_ptr_array_index (self->lanes, i);

      if (g_str_equal (lane->op->complaint_id, complaint_id))
        return TRUE;
    }
  return FALSE;
}

/* Puts one reply right that is not where it should be; whether there was one. */
static gboolean
put_right (LoketSyncCore        *self,
           const LoketSyncOp    *op,
           gboolean              head,
           const LoketSyncEvent *event,
           GPtrArray            *effects)
{
  if (op->state == LOKET_OUTBOX_INFLIGHT)
    {
      /* Nobody carries it: a crash or a full disk left it so. Its bytes may
       * have arrived; sending the same again is safe. */
      mark (self, op, LOKET_OUTBOX_WAITING, LOKET_REASON_DOUBT, effects)->next_at = event->now;
      return TRUE;
    }
  if (op->state != LOKET_OUTBOX_HELD || !head)
    return FALSE;

  if (lost_its_predecessor (op))
    mark (self, op, LOKET_OUTBOX_NEEDS_USER, LOKET_REASON_PREDECESSOR, effects);
  else
    mark (self, op, LOKET_OUTBOX_QUEUED, LOKET_REASON_NONE, effects);
  return TRUE;
}

/* Puts the first reply right that needs it; returns whether there was one. */
static gboolean
put_first_right (LoketSyncCore        *self,
                 GPtrArray            *ops,
                 const LoketSyncEvent *event,
                 GPtrArray            *effects)
{
  g_autoptr (GHashTable) heads = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (ops, i);

      if (loket_outbox_state_is_final (op->state) || is_busy (self, op->complaint_id))
        continue;
      if (put_right (self, op,
                     g_hash_table_add (heads, op->complaint_id) || LOKET_MUTANT (HELD_TOO_EARLY),
                     event, effects))
        return TRUE;
    }
  return FALSE;
}

/* Whether a reply may take a lane: those with files do not take all of them, so
 * that a slow line keeps no text back. */
static gboolean
has_room (LoketSyncCore     *self,
          const LoketSyncOp *op)
{
  guint n = 0;

  if (op->state == LOKET_OUTBOX_REVOKING || !_loket_sync_op_has_uploads (op))
    return TRUE;
  if (LOKET_MUTANT (UPLOAD_STUCK) && op->state == LOKET_OUTBOX_WAITING)
    return FALSE;
  for (guint i = 0; i < self->lanes->len; i++)
    n += _loket_sync_op_has_uploads (((LoketSyncLane *) g_ptr_array_index (self->lanes, i))->op);
  return n < N_UPLOADS;
}

/* Begins as many as there is room for. */
static void
start_lanes (LoketSyncCore        *self,
             GPtrArray            *ops,
             const LoketSyncEvent *event,
             GPtrArray            *effects)
{
  g_autoptr (GHashTable) heads = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ops->len && self->lanes->len < N_LANES; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (ops, i);
      gboolean head;

      if (loket_outbox_state_is_final (op->state))
        continue;
      head = g_hash_table_add (heads, op->complaint_id) || LOKET_MUTANT (HELD_TOO_EARLY);
      /* Taking back is not a matter of turn. */
      if ((op->state == LOKET_OUTBOX_REVOKING ||
           (head && (op->state == LOKET_OUTBOX_QUEUED || op->state == LOKET_OUTBOX_UPLOADING ||
                     op->state == LOKET_OUTBOX_WAITING))) &&
          has_room (self, op) &&
          !is_busy (self, op->complaint_id) && is_due (self, op, event) &&
          (op->state == LOKET_OUTBOX_REVOKING ||
           !_loket_sync_core_is_unsure (self, op->complaint_id)))
        _loket_sync_lane_start (self, op, effects);
    }
}

/* Nothing moves any more: what stands behind another is shown as held. */
static gboolean
hold_next (LoketSyncCore *self,
           GPtrArray     *ops,
           GPtrArray     *effects)
{
  g_autoptr (GHashTable) heads = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (ops, i);

      if (loket_outbox_state_is_final (op->state) || g_hash_table_add (heads, op->complaint_id) ||
          op->state != LOKET_OUTBOX_QUEUED || LOKET_MUTANT (HELD_TOO_EARLY))
        continue;
      mark (self, op, LOKET_OUTBOX_HELD, LOKET_REASON_NONE, effects);
      return TRUE;
    }
  return FALSE;
}

/* Does what there is to do; returns whether there was something. */
static gboolean
act (LoketSyncCore        *self,
     GPtrArray            *ops,
     const LoketSyncEvent *event,
     GPtrArray            *effects)
{
  gboolean may_send = self->phase == PHASE_OUTBOX ||
                      (self->trouble == LOKET_REASON_NONE &&
                       self->summary.state != LOKET_SYNC_SIGNED_OUT);

  if (put_first_right (self, ops, event, effects))
    return TRUE;
  if (may_send)
    start_lanes (self, ops, event, effects);
  if (self->lanes->len > 0)
    {
      self->phase = PHASE_OUTBOX;
      return TRUE;
    }
  return hold_next (self, ops, effects);
}

static void
outbox_came (LoketSyncCore        *self,
             const LoketSyncEvent *event,
             GPtrArray            *effects)
{
  g_autoptr (GPtrArray) ops = g_ptr_array_new ();

  self->ticket = 0;
  if (self->halt != HALT_NONE || self->reload)
    {
      _loket_sync_core_outbox_go_on (self, effects);
      return;
    }

  g_ptr_array_extend (ops, event->ops, NULL, NULL);
  g_ptr_array_sort (ops, compare_order);
  count_ops (self, ops, event);

  if (act (self, ops, event, effects))
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

/* A mark took place, or somebody else had moved the reply before us. */
static void
mark_stored (LoketSyncCore        *self,
             const LoketSyncEvent *event,
             GPtrArray            *effects)
{
  self->ticket = 0;
  if (!event->done && ++self->lost_marks > N_LOST_MARKS)
    {
      const LoketJudgement judgement = { LOKET_ANSWER_N, LOKET_REASON_STORAGE, -1, 0 };

      _loket_sync_core_trouble (self, &judgement);
      _loket_sync_core_outbox_halt (self, HALT_FINISH, NULL);
    }

  if (self->phase == PHASE_COUNT && self->halt == HALT_NONE)
    _loket_sync_core_count (self, effects);
  else
    _loket_sync_core_outbox_go_on (self, effects);
}

/* Goes on with what the store said. */
void
_loket_sync_core_outbox_event (LoketSyncCore        *self,
                               const LoketSyncEvent *event,
                               GPtrArray            *effects)
{
  if (event->type == LOKET_SYNC_EVENT_OUTBOX)
    outbox_came (self, event, effects);
  else
    mark_stored (self, event, effects);
}
