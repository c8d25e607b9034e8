/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments.h"

#include <glib/gstdio.h>

#include "loket-user-attachments-private.h"

/* The bytes of files: sealed on the disk, opened chunk by chunk, at no time whole
 * in memory but where the caller wants them so. */

typedef struct
{
  char  *id;
  gint64 offset;
  gsize  length;
} Part;

static void
part_free (Part *part)
{
  g_free (part->id);
  g_free (part);
}

/**
 * loket_user_store_open_attachment:
 * @self: a store
 * @id: a file of a draft or of a reply
 * @error: return location for a #GError of %G_IO_ERROR or %LOKET_VAULT_ERROR
 *
 * Opens a file of the officer's for reading. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): the plain content
 */
GInputStream *
loket_user_store_open_attachment (LoketUserStore  *self,
                                  const char      *id,
                                  GError         **error)
{
  g_autofree char *path = _loket_attachment_path (self->folder, id);

  return loket_vault_open_file (self->vault, id, path, NULL, error);
}

static GBytes *
try_part (LoketUserStore  *self,
          const Part      *part,
          GCancellable    *cancellable,
          GError         **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GInputStream) stream = loket_user_store_open_attachment (self, part->id, &local_error);
  g_autofree guint8 *buffer = NULL;
  gint64 skipped = 0;
  gsize n = 0;

  while (stream != NULL && skipped < part->offset)
    {
      gssize step = g_input_stream_skip (stream, (gsize) (part->offset - skipped), cancellable, &local_error);

      if (step <= 0)
        break;
      skipped += step;
    }
  if (stream != NULL && local_error == NULL && skipped == part->offset)
    {
      buffer = g_malloc (part->length);
      g_input_stream_read_all (stream, buffer, part->length, &n, cancellable, &local_error);
    }
  if (local_error == NULL && n < part->length)
    g_set_error_literal (&local_error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT, "The file is too short");

  if (local_error == NULL)
    return g_bytes_new_take (g_steal_pointer (&buffer), n);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* A disk that fails to read once looks like a file that is damaged or gone. */
static void
read_part (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  GBytes *bytes = try_part (source, task_data, cancellable, NULL);
  GError *error = NULL;

  if (bytes == NULL && !g_cancellable_is_cancelled (cancellable))
    bytes = try_part (source, task_data, cancellable, &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else if (g_task_return_error_if_cancelled (task))
    g_clear_error (&error);
  else
    g_task_return_error (task, error);
}

/**
 * loket_user_store_read_attachment_async:
 * @self: a store
 * @id: a file of a reply
 * @offset: where to begin, bytes
 * @length: how many bytes
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads a part of a file, in a thread of its own.
 */
void
loket_user_store_read_attachment_async (LoketUserStore      *self,
                                        const char          *id,
                                        gint64               offset,
                                        gsize                length,
                                        GCancellable        *cancellable,
                                        GAsyncReadyCallback  callback,
                                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Part *part = g_new0 (Part, 1);

  part->id = g_strdup (id);
  part->offset = offset;
  part->length = length;
  g_task_set_source_tag (task, loket_user_store_read_attachment_async);
  g_task_set_task_data (task, part, (GDestroyNotify) part_free);
  g_task_run_in_thread (task, read_part);
}

/**
 * loket_user_store_read_attachment_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error: the file is gone, or not what was sealed
 *
 * Ends loket_user_store_read_attachment_async().
 *
 * Returns: (transfer full) (nullable): the part, whole
 */
GBytes *
loket_user_store_read_attachment_finish (LoketUserStore  *self,
                                         GAsyncResult    *result,
                                         GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * loket_user_store_has_blob:
 * @self: a store
 * @sha256: the hash of a file of the hub
 *
 * Tells whether a file was fetched before. Any thread; looks at the disk.
 *
 * Returns: whether it is here
 */
gboolean
loket_user_store_has_blob (LoketUserStore *self,
                           const char     *sha256)
{
  g_autofree char *path = _loket_attachment_blob_path (self->folder, self->vault, sha256);

  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * loket_user_store_open_blob:
 * @self: a store
 * @sha256: the hash of a file of the hub
 * @error: return location for a #GError of %G_IO_ERROR or %LOKET_VAULT_ERROR
 *
 * Opens a file that was fetched before. Blocks; any thread.
 *
 * Returns: (transfer full) (nullable): the plain content
 */
GInputStream *
loket_user_store_open_blob (LoketUserStore  *self,
                            const char      *sha256,
                            GError         **error)
{
  g_autofree char *path = _loket_attachment_blob_path (self->folder, self->vault, sha256);

  return loket_vault_open_file (self->vault, sha256, path, NULL, error);
}

/**
 * loket_user_store_keep_blob:
 * @self: a store
 * @sha256: the hash of the bytes, checked by the caller
 * @bytes: a file of the hub
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Keeps a file that was fetched, sealed, in place of its parts. It may go at any
 * start: the hub has it. Blocks; any thread.
 *
 * Returns: whether it is kept
 */
gboolean
loket_user_store_keep_blob (LoketUserStore  *self,
                            const char      *sha256,
                            GBytes          *bytes,
                            GError         **error)
{
  g_autofree char *path = _loket_attachment_blob_path (self->folder, self->vault, sha256);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (bytes);

  if (!loket_vault_seal_file (self->vault, sha256, plain, path, NULL, error))
    return FALSE;
  _loket_attachment_folder_drop_parts (self->folder, self->vault, sha256);
  return TRUE;
}
