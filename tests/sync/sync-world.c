/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world-private.h"

#include "loket-outbox-rules.h"
#include "loket-time.h"

static const char *const words[] = {
  [LOKET_SYNC_EFFECT_REFRESH] = "refresh",
  [LOKET_SYNC_EFFECT_SIGN_OUT] = "sign-out",
  [LOKET_SYNC_EFFECT_FETCH_SESSION] = "session",
  [LOKET_SYNC_EFFECT_SAVE_EPOCH] = "epoch",
  [LOKET_SYNC_EFFECT_FETCH_RULES] = "rules",
  [LOKET_SYNC_EFFECT_SAVE_RULES] = "save",
  [LOKET_SYNC_EFFECT_FETCH_GUIDANCE] = "guidance",
  [LOKET_SYNC_EFFECT_SAVE_GUIDANCE] = "take",
  [LOKET_SYNC_EFFECT_KEEP_SCOPES] = "keep",
  [LOKET_SYNC_EFFECT_LOAD_SCOPE] = "scope",
  [LOKET_SYNC_EFFECT_RESET_SCOPE] = "reset",
  [LOKET_SYNC_EFFECT_FETCH_SNAPSHOT] = "snapshot",
  [LOKET_SYNC_EFFECT_FETCH_CHANGES] = "changes",
  [LOKET_SYNC_EFFECT_APPLY_PAGE] = "apply",
  [LOKET_SYNC_EFFECT_LOAD_ACCEPTED] = "accepted",
  [LOKET_SYNC_EFFECT_ASK_STATUS] = "status",
  [LOKET_SYNC_EFFECT_CONFIRM] = "confirm",
  [LOKET_SYNC_EFFECT_LOAD_OUTBOX] = "outbox",
  [LOKET_SYNC_EFFECT_MARK] = "mark",
  [LOKET_SYNC_EFFECT_SEND] = "send",
  [LOKET_SYNC_EFFECT_REVOKE] = "revoke",
  [LOKET_SYNC_EFFECT_POSTPONE] = "postpone",
  [LOKET_SYNC_EFFECT_UPLOAD_BEGIN] = "begin",
  [LOKET_SYNC_EFFECT_UPLOAD_PART] = "part",
  [LOKET_SYNC_EFFECT_UPLOAD_NOTE] = "note",
  [LOKET_SYNC_EFFECT_FINISH] = "finish",
};

SyncWorld *
sync_world_new (guint32 seed)
{
  SyncWorld *self = g_new0 (SyncWorld, 1);

  self->rand = g_rand_new_with_seed (seed);
  self->core = loket_sync_core_new ();
  self->trace = g_string_new (NULL);
  self->ops = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_op_free);
  self->signed_in = TRUE;
  self->token_expires_us = (gint64) G_USEC_PER_SEC * 900;
  self->hub_epoch = g_strdup ("epoch-1");
  self->hub_generation = 1;
  self->accepted = g_ptr_array_new_with_free_func (g_free);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->revoked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->before = g_hash_table_new (g_str_hash, g_str_equal);
  self->receipts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->confirmed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pending = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_effect_free);
  self->now = 1000000;
  self->hub_rules_page = 10;
  self->forced = TRUE;
  return self;
}

void
sync_world_free (SyncWorld *self)
{
  g_rand_free (self->rand);
  loket_sync_core_free (self->core);
  g_string_free (self->trace, TRUE);
  g_ptr_array_unref (self->ops);
  g_free (self->epoch);
  g_free (self->state);
  g_free (self->rules_epoch);
  g_free (self->guidance_epoch);
  g_free (self->hub_epoch);
  g_ptr_array_unref (self->accepted);
  g_hash_table_unref (self->refused);
  g_hash_table_unref (self->revoked);
  g_hash_table_unref (self->files);
  g_hash_table_unref (self->before);
  g_hash_table_unref (self->receipts);
  g_hash_table_unref (self->confirmed);
  g_ptr_array_unref (self->pending);
  g_free (self);
}

/* A file goes with a reply. */
void
sync_world_attach (SyncWorld   *self,
                   LoketSyncOp *op,
                   const char  *id,
                   gint64       size)
{
  if (op->uploads == NULL)
    op->uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_sync_upload_free);
  g_ptr_array_add (op->uploads, loket_sync_upload_new (id, size, 0, FALSE));
}

LoketSyncOp *
sync_world_add (SyncWorld  *self,
                const char *rid,
                const char *complaint_id)
{
  LoketSyncOp *op = loket_sync_op_new ();

  op->rid = g_strdup (rid);
  op->complaint_id = g_strdup (complaint_id);
  op->body_sha256 = g_strdup_printf ("sha-of-%s", rid);
  op->state = LOKET_OUTBOX_QUEUED;
  op->order = self->ops->len + 1;
  for (guint i = 0; i < self->ops->len; i++)
    {
      LoketSyncOp *other = g_ptr_array_index (self->ops, i);

      if (!g_str_equal (other->complaint_id, complaint_id) ||
          other->state == LOKET_OUTBOX_DISCARDED || other->state == LOKET_OUTBOX_REVOKED ||
          other->state == LOKET_OUTBOX_REVOKING)
        continue;
      g_hash_table_insert (self->before, op->rid, other);
      g_free (op->prev_rid);
      op->prev_rid = g_strdup (other->rid);
    }
  g_ptr_array_add (self->ops, op);
  return op;
}

LoketSyncOp *
sync_world_get (SyncWorld  *self,
                const char *rid)
{
  for (guint i = 0; i < self->ops->len; i++)
    {
      LoketSyncOp *op = g_ptr_array_index (self->ops, i);

      if (g_str_equal (op->rid, rid))
        return op;
    }
  return NULL;
}

/* The person takes it back: at once if no byte ever left, else the hub is asked. */
void
sync_world_withdraw (SyncWorld   *self,
                     LoketSyncOp *op)
{
  LoketOutboxState to = op->attempts > 0 ? LOKET_OUTBOX_REVOKING : LOKET_OUTBOX_DISCARDED;

  g_assert_true (loket_outbox_can_go (op->state, to, op->attempts));
  op->state = to;
  op->next_at = LOKET_TIME_UNSET;
}

/* No more bad luck. */
void
sync_world_calm (SyncWorld *self)
{
  self->lose_request = self->lose_answer = self->portal = self->bad_receipt = 0;
  self->unauthorized = self->busy = self->store_fails = self->cancels = 0;
}

gboolean
_sync_world_strikes (SyncWorld *self,
                     int        chance)
{
  return chance > 0 && g_rand_int_range (self->rand, 0, 100) < chance;
}

static LoketSyncEvent
make_event (SyncWorld          *self,
            LoketSyncEventType  type,
            guint64             ticket)
{
  return (LoketSyncEvent) {
    .type = type,
    .ticket = ticket,
    .now = self->now,
    .elapsed_us = self->elapsed_us,
    .random = g_rand_int (self->rand),
    .judgement = { LOKET_ANSWER_OK, LOKET_REASON_NONE, -1, 200 },
    .epoch = self->hub_epoch,
    .done = TRUE,
  };
}

static void
trace (SyncWorld             *self,
       const LoketSyncEffect *effect)
{
  g_string_append_printf (self->trace, "%s%s", self->trace->len > 0 ? " " : "",
                          words[effect->type]);
  if (effect->type == LOKET_SYNC_EFFECT_MARK)
    g_string_append_printf (self->trace, ":%s:%s", effect->rid,
                            loket_outbox_state_to_name (effect->to));
}

/* Feeds an event; what is to be done then waits for its turn. */
void
_sync_world_tell (SyncWorld            *self,
                  const LoketSyncEvent *event)
{
  g_autoptr (GPtrArray) effects = g_ptr_array_new ();
  gboolean counted = loket_sync_core_step (self->core, event, effects);

  g_assert_true (counted);
  for (guint i = 0; i < effects->len; i++)
    {
      LoketSyncEffect *effect = g_ptr_array_index (effects, i);

      g_assert_true (effect->type == LOKET_SYNC_EFFECT_FINISH ||
                     loket_sync_core_awaits (self->core, effect->ticket));
      trace (self, effect);
      g_ptr_array_add (self->pending, effect);
    }
}

/* Takes out what is done next. While a pass is under way there always is
 * something. */
static LoketSyncEffect *
next (SyncWorld *self)
{
  guint index = 0;

  if (self->pending->len == 0)
    {
      g_assert_false (loket_sync_core_is_running (self->core));
      return NULL;
    }
  if (self->shuffle)
    index = (guint) g_rand_int_range (self->rand, 0, (gint32) self->pending->len);
  return g_ptr_array_steal_index (self->pending, index);
}

LoketSyncEffect *
sync_world_start (SyncWorld *self)
{
  LoketSyncEvent event = make_event (self, LOKET_SYNC_EVENT_START, 0);

  g_assert_cmpuint (self->pending->len, ==, 0);
  self->ended = self->cut_short = FALSE;
  event.signed_in = self->signed_in;
  event.token_expires_us = self->token_expires_us;
  event.epoch = self->epoch;
  event.forced = self->forced;
  _sync_world_tell (self, &event);
  return next (self);
}

/* Somebody stops the pass. What need not be done any more is forgotten. */
LoketSyncEffect *
sync_world_cancel (SyncWorld       *self,
                   LoketSyncEffect *effect)
{
  LoketSyncEvent event = make_event (self, LOKET_SYNC_EVENT_CANCEL, 0);

  if (effect->type == LOKET_SYNC_EFFECT_FINISH || self->cut_short)
    return effect;

  self->cut_short = TRUE;
  g_ptr_array_add (self->pending, effect);
  _sync_world_tell (self, &event);
  for (guint i = self->pending->len; i > 0; i--)
    {
      const LoketSyncEffect *other = g_ptr_array_index (self->pending, i - 1);

      if (other->type != LOKET_SYNC_EFFECT_FINISH &&
          !loket_sync_core_awaits (self->core, other->ticket))
        g_ptr_array_remove_index (self->pending, i - 1);
    }
  return next (self);
}

/* What the line makes of an answer; TRUE when nothing of the hub's gets here. */
gboolean
_sync_world_weather (SyncWorld      *self,
                     LoketSyncEvent *event)
{
  if (_sync_world_strikes (self, self->lose_answer))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_CUT, -1, 0 };
  else if (_sync_world_strikes (self, self->portal))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_WRONG_DIGEST, -1, 200 };
  else
    return FALSE;

  event->epoch = NULL;
  event->receipt = NULL;
  return TRUE;
}

/* The hub is busy, or does not know who asks. */
gboolean
_sync_world_is_turned_away (SyncWorld      *self,
                            LoketSyncEvent *event)
{
  if (_sync_world_strikes (self, self->unauthorized))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
  else if (_sync_world_strikes (self, self->busy))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR, -1, 500 };
  else
    return FALSE;
  return TRUE;
}

static void
answer (SyncWorld       *self,
        LoketSyncEffect *effect,
        LoketSyncEvent  *event)
{
  if (effect->type == LOKET_SYNC_EFFECT_SEND || effect->type == LOKET_SYNC_EFFECT_REVOKE)
    _sync_world_answer_send (self, effect, event);
  else if (effect->type == LOKET_SYNC_EFFECT_UPLOAD_BEGIN || effect->type == LOKET_SYNC_EFFECT_UPLOAD_PART)
    _sync_world_answer_file (self, effect, event);
  else if (effect->type == LOKET_SYNC_EFFECT_ASK_STATUS)
    _sync_world_answer_status (self, effect, event);
  else if (effect->type == LOKET_SYNC_EFFECT_REFRESH)
    _sync_world_answer_refresh (self, event);
  else if (effect->type == LOKET_SYNC_EFFECT_FETCH_SESSION)
    _sync_world_answer_session (self, event);
  else if (effect->type == LOKET_SYNC_EFFECT_FETCH_RULES)
    _sync_world_answer_rules (self, effect, event);
  else if (effect->type == LOKET_SYNC_EFFECT_FETCH_GUIDANCE)
    _sync_world_answer_guidance (self, event);
  else if (effect->type == LOKET_SYNC_EFFECT_FETCH_SNAPSHOT ||
           effect->type == LOKET_SYNC_EFFECT_FETCH_CHANGES)
    _sync_world_answer_page (self, effect, event);
  else
    _sync_world_answer_store (self, effect, event);
}

static void
count_under_way (SyncWorld             *self,
                 const LoketSyncEffect *effect)
{
  guint n = effect->type == LOKET_SYNC_EFFECT_SEND ? 1 : 0;

  for (guint i = 0; i < self->pending->len; i++)
    n += ((LoketSyncEffect *) self->pending->pdata[i])->type == LOKET_SYNC_EFFECT_SEND ? 1 : 0;
  self->most_under_way = MAX (self->most_under_way, n);
}

/* Does what an effect says and hands back the next one, %NULL at the end. */
LoketSyncEffect *
sync_world_do (SyncWorld       *self,
               LoketSyncEffect *effect)
{
  LoketSyncEvent event = make_event (self, LOKET_SYNC_EVENT_STORED, effect->ticket);

  self->elapsed_us += 1000;
  count_under_way (self, effect);
  if (effect->type == LOKET_SYNC_EFFECT_FINISH)
    {
      g_assert_cmpuint (self->pending->len, ==, 0);
      self->summary = effect->summary;
      self->ended = TRUE;
    }
  else
    {
      answer (self, effect, &event);
    }
  loket_sync_effect_free (effect);
  return next (self);
}

/* The hub is put back to a backup, when it had accepted that many. */
void
sync_world_restore (SyncWorld *self,
                    guint      keep)
{
  g_free (self->hub_epoch);
  self->hub_epoch = g_strdup_printf ("epoch-%u", g_rand_int (self->rand));
  if (keep < self->accepted->len)
    g_ptr_array_set_size (self->accepted, (gint) keep);
}

/* A whole pass, stopped by somebody now and then. */
void
sync_world_pass (SyncWorld *self)
{
  LoketSyncEffect *effect = sync_world_start (self);

  for (guint steps = 0; effect != NULL; steps++)
    {
      g_assert_cmpuint (steps, <, 10000);
      if (_sync_world_strikes (self, self->cancels))
        effect = sync_world_cancel (self, effect);
      effect = sync_world_do (self, effect);
    }
}
