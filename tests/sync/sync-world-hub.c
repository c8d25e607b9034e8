/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-world-private.h"

#include "loket-wire-account.h"
#include "loket-wire-reply.h"

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

/* A file is begun or goes on, if it is meant for the present life of the hub. */
static void
take_file (SyncWorld             *self,
           const LoketSyncEffect *effect,
           const LoketSyncUpload *upload,
           LoketSyncEvent        *event)
{
  if (g_strcmp0 (self->epoch, self->hub_epoch) != 0)
    {
      event->judgement = (LoketJudgement) { LOKET_ANSWER_E, LOKET_REASON_EPOCH, -1, 412 };
      return;
    }
  if (effect->type == LOKET_SYNC_EFFECT_UPLOAD_PART)
    {
      take_part (self, effect, upload, event);
      return;
    }
  if (get_offset (self, effect->upload_id) < 0)
    set_offset (self, effect->upload_id, 0);
  event->offset = get_offset (self, effect->upload_id);
  event->complete = event->offset == upload->size;
}

/* A request about a file of a reply is sent. */
void
_sync_world_answer_file (SyncWorld             *self,
                         const LoketSyncEffect *effect,
                         LoketSyncEvent        *event)
{
  LoketSyncOp *op = sync_world_get (self, effect->rid);
  const LoketSyncUpload *upload = find_upload (op, effect->upload_id);

  event->type = LOKET_SYNC_EVENT_UPLOAD;
  event->offset = -1;
  if (_sync_world_strikes (self, self->lose_request))
    event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_REFUSED, -1, 0 };
  else if (!_sync_world_is_turned_away (self, event))
    take_file (self, effect, upload, event);
  self->elapsed_us += G_USEC_PER_SEC;
  event->elapsed_us = self->elapsed_us;
  if (event->judgement.klass == LOKET_ANSWER_N || _sync_world_weather (self, event))
    event->epoch = NULL;
  _sync_world_tell (self, event);
}

/* The hub decides about a reply; the receipt it gives, if any. */
static LoketReceipt *
decide (SyncWorld         *self,
        const LoketSyncOp *op,
        LoketSyncEvent    *event)
{
  LoketJudgement *judgement = &event->judgement;

  if (_sync_world_is_turned_away (self, event))
    return NULL;
  if (has_accepted (self, op->rid))
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

  if (_sync_world_is_turned_away (self, event))
    return NULL;
  if (has_accepted (self, op->rid))
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

/* A reply is sent, or taken back. */
void
_sync_world_answer_send (SyncWorld             *self,
                         const LoketSyncEffect *effect,
                         LoketSyncEvent        *event)
{
  const LoketSyncOp *op = sync_world_get (self, effect->rid);
  g_autoptr (LoketReceipt) receipt = NULL;

  g_assert_cmpuint (op->state, ==,
                    effect->type == LOKET_SYNC_EFFECT_SEND ? LOKET_OUTBOX_INFLIGHT
                                                           : LOKET_OUTBOX_REVOKING);
  g_assert_cmpuint (op->attempts, >, 0);
  self->sends++;
  event->type = LOKET_SYNC_EVENT_REPLY;

  if (_sync_world_strikes (self, self->lose_request))
    {
      event->judgement = (LoketJudgement) { LOKET_ANSWER_N, LOKET_REASON_REFUSED, -1, 0 };
      event->epoch = NULL;
      _sync_world_tell (self, event);
      return;
    }

  receipt = effect->type == LOKET_SYNC_EFFECT_SEND ? decide (self, op, event)
                                                   : take_back (self, op, event);
  if (receipt != NULL && _sync_world_strikes (self, self->bad_receipt))
    spoil_receipt (self, receipt);
  event->receipt = receipt;
  event->problem = event->judgement.status >= 400 ? "{}" : NULL;
  _sync_world_weather (self, event);
  _sync_world_tell (self, event);
}

/* What the hub knows of some replies. */
void
_sync_world_answer_status (SyncWorld             *self,
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

      if (receipt != NULL && _sync_world_strikes (self, self->bad_receipt))
        spoil_receipt (self, receipt);
      g_ptr_array_add (verdicts,
                       loket_verdict_new (rid,
                                          accepted ? LOKET_VERDICT_ACCEPTED : LOKET_VERDICT_UNKNOWN,
                                          receipt));
    }
  if (!_sync_world_weather (self, event))
    {
      event->judgement.klass = self->status_class;
      if (self->status_class == LOKET_ANSWER_OK && _sync_world_strikes (self, self->unauthorized))
        event->judgement = (LoketJudgement) { LOKET_ANSWER_A, LOKET_REASON_SIGNED_OUT, -1, 401 };
      event->verdicts = event->judgement.klass == LOKET_ANSWER_OK ? verdicts : NULL;
    }
  _sync_world_tell (self, event);
}
