/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments-private.h"
#include "loket-user-queue-private.h"

enum
{
  WITHDRAW_ONLY,
  WITHDRAW_KEEPING_TEXT,
  WITHDRAW_INTO_DRAFT,
};

static gpointer
get_chain (gpointer       store,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  LoketUserRequest *request = data;
  g_autofree char *prev = NULL;

  if (!_loket_queue_get_prev (LOKET_USER_STORE (store)->db, request->id, request->text, &prev,
                              error))
    return NULL;
  return prev != NULL ? g_steal_pointer (&prev) : g_strdup ("");
}

/* Notes in the journal that a reply is over, or is to be. One that the hub has
 * seen may be forgotten: sending it again would do no harm. */
static gboolean
note_end (LoketUserStore       *self,
          const LoketOutboxOp  *op,
          GError              **error)
{
  g_autoptr (GError) local_error = NULL;

  if (op->state == LOKET_OUTBOX_REVOKING)
    return _loket_journal_withdraw (self->journal, op->reply_id, error);
  if (!loket_outbox_state_is_final (op->state) ||
      _loket_journal_end (self->journal, op->reply_id, &local_error))
    return TRUE;
  if (op->state != LOKET_OUTBOX_DISCARDED)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
note_replaced_end (LoketUserStore  *self,
                   const char      *reply_id,
                   GError         **error)
{
  g_autoptr (LoketOutboxOp) replaced = NULL;

  if (reply_id == NULL)
    return TRUE;
  replaced = _loket_ops_get (self->db, reply_id, error);
  return replaced != NULL && note_end (self, replaced, error);
}

static gpointer
queue (gpointer       store,
       gpointer       data,
       GCancellable  *cancellable,
       GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  const LoketSendOff *send_off = request->record;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);
  g_autoptr (LoketOutboxOp) op = NULL;
  gboolean is_new;

  if (transaction == NULL)
    return NULL;
  op = _loket_queue_send_off (self->db, send_off, request->now, &is_new, error);
  if (op == NULL)
    return NULL;
  if (!is_new)
    return g_steal_pointer (&op);

  _loket_journal_keep (self->journal);
  if (!note_replaced_end (self, send_off->replaces, error) ||
      !_loket_journal_append (self->journal, send_off, request->now, error) ||
      !loket_db_commit (self->db, error))
    {
      _loket_journal_undo (self->journal);
      return NULL;
    }
  return g_steal_pointer (&op);
}

/* Notes in the journal that a reply is on its way again. */
static gboolean
note_requeued (LoketUserStore         *self,
               const LoketOutboxOp    *op,
               const LoketOutboxStep  *step,
               gint64                  now,
               GError                **error)
{
  const LoketSendOff again = {
    .reply_id = op->reply_id,
    .complaint_id = op->complaint_id,
    .prev_reply_id = op->prev_reply_id,
    .wire = op->wire,
    .tracking_id = op->tracking_id,
  };

  return step->from != LOKET_OUTBOX_ACCEPTED ||
         _loket_journal_append (self->journal, &again, now, error);
}

/* Ends a transaction that changed a reply. */
static gpointer
commit_op (LoketUserStore  *self,
           const char      *reply_id,
           GError         **error)
{
  g_autoptr (LoketOutboxOp) op = _loket_ops_get (self->db, reply_id, error);

  if (op == NULL || !note_end (self, op, error) || !loket_db_commit (self->db, error))
    {
      _loket_journal_undo (self->journal);
      return NULL;
    }
  return _loket_user_store_update_pin (self, op->complaint_id, error) ? g_steal_pointer (&op) : NULL;
}

static gpointer
take_step (gpointer       store,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);
  g_autoptr (LoketOutboxOp) op = NULL;

  if (transaction == NULL)
    return NULL;
  _loket_journal_keep (self->journal);
  op = _loket_ops_get (self->db, request->id, error);
  if (op == NULL ||
      !_loket_ops_step (self->db, request->id, request->record, request->now, error) ||
      !note_requeued (self, op, request->record, request->now, error))
    return NULL;
  return commit_op (self, request->id, error);
}

static gpointer
withdraw (gpointer       store,
          gpointer       data,
          GCancellable  *cancellable,
          GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);
  g_autoptr (LoketOutboxOp) op = NULL;

  if (transaction == NULL)
    return NULL;
  _loket_journal_keep (self->journal);
  op = _loket_ops_get (self->db, request->id, error);
  if (op == NULL ||
      !_loket_ops_withdraw (self->db, op, request->kind == WITHDRAW_KEEPING_TEXT, request->now, error) ||
      (request->kind == WITHDRAW_INTO_DRAFT &&
       !_loket_attachments_take_back (self->db, op->reply_id, error)))
    return NULL;
  return commit_op (self, request->id, error);
}

/**
 * loket_user_store_get_chain_async:
 * @self: a store
 * @complaint_id: a complaint
 * @replaces: (nullable): a reply on its way that the new one is to replace
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Asks what a new reply to the complaint has to name as the one before it,
 * which has to be known before its bytes are frozen.
 */
void
loket_user_store_get_chain_async (LoketUserStore      *self,
                                  const char          *complaint_id,
                                  const char          *replaces,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, complaint_id);

  request->text = g_strdup (replaces);
  _loket_user_store_call (self, get_chain, request, g_free, loket_user_store_get_chain_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_get_chain_finish:
 * @self: a store
 * @result: the result
 * @prev_reply_id: (out) (transfer full) (nullable): the reply before, %NULL
 *   for none
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_get_chain_async().
 *
 * Returns: whether it is known
 */
gboolean
loket_user_store_get_chain_finish (LoketUserStore  *self,
                                   GAsyncResult    *result,
                                   char           **prev_reply_id,
                                   GError         **error)
{
  g_autofree char *prev =
    _loket_store_finish (self, result, loket_user_store_get_chain_async, error);

  if (prev == NULL)
    return FALSE;
  *prev_reply_id = *prev != '\0' ? g_steal_pointer (&prev) : NULL;
  return TRUE;
}

/**
 * loket_user_store_queue_async:
 * @self: a store
 * @send_off: what to send; copied
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Sends a reply off, in one step: the bytes are frozen, the draft goes away
 * and what the reply replaces is withdrawn. Done twice with the same id and
 * bytes it changes nothing.
 */
void
loket_user_store_queue_async (LoketUserStore      *self,
                              const LoketSendOff  *send_off,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, NULL);

  g_return_if_fail (send_off->reply_id != NULL && send_off->complaint_id != NULL);
  g_return_if_fail (send_off->wire != NULL);

  request->record = _loket_send_off_copy (send_off);
  request->record_free = (GDestroyNotify) _loket_send_off_free;
  _loket_pins_set (self->pins, send_off->complaint_id, TRUE);
  _loket_user_store_call (self, queue, request, (GDestroyNotify) loket_outbox_op_unref,
                          loket_user_store_queue_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_queue_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_queue_async(). On any error nothing was sent off and
 * the draft is still there; %LOKET_STORE_ERROR_CONFLICT means that the chain
 * has changed and the reply has to be frozen anew.
 *
 * Returns: (transfer full) (nullable): the reply in the outbox, durable
 */
LoketOutboxOp *
loket_user_store_queue_finish (LoketUserStore  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_queue_async, error);
}

/**
 * loket_user_store_step_async:
 * @self: a store
 * @reply_id: a reply
 * @step: where it goes; copied
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Takes one step of a reply on its way, if it is still where the caller
 * believes it to be. Replies that were held because of it follow.
 */
void
loket_user_store_step_async (LoketUserStore        *self,
                             const char            *reply_id,
                             const LoketOutboxStep *step,
                             GCancellable          *cancellable,
                             GAsyncReadyCallback    callback,
                             gpointer               user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, reply_id);

  request->record = _loket_outbox_step_copy (step);
  request->record_free = (GDestroyNotify) _loket_outbox_step_free;
  _loket_user_store_call (self, take_step, request, (GDestroyNotify) loket_outbox_op_unref,
                          loket_user_store_step_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_step_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_step_async(). %LOKET_STORE_ERROR_CONFLICT: it is in
 * another state; %LOKET_STORE_ERROR_ILLEGAL: there is no such step.
 *
 * Returns: (transfer full) (nullable): the reply as it is now
 */
LoketOutboxOp *
loket_user_store_step_finish (LoketUserStore  *self,
                              GAsyncResult    *result,
                              GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_step_async, error);
}

/**
 * loket_user_store_withdraw_async:
 * @self: a store
 * @reply_id: a reply that is queued, held, waiting or needs the person
 * @keep_text: whether its text becomes a draft again once it is withdrawn
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Takes a reply back. One that never left is discarded at once; for one that
 * was tried the hub has to be asked, and it is revoking until then.
 */
void
loket_user_store_withdraw_async (LoketUserStore      *self,
                                 const char          *reply_id,
                                 gboolean             keep_text,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, reply_id);

  request->kind = keep_text ? WITHDRAW_KEEPING_TEXT : WITHDRAW_ONLY;
  _loket_user_store_call (self, withdraw, request, (GDestroyNotify) loket_outbox_op_unref,
                          loket_user_store_withdraw_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_withdraw_into_draft_async:
 * @self: a store
 * @reply_id: a reply that is queued, held, waiting or needs the person
 * @cancellable: (nullable): a cancellable
 * @callback: what to call; it ends with loket_user_store_withdraw_finish()
 * @user_data: for @callback
 *
 * Takes a reply back whose text the caller has stored as a draft already. Its
 * files are the draft's from then on.
 */
void
loket_user_store_withdraw_into_draft_async (LoketUserStore      *self,
                                            const char          *reply_id,
                                            GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, reply_id);

  request->kind = WITHDRAW_INTO_DRAFT;
  _loket_user_store_call (self, withdraw, request, (GDestroyNotify) loket_outbox_op_unref,
                          loket_user_store_withdraw_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_withdraw_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_withdraw_async().
 *
 * Returns: (transfer full) (nullable): the reply as it is now
 */
LoketOutboxOp *
loket_user_store_withdraw_finish (LoketUserStore  *self,
                                  GAsyncResult    *result,
                                  GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_withdraw_async, error);
}
