/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include <string.h>

#include "loket-desk-error.h"
#include "loket-send-off.h"
#include "loket-session-private.h"
#include "loket-text.h"
#include "loket-wire-problem.h"
#include "loket-wire-reply.h"

#include <glib/gi18n-lib.h>

/* What became of a decision about a reply:
 *
 *     retry        ──▶ nothing                  (queued, held)
 *                  ──▶ try at once              (waiting)
 *                  ──▶ the same text, a new id  (needs the person)
 *     send anyway  ──▶ the same text, a new id, acknowledging what changed
 *     edit, draft  ──▶ save the text as a draft ──▶ withdraw
 *     discard      ──▶ withdraw
 *
 * A text that comes back is a draft before its reply is touched, so that no end
 * of the program can lose it. */
typedef struct
{
  LoketOutboxChoice choice;
  LoketOutboxOp    *op;
  LoketReply       *reply;
  LoketDraft       *draft;   /* of another text to the same complaint */
  LoketComplaint   *complaint;
  LoketOutboxState  state;
  char             *reply_id; /* that @state is of */
  GError           *error;
} Decision;

static void
decision_free (Decision *decision)
{
  g_clear_pointer (&decision->op, loket_outbox_op_unref);
  g_clear_pointer (&decision->reply, loket_reply_unref);
  g_clear_pointer (&decision->draft, loket_draft_free);
  g_clear_pointer (&decision->complaint, loket_complaint_unref);
  g_free (decision->reply_id);
  g_clear_error (&decision->error);
  g_free (decision);
}

static gboolean
takes_text_back (const Decision *decision)
{
  return decision->choice == LOKET_OUTBOX_CHOICE_EDIT ||
         decision->choice == LOKET_OUTBOX_CHOICE_DRAFT;
}

static LoketUserStore *
get_store (GTask *task)
{
  LoketSession *self = g_task_get_source_object (task);

  return loket_profile_get_user (self->profile);
}

/* What the store calls a conflict here is a reply that moved on meanwhile. */
static void
fail (GTask  *task,
      GError *error)
{
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT) ||
      g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_ILLEGAL))
    {
      g_error_free (error);
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_TOO_LATE,
                               _("The reply is already being sent or was delivered."));
    }
  else
    {
      g_task_return_error (task, error);
    }
}

static void
overlay_told_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = LOKET_SESSION (source);

  _loket_session_emit_drafts_changed (self);
  _loket_session_sync_soon (self);
  g_task_return_boolean (task, TRUE);
}

/* Takes the task. */
static void
succeed (GTask            *task,
         LoketOutboxState  state)
{
  LoketSession *self = g_task_get_source_object (task);
  Decision *decision = g_task_get_task_data (task);

  decision->state = state;
  if (self->overlay != NULL)
    {
      _loket_session_outbox_changed (self, overlay_told_cb, task);
      return;
    }
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
draft_back_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LoketDraft) draft = loket_user_store_save_draft_finish (LOKET_USER_STORE (source), result, &error);

  if (draft == NULL)
    fail (task, error);
  else
    succeed (g_steal_pointer (&task), decision->state);
}

/* Queueing takes the complaint's draft away; one with another text is put back. */
static void
replaced_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LoketOutboxOp) op = _loket_send_off_finish (LOKET_USER_STORE (source), result, &error);

  if (op == NULL)
    {
      fail (task, error);
      return;
    }

  decision->state = op->state;
  g_free (decision->reply_id);
  decision->reply_id = g_strdup (op->reply_id);
  if (decision->draft != NULL && decision->draft->rev > 0)
    loket_user_store_save_draft_async (LOKET_USER_STORE (source), decision->draft, NULL,
                                       draft_back_cb, g_steal_pointer (&task));
  else
    succeed (g_steal_pointer (&task), op->state);
}

/* The reply that the hub misses before this one, sent from another place that
 * has this device's name: a copy of the profile. */
static char *
dup_expected (const LoketOutboxOp *op)
{
  g_autoptr (LoketProblem) problem =
      op->problem != NULL ? loket_wire_problem_parse (op->problem, strlen (op->problem), NULL) : NULL;

  return problem != NULL && problem->code == LOKET_PROBLEM_OUT_OF_ORDER
             ? g_strdup (problem->expected_reply_id)
             : NULL;
}

static void
send_replacement (GTask *task)
{
  LoketSession *self = g_task_get_source_object (task);
  Decision *decision = g_task_get_task_data (task);
  LoketReply *reply = decision->reply;

  g_free (reply->reply_id);
  reply->reply_id = loket_text_new_uuid ();
  reply->composed_at = loket_clock_now (self->clock);
  if (decision->choice == LOKET_OUTBOX_CHOICE_SEND_ANYWAY && decision->complaint != NULL)
    reply->ack = decision->complaint->substance;
  _loket_send_off_async (get_store (task), g_steal_pointer (&decision->reply), decision->op->reply_id,
                         dup_expected (decision->op), decision->complaint,
                         decision->op->base_snapshot, replaced_cb, task);
}

/* A complaint that left the cache can still be answered; only the row's title
 * is missing then. One that cannot be read now is another matter where its change
 * was seen: without its number the hub would have the same question again. */
static void
complaint_read_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  decision->complaint = loket_cache_store_get_complaint_finish (LOKET_CACHE_STORE (source), result, &error);
  if (decision->complaint == NULL && decision->choice == LOKET_OUTBOX_CHOICE_SEND_ANYWAY &&
      !g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    fail (task, g_steal_pointer (&error));
  else
    send_replacement (g_steal_pointer (&task));
}

static void
text_dropped_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);

  loket_user_store_discard_draft_finish (LOKET_USER_STORE (source), result, NULL);
  fail (task, g_steal_pointer (&decision->error));
}

static void
withdrawn_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LoketOutboxOp) op = loket_user_store_withdraw_finish (LOKET_USER_STORE (source), result, &error);

  if (op != NULL)
    {
      succeed (g_steal_pointer (&task), op->state);
      return;
    }
  if (!takes_text_back (decision) || decision->draft->rev > 0)
    {
      fail (task, error);
      return;
    }

  /* The reply went out after all; its text must not stand there as unsent. */
  decision->error = error;
  loket_user_store_discard_draft_async (LOKET_USER_STORE (source), decision->op->complaint_id, NULL,
                                        text_dropped_cb, g_steal_pointer (&task));
}

static void
withdraw (GTask *task)
{
  Decision *decision = g_task_get_task_data (task);

  if (takes_text_back (decision))
    loket_user_store_withdraw_into_draft_async (get_store (task), decision->op->reply_id, NULL,
                                                withdrawn_cb, task);
  else
    loket_user_store_withdraw_async (get_store (task), decision->op->reply_id, FALSE, NULL,
                                     withdrawn_cb, task);
}

static void
text_saved_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (LoketDraft) draft = loket_user_store_save_draft_finish (LOKET_USER_STORE (source), result, &error);

  if (draft == NULL)
    fail (task, error);
  else
    withdraw (g_steal_pointer (&task));
}

static void
save_text (GTask *task)
{
  Decision *decision = g_task_get_task_data (task);
  g_autoptr (LoketDraft) draft = loket_draft_new (decision->op->complaint_id);

  g_free (draft->text);
  draft->text = g_strdup (decision->reply->text);
  draft->outcome = decision->reply->outcome;
  draft->visibility = decision->reply->visibility;
  g_clear_pointer (&draft->overrides, g_ptr_array_unref);
  draft->overrides = g_ptr_array_ref (decision->reply->overrides);
  draft->base_substance = decision->reply->based_on;
  draft->base_snapshot = g_strdup (decision->op->base_snapshot);
  draft->ack = decision->reply->ack;
  loket_user_store_save_draft_async (get_store (task), draft, NULL, text_saved_cb, task);
}

static void
postponed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;

  if (loket_user_store_postpone_finish (LOKET_USER_STORE (source), result, &error))
    succeed (g_steal_pointer (&task), decision->op->state);
  else
    fail (task, error);
}

static gboolean
has_other_text (const Decision *decision)
{
  return decision->draft->rev > 0 && g_strcmp0 (decision->draft->text, decision->reply->text) != 0;
}

static void
decide (GTask *task)
{
  LoketSession *self = g_task_get_source_object (task);
  Decision *decision = g_task_get_task_data (task);
  LoketOutboxOp *op = decision->op;

  if (decision->choice == LOKET_OUTBOX_CHOICE_DISCARD)
    {
      withdraw (task);
    }
  else if (takes_text_back (decision) && has_other_text (decision))
    {
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_CONFLICT,
                               _("There is another draft for this complaint; send or discard it first."));
      g_object_unref (task);
    }
  else if (takes_text_back (decision))
    {
      save_text (task);
    }
  else if (op->state == LOKET_OUTBOX_QUEUED || op->state == LOKET_OUTBOX_HELD ||
           op->state == LOKET_OUTBOX_UPLOADING)
    {
      succeed (task, op->state);
    }
  else if (op->state == LOKET_OUTBOX_WAITING)
    {
      loket_user_store_postpone_async (get_store (task), op->reply_id, op->state, LOKET_TIME_UNSET,
                                       op->reason, NULL, postponed_cb, task);
    }
  else
    {
      loket_cache_store_get_complaint_async (loket_profile_get_cache (self->profile), op->complaint_id, NULL,
                                             complaint_read_cb, task);
    }
}

static void
draft_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;

  decision->draft = loket_user_store_get_draft_finish (LOKET_USER_STORE (source), result, &error);
  if (decision->draft == NULL)
    fail (task, error);
  else
    decide (g_steal_pointer (&task));
}

static void
op_read_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Decision *decision = g_task_get_task_data (task);
  GError *error = NULL;

  decision->op = loket_user_store_get_op_finish (LOKET_USER_STORE (source), result, &error);
  if (g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_NOT_FOUND))
    {
      g_error_free (error);
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_FOUND,
                               _("There is no such reply in the outbox."));
      return;
    }
  if (decision->op == NULL)
    {
      fail (task, error);
      return;
    }
  if (loket_outbox_state_is_final (decision->op->state) || decision->op->state == LOKET_OUTBOX_INFLIGHT ||
      decision->op->state == LOKET_OUTBOX_REVOKING)
    {
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_TOO_LATE,
                               _("The reply is already being sent or was delivered."));
      return;
    }

  decision->reply = loket_wire_reply_parse (decision->op->wire, &error);
  if (decision->reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  loket_user_store_get_draft_async (LOKET_USER_STORE (source), decision->op->complaint_id, NULL,
                                    draft_read_cb, g_steal_pointer (&task));
}

/**
 * loket_session_resolve_async:
 * @self: a session
 * @reply_id: a reply that waits or needs a decision
 * @choice: what to do with it
 * @cancellable: (nullable): a cancellable; heeded before anything is changed
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Carries out a decision about a reply in the outbox. A reply that may have left
 * already is taken back at the hub first, which needs a connection; until then
 * it is in state revoking and its successor is held.
 */
void
loket_session_resolve_async (LoketSession        *self,
                             const char          *reply_id,
                             LoketOutboxChoice    choice,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task = NULL;
  Decision *decision = NULL;

  g_return_if_fail (LOKET_IS_SESSION (self) && self->profile != NULL);
  g_return_if_fail (reply_id != NULL);

  decision = g_new0 (Decision, 1);
  decision->choice = choice;
  decision->reply_id = g_strdup (reply_id);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, loket_session_resolve_async);
  g_task_set_task_data (task, decision, (GDestroyNotify) decision_free);
  loket_user_store_get_op_async (get_store (task), reply_id, cancellable, op_read_cb, task);
}

/**
 * loket_session_resolve_finish:
 * @self: a session
 * @result: what the callback got
 * @in_place: (out) (optional) (transfer full): the id of the reply that stands
 *   in its place now; its own where none does
 * @state: (out) (optional): where that reply is
 * @error: return location for %LOKET_DESK_ERROR_NOT_FOUND, too late, conflict,
 *   or an error of the store
 *
 * Ends loket_session_resolve_async().
 *
 * Returns: whether it was done
 */
gboolean
loket_session_resolve_finish (LoketSession      *self,
                              GAsyncResult      *result,
                              char             **in_place,
                              LoketOutboxState  *state,
                              GError           **error)
{
  Decision *decision = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  decision = g_task_get_task_data (G_TASK (result));
  if (in_place != NULL)
    *in_place = g_strdup (decision->reply_id);
  if (state != NULL)
    *state = decision->state;
  return TRUE;
}
