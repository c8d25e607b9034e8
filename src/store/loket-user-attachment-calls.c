/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments.h"

#include <glib/gstdio.h>

#include "loket-user-attachments-private.h"

/* What a call carries besides the request. */
typedef struct
{
  LoketStoredAttachment *stored;
  GBytes                *bytes;
  char                  *complaint_id;
  char                  *reply_id;
  LoketOutboxState       state;
  gint64                 sent;
  gboolean               complete;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  g_clear_pointer (&call->stored, loket_stored_attachment_free);
  g_clear_pointer (&call->bytes, g_bytes_unref);
  g_free (call->complaint_id);
  g_free (call->reply_id);
  g_free (call);
}

static LoketUserRequest *
make_request (LoketUserStore  *self,
              const char      *id,
              Call           **call)
{
  LoketUserRequest *request = _loket_user_request_new (self, id);

  *call = g_new0 (Call, 1);
  request->record = *call;
  request->record_free = call_free;
  return request;
}

/* The bytes first: a row without its file would be a promise that is not kept, a
 * file without its row is taken away at the next start. */
static gpointer
keep (gpointer       store,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  const Call *call = request->record;
  const char *id = call->stored->attachment->id;
  g_autofree char *path = _loket_attachment_path (self->folder, id);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (call->bytes);
  g_autoptr (LoketTransaction) transaction = NULL;

  if (!loket_vault_seal_file (self->vault, id, plain, path, cancellable, error))
    return NULL;
  transaction = loket_db_begin (self->db, error);
  if (transaction == NULL || !_loket_attachments_insert (self->db, call->stored, request->now, error) ||
      !loket_db_commit (self->db, error))
    {
      g_unlink (path);
      return NULL;
    }
  return LOKET_STORE_DONE;
}

/**
 * loket_user_store_keep_attachment_async:
 * @self: a store
 * @stored: what the file is and what it is about; its draft's
 * @bytes: its content
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Keeps a file for the draft of a complaint, sealed and durable.
 */
void
loket_user_store_keep_attachment_async (LoketUserStore              *self,
                                        const LoketStoredAttachment *stored,
                                        GBytes                      *bytes,
                                        GCancellable                *cancellable,
                                        GAsyncReadyCallback          callback,
                                        gpointer                     user_data)
{
  Call *call;
  LoketUserRequest *request = make_request (self, NULL, &call);

  call->stored = loket_stored_attachment_new (stored->attachment, stored->complaint_id);
  call->stored->removed = stored->removed;
  call->bytes = g_bytes_ref (bytes);
  _loket_user_store_call (self, keep, request, NULL, loket_user_store_keep_attachment_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_keep_attachment_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_keep_attachment_async().
 *
 * Returns: whether the file is kept
 */
gboolean
loket_user_store_keep_attachment_finish (LoketUserStore  *self,
                                         GAsyncResult    *result,
                                         GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_keep_attachment_async, error) != NULL;
}

static gpointer
drop (gpointer       store,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);
  g_autofree char *path = _loket_attachment_path (self->folder, request->id);
  gboolean gone;

  if (transaction == NULL ||
      !_loket_attachments_drop (self->db, request->id, request->now, &gone, error) ||
      !loket_db_commit (self->db, error))
    return NULL;
  if (gone)
    g_unlink (path);
  return LOKET_STORE_DONE;
}

/**
 * loket_user_store_drop_attachment_async:
 * @self: a store
 * @id: a file of a draft
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Forgets a file of a draft and its bytes. One that goes with a reply stays.
 */
void
loket_user_store_drop_attachment_async (LoketUserStore      *self,
                                        const char          *id,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  _loket_user_store_call (self, drop, _loket_user_request_new (self, id), NULL,
                          loket_user_store_drop_attachment_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_drop_attachment_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_drop_attachment_async().
 *
 * Returns: whether the draft no longer has it
 */
gboolean
loket_user_store_drop_attachment_finish (LoketUserStore  *self,
                                         GAsyncResult    *result,
                                         GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_drop_attachment_async, error) != NULL;
}

static gpointer
list (gpointer       store,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  const Call *call = ((LoketUserRequest *) data)->record;

  return _loket_attachments_list (LOKET_USER_STORE (store)->db, call->complaint_id, call->reply_id, error);
}

/**
 * loket_user_store_list_attachments_async:
 * @self: a store
 * @complaint_id: (nullable): the complaint whose draft's files are wanted
 * @reply_id: (nullable): or the reply whose files are; with neither those of all
 *   replies that have not ended
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads which files there are.
 */
void
loket_user_store_list_attachments_async (LoketUserStore      *self,
                                         const char          *complaint_id,
                                         const char          *reply_id,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  Call *call;
  LoketUserRequest *request = make_request (self, NULL, &call);

  call->complaint_id = g_strdup (complaint_id);
  call->reply_id = g_strdup (reply_id);
  _loket_user_store_call (self, list, request, (GDestroyNotify) g_ptr_array_unref,
                          loket_user_store_list_attachments_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_list_attachments_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_attachments_async().
 *
 * Returns: (transfer full) (nullable) (element-type LoketStoredAttachment): the
 *   files, in the order in which they were attached
 */
GPtrArray *
loket_user_store_list_attachments_finish (LoketUserStore  *self,
                                          GAsyncResult    *result,
                                          GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_attachments_async, error);
}

static gpointer
note (gpointer       store,
      gpointer       data,
      GCancellable  *cancellable,
      GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  const Call *call = request->record;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);
  gboolean done;

  if (transaction == NULL ||
      !_loket_attachments_note (self->db, call->reply_id, call->state, request->id, call->sent,
                                call->complete, &done, error) ||
      !loket_db_commit (self->db, error))
    return NULL;
  return g_memdup2 (&done, sizeof done);
}

/**
 * loket_user_store_note_upload_async:
 * @self: a store
 * @reply_id: a reply
 * @state: the state that the caller believes it is in
 * @id: (nullable): a file of it, %NULL for each
 * @sent: how many bytes the hub has
 * @complete: whether it has them all
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Notes how far the upload of a file has come.
 */
void
loket_user_store_note_upload_async (LoketUserStore      *self,
                                    const char          *reply_id,
                                    LoketOutboxState     state,
                                    const char          *id,
                                    gint64               sent,
                                    gboolean             complete,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  Call *call;
  LoketUserRequest *request = make_request (self, id, &call);

  call->reply_id = g_strdup (reply_id);
  call->state = state;
  call->sent = sent;
  call->complete = complete;
  _loket_user_store_call (self, note, request, g_free, loket_user_store_note_upload_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_note_upload_finish:
 * @self: a store
 * @result: the result
 * @done: (out): whether the reply was in that state and has that file
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_note_upload_async().
 *
 * Returns: whether the store answered
 */
gboolean
loket_user_store_note_upload_finish (LoketUserStore  *self,
                                     GAsyncResult    *result,
                                     gboolean        *done,
                                     GError         **error)
{
  g_autofree gboolean *noted =
    _loket_store_finish (self, result, loket_user_store_note_upload_async, error);

  if (noted == NULL)
    return FALSE;
  *done = *noted;
  return TRUE;
}
