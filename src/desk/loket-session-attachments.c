/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-session.h"

#include <glib/gi18n-lib.h>

#include "loket-attachment-item-private.h"
#include "loket-attachment-list-private.h"
#include "loket-desk-error.h"
#include "loket-session-private.h"

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

      _loket_attachment_list_add (list, item);
    }
  return list;
}

/**
 * loket_session_create_reply_attachments:
 * @self: a session
 * @reply_id: a reply of ours in the outbox
 *
 * Makes the list of the files that go with a reply. It is filled soon, and its
 * items tell how far each is while the session lives.
 *
 * Returns: (transfer full): the list
 */
LoketAttachmentList *
loket_session_create_reply_attachments (LoketSession *self,
                                        const char   *reply_id)
{
  g_return_val_if_fail (LOKET_IS_SESSION (self) && reply_id != NULL, NULL);

  return _loket_attachment_list_new ();
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
  g_return_if_fail (LOKET_IS_SESSION (self) && LOKET_IS_ATTACHMENT_ITEM (item));

  g_task_report_new_error (self, callback, user_data, loket_session_open_attachment_async,
                           LOKET_DESK_ERROR, LOKET_DESK_ERROR_ATTACHMENT,
                           _("The file cannot be opened on this computer."));
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
