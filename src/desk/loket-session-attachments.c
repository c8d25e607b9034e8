/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include <glib/gi18n-lib.h>

#include "loket-attachment-item-private.h"
#include "loket-attachment-list-private.h"
#include "loket-attachment-open.h"
#include "loket-desk-error.h"
#include "loket-session-private.h"
#include "loket-user-attachments.h"
#include "loket-words.h"

static LoketUserStore *
get_user (LoketSession *self)
{
  return self->profile != NULL ? loket_profile_get_user (self->profile) : NULL;
}

/**
 * loket_session_create_attachments:
 * @self: a session
 * @complaint_id: whose conversation it is
 * @message: an entry of it
 *
 * Makes the list of an entry's files. None is fetched before somebody opens it.
 *
 * Returns: (transfer full): the list, empty where there are none
 */
LoketAttachmentList *
loket_session_create_attachments (LoketSession       *self,
                                  const char         *complaint_id,
                                  const LoketMessage *message)
{
  LoketAttachmentList *list = _loket_attachment_list_new ();

  g_return_val_if_fail (LOKET_IS_SESSION (self) && message != NULL, list);

  for (guint i = 0; message->attachments != NULL && i < message->attachments->len; i++)
    {
      g_autoptr (LoketAttachmentItem) item =
          _loket_attachment_item_new_remote (g_ptr_array_index (message->attachments, i), complaint_id);
      const LoketAttachment *attachment = g_ptr_array_index (message->attachments, i);

      if (get_user (self) != NULL && loket_user_store_has_blob (get_user (self), attachment->sha256))
        _loket_attachment_item_set_state (item, LOKET_ATTACHMENT_STATE_DOWNLOADED, NULL);
      _loket_attachment_list_add (list, item);
    }
  return list;
}

/* The files of a reply on its way, followed while somebody looks at them. */
typedef struct
{
  LoketAttachmentList *list; /* not owned: it owns this */
  LoketSession        *session;
  char                *reply_id;
  gulong               changed_id;
} Follower;

static void
follower_free (gpointer data)
{
  Follower *follower = data;

  g_signal_handler_disconnect (follower->session, follower->changed_id);
  g_object_unref (follower->session);
  g_free (follower->reply_id);
  g_free (follower);
}

static LoketAttachmentItem *
find_item (LoketAttachmentList *list,
           const char          *id)
{
  LoketAttachmentItem *item;

  for (guint i = 0; (item = loket_attachment_list_get (list, i)) != NULL; i++)
    if (g_strcmp0 (loket_attachment_item_get_attachment (item)->id, id) == 0)
      return item;
  return NULL;
}

static void
show_stored (LoketAttachmentList         *list,
             const LoketStoredAttachment *stored)
{
  LoketAttachmentItem *known = find_item (list, stored->attachment->id);
  g_autoptr (LoketAttachmentItem) item =
      known != NULL ? g_object_ref (known) : _loket_attachment_item_new_stored (stored);

  _loket_attachment_item_set_progress (item, (double) stored->sent / (double) MAX (stored->attachment->size, 1));
  if (stored->complete)
    _loket_attachment_item_set_state (item, LOKET_ATTACHMENT_STATE_SENT, NULL);
  else
    _loket_attachment_item_set_state (item, stored->sent > 0 ? LOKET_ATTACHMENT_STATE_UPLOADING
                                                             : LOKET_ATTACHMENT_STATE_WAITING,
                                      NULL);
  if (known == NULL)
    _loket_attachment_list_add (list, item);
}

static void
reply_files_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (LoketAttachmentList) list = user_data;
  g_autoptr (GPtrArray) files =
      loket_user_store_list_attachments_finish (LOKET_USER_STORE (source), result, NULL);

  for (guint i = 0; files != NULL && i < files->len; i++)
    show_stored (list, g_ptr_array_index (files, i));
}

static void
follow (Follower *follower)
{
  if (get_user (follower->session) != NULL)
    loket_user_store_list_attachments_async (get_user (follower->session), NULL, follower->reply_id, NULL,
                                             reply_files_cb, g_object_ref (follower->list));
}

/**
 * loket_session_create_reply_attachments:
 * @self: a session
 * @reply_id: a reply of ours in the outbox
 *
 * Makes the list of the files that go with a reply. It is filled soon, and its
 * items tell how far each is while the list lives.
 *
 * Returns: (transfer full): the list
 */
LoketAttachmentList *
loket_session_create_reply_attachments (LoketSession *self,
                                        const char   *reply_id)
{
  LoketAttachmentList *list;
  Follower *follower;

  g_return_val_if_fail (LOKET_IS_SESSION (self) && reply_id != NULL, NULL);

  list = _loket_attachment_list_new ();
  follower = g_new0 (Follower, 1);
  follower->list = list;
  follower->session = g_object_ref (self);
  follower->reply_id = g_strdup (reply_id);
  follower->changed_id = g_signal_connect_swapped (self, "outbox-changed", G_CALLBACK (follow), follower);
  g_object_set_data_full (G_OBJECT (list), "follower", follower, follower_free);
  follow (follower);
  return list;
}

static void
unsealed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GFile *file = _loket_attachment_open_finish (result, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, g_object_unref);
  else
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT,
                             /* TRANSLATORS: %s is the computer's message. */
                             _("The file cannot be opened. %s"), error->message);
}

/* From the sealed file to one that another program can read. */
static void
unseal (GTask *task)
{
  LoketSession *self = g_task_get_source_object (task);
  LoketAttachmentItem *item = g_task_get_task_data (task);

  _loket_attachment_open_async (get_user (self), loket_profile_get_folder (self->profile),
                                loket_attachment_item_get_attachment (item), unsealed_cb, task);
}

static void
told_progress (gint64   bytes,
               gpointer user_data)
{
  LoketAttachmentItem *item = user_data;
  gint64 size = MAX (loket_attachment_item_get_size (item), 1);

  _loket_attachment_item_set_progress (item, (double) bytes / (double) size);
}

static char *
dup_trouble (const GError *error)
{
  LoketReason reason = loket_sync_error_get_reason (error);

  if (reason == LOKET_REASON_NOT_FOUND)
    return g_strdup (_("The hub does not show this file any more."));
  return g_strdup_printf ("%s %s", loket_words_reason (reason), loket_words_reason_advice (reason));
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  LoketSession *self = g_task_get_source_object (task);
  LoketAttachmentItem *item = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean here = loket_sync_engine_fetch_finish (LOKET_SYNC_ENGINE (source), result, &error);

  _loket_attachment_item_set_cancellable (item, NULL);
  _loket_attachment_item_set_state (item, here ? LOKET_ATTACHMENT_STATE_DOWNLOADED : LOKET_ATTACHMENT_STATE_REMOTE,
                                    NULL);
  if (here && self->profile != NULL)
    {
      unseal (g_steal_pointer (&task));
    }
  else if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
    }
  else
    {
      g_autofree char *trouble = dup_trouble (error);

      g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT, "%s", trouble);
    }
}

static void
cancel_cb (GCancellable *outer,
           gpointer      inner)
{
  g_cancellable_cancel (inner);
}

static void
fetch (GTask *task)
{
  LoketSession *self = g_task_get_source_object (task);
  LoketAttachmentItem *item = g_task_get_task_data (task);
  GCancellable *outer = g_task_get_cancellable (task);
  g_autoptr (GCancellable) inner = g_cancellable_new ();

  if (outer != NULL)
    g_cancellable_connect (outer, G_CALLBACK (cancel_cb), g_object_ref (inner), g_object_unref);
  _loket_attachment_item_set_cancellable (item, inner);
  _loket_attachment_item_set_progress (item, 0);
  _loket_attachment_item_set_state (item, LOKET_ATTACHMENT_STATE_DOWNLOADING, NULL);
  loket_sync_engine_fetch_async (self->engine, _loket_attachment_item_get_complaint_id (item),
                                 loket_attachment_item_get_attachment (item), told_progress, item, inner,
                                 fetched_cb, task);
}

/**
 * loket_session_open_attachment_async:
 * @self: a session
 * @item: a file of a draft, of a reply or of a conversation
 * @cancellable: (nullable): stops the fetching
 * @callback: called with the result
 * @user_data: passed to @callback
 *
 * Brings a file to where another program can read it: fetched from the hub where
 * it is not here yet, and unsealed into a folder of the session's run time that
 * only this account can read and that is emptied when the session closes. Only
 * on a person's act; it is never opened by itself.
 */
void
loket_session_open_attachment_async (LoketSession        *self,
                                     LoketAttachmentItem *item,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  const LoketAttachment *attachment;

  g_return_if_fail (LOKET_IS_SESSION (self) && LOKET_IS_ATTACHMENT_ITEM (item));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_session_open_attachment_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_object_ref (item), g_object_unref);
  attachment = loket_attachment_item_get_attachment (item);
  if (get_user (self) == NULL || attachment->sha256 == NULL)
    g_task_return_new_error (task, LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT,
                             _("The file cannot be opened on this computer."));
  else if (attachment->id != NULL || loket_user_store_has_blob (get_user (self), attachment->sha256))
    unseal (g_steal_pointer (&task));
  else
    fetch (g_steal_pointer (&task));
}

/**
 * loket_session_open_attachment_finish:
 * @self: a session
 * @result: what the callback got
 * @error: return location for a %LOKET_DESK_ERROR_ATTACHMENT that says why
 *
 * Ends loket_session_open_attachment_async().
 *
 * Returns: (transfer full): the file, for reading; or %NULL
 */
GFile *
loket_session_open_attachment_finish (LoketSession  *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_session_cancel_attachment:
 * @self: a session
 * @item: a file that is being fetched
 *
 * Stops the fetching; what came is kept for the next time where possible.
 */
void
loket_session_cancel_attachment (LoketSession        *self,
                                 LoketAttachmentItem *item)
{
  g_return_if_fail (LOKET_IS_SESSION (self) && LOKET_IS_ATTACHMENT_ITEM (item));

  _loket_attachment_item_cancel (item);
}
