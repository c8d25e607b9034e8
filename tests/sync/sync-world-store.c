/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world-private.h"

#include "loket-outbox-rules.h"
#include "loket-time.h"

/* The store moves a reply, by its rules and only from the named state. */
static gboolean
store_mark (SyncWorld             *self,
            const LoketSyncEffect *effect)
{
  LoketSyncOp *op = sync_world_get (self, effect->rid);

  if (op == NULL || op->state != effect->from)
    return FALSE;
  g_assert_true (loket_outbox_can_go (effect->from, effect->to, op->attempts));

  if (effect->to == LOKET_OUTBOX_ACCEPTED)
    {
      g_assert_nonnull (effect->receipt);
      g_assert_true (loket_receipt_matches (effect->receipt, op->rid, op->complaint_id,
                                            op->body_sha256, NULL, NULL));
      g_hash_table_insert (self->receipts, g_strdup (op->rid), g_strdup (effect->receipt->epoch));
    }
  if (effect->from == LOKET_OUTBOX_ACCEPTED)
    g_assert_cmpuint (effect->reason, ==, LOKET_REASON_RECOVERY);
  if (effect->to == LOKET_OUTBOX_REVOKED)
    g_assert_true (g_hash_table_contains (self->revoked, op->rid));
  if (effect->to == LOKET_OUTBOX_NEEDS_USER)
    g_assert_cmpuint (effect->reason, !=, LOKET_REASON_NONE);
  if (effect->to == LOKET_OUTBOX_WAITING)
    g_assert_cmpint (effect->next_at, <=, self->now + 900);
  if (effect->to == LOKET_OUTBOX_INFLIGHT)
    op->attempts++;
  op->state = effect->to;
  op->next_at = effect->to == LOKET_OUTBOX_WAITING ? effect->next_at : LOKET_TIME_UNSET;
  return TRUE;
}

static GPtrArray *
list_ops (SyncWorld *self)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_op_free);

  for (guint i = 0; i < self->ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (self->ops, i);

      const LoketSyncOp *before = g_hash_table_lookup (self->before, op->rid);
      LoketSyncOp *copy;

      if (loket_outbox_state_is_final (op->state))
        continue;
      copy = loket_sync_op_copy (op);
      copy->prev_state = before != NULL ? before->state : LOKET_OUTBOX_NONE;
      g_ptr_array_insert (ops, 0, copy);
    }
  return ops;
}

/* What was accepted and, as far as is known, not by the hub of that epoch. */
static GPtrArray *
list_accepted (SyncWorld  *self,
               const char *epoch)
{
  GPtrArray *ops = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_op_free);

  for (guint i = 0; i < self->ops->len; i++)
    {
      const LoketSyncOp *op = g_ptr_array_index (self->ops, i);

      if (op->state == LOKET_OUTBOX_ACCEPTED &&
          g_strcmp0 (g_hash_table_lookup (self->receipts, op->rid), epoch) != 0 &&
          g_strcmp0 (g_hash_table_lookup (self->confirmed, op->rid), epoch) != 0)
        g_ptr_array_add (ops, loket_sync_op_copy (op));
    }
  return ops;
}

/* The store takes the editions after one, all that came or none. */
static gboolean
store_guidance (SyncWorld             *self,
                const LoketSyncEffect *effect)
{
  if (effect->generation > 0 && effect->generation == self->hub_guidance_wrong)
    return FALSE;
  self->guidance = effect->generation;
  g_free (self->guidance_epoch);
  self->guidance_epoch = g_strdup (effect->epoch);
  return TRUE;
}

static gboolean
store_rules (SyncWorld             *self,
             const LoketSyncEffect *effect)
{
  gint64 last = MIN (self->hub_rules, effect->generation + self->hub_rules_page);

  g_assert_cmpstr (effect->epoch, ==, self->epoch);
  if (effect->generation > 0)
    {
      g_assert_cmpint (effect->generation, ==, self->rules);
      g_assert_cmpstr (self->rules_epoch, ==, effect->epoch);
    }
  if (self->hub_rules_wrong > effect->generation && self->hub_rules_wrong <= last)
    return FALSE;

  self->rules = last;
  g_free (self->rules_epoch);
  self->rules_epoch = g_strdup (effect->epoch);
  return TRUE;
}

static gboolean
store_note (SyncWorld             *self,
            const LoketSyncEffect *effect)
{
  LoketSyncOp *op = sync_world_get (self, effect->rid);

  if (op->state != effect->from)
    return FALSE;
  for (guint i = 0; i < op->uploads->len; i++)
    {
      LoketSyncUpload *upload = g_ptr_array_index (op->uploads, i);

      if (effect->upload_id != NULL && !g_str_equal (upload->id, effect->upload_id))
        continue;
      upload->sent = effect->offset;
      upload->complete = effect->complete;
    }
  return TRUE;
}

void
_sync_world_answer_store (SyncWorld             *self,
                          const LoketSyncEffect *effect,
                          LoketSyncEvent        *event)
{
  g_autoptr (GPtrArray) ops = NULL;

  event->type = LOKET_SYNC_EVENT_STORED;
  if (_sync_world_strikes (self, self->store_fails))
    {
      event->type = LOKET_SYNC_EVENT_FAILED;
      self->cut_short = TRUE;
      _sync_world_tell (self, event);
      return;
    }

  switch (effect->type)
    {
    case LOKET_SYNC_EFFECT_SIGN_OUT:
      self->signed_in = FALSE;
      break;
    case LOKET_SYNC_EFFECT_SAVE_EPOCH:
      g_free (self->epoch);
      self->epoch = g_strdup (effect->epoch);
      break;
    case LOKET_SYNC_EFFECT_LOAD_SCOPE:
      event->type = LOKET_SYNC_EVENT_SCOPE;
      event->generation = self->generation;
      event->complete = self->complete;
      event->state = self->state;
      break;
    case LOKET_SYNC_EFFECT_RESET_SCOPE:
      self->generation = effect->generation;
      self->complete = FALSE;
      g_clear_pointer (&self->state, g_free);
      break;
    case LOKET_SYNC_EFFECT_APPLY_PAGE:
      self->complete = self->complete || self->state != NULL;
      g_free (self->state);
      self->state = g_strdup (self->complete ? "1" : "page-2");
      break;
    case LOKET_SYNC_EFFECT_LOAD_ACCEPTED:
      event->type = LOKET_SYNC_EVENT_OUTBOX;
      event->ops = ops = list_accepted (self, effect->epoch);
      break;
    case LOKET_SYNC_EFFECT_CONFIRM:
      for (guint i = 0; i < effect->rids->len; i++)
        g_hash_table_insert (self->confirmed, g_strdup (g_ptr_array_index (effect->rids, i)),
                             g_strdup (effect->epoch));
      break;
    case LOKET_SYNC_EFFECT_LOAD_OUTBOX:
      event->type = LOKET_SYNC_EVENT_OUTBOX;
      event->ops = ops = list_ops (self);
      break;
    case LOKET_SYNC_EFFECT_MARK:
      event->done = store_mark (self, effect);
      break;
    case LOKET_SYNC_EFFECT_POSTPONE:
      sync_world_get (self, effect->rid)->next_at = effect->next_at;
      break;
    case LOKET_SYNC_EFFECT_UPLOAD_NOTE:
      event->done = store_note (self, effect);
      break;
    case LOKET_SYNC_EFFECT_SAVE_RULES:
      event->done = store_rules (self, effect);
      break;
    case LOKET_SYNC_EFFECT_SAVE_GUIDANCE:
      event->done = store_guidance (self, effect);
      break;
    case LOKET_SYNC_EFFECT_KEEP_SCOPES:
      break;
    case LOKET_SYNC_EFFECT_REFRESH:
    case LOKET_SYNC_EFFECT_FETCH_SESSION:
    case LOKET_SYNC_EFFECT_FETCH_RULES:
    case LOKET_SYNC_EFFECT_FETCH_GUIDANCE:
    case LOKET_SYNC_EFFECT_FETCH_SNAPSHOT:
    case LOKET_SYNC_EFFECT_FETCH_CHANGES:
    case LOKET_SYNC_EFFECT_ASK_STATUS:
    case LOKET_SYNC_EFFECT_SEND:
    case LOKET_SYNC_EFFECT_UPLOAD_BEGIN:
    case LOKET_SYNC_EFFECT_UPLOAD_PART:
    case LOKET_SYNC_EFFECT_REVOKE:
    case LOKET_SYNC_EFFECT_FINISH:
    default:
      g_assert_not_reached ();
    }
  _sync_world_tell (self, event);
}
