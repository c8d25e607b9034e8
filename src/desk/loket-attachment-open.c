/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-attachment-open.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>

#include "loket-attachment-name.h"
#include "loket-text.h"

/*
 * Files that another program may read:
 *
 *     $XDG_RUNTIME_DIR/loket/HASH/UUID/NAME
 *
 * The run-time folder belongs to this account and is gone when it signs out. HASH
 * is of the profile's path: whoever opens a profile alone holds it, and so takes
 * away what an earlier run left.
 */

typedef struct
{
  LoketUserStore  *store;
  char            *root;
  LoketAttachment *attachment;
} Request;

static void
request_free (Request *request)
{
  g_object_unref (request->store);
  g_free (request->root);
  loket_attachment_unref (request->attachment);
  g_free (request);
}

static char *
dup_root (const char *profile)
{
  g_autofree char *path = g_canonicalize_filename (profile, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);
  g_autofree char *name = g_strndup (hash, 16);

  return g_build_filename (g_get_user_runtime_dir (), "loket", name, NULL);
}

/* A folder of our own: nobody else's, and no link to one. */
static gboolean
make_folder (const char  *path,
             GError     **error)
{
  GStatBuf info;

  if (g_mkdir_with_parents (path, 0700) == 0 && g_lstat (path, &info) == 0 && S_ISDIR (info.st_mode) &&
      info.st_uid == getuid () && g_chmod (path, 0700) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
  return FALSE;
}

static GInputStream *
open_sealed (const Request  *request,
             GError        **error)
{
  const LoketAttachment *attachment = request->attachment;

  return attachment->id != NULL
             ? loket_user_store_open_attachment (request->store, attachment->id, error)
             : loket_user_store_open_blob (request->store, attachment->sha256, error);
}

static void
unseal (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  const Request *request = task_data;
  g_autofree char *id = loket_text_new_uuid ();
  g_autofree char *folder = g_build_filename (request->root, id, NULL);
  g_autofree char *name = loket_attachment_clean_name (request->attachment->name, request->attachment->type);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GError *error = NULL;
  g_autoptr (GInputStream) plain = open_sealed (request, &error);
  g_autoptr (GOutputStream) out = NULL;
  int fd = -1;

  if (plain != NULL && make_folder (request->root, &error) && make_folder (folder, &error))
    {
      fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
      if (fd < 0)
        g_set_error (&error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
    }
  if (fd >= 0)
    {
      out = g_unix_output_stream_new (fd, TRUE);
      g_output_stream_splice (out, plain, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, cancellable, &error);
    }
  if (error != NULL)
    {
      g_unlink (path);
      g_task_return_error (task, error);
      return;
    }
  g_task_return_pointer (task, g_file_new_for_path (path), g_object_unref);
}

/*< private >
 * _loket_attachment_open_async:
 * @store: the officer's files
 * @profile: the profile's folder
 * @attachment: a file that is on this computer
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Unseals a file for another program.
 */
void
_loket_attachment_open_async (LoketUserStore      *store,
                              const char          *profile,
                              LoketAttachment     *attachment,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->store = g_object_ref (store);
  request->root = dup_root (profile);
  request->attachment = loket_attachment_ref (attachment);
  g_task_set_source_tag (task, _loket_attachment_open_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, unseal);
}

/*< private >
 * _loket_attachment_open_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Ends _loket_attachment_open_async().
 *
 * Returns: (transfer full): the file, or %NULL
 */
GFile *
_loket_attachment_open_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
empty_folder (const char *path,
              guint       depth)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      GStatBuf info;

      if (g_lstat (child, &info) == 0 && S_ISDIR (info.st_mode) && depth > 0)
        {
          empty_folder (child, depth - 1);
          g_rmdir (child);
        }
      else
        {
          g_unlink (child);
        }
    }
}

/*< private >
 * _loket_attachment_open_tidy:
 * @profile: the folder of a profile that this program holds
 *
 * Takes away what was unsealed, in this run or an earlier one. Blocks shortly.
 */
void
_loket_attachment_open_tidy (const char *profile)
{
  g_autofree char *root = dup_root (profile);
  GStatBuf info;

  if (g_lstat (root, &info) != 0 || !S_ISDIR (info.st_mode) || info.st_uid != getuid ())
    return;
  empty_folder (root, 1);
  g_rmdir (root);
}
