/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-send-off.h"

#include "loket-wire-reply.h"

/*
 * Sending off is three steps: ask which reply is before this one, freeze the
 * bytes with that name in them, queue them. Another reply to the same complaint
 * may come in between; then it is done again, since the bytes were never seen.
 */
#define MOST_ROUNDS 3

typedef struct
{
  LoketReply     *reply;
  LoketComplaint *complaint;
  char           *replaces;
  char           *expected;   /* what the hub names as the one before, or NULL */
  char           *base_snapshot;
  guint           n_rounds;
} SendOff;

static void
send_off_free (SendOff *send_off)
{
  loket_reply_unref (send_off->reply);
  g_clear_pointer (&send_off->complaint, loket_complaint_unref);
  g_free (send_off->replaces);
  g_free (send_off->expected);
  g_free (send_off->base_snapshot);
  g_free (send_off);
}

static void start_round (GTask *task);

static void
queued_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SendOff *send_off = g_task_get_task_data (task);
  GError *error = NULL;
  LoketOutboxOp *op = loket_user_store_queue_finish (LOKET_USER_STORE (source), result, &error);

  if (op != NULL)
    {
      g_task_return_pointer (task, op, (GDestroyNotify) loket_outbox_op_unref);
    }
  else if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT) &&
           ++send_off->n_rounds < MOST_ROUNDS)
    {
      g_clear_error (&error);
      start_round (g_steal_pointer (&task));
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
chain_known_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SendOff *send_off = g_task_get_task_data (task);
  g_autoptr (GBytes) wire = NULL;
  GError *error = NULL;
  char *prev = NULL;
  LoketSendOff frozen = { 0 };

  if (!loket_user_store_get_chain_finish (LOKET_USER_STORE (source), result, &prev, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_free (send_off->reply->prev_reply_id);
  if (send_off->expected != NULL)
    {
      g_free (prev);
      prev = g_strdup (send_off->expected);
      frozen.prev_from_hub = TRUE;
    }
  send_off->reply->prev_reply_id = prev;
  wire = loket_wire_reply_freeze (send_off->reply);
  frozen.reply_id = send_off->reply->reply_id;
  frozen.complaint_id = send_off->reply->complaint_id;
  frozen.prev_reply_id = prev;
  frozen.replaces = send_off->replaces;
  frozen.wire = wire;
  frozen.base_snapshot = send_off->base_snapshot;
  frozen.tracking_id = send_off->complaint != NULL ? send_off->complaint->tracking_id : NULL;
  frozen.title = send_off->complaint != NULL ? send_off->complaint->title : NULL;
  loket_user_store_queue_async (LOKET_USER_STORE (source), &frozen, NULL, queued_cb, g_steal_pointer (&task));
}

static void
start_round (GTask *task)
{
  SendOff *send_off = g_task_get_task_data (task);

  loket_user_store_get_chain_async (g_task_get_source_object (task), send_off->reply->complaint_id,
                                    send_off->replaces, NULL, chain_known_cb, task);
}

/*< private >
 * _loket_send_off_async:
 * @store: the officer's files
 * @reply: (transfer full): the reply, complete but for its predecessor; nobody
 *   else may hold it
 * @replaces: (nullable): a reply on its way that it takes the place of
 * @expected: (nullable) (transfer full): the reply that the hub wants it to
 *   follow, where that is not the last one known here
 * @complaint: (nullable): what it answers, for showing
 * @base_snapshot: (nullable): the complaint as the officer saw it
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Freezes and queues a reply.
 */
void
_loket_send_off_async (LoketUserStore      *store,
                       LoketReply          *reply,
                       const char          *replaces,
                       char                *expected,
                       LoketComplaint      *complaint,
                       const char          *base_snapshot,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (store, NULL, callback, user_data);
  SendOff *send_off = g_new0 (SendOff, 1);

  send_off->reply = reply;
  send_off->complaint = complaint != NULL ? loket_complaint_ref (complaint) : NULL;
  send_off->replaces = g_strdup (replaces);
  send_off->expected = expected;
  send_off->base_snapshot = g_strdup (base_snapshot);
  g_task_set_source_tag (task, _loket_send_off_async);
  g_task_set_task_data (task, send_off, (GDestroyNotify) send_off_free);
  start_round (task);
}

/*< private >
 * _loket_send_off_finish:
 * @store: the officer's files
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends _loket_send_off_async().
 *
 * Returns: (transfer full): the reply in the outbox, durable; on %NULL nothing
 *   was sent off and the draft is still there
 */
LoketOutboxOp *
_loket_send_off_finish (LoketUserStore  *store,
                        GAsyncResult    *result,
                        GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, store), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
