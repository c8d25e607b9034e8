/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-core-private.h"

#include "loket-limits.h"
#include "loket-mutant.h"
#include "loket-wire-reply.h"

/*
 * A hub that was restored from a backup has forgotten what it accepted after it.
 * Every reply whose receipt is of another life of the hub is asked about, in
 * batches; those that it does not know go back into the outbox, with the same id
 * and bytes and the receipt of then, and come before whatever is sent new. That
 * ends for each reply by itself: what was found there is noted beside it, so a
 * pass that breaks off has lost nothing.
 *
 * Numbers of two lives cannot be compared, so none is spared for being old.
 */

static void
next_batch (LoketSyncCore *self,
            GPtrArray     *effects)
{
  LoketSyncEffect *effect;

  self->batch_start = self->batch_end;
  if (self->batch_start >= self->accepted->len)
    {
      if (!self->incomplete)
        {
          g_free (self->recovered);
          self->recovered = g_strdup (self->epoch);
        }
      _loket_sync_core_outbox_begin (self, effects);
      return;
    }

  self->batch_end = MIN (self->batch_start + LOKET_LIMIT_STATUS_IDS, self->accepted->len);
  effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_ASK_STATUS);
  effect->rids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = self->batch_start; i < self->batch_end; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (self->accepted, i);

      g_ptr_array_add (effect->rids, g_strdup (op->rid));
    }
}

/* Begins, unless it is known that this hub has everything. */
void
_loket_sync_core_recovery_begin (LoketSyncCore *self,
                                 GPtrArray     *effects)
{
  g_clear_pointer (&self->accepted, g_ptr_array_unref);
  g_ptr_array_set_size (self->forgotten, 0);
  g_ptr_array_set_size (self->confirmed, 0);
  self->batch_end = 0;
  self->incomplete = FALSE;

  if (g_strcmp0 (self->recovered, self->epoch) == 0 || LOKET_MUTANT (NO_REOFFER))
    {
      /* What another hub did not answer for is not unsure at this one. */
      g_hash_table_remove_all (self->unsure);
      _loket_sync_core_outbox_begin (self, effects);
      return;
    }

  self->phase = PHASE_RECOVERY;
  _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_LOAD_ACCEPTED)->epoch =
      g_strdup (self->epoch);
}

static void
accepted_came (LoketSyncCore        *self,
               const LoketSyncEvent *event,
               GPtrArray            *effects)
{
  self->accepted = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_op_free);
  g_hash_table_remove_all (self->unsure);
  for (guint i = 0; i < event->ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (event->ops, i);

      g_ptr_array_add (self->accepted, loket_sync_op_copy (op));
      g_hash_table_replace (self->unsure, g_strdup (op->rid), g_strdup (op->complaint_id));
    }
  next_batch (self, effects);
}

/* One thing after the other: first what goes out again, then what need not. */
static void
store_next (LoketSyncCore *self,
            GPtrArray     *effects)
{
  LoketSyncEffect *effect;

  if (self->forgotten->len > 0)
    {
      const LoketSyncOp *op = g_ptr_array_index (self->forgotten, 0);

      effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_MARK);
      effect->rid = g_strdup (op->rid);
      effect->complaint_id = g_strdup (op->complaint_id);
      effect->from = LOKET_OUTBOX_ACCEPTED;
      effect->to = LOKET_OUTBOX_QUEUED;
      effect->reason = LOKET_REASON_RECOVERY;
    }
  else if (self->confirmed->len > 0)
    {
      effect = _loket_sync_core_emit (self, effects, LOKET_SYNC_EFFECT_CONFIRM);
      effect->epoch = g_strdup (self->epoch);
      effect->rids = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < self->confirmed->len; i++)
        g_ptr_array_add (effect->rids, g_strdup (g_ptr_array_index (self->confirmed, i)));
      g_ptr_array_set_size (self->confirmed, 0);
    }
  else
    {
      next_batch (self, effects);
    }
}

static const LoketVerdict *
find_verdict (GPtrArray  *verdicts,
              const char *rid)
{
  for (guint i = 0; verdicts != NULL && i < verdicts->len; i++)
    {
      const LoketVerdict *verdict = g_ptr_array_index (verdicts, i);

      if (g_strcmp0 (verdict->reply_id, rid) == 0)
        return verdict;
    }
  return NULL;
}

/* A reply whose id stands for other bytes there, or about which nothing was
 * said, is left for the next time. One that was revoked is sent again too: the
 * refusal then brings it before the person. */
static void
sort_out (LoketSyncCore        *self,
          const LoketSyncEvent *event)
{
  for (guint i = self->batch_start; i < self->batch_end; i++)
    {
      LoketSyncOp *op = g_ptr_array_index (self->accepted, i);
      const LoketVerdict *verdict = find_verdict (event->verdicts, op->rid);

      if (verdict == NULL)
        self->incomplete = TRUE;
      else if (verdict->state != LOKET_VERDICT_ACCEPTED)
        g_ptr_array_add (self->forgotten, op);
      else if (verdict->receipt != NULL &&
               loket_receipt_matches (verdict->receipt, op->rid, op->complaint_id,
                                      op->body_sha256, NULL, NULL))
        {
          g_ptr_array_add (self->confirmed, op->rid);
          g_hash_table_remove (self->unsure, op->rid);
        }
      else
        self->incomplete = TRUE;
    }

  if (self->incomplete)
    {
      const LoketJudgement judgement = { LOKET_ANSWER_N, LOKET_REASON_BAD_RECEIPT, -1, 200 };

      _loket_sync_core_trouble (self, &judgement);
    }
}

static void
status_came (LoketSyncCore        *self,
             const LoketSyncEvent *event,
             GPtrArray            *effects)
{
  LoketAnswerClass klass = event->judgement.klass;

  if (klass == LOKET_ANSWER_E || _loket_sync_core_other_epoch (self, event))
    {
      _loket_sync_core_ask_session (self, effects);
    }
  else if (klass == LOKET_ANSWER_A)
    {
      _loket_sync_core_unauthorized (self, &event->judgement, effects);
    }
  else if (klass == LOKET_ANSWER_OK)
    {
      self->refreshes = 0;
      sort_out (self, event);
      store_next (self, effects);
    }
  else
    {
      _loket_sync_core_trouble (self, &event->judgement);
      if (loket_judgement_is_connection (&event->judgement))
        _loket_sync_core_count (self, effects);
      else
        _loket_sync_core_outbox_begin (self, effects);
    }
}

/* Whether the hub may have forgotten a reply to that complaint. Until that is
 * known nothing new is sent to it, for what was accepted first comes first. */
gboolean
_loket_sync_core_is_unsure (LoketSyncCore *self,
                            const char    *complaint_id)
{
  GHashTableIter iter;
  gpointer of;

  g_hash_table_iter_init (&iter, self->unsure);
  while (g_hash_table_iter_next (&iter, NULL, &of))
    if (g_str_equal (of, complaint_id))
      return TRUE;
  return FALSE;
}

/* Goes on with what the store or the hub said. */
void
_loket_sync_core_recovery_event (LoketSyncCore        *self,
                                 const LoketSyncEvent *event,
                                 GPtrArray            *effects)
{
  if (event->type == LOKET_SYNC_EVENT_OUTBOX)
    {
      accepted_came (self, event, effects);
    }
  else if (event->type == LOKET_SYNC_EVENT_STATUS)
    {
      status_came (self, event, effects);
    }
  else
    {
      if (self->awaited == LOKET_SYNC_EFFECT_MARK)
        {
          const LoketSyncOp *op = g_ptr_array_index (self->forgotten, 0);

          self->summary.recovered += event->done ? 1 : 0;
          g_hash_table_remove (self->unsure, op->rid);
          g_ptr_array_remove_index (self->forgotten, 0);
        }
      store_next (self, effects);
    }
}
