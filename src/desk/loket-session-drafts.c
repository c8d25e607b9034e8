/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include "loket-desk-error.h"
#include "loket-send-off.h"
#include "loket-session-private.h"
#include "loket-text.h"
#include "loket-user-attachments.h"
#include "loket-wire-complaint.h"

#include <glib/gi18n-lib.h>

/* The session as the box that composers keep their drafts in. */

static LoketUserStore *
get_store (GTask *task)
{
  LoketSession *self = LOKET_SESSION (g_task_get_task_data (task));

  return loket_profile_get_user (self->profile);
}

/* The session travels with the task, since a composer is its source. */
static gboolean
prepare (LoketDraftBox *box,
         GTask         *task)
{
  LoketSession *self = LOKET_SESSION (box);

  if (self->profile == NULL)
    {
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_FAILED, "The profile was closed");
      g_object_unref (task);
      return FALSE;
    }
  g_task_set_task_data (task, g_object_ref (self), g_object_unref);
  return TRUE;
}

static void
mark_draft (GTask      *task,
            const char *complaint_id,
            gboolean    has_draft)
{
  LoketSession *self = LOKET_SESSION (g_task_get_task_data (task));
  gboolean had_draft = FALSE;
  LoketOutboxState state;

  if (self->overlay == NULL)
    return;

  _loket_overlay_get (self->overlay, complaint_id, &had_draft, &state);
  _loket_overlay_set_draft (self->overlay, complaint_id, has_draft);
  if (had_draft == has_draft)
    return;

  g_signal_emit_by_name (self->queue, "changed");
  _loket_session_emit_drafts_changed (self);
  _loket_session_emit_counts_changed (self);
}

static void
return_draft (GTask      *task,
              LoketDraft *draft,
              GError     *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, draft, (GDestroyNotify) loket_draft_free);
}

static void
draft_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LoketDraft *draft = loket_user_store_get_draft_finish (LOKET_USER_STORE (source), result, &error);

  return_draft (task, draft, error);
}

static void
load_draft (LoketDraftBox *box,
            const char    *complaint_id,
            GTask         *task)
{
  if (prepare (box, task))
    loket_user_store_get_draft_async (get_store (task), complaint_id, NULL, draft_loaded_cb, task);
}

static void
draft_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LoketDraft *draft = loket_user_store_save_draft_finish (LOKET_USER_STORE (source), result, &error);

  if (draft != NULL)
    mark_draft (task, draft->complaint_id, TRUE);
  return_draft (task, draft, error);
}

static void
save_draft (LoketDraftBox    *box,
            const LoketDraft *draft,
            GTask            *task)
{
  if (prepare (box, task))
    loket_user_store_save_draft_async (get_store (task), draft, NULL, draft_saved_cb, task);
}

static void
draft_discarded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  gint64 handle = loket_user_store_discard_draft_finish (LOKET_USER_STORE (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  mark_draft (task, g_object_get_data (G_OBJECT (task), "complaint-id"), FALSE);
  g_task_return_int (task, (gssize) handle);
}

static void
discard_draft (LoketDraftBox *box,
               const char    *complaint_id,
               GTask         *task)
{
  if (!prepare (box, task))
    return;

  g_object_set_data_full (G_OBJECT (task), "complaint-id", g_strdup (complaint_id), g_free);
  loket_user_store_discard_draft_async (get_store (task), complaint_id, NULL, draft_discarded_cb, task);
}

static void
draft_restored_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  LoketDraft *draft = loket_user_store_restore_draft_finish (LOKET_USER_STORE (source), result, &error);

  if (draft != NULL)
    mark_draft (task, draft->complaint_id, TRUE);
  return_draft (task, draft, error);
}

static void
restore_draft (LoketDraftBox *box,
               gint64         handle,
               GTask         *task)
{
  if (prepare (box, task))
    loket_user_store_restore_draft_async (get_store (task), handle, NULL, draft_restored_cb, task);
}

static void
overlay_told_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  char *reply_id = g_object_steal_data (G_OBJECT (task), "reply-id");

  _loket_session_emit_drafts_changed (LOKET_SESSION (source));
  g_task_return_pointer (task, reply_id, g_free);
}

/* The reply is durable; whether the marks could be read again changes nothing. */
static void
sent_off_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = LOKET_SESSION (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr (LoketOutboxOp) op = _loket_send_off_finish (LOKET_USER_STORE (source), result, &error);

  if (op == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->overlay == NULL)
    {
      g_task_return_pointer (task, g_strdup (op->reply_id), g_free);
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "reply-id", g_strdup (op->reply_id), g_free);
  _loket_session_sync_soon (self);
  _loket_session_outbox_changed (self, overlay_told_cb, g_steal_pointer (&task));
}

static LoketReply *
make_reply (LoketSession     *self,
            const LoketDraft *draft,
            GPtrArray        *attachments)
{
  LoketReply *reply = loket_reply_new ();

  reply->reply_id = loket_text_new_uuid ();
  reply->complaint_id = g_strdup (draft->complaint_id);
  reply->based_on = draft->base_substance;
  reply->ack = draft->ack;
  reply->outcome = draft->outcome;
  reply->visibility = draft->visibility != LOKET_VISIBILITY_UNKNOWN ? draft->visibility
                                                                     : LOKET_VISIBILITY_PUBLIC;
  reply->text = g_strdup (draft->text);
  for (guint i = 0; i < attachments->len; i++)
    g_ptr_array_add (reply->attachments, loket_attachment_ref (attachments->pdata[i]));
  reply->device_id = g_strdup (self->account->device_id);
  reply->composed_at = loket_clock_now (self->clock);
  for (guint i = 0; draft->overrides != NULL && i < draft->overrides->len; i++)
    {
      const LoketOverride *override = draft->overrides->pdata[i];

      g_ptr_array_add (reply->overrides, loket_override_new (override->rule, override->reason));
    }
  return reply;
}

static void
send_draft (LoketDraftBox    *box,
            const LoketDraft *draft,
            GPtrArray        *attachments,
            LoketComplaint   *complaint,
            GTask            *task)
{
  LoketSession *self = LOKET_SESSION (box);
  g_autofree char *snapshot = NULL;

  if (!prepare (box, task))
    return;
  if (self->account->device_id == NULL || self->account->officer == NULL)
    {
      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_SIGNED_IN,
                               _("Sign in once before sending; your draft is kept."));
      g_object_unref (task);
      return;
    }

  snapshot = loket_wire_complaint_to_json (complaint);
  _loket_send_off_async (get_store (task), make_reply (self, draft, attachments), NULL, NULL, complaint,
                         draft->base_snapshot != NULL ? draft->base_snapshot : snapshot, sent_off_cb, task);
}

static gboolean
owns_reply (LoketDraftBox *box,
            const char    *reply_id)
{
  LoketSession *self = LOKET_SESSION (box);

  return self->overlay != NULL && _loket_overlay_owns (self->overlay, reply_id);
}

static void
claim_complaint (LoketDraftBox *box,
                 const char    *complaint_id,
                 gboolean       answering)
{
  LoketSession *self = LOKET_SESSION (box);

  if (self->engine != NULL)
    loket_sync_engine_claim (self->engine, complaint_id, answering);
}

static void
files_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GPtrArray *files = loket_user_store_list_attachments_finish (LOKET_USER_STORE (source), result, &error);

  if (files == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, files, (GDestroyNotify) g_ptr_array_unref);
}

static void
list_files (LoketDraftBox *box,
            const char    *complaint_id,
            GTask         *task)
{
  if (prepare (box, task))
    loket_user_store_list_attachments_async (get_store (task), complaint_id, NULL, NULL, files_listed_cb,
                                             task);
}

static void
file_kept_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_user_store_keep_attachment_finish (LOKET_USER_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
keep_file (LoketDraftBox   *box,
           const char      *complaint_id,
           LoketAttachment *attachment,
           guint            removed,
           GBytes          *bytes,
           GTask           *task)
{
  g_autoptr (LoketStoredAttachment) stored = loket_stored_attachment_new (attachment, complaint_id);

  stored->removed = removed;
  if (prepare (box, task))
    loket_user_store_keep_attachment_async (get_store (task), stored, bytes, NULL, file_kept_cb, task);
}

static void
file_dropped_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_user_store_drop_attachment_finish (LOKET_USER_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
drop_file (LoketDraftBox *box,
           const char    *id,
           GTask         *task)
{
  if (prepare (box, task))
    loket_user_store_drop_attachment_async (get_store (task), id, NULL, file_dropped_cb, task);
}

static gboolean
was_taken_back (const LoketOutboxOp *op)
{
  return op->state == LOKET_OUTBOX_REVOKING || op->state == LOKET_OUTBOX_REVOKED ||
         op->state == LOKET_OUTBOX_DISCARDED;
}

/* The last reply that came back after the hub had said something, with none that
 * is on its way or arrived behind it. */
static void
refused_listed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) ops = loket_user_store_list_ops_finish (LOKET_USER_STORE (source), result, &error);
  LoketOutboxOp *last = NULL;

  if (ops == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < ops->len; i++)
    {
      LoketOutboxOp *op = g_ptr_array_index (ops, i);

      if ((last == NULL || op->number > last->number) && (op->problem != NULL || !was_taken_back (op)))
        last = op;
    }
  g_task_return_pointer (task, last != NULL && was_taken_back (last) ? loket_outbox_op_ref (last) : NULL,
                         (GDestroyNotify) loket_outbox_op_unref);
}

static void
find_refused (LoketDraftBox *box,
              const char    *complaint_id,
              GTask         *task)
{
  if (prepare (box, task))
    loket_user_store_list_ops_async (get_store (task), LOKET_OUTBOX_FILTER_ALL, complaint_id, NULL,
                                     refused_listed_cb, task);
}

/* What the hub said last; before it said anything, what this program takes. */
static void
get_limits (LoketDraftBox         *box,
            LoketAttachmentLimits *limits)
{
  LoketSession *self = LOKET_SESSION (box);
  const LoketSessionInfo *info = self->engine != NULL ? loket_sync_engine_get_session (self->engine) : NULL;

  if (info == NULL)
    return;
  limits->file_bytes = MIN (limits->file_bytes, info->attachment_bytes);
  limits->per_reply = (guint) MIN ((gint64) limits->per_reply, info->attachments_per_reply);
  limits->types = (const char *const *) info->attachment_types;
}

/*< private >
 * _loket_session_drafts_init:
 * @iface: the interface to fill in
 *
 * Makes the session a box of drafts.
 */
void
_loket_session_drafts_init (LoketDraftBoxInterface *iface)
{
  iface->load = load_draft;
  iface->save = save_draft;
  iface->discard = discard_draft;
  iface->restore = restore_draft;
  iface->send = send_draft;
  iface->owns = owns_reply;
  iface->claim = claim_complaint;
  iface->list_files = list_files;
  iface->keep_file = keep_file;
  iface->drop_file = drop_file;
  iface->find_refused = find_refused;
  iface->get_limits = get_limits;
}
