/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

#include "loket-backoff.h"
#include "loket-limits.h"

/*
 * The files of a reply, before the reply itself, one after the other in its lane:
 *
 *     mark uploading ─▶ ask ─▶ note ─▶ part ─▶ note ─▶ part ─▶ … ─▶ mark inflight
 *                        ▲                │
 *                        └── no answer, another place, gone
 *
 * Asking is announcing the file once more: the hub knows the id and tells how far
 * it is, or begins anew where it has forgotten it. What the hub said is noted, so
 * that the next start of the program goes on from there. The part's size follows
 * what the line carries.
 */

#define N_RESTARTS     8
#define PART_SECONDS   2
#define BACKOFF_AHEAD  4 /* what is sent in parts need not hurry */

static LoketSyncUpload *
current (LoketSyncLane *lane)
{
  for (guint i = 0; lane->op->uploads != NULL && i < lane->op->uploads->len; i++)
    {
      LoketSyncUpload *upload = g_ptr_array_index (lane->op->uploads, i);

      if (!upload->complete)
        return upload;
    }
  return NULL;
}

/* Whether a file of the reply has to go before it. */
gboolean
_loket_sync_op_has_uploads (const LoketSyncOp *op)
{
  for (guint i = 0; op->uploads != NULL && i < op->uploads->len; i++)
    if (!((const LoketSyncUpload *) g_ptr_array_index (op->uploads, i))->complete)
      return TRUE;
  return FALSE;
}

static LoketSyncEffect *
emit (LoketSyncCore       *self,
      LoketSyncLane       *lane,
      LoketSyncLaneStep    step,
      LoketSyncEffectType  type,
      GPtrArray           *effects)
{
  LoketSyncEffect *effect = _loket_sync_lane_emit (self, lane, step, type, effects);
  const LoketSyncUpload *upload = current (lane);

  if (upload != NULL)
    {
      effect->upload_id = g_strdup (upload->id);
      effect->offset = upload->sent;
    }
  return effect;
}

static void
ask (LoketSyncCore *self,
     LoketSyncLane *lane,
     GPtrArray     *effects)
{
  emit (self, lane, LANE_UPLOAD_ASK, LOKET_SYNC_EFFECT_UPLOAD_BEGIN, effects);
}

static void
send_part (LoketSyncCore        *self,
           LoketSyncLane        *lane,
           const LoketSyncEvent *event,
           GPtrArray            *effects)
{
  const LoketSyncUpload *upload = current (lane);

  lane->part = MIN (self->part, upload->size - upload->sent);
  lane->asked_us = event->elapsed_us;
  emit (self, lane, LANE_UPLOAD_PART, LOKET_SYNC_EFFECT_UPLOAD_PART, effects)->length = lane->part;
}

static void
note (LoketSyncCore *self,
      LoketSyncLane *lane,
      GPtrArray     *effects)
{
  const LoketSyncUpload *upload = current (lane);
  LoketSyncEffect *effect =
      emit (self, lane, LANE_UPLOAD_NOTE, LOKET_SYNC_EFFECT_UPLOAD_NOTE, effects);

  effect->from = lane->op->state;
  effect->complete = upload->sent_all;
}

static void
put_off (LoketSyncCore        *self,
         LoketSyncLane        *lane,
         const LoketSyncEvent *event,
         GPtrArray            *effects)
{
  const LoketJudgement *judgement = &lane->judgement;
  LoketSyncEffect *effect =
      _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_WAITING, judgement->reason, effects);
  gint64 delay = loket_backoff_delay (lane->op->attempts + BACKOFF_AHEAD, judgement->retry_after,
                                      event->random);

  effect->next_at = event->now;
  if (judgement->klass == LOKET_ANSWER_T ||
      (judgement->klass == LOKET_ANSWER_N && !loket_judgement_is_connection (judgement)))
    effect->next_at += MIN (delay, LOKET_BACKOFF_MAX);
}

/* The next part, the next file, or the reply itself. */
static void
go_on (LoketSyncCore        *self,
       LoketSyncLane        *lane,
       const LoketSyncEvent *event,
       GPtrArray            *effects)
{
  if (self->cancelled)
    {
      lane->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_CANCELLED, -1, 0 };
      put_off (self, lane, event, effects);
    }
  else if (current (lane) == NULL)
    _loket_sync_lane_mark (self, lane, LANE_START, LOKET_OUTBOX_INFLIGHT, LOKET_REASON_NONE, effects);
  else if (lane->known)
    send_part (self, lane, event, effects);
  else
    ask (self, lane, effects);
}

/* Begins with the files of a reply whose turn it is. */
void
_loket_sync_lane_upload_begin (LoketSyncCore *self,
                               LoketSyncLane *lane,
                               GPtrArray     *effects)
{
  if (lane->op->state == LOKET_OUTBOX_UPLOADING)
    ask (self, lane, effects);
  else
    _loket_sync_lane_mark (self, lane, LANE_UPLOAD_START, LOKET_OUTBOX_UPLOADING, LOKET_REASON_NONE,
                           effects);
}

/* Asks how far the hub is, unless that goes round in circles. */
static void
ask_again (LoketSyncCore        *self,
           LoketSyncLane        *lane,
           const LoketSyncEvent *event,
           GPtrArray            *effects)
{
  lane->known = FALSE;
  if (++lane->restarts <= N_RESTARTS)
    {
      ask (self, lane, effects);
      return;
    }
  lane->judgement.klass = LOKET_ANSWER_T;
  put_off (self, lane, event, effects);
}

/* How fast the line is decides how large the next part is. */
static void
learn_part (LoketSyncCore        *self,
            const LoketSyncLane  *lane,
            const LoketSyncEvent *event)
{
  gint64 took_us = MAX (event->elapsed_us - lane->asked_us, 1);
  double rate = (double) lane->part * (double) G_USEC_PER_SEC / (double) took_us;

  if (lane->part == self->part)
    self->part = CLAMP ((gint64) MIN (rate * PART_SECONDS, (double) LOKET_LIMIT_CHUNK_BYTES),
                        LOKET_LIMIT_CHUNK_MIN_BYTES, LOKET_LIMIT_CHUNK_BYTES);
}

/* The hub's word on how far it is. */
static void
position_came (LoketSyncCore        *self,
               LoketSyncLane        *lane,
               const LoketSyncEvent *event,
               GPtrArray            *effects)
{
  LoketSyncUpload *upload = current (lane);

  if (event->offset < 0 || event->offset > upload->size ||
      (!event->complete && event->offset == upload->size))
    {
      lane->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_UNREADABLE, -1,
                                           event->judgement.status };
      ask_again (self, lane, event, effects);
      return;
    }
  if (lane->step == LANE_UPLOAD_PART && event->offset > upload->sent)
    learn_part (self, lane, event);
  lane->known = TRUE;
  upload->sent = event->offset;
  upload->sent_all = event->complete;
  self->failures = self->refreshes = 0;
  note (self, lane, effects);
}

/* The bytes came to the hub as others: they are sent once more from the start. */
static gboolean
starts_over (LoketSyncCore *self,
             LoketSyncLane *lane,
             GPtrArray     *effects)
{
  LoketSyncUpload *upload = current (lane);

  if (lane->judgement.reason != LOKET_REASON_UPLOAD_DIGEST || upload->again)
    return FALSE;
  upload->again = TRUE;
  upload->sent = 0;
  lane->known = FALSE;
  note (self, lane, effects);
  return TRUE;
}

static void
part_unanswered (LoketSyncCore        *self,
                 LoketSyncLane        *lane,
                 const LoketSyncEvent *event,
                 GPtrArray            *effects)
{
  self->part = MAX (self->part / 2, LOKET_LIMIT_CHUNK_MIN_BYTES);
  ask_again (self, lane, event, effects);
}

static void
elsewhere (LoketSyncCore        *self,
           LoketSyncLane        *lane,
           const LoketSyncEvent *event,
           GPtrArray            *effects)
{
  LoketSyncUpload *upload = current (lane);

  if (event->judgement.reason == LOKET_REASON_UPLOAD_OFFSET && event->offset >= 0 &&
      event->offset < upload->size && ++lane->restarts <= N_RESTARTS)
    {
      upload->sent = event->offset;
      send_part (self, lane, event, effects);
    }
  else
    ask_again (self, lane, event, effects);
}

/* The hub on a file, or nobody. */
static void
answered (LoketSyncCore        *self,
          LoketSyncLane        *lane,
          const LoketSyncEvent *event,
          GPtrArray            *effects)
{
  LoketJudgement *judgement = &lane->judgement;

  *judgement = event->judgement;
  g_free (lane->problem);
  lane->problem = g_strdup (event->problem);
  if (_loket_sync_core_other_epoch (self, event))
    *judgement = (LoketJudgement) { LOKET_ANSWER_E, LOKET_REASON_EPOCH, -1, event->judgement.status };

  switch (judgement->klass)
    {
    case LOKET_ANSWER_OK:
      position_came (self, lane, event, effects);
      break;

    case LOKET_ANSWER_S:
      elsewhere (self, lane, event, effects);
      break;

    case LOKET_ANSWER_C:
    case LOKET_ANSWER_V:
    case LOKET_ANSWER_P:
      if (!starts_over (self, lane, effects))
        _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_NEEDS_USER, judgement->reason, effects);
      break;

    case LOKET_ANSWER_N:
      if (lane->step == LANE_UPLOAD_PART && judgement->reason != LOKET_REASON_CANCELLED)
        part_unanswered (self, lane, event, effects);
      else
        put_off (self, lane, event, effects);
      break;

    case LOKET_ANSWER_UNCHANGED:
    case LOKET_ANSWER_T:
    case LOKET_ANSWER_A:
    case LOKET_ANSWER_E:
    case LOKET_ANSWER_U:
    default:
      put_off (self, lane, event, effects);
      break;
    }
}

/* The hub misses a file of a reply that named them all: they are sent once more,
 * from where the hub says, in the same pass. */
gboolean
_loket_sync_lane_upload_again (LoketSyncCore *self,
                               LoketSyncLane *lane,
                               GPtrArray     *effects)
{
  LoketSyncEffect *effect;

  if (lane->judgement.reason != LOKET_REASON_ATTACHMENT_MISSING || lane->op->uploads == NULL ||
      lane->op->uploads->len == 0 || g_hash_table_contains (self->uploaded_again, lane->op->rid))
    return FALSE;

  g_hash_table_add (self->uploaded_again, g_strdup (lane->op->rid));
  effect = _loket_sync_lane_emit (self, lane, LANE_UPLOAD_FORGET, LOKET_SYNC_EFFECT_UPLOAD_NOTE, effects);
  effect->from = lane->op->state;
  return TRUE;
}

static void
forgotten (LoketSyncCore        *self,
           LoketSyncLane        *lane,
           const LoketSyncEvent *event,
           GPtrArray            *effects)
{
  if (!event->done)
    {
      _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_NEEDS_USER, lane->judgement.reason, effects);
      return;
    }
  g_hash_table_remove (self->tried, lane->op->rid);
  _loket_sync_lane_mark (self, lane, LANE_END, LOKET_OUTBOX_WAITING, lane->judgement.reason, effects)
      ->next_at = event->now;
}

/* Goes on with what the store or the hub said about a file; FALSE where the reply
 * is no longer ours to carry. */
gboolean
_loket_sync_lane_upload_event (LoketSyncCore        *self,
                               LoketSyncLane        *lane,
                               const LoketSyncEvent *event,
                               GPtrArray            *effects)
{
  LoketSyncUpload *upload;

  if (lane->step == LANE_UPLOAD_FORGET)
    {
      forgotten (self, lane, event, effects);
      return TRUE;
    }
  if (lane->step == LANE_UPLOAD_ASK || lane->step == LANE_UPLOAD_PART)
    {
      answered (self, lane, event, effects);
      return TRUE;
    }
  if (!event->done)
    return FALSE;

  if (lane->step == LANE_UPLOAD_START)
    {
      lane->op->state = LOKET_OUTBOX_UPLOADING;
    }
  else if ((upload = current (lane)) != NULL && upload->sent_all)
    {
      upload->complete = TRUE;
      lane->known = FALSE;
    }
  go_on (self, lane, event, effects);
  return TRUE;
}
