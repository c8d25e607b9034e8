/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments.h"

#include <glib/gstdio.h>

#include "loket-user-attachments-private.h"

/*
 * What came of a file of the hub so far, so that a cut line or the end of the
 * program costs one part. Each part lies sealed in a file of its own that is there
 * whole or not at all, bound to the hash of its file and to its place in it; so
 * parts of another file, or of another place, do not open.
 */

typedef struct
{
  char   *sha256;
  gint64  offset;
  GBytes *bytes;
} Part;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_free (part->sha256);
  g_clear_pointer (&part->bytes, g_bytes_unref);
  g_free (part);
}

static char *
make_context (const char *sha256,
              gint64      offset)
{
  return g_strdup_printf ("part %s %" G_GINT64_FORMAT, sha256, offset);
}

static void
start (LoketUserStore      *self,
       gpointer             tag,
       const char          *sha256,
       gint64               offset,
       GBytes              *bytes,
       GTaskThreadFunc      work,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Part *part = g_new0 (Part, 1);

  part->sha256 = g_strdup (sha256);
  part->offset = offset;
  part->bytes = bytes != NULL ? g_bytes_ref (bytes) : NULL;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, part, part_free);
  g_task_run_in_thread (task, work);
}

static void
keep_part (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  LoketUserStore *self = source;
  const Part *part = task_data;
  g_autofree char *context = make_context (part->sha256, part->offset);
  g_autofree char *path =
      _loket_attachment_part_path (self->folder, self->vault, part->sha256, part->offset);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (part->bytes);
  GError *error = NULL;

  if (loket_vault_seal_file (self->vault, context, plain, path, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * loket_user_store_keep_part_async:
 * @self: a store
 * @sha256: the hash of a file of the hub
 * @offset: where the part begins in it, bytes
 * @bytes: the part; not checked, only the hash of the whole tells
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Keeps a part of a file that is being fetched, sealed, in a thread of its own.
 * Parts are kept for 14 days.
 */
void
loket_user_store_keep_part_async (LoketUserStore      *self,
                                  const char          *sha256,
                                  gint64               offset,
                                  GBytes              *bytes,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (sha256 != NULL && offset >= 0 && bytes != NULL);

  start (self, loket_user_store_keep_part_async, sha256, offset, bytes, keep_part, cancellable,
         callback, user_data);
}

/**
 * loket_user_store_keep_part_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Ends loket_user_store_keep_part_async().
 *
 * Returns: whether the part is kept
 */
gboolean
loket_user_store_keep_part_finish (LoketUserStore  *self,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Adds the part at the end of @bytes; FALSE where there is none that opens. */
static gboolean
read_next (LoketUserStore *self,
           const char     *sha256,
           GByteArray     *bytes)
{
  guint begin = bytes->len;
  g_autofree char *context = make_context (sha256, begin);
  g_autofree char *path = _loket_attachment_part_path (self->folder, self->vault, sha256, begin);
  g_autoptr (GInputStream) stream = loket_vault_open_file (self->vault, context, path, NULL, NULL);
  guint8 buffer[16 * 1024];
  gssize n = stream != NULL ? 1 : -1;

  while (n > 0)
    {
      n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL);
      if (n > 0)
        g_byte_array_append (bytes, buffer, (guint) n);
    }
  if (n == 0 && bytes->len > begin)
    return TRUE;
  g_unlink (path);
  g_byte_array_set_size (bytes, begin);
  return FALSE;
}

static void
load_parts (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  const Part *part = task_data;
  GByteArray *bytes = g_byte_array_new ();

  while (bytes->len < part->offset && read_next (source, part->sha256, bytes))
    ;
  g_task_return_pointer (task, g_byte_array_free_to_bytes (bytes), (GDestroyNotify) g_bytes_unref);
}

/**
 * loket_user_store_load_parts_async:
 * @self: a store
 * @sha256: the hash of a file of the hub
 * @size: how large the file is, bytes
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Reads what came of a file so far, in a thread of its own. A part that does not
 * open is taken away.
 */
void
loket_user_store_load_parts_async (LoketUserStore      *self,
                                   const char          *sha256,
                                   gint64               size,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (sha256 != NULL);

  start (self, loket_user_store_load_parts_async, sha256, size, NULL, load_parts, cancellable, callback,
         user_data);
}

/**
 * loket_user_store_load_parts_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %G_IO_ERROR_CANCELLED
 *
 * Ends loket_user_store_load_parts_async().
 *
 * Returns: (transfer full) (nullable): the bytes from the beginning of the file on,
 *   as far as they are here without a gap
 */
GBytes *
loket_user_store_load_parts_finish (LoketUserStore  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
drop_parts (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  LoketUserStore *self = source;

  _loket_attachment_folder_drop_parts (self->folder, self->vault, ((const Part *) task_data)->sha256);
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_user_store_drop_parts_async:
 * @self: a store
 * @sha256: (nullable): the hash of a file of the hub, %NULL for those of all files
 * @cancellable: (nullable): a cancellable
 * @callback: what to call
 * @user_data: for @callback
 *
 * Forgets what came of files so far, in a thread of its own.
 */
void
loket_user_store_drop_parts_async (LoketUserStore      *self,
                                   const char          *sha256,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  start (self, loket_user_store_drop_parts_async, sha256, 0, NULL, drop_parts, cancellable, callback,
         user_data);
}

/**
 * loket_user_store_drop_parts_finish:
 * @self: a store
 * @result: the result
 * @error: return location for a #GError of %G_IO_ERROR_CANCELLED
 *
 * Ends loket_user_store_drop_parts_async().
 *
 * Returns: whether it was done
 */
gboolean
loket_user_store_drop_parts_finish (LoketUserStore  *self,
                                    GAsyncResult    *result,
                                    GError         **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
