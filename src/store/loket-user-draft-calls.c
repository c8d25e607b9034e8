/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-drafts-private.h"

static gpointer
get_draft (gpointer       store,
           gpointer       request,
           GCancellable  *cancellable,
           GError       **error)
{
  return _loket_drafts_get (LOKET_USER_STORE (store)->db, ((LoketUserRequest *) request)->id, error);
}

static gpointer
list_drafts (gpointer       store,
             gpointer       request,
             GCancellable  *cancellable,
             GError       **error)
{
  return _loket_drafts_list (LOKET_USER_STORE (store)->db, error);
}

static gpointer
list_revisions (gpointer       store,
                gpointer       request,
                GCancellable  *cancellable,
                GError       **error)
{
  return _loket_drafts_revisions (LOKET_USER_STORE (store)->db,
                                  ((LoketUserRequest *) request)->id, error);
}

static gpointer
save_draft (gpointer       store,
            gpointer       data,
            GCancellable  *cancellable,
            GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);
  g_autoptr (LoketDraft) saved = NULL;

  if (transaction == NULL)
    return NULL;
  saved = _loket_drafts_save (self->db, request->record, request->now, error);
  if (saved == NULL || !loket_db_commit (self->db, error))
    return NULL;
  return g_steal_pointer (&saved);
}

static gpointer
discard_draft (gpointer       store,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);
  gint64 handle;

  if (transaction == NULL ||
      !_loket_drafts_discard (self->db, request->id, request->now, &handle, error) ||
      !loket_db_commit (self->db, error) ||
      !_loket_user_store_update_pin (self, request->id, error))
    return NULL;
  return g_memdup2 (&handle, sizeof handle);
}

static gpointer
restore_draft (gpointer       store,
               gpointer       data,
               GCancellable  *cancellable,
               GError       **error)
{
  LoketUserStore *self = store;
  LoketUserRequest *request = data;
  g_autoptr (LoketTransaction) transaction = loket_db_begin (self->db, error);
  g_autoptr (LoketDraft) draft = NULL;

  if (transaction == NULL)
    return NULL;
  draft = _loket_drafts_restore (self->db, request->number, request->now, error);
  if (draft == NULL)
    return NULL;
  _loket_pins_set (self->pins, draft->complaint_id, TRUE);
  if (!loket_db_commit (self->db, error))
    return NULL;
  return g_steal_pointer (&draft);
}

/**
 * loket_user_store_get_draft_async:
 * @self: a store
 * @complaint_id: a complaint
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads the draft of an answer to a complaint.
 */
void
loket_user_store_get_draft_async (LoketUserStore      *self,
                                  const char          *complaint_id,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  _loket_user_store_call (self, get_draft, _loket_user_request_new (self, complaint_id),
                          (GDestroyNotify) loket_draft_free, loket_user_store_get_draft_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_get_draft_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_get_draft_async().
 *
 * Returns: (transfer full) (nullable): the draft; where there is none, an
 *   empty one whose rev is 0
 */
LoketDraft *
loket_user_store_get_draft_finish (LoketUserStore  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_get_draft_async, error);
}

/**
 * loket_user_store_list_drafts_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads all drafts.
 */
void
loket_user_store_list_drafts_async (LoketUserStore      *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  _loket_user_store_call (self, list_drafts, _loket_user_request_new (self, NULL),
                          (GDestroyNotify) g_ptr_array_unref, loket_user_store_list_drafts_async,
                          cancellable, callback, user_data);
}

/**
 * loket_user_store_list_drafts_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_drafts_async().
 *
 * Returns: (transfer full) (element-type LoketDraft) (nullable): the drafts,
 *   the one changed last first
 */
GPtrArray *
loket_user_store_list_drafts_finish (LoketUserStore  *self,
                                     GAsyncResult    *result,
                                     GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_drafts_async, error);
}

/**
 * loket_user_store_save_draft_async:
 * @self: a store
 * @draft: what to store; copied
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Stores a draft. What it is based on is taken from the first save and kept;
 * a later @ack never goes back. Saving the same content again changes nothing.
 */
void
loket_user_store_save_draft_async (LoketUserStore      *self,
                                   const LoketDraft    *draft,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, NULL);

  g_return_if_fail (draft->complaint_id != NULL && draft->text != NULL);

  request->record = loket_draft_copy (draft);
  request->record_free = (GDestroyNotify) loket_draft_free;
  _loket_pins_set (self->pins, draft->complaint_id, TRUE);
  _loket_user_store_call (self, save_draft, request, (GDestroyNotify) loket_draft_free,
                          loket_user_store_save_draft_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_save_draft_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_save_draft_async().
 *
 * Returns: (transfer full) (nullable): the draft as it is stored now
 */
LoketDraft *
loket_user_store_save_draft_finish (LoketUserStore  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_save_draft_async, error);
}

/**
 * loket_user_store_discard_draft_async:
 * @self: a store
 * @complaint_id: whose draft
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Takes a draft away, so that it can be brought back for a week.
 */
void
loket_user_store_discard_draft_async (LoketUserStore      *self,
                                      const char          *complaint_id,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  _loket_user_store_call (self, discard_draft, _loket_user_request_new (self, complaint_id),
                          g_free, loket_user_store_discard_draft_async, cancellable, callback,
                          user_data);
}

/**
 * loket_user_store_discard_draft_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_discard_draft_async().
 *
 * Returns: a handle for loket_user_store_restore_draft_async(), 0 on error
 */
gint64
loket_user_store_discard_draft_finish (LoketUserStore  *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  g_autofree gint64 *handle =
    _loket_store_finish (self, result, loket_user_store_discard_draft_async, error);

  return handle != NULL ? *handle : 0;
}

/**
 * loket_user_store_restore_draft_async:
 * @self: a store
 * @handle: what discarding returned
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Brings a discarded draft back.
 */
void
loket_user_store_restore_draft_async (LoketUserStore      *self,
                                      gint64               handle,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  LoketUserRequest *request = _loket_user_request_new (self, NULL);

  request->number = handle;
  _loket_user_store_call (self, restore_draft, request, (GDestroyNotify) loket_draft_free,
                          loket_user_store_restore_draft_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_restore_draft_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_restore_draft_async().
 *
 * Returns: (transfer full) (nullable): the draft; %LOKET_STORE_ERROR_CONFLICT
 *   where another was begun meanwhile
 */
LoketDraft *
loket_user_store_restore_draft_finish (LoketUserStore  *self,
                                       GAsyncResult    *result,
                                       GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_restore_draft_async, error);
}

/**
 * loket_user_store_list_revisions_async:
 * @self: a store
 * @complaint_id: whose draft
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads the last contents of a draft.
 */
void
loket_user_store_list_revisions_async (LoketUserStore      *self,
                                       const char          *complaint_id,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  _loket_user_store_call (self, list_revisions, _loket_user_request_new (self, complaint_id),
                          (GDestroyNotify) g_ptr_array_unref,
                          loket_user_store_list_revisions_async, cancellable, callback, user_data);
}

/**
 * loket_user_store_list_revisions_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_user_store_list_revisions_async().
 *
 * Returns: (transfer full) (element-type LoketDraft) (nullable): at most 20
 *   revisions, newest first, with rev, text, outcome and updated_at
 */
GPtrArray *
loket_user_store_list_revisions_finish (LoketUserStore  *self,
                                        GAsyncResult    *result,
                                        GError         **error)
{
  return _loket_store_finish (self, result, loket_user_store_list_revisions_async, error);
}
