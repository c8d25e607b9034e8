/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world.h"

#include "loket-outbox-rules.h"
#include "loket-time.h"
#include "loket-wire-account.h"
#include "loket-wire-reply.h"

static const char *const words[] = {
  [LOKET_SYNC_EFFECT_REFRESH] = "refresh",
  [LOKET_SYNC_EFFECT_SIGN_OUT] = "sign-out",
  [LOKET_SYNC_EFFECT_FETCH_SESSION] = "session",
  [LOKET_SYNC_EFFECT_SAVE_EPOCH] = "epoch",
  [LOKET_SYNC_EFFECT_FETCH_RULES] = "rules",
  [LOKET_SYNC_EFFECT_SAVE_RULES] = "save",
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

static gboolean
strikes (SyncWorld *self,
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
static void
feed (SyncWorld            *self,
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
  feed (self, &event);
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
  feed (self, &event);
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
static gboolean
weather (SyncWorld      *self,
         LoketSyncEvent *event)
{
  if (strikes (self, self->lose_answer))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_CUT, -1, 0 };
  else if (strikes (self, self->portal))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_WRONG_DIGEST, -1, 200 };
  else
    return FALSE;

  event->epoch = NULL;
  event->receipt = NULL;
  return TRUE;
}

static LoketReceipt *
make_receipt (SyncWorld         *self,
              const LoketSyncOp *op)
{
  LoketReceipt *receipt = loket_receipt_new ();

  receipt->reply_id = g_strdup (op->rid);
  receipt->complaint_id = g_strdup (op->complaint_id);
  receipt->body_sha256 = g_strdup (op->body_sha256);
  receipt->epoch = g_strdup (self->hub_epoch);
  receipt->mac = g_strdup ("00");
  receipt->seq = ++self->hub_seq;
  return receipt;
}

static void
spoil_receipt (SyncWorld    *self,
               LoketReceipt *receipt)
{
  char **members[] = { &receipt->reply_id, &receipt->complaint_id, &receipt->body_sha256 };
  char **member = members[g_rand_int_range (self->rand, 0, G_N_ELEMENTS (members))];

  g_free (*member);
  *member = g_strdup ("of-another");
}

static gboolean
has_accepted (SyncWorld  *self,
              const char *rid)
{
  return g_ptr_array_find_with_equal_func (self->accepted, rid, g_str_equal, NULL);
}

/* The last reply to a complaint that the hub has. */
static const char *
find_last (SyncWorld  *self,
           const char *complaint_id)
{
  for (guint i = self->accepted->len; i > 0; i--)
    {
      const char *rid = g_ptr_array_index (self->accepted, i - 1);

      if (g_str_equal (sync_world_get (self, rid)->complaint_id, complaint_id))
        return rid;
    }
  return NULL;
}

static gint64
get_offset (SyncWorld  *self,
            const char *id)
{
  const gint64 *offset = g_hash_table_lookup (self->files, id);

  return offset != NULL ? *offset : -1;
}

static void
set_offset (SyncWorld  *self,
            const char *id,
            gint64      offset)
{
  g_hash_table_insert (self->files, g_strdup (id), g_memdup2 (&offset, sizeof offset));
}

static gboolean
lacks_file (SyncWorld         *self,
            const LoketSyncOp *op)
{
  for (guint i = 0; op->uploads != NULL && i < op->uploads->len; i++)
    {
      const LoketSyncUpload *upload = g_ptr_array_index (op->uploads, i);

      if (get_offset (self, upload->id) < upload->size)
        return TRUE;
    }
  return FALSE;
}

static LoketSyncUpload *
find_upload (LoketSyncOp *op,
             const char  *id)
{
  for (guint i = 0; i < op->uploads->len; i++)
    {
      LoketSyncUpload *upload = g_ptr_array_index (op->uploads, i);

      if (g_str_equal (upload->id, id))
        return upload;
    }
  g_assert_not_reached ();
}

/* The hub takes a part at the right place, and tells that place for any other. */
static void
take_part (SyncWorld             *self,
           const LoketSyncEffect *effect,
           const LoketSyncUpload *upload,
           LoketSyncEvent        *event)
{
  gint64 offset = get_offset (self, effect->upload_id);

  g_assert_cmpint (effect->length, >, 0);
  g_assert_cmpint (effect->offset + effect->length, <=, upload->size);
  if (self->file_word.klass != LOKET_ANSWER_OK)
    {
      event->judgement = self->file_word;
      self->file_word = (LoketJudgement) { LOKET_ANSWER_OK, LOKET_REASON_NONE, -1, 0 };
      if (event->judgement.reason == LOKET_REASON_UPLOAD_DIGEST)
        g_hash_table_remove (self->files, effect->upload_id);
    }
  else if (offset < 0)
    event->judgement = (LoketJudgement) { LOKET_ANSWER_S, LOKET_REASON_UPLOAD_GONE, -1, 404 };
  else if (offset != effect->offset)
    {
      event->judgement = (LoketJudgement) { LOKET_ANSWER_S, LOKET_REASON_UPLOAD_OFFSET, -1, 409 };
      event->offset = offset;
    }
  else
    {
      set_offset (self, effect->upload_id, offset + effect->length);
      event->offset = offset + effect->length;
      event->complete = event->offset == upload->size;
    }
}

static void
answer_file (SyncWorld             *self,
             const LoketSyncEffect *effect,
             LoketSyncEvent        *event)
{
  LoketSyncOp *op = sync_world_get (self, effect->rid);
  const LoketSyncUpload *upload = find_upload (op, effect->upload_id);

  event->type = LOKET_SYNC_EVENT_UPLOAD;
  event->offset = -1;
  if (strikes (self, self->lose_request))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_REFUSED, -1, 0 };
  else if (strikes (self, self->unauthorized))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
  else if (strikes (self, self->busy))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR, -1, 500 };
  else if (g_strcmp0 (self->epoch, self->hub_epoch) != 0)
    event->judgement = (LoketJudgement) { LOKET_ANSWER_E, LOKET_REASON_EPOCH, -1, 412 };
  else if (effect->type == LOKET_SYNC_EFFECT_UPLOAD_PART)
    take_part (self, effect, upload, event);
  else
    {
      if (get_offset (self, effect->upload_id) < 0)
        set_offset (self, effect->upload_id, 0);
      event->offset = get_offset (self, effect->upload_id);
      event->complete = event->offset == upload->size;
    }
  self->elapsed_us += G_USEC_PER_SEC;
  event->elapsed_us = self->elapsed_us;
  if (event->judgement.klass == LOKET_ANSWER_N || weather (self, event))
    event->epoch = NULL;
  feed (self, event);
}

/* The hub decides about a reply; the receipt it gives, if any. */
static LoketReceipt *
decide (SyncWorld         *self,
        const LoketSyncOp *op,
        LoketSyncEvent    *event)
{
  LoketJudgement *judgement = &event->judgement;

  if (strikes (self, self->unauthorized))
    *judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
  else if (strikes (self, self->busy))
    *judgement = (LoketJudgement) { LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR, -1, 500 };
  else if (has_accepted (self, op->rid))
    return make_receipt (self, op);
  else if (g_hash_table_contains (self->revoked, op->rid))
    *judgement = (LoketJudgement) { LOKET_ANSWER_C, LOKET_REASON_REVOKED, -1, 410 };
  else if (g_strcmp0 (self->epoch, self->hub_epoch) != 0)
    *judgement = (LoketJudgement) { LOKET_ANSWER_E, LOKET_REASON_EPOCH, -1, 412 };
  else if (g_strcmp0 (find_last (self, op->complaint_id), op->prev_rid) != 0)
    *judgement = (LoketJudgement) { LOKET_ANSWER_C, LOKET_REASON_OUT_OF_ORDER, -1, 409 };
  else if (lacks_file (self, op))
    *judgement = (LoketJudgement) { LOKET_ANSWER_C, LOKET_REASON_ATTACHMENT_MISSING, -1, 409 };
  else if (g_hash_table_contains (self->refused, op->complaint_id) &&
           !g_hash_table_contains (self->receipts, op->rid))
    *judgement = (LoketJudgement) { LOKET_ANSWER_C, LOKET_REASON_COMPLAINT_CHANGED, -1, 409 };
  else
    {
      g_ptr_array_add (self->accepted, g_strdup (op->rid));
      judgement->status = 201;
      return make_receipt (self, op);
    }
  return NULL;
}

/* The hub is asked never to take a reply; the receipt if it already did. */
static LoketReceipt *
take_back (SyncWorld         *self,
           const LoketSyncOp *op,
           LoketSyncEvent    *event)
{
  LoketJudgement *judgement = &event->judgement;

  if (strikes (self, self->unauthorized))
    *judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
  else if (strikes (self, self->busy))
    *judgement = (LoketJudgement) { LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR, -1, 500 };
  else if (has_accepted (self, op->rid))
    {
      *judgement = (LoketJudgement) { LOKET_ANSWER_C, LOKET_REASON_ALREADY_ACCEPTED, -1, 409 };
      return make_receipt (self, op);
    }
  else
    {
      g_hash_table_add (self->revoked, g_strdup (op->rid));
      judgement->status = 204;
    }
  return NULL;
}

static void
answer_send (SyncWorld       *self,
             LoketSyncEffect *effect,
             LoketSyncEvent  *event)
{
  const LoketSyncOp *op = sync_world_get (self, effect->rid);
  g_autoptr (LoketReceipt) receipt = NULL;

  g_assert_cmpuint (op->state, ==,
                    effect->type == LOKET_SYNC_EFFECT_SEND ? LOKET_OUTBOX_INFLIGHT
                                                           : LOKET_OUTBOX_REVOKING);
  g_assert_cmpuint (op->attempts, >, 0);
  self->sends++;
  event->type = LOKET_SYNC_EVENT_REPLY;

  if (strikes (self, self->lose_request))
    {
      event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_REFUSED, -1, 0 };
      event->epoch = NULL;
      feed (self, event);
      return;
    }

  receipt = effect->type == LOKET_SYNC_EFFECT_SEND ? decide (self, op, event)
                                                   : take_back (self, op, event);
  if (receipt != NULL && strikes (self, self->bad_receipt))
    spoil_receipt (self, receipt);
  event->receipt = receipt;
  event->problem = event->judgement.status >= 400 ? "{}" : NULL;
  weather (self, event);
  feed (self, event);
}

/* What the hub knows of some replies. */
static void
answer_status (SyncWorld             *self,
               const LoketSyncEffect *effect,
               LoketSyncEvent        *event)
{
  g_autoptr (GPtrArray) verdicts =
      g_ptr_array_new_with_free_func ((GDestroyNotify) loket_verdict_free);

  event->type = LOKET_SYNC_EVENT_STATUS;
  g_assert_cmpuint (effect->rids->len, >, 0);
  g_assert_cmpuint (effect->rids->len, <=, 500);
  self->asked += effect->rids->len;
  for (guint i = 0; i < effect->rids->len; i++)
    {
      const char *rid = g_ptr_array_index (effect->rids, i);
      gboolean accepted = has_accepted (self, rid);
      g_autoptr (LoketReceipt) receipt = accepted ? make_receipt (self, sync_world_get (self, rid))
                                                  : NULL;

      if (receipt != NULL && strikes (self, self->bad_receipt))
        spoil_receipt (self, receipt);
      g_ptr_array_add (verdicts,
                       loket_verdict_new (rid,
                                          accepted ? LOKET_VERDICT_ACCEPTED : LOKET_VERDICT_UNKNOWN,
                                          receipt));
    }
  if (!weather (self, event))
    {
      event->judgement.klass = self->status_class;
      if (self->status_class == LOKET_ANSWER_OK && strikes (self, self->unauthorized))
        event->judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
      event->verdicts = event->judgement.klass == LOKET_ANSWER_OK ? verdicts : NULL;
    }
  feed (self, event);
}

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

static void
answer_session (SyncWorld      *self,
                LoketSyncEvent *event)
{
  g_autoptr (GPtrArray) scopes = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_scope_free);

  event->type = LOKET_SYNC_EVENT_SESSION;
  if (!weather (self, event))
    {
      event->judgement.klass = self->session_class;
      if (strikes (self, self->unauthorized))
        event->judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
    }
  if (event->judgement.klass != LOKET_ANSWER_OK && event->judgement.reason == LOKET_REASON_NONE)
    event->judgement.reason = LOKET_REASON_REJECTED;
  g_ptr_array_add (scopes, loket_scope_new ("agency:1", self->hub_generation));
  event->scopes = scopes;
  event->rules_edition = self->hub_rules;
  event->rules_here = g_strcmp0 (self->rules_epoch, event->epoch) == 0 ? self->rules : 0;
  feed (self, event);
}

static void
answer_rules (SyncWorld             *self,
              const LoketSyncEffect *effect,
              LoketSyncEvent        *event)
{
  event->type = LOKET_SYNC_EVENT_RULES;
  if (!weather (self, event))
    {
      event->judgement.klass = self->rules_class;
      if (strikes (self, self->unauthorized))
        event->judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
      else if (strikes (self, self->busy))
        event->judgement = (LoketJudgement) { LOKET_ANSWER_T, LOKET_REASON_SERVER_ERROR, -1, 500 };
    }
  if (event->judgement.klass != LOKET_ANSWER_OK && event->judgement.reason == LOKET_REASON_NONE)
    event->judgement.reason = LOKET_REASON_REJECTED;
  event->rules_edition = MIN (self->hub_rules, effect->generation + self->hub_rules_page);
  feed (self, event);
}

/* The store takes the editions after one, all that came or none. */
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

static void
answer_page (SyncWorld             *self,
             const LoketSyncEffect *effect,
             LoketSyncEvent        *event)
{
  event->type = LOKET_SYNC_EVENT_PAGE;
  if (!weather (self, event))
    {
      event->judgement.klass = self->feed_class;
      if (self->feed_class == LOKET_ANSWER_S)
        event->judgement.reason = LOKET_REASON_STATE_EXPIRED;
    }
  event->state = "1";
  event->records = 3;
  if (effect->type == LOKET_SYNC_EFFECT_FETCH_SNAPSHOT)
    {
      event->has_more = effect->state == NULL;
      event->state = event->has_more ? "page-2" : NULL;
    }
  feed (self, event);
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

static void
answer_store (SyncWorld             *self,
              const LoketSyncEffect *effect,
              LoketSyncEvent        *event)
{
  g_autoptr (GPtrArray) ops = NULL;

  event->type = LOKET_SYNC_EVENT_STORED;
  if (strikes (self, self->store_fails))
    {
      event->type = LOKET_SYNC_EVENT_FAILED;
      self->cut_short = TRUE;
      feed (self, event);
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
    case LOKET_SYNC_EFFECT_KEEP_SCOPES:
      break;
    case LOKET_SYNC_EFFECT_REFRESH:
    case LOKET_SYNC_EFFECT_FETCH_SESSION:
    case LOKET_SYNC_EFFECT_FETCH_RULES:
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
  feed (self, event);
}

static void
answer_refresh (SyncWorld      *self,
                LoketSyncEvent *event)
{
  event->type = LOKET_SYNC_EVENT_TOKENS;
  if (!weather (self, event))
    {
      event->judgement.klass = self->refresh_class;
      if (self->refresh_class == LOKET_ANSWER_A)
        event->judgement.reason = LOKET_REASON_SIGNED_OUT;
    }
  if (event->judgement.klass == LOKET_ANSWER_OK)
    self->token_expires_us = self->elapsed_us + (gint64) G_USEC_PER_SEC * 900;
  feed (self, event);
}

static void
answer (SyncWorld       *self,
        LoketSyncEffect *effect,
        LoketSyncEvent  *event)
{
  if (effect->type == LOKET_SYNC_EFFECT_SEND || effect->type == LOKET_SYNC_EFFECT_REVOKE)
    answer_send (self, effect, event);
  else if (effect->type == LOKET_SYNC_EFFECT_UPLOAD_BEGIN || effect->type == LOKET_SYNC_EFFECT_UPLOAD_PART)
    answer_file (self, effect, event);
  else if (effect->type == LOKET_SYNC_EFFECT_ASK_STATUS)
    answer_status (self, effect, event);
  else if (effect->type == LOKET_SYNC_EFFECT_REFRESH)
    answer_refresh (self, event);
  else if (effect->type == LOKET_SYNC_EFFECT_FETCH_SESSION)
    answer_session (self, event);
  else if (effect->type == LOKET_SYNC_EFFECT_FETCH_RULES)
    answer_rules (self, effect, event);
  else if (effect->type == LOKET_SYNC_EFFECT_FETCH_SNAPSHOT ||
           effect->type == LOKET_SYNC_EFFECT_FETCH_CHANGES)
    answer_page (self, effect, event);
  else
    answer_store (self, effect, event);
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
      if (strikes (self, self->cancels))
        effect = sync_world_cancel (self, effect);
      effect = sync_world_do (self, effect);
    }
}
