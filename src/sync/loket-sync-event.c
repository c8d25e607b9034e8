/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-sync-event.h"

#include "loket-time.h"

/**
 * loket_sync_upload_new:
 * @id: the file's id
 * @size: bytes
 * @sent: how many of them the hub has said to have
 * @complete: whether it has said to have them all
 *
 * Makes a record.
 *
 * Returns: (transfer full): a record
 */
LoketSyncUpload *
loket_sync_upload_new (const char *id,
                       gint64      size,
                       gint64      sent,
                       gboolean    complete)
{
  LoketSyncUpload *self = g_new0 (LoketSyncUpload, 1);

  self->id = g_strdup (id);
  self->size = size;
  self->sent = sent;
  self->complete = complete;
  return self;
}

/**
 * loket_sync_upload_free:
 * @self: (transfer full): a record
 *
 * Frees it.
 */
void
loket_sync_upload_free (LoketSyncUpload *self)
{
  g_free (self->id);
  g_free (self);
}

static gpointer
copy_upload (gconstpointer upload,
             gpointer      unused)
{
  const LoketSyncUpload *self = upload;

  return loket_sync_upload_new (self->id, self->size, self->sent, self->complete);
}

/**
 * loket_sync_op_new:
 *
 * Makes a record with nothing in it.
 *
 * Returns: (transfer full): a record
 */
LoketSyncOp *
loket_sync_op_new (void)
{
  LoketSyncOp *self = g_new0 (LoketSyncOp, 1);

  self->next_at = self->since = LOKET_TIME_UNSET;
  return self;
}

/**
 * loket_sync_op_copy:
 * @self: a record
 *
 * Copies it.
 *
 * Returns: (transfer full): a record
 */
LoketSyncOp *
loket_sync_op_copy (const LoketSyncOp *self)
{
  LoketSyncOp *copy = g_new (LoketSyncOp, 1);

  *copy = *self;
  copy->rid = g_strdup (self->rid);
  copy->complaint_id = g_strdup (self->complaint_id);
  copy->prev_rid = g_strdup (self->prev_rid);
  copy->body_sha256 = g_strdup (self->body_sha256);
  if (self->uploads != NULL)
    {
      copy->uploads = g_ptr_array_copy (self->uploads, copy_upload, NULL);
      g_ptr_array_set_free_func (copy->uploads, (GDestroyNotify) loket_sync_upload_free);
    }
  return copy;
}

/**
 * loket_sync_op_free:
 * @self: (transfer full): a record
 *
 * Frees it.
 */
void
loket_sync_op_free (LoketSyncOp *self)
{
  g_free (self->rid);
  g_free (self->complaint_id);
  g_free (self->prev_rid);
  g_free (self->body_sha256);
  g_clear_pointer (&self->uploads, g_ptr_array_unref);
  g_free (self);
}

/**
 * loket_sync_effect_free:
 * @self: (transfer full): an effect
 *
 * Frees it.
 */
void
loket_sync_effect_free (LoketSyncEffect *self)
{
  g_free (self->scope);
  g_free (self->state);
  g_free (self->rid);
  g_clear_pointer (&self->rids, g_ptr_array_unref);
  g_free (self->complaint_id);
  g_free (self->problem);
  g_free (self->epoch);
  g_free (self->upload_id);
  g_clear_pointer (&self->receipt, loket_receipt_unref);
  g_free (self);
}
