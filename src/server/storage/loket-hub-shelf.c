/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-shelf.h"

/**
 * LoketHubShelf:
 *
 * The files of a hub: on their way in, and whole. Every storage of a hub is one as
 * well; as there, all functions block and run on one thread. The bytes themselves
 * are the business of loket-hub-files.h, but what is removed here is removed there
 * too.
 */
G_DEFINE_INTERFACE (LoketHubShelf, loket_hub_shelf, G_TYPE_OBJECT)

static void
loket_hub_shelf_default_init (LoketHubShelfInterface *iface)
{
}

/**
 * loket_hub_upload_new:
 * @id: (nullable): a UUID
 * @sha256: (nullable): of the whole file
 * @size: of the whole file, in bytes
 *
 * Makes a record of an upload that nothing came of yet.
 *
 * Returns: (transfer full): the record
 */
LoketHubUpload *
loket_hub_upload_new (const char *id,
                      const char *sha256,
                      gint64      size)
{
  LoketHubUpload *self = g_new0 (LoketHubUpload, 1);

  self->id = g_strdup (id);
  self->sha256 = g_strdup (sha256);
  self->size = size;
  return self;
}

/**
 * loket_hub_upload_free:
 * @self: (nullable) (transfer full): a record
 *
 * Frees a record.
 */
void
loket_hub_upload_free (LoketHubUpload *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->sha256);
  g_free (self->type);
  g_free (self);
}

/**
 * loket_hub_shelf_begin_upload:
 * @self: the storage
 * @account: who asks
 * @wanted: its id, hash and size
 * @now: Unix seconds
 * @is_new: (out): whether it was not there before
 * @error: return location for a #GError
 *
 * Announces a file. The same once more is there already. A file that the officer's
 * agency has is whole at once; one of another agency is not told of.
 *
 * Returns: (transfer full) (nullable): the upload; %NULL with %LOKET_HUB_ERROR_EXISTS where
 *   the id was used for another file, %LOKET_HUB_ERROR_FULL where the officer has too
 *   much under way
 */
LoketHubUpload *
loket_hub_shelf_begin_upload (LoketHubShelf          *self,
                              const LoketHubAccount  *account,
                              const LoketHubUpload   *wanted,
                              gint64                  now,
                              gboolean               *is_new,
                              GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), NULL);

  return LOKET_HUB_SHELF_GET_IFACE (self)->begin_upload (self, account, wanted, now, is_new,
                                                         error);
}

/**
 * loket_hub_shelf_get_upload:
 * @self: the storage
 * @account: who asks
 * @id: which upload
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Tells how far an upload of one's own is.
 *
 * Returns: (transfer full) (nullable): the upload, %NULL with %LOKET_HUB_ERROR_NOT_FOUND
 */
LoketHubUpload *
loket_hub_shelf_get_upload (LoketHubShelf          *self,
                            const LoketHubAccount  *account,
                            const char             *id,
                            gint64                  now,
                            GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), NULL);

  return LOKET_HUB_SHELF_GET_IFACE (self)->get_upload (self, account, id, now, error);
}

/**
 * loket_hub_shelf_advance_upload:
 * @self: the storage
 * @account: who asks
 * @id: which upload
 * @from: how many bytes counted so far
 * @to: how many count now; they are durable
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Counts more bytes of an upload, and keeps it for another while.
 *
 * Returns: whether they count; %LOKET_HUB_ERROR_CHANGED where the upload is not at @from
 */
gboolean
loket_hub_shelf_advance_upload (LoketHubShelf          *self,
                                const LoketHubAccount  *account,
                                const char             *id,
                                gint64                  from,
                                gint64                  to,
                                gint64                  now,
                                GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), FALSE);

  return LOKET_HUB_SHELF_GET_IFACE (self)->advance_upload (self, account, id, from, to, now,
                                                           error);
}

/**
 * loket_hub_shelf_finish_upload:
 * @self: the storage
 * @account: who asks
 * @id: which upload
 * @from: how many bytes counted so far
 * @type: what the file's content is
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Puts a file in its place that is whole, durable and what it was announced to be.
 *
 * Returns: whether it is stored; %LOKET_HUB_ERROR_CHANGED where the upload is not at @from
 */
gboolean
loket_hub_shelf_finish_upload (LoketHubShelf          *self,
                               const LoketHubAccount  *account,
                               const char             *id,
                               gint64                  from,
                               const char             *type,
                               gint64                  now,
                               GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), FALSE);

  return LOKET_HUB_SHELF_GET_IFACE (self)->finish_upload (self, account, id, from, type, now,
                                                          error);
}

/**
 * loket_hub_shelf_drop_upload:
 * @self: the storage
 * @account: who asks
 * @id: which upload
 * @error: return location for a #GError
 *
 * Forgets an upload of one's own; one that is not there is forgotten already.
 * Replies keep their files.
 *
 * Returns: whether it is gone
 */
gboolean
loket_hub_shelf_drop_upload (LoketHubShelf          *self,
                             const LoketHubAccount  *account,
                             const char             *id,
                             GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), FALSE);

  return LOKET_HUB_SHELF_GET_IFACE (self)->drop_upload (self, account, id, error);
}

/**
 * loket_hub_shelf_keep_uploads:
 * @self: the storage
 * @account: who asks
 * @ids: (nullable): uploads that a device still wants
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Keeps uploads of one's own for another while.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_shelf_keep_uploads (LoketHubShelf          *self,
                              const LoketHubAccount  *account,
                              GStrv                   ids,
                              gint64                  now,
                              GError                **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), FALSE);

  return LOKET_HUB_SHELF_GET_IFACE (self)->keep_uploads (self, account, ids, now, error);
}

/**
 * loket_hub_shelf_find_file:
 * @self: the storage
 * @complaint_id: which complaint
 * @sha256: a file's hash
 * @agency_code: (out) (nullable): whose the complaint is
 * @type: (out): what the file's content is
 * @error: return location for a #GError
 *
 * Finds a file that the conversation of a complaint carries.
 *
 * Returns: whether it does; else %LOKET_HUB_ERROR_NOT_FOUND
 */
gboolean
loket_hub_shelf_find_file (LoketHubShelf  *self,
                           const char     *complaint_id,
                           const char     *sha256,
                           char          **agency_code,
                           char          **type,
                           GError        **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), FALSE);

  return LOKET_HUB_SHELF_GET_IFACE (self)->find_file (self, complaint_id, sha256, agency_code,
                                                      type, error);
}

/**
 * loket_hub_shelf_store_file:
 * @self: the storage, in the transaction that names the file
 * @bytes: a whole file
 * @type: what its content is
 * @error: return location for a #GError
 *
 * Puts a file in its place that did not come by an upload.
 *
 * Returns: (transfer full) (nullable): its SHA-256
 */
char *
loket_hub_shelf_store_file (LoketHubShelf  *self,
                            GBytes         *bytes,
                            const char     *type,
                            GError        **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), NULL);

  return LOKET_HUB_SHELF_GET_IFACE (self)->store_file (self, bytes, type, error);
}

/**
 * loket_hub_shelf_foreach_blob:
 * @self: the storage
 * @func: (scope call): what to call
 * @data: for @func
 * @error: return location for a #GError
 *
 * Tells of every file that something in the database names.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_shelf_foreach_blob (LoketHubShelf     *self,
                              LoketHubBlobFunc   func,
                              gpointer           data,
                              GError           **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), FALSE);

  return LOKET_HUB_SHELF_GET_IFACE (self)->foreach_blob (self, func, data, error);
}

/**
 * loket_hub_shelf_put_in_order:
 * @self: the storage
 * @now: Unix seconds
 * @error: return location for a #GError
 *
 * Makes database and disk agree after a stop at any point: cuts uploads to what
 * counts of them, removes what nobody tells of. Only for who serves, before that.
 *
 * Returns: whether they agree
 */
gboolean
loket_hub_shelf_put_in_order (LoketHubShelf  *self,
                              gint64          now,
                              GError        **error)
{
  g_return_val_if_fail (LOKET_IS_HUB_SHELF (self), FALSE);

  return LOKET_HUB_SHELF_GET_IFACE (self)->put_in_order (self, now, error);
}
