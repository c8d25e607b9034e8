/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-files.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-file.h"
#include "loket-text.h"

/*
 * The files of a hub beside its database, all of mode 0600 in folders of 0700:
 *
 *     uploads/ID          what came of a file so far, maybe with more behind it
 *                         than the database counts
 *     blobs/aa/SHA256     a whole file under its hash, which never changes
 *
 * No name of a person's file is ever one of ours. A blob is durable, and so is
 * its entry in its folder, before the database tells of it.
 */

#define UPLOADS "uploads"
#define BLOBS   "blobs"
#define SHA256_CHARS 64

static gboolean
fail (GError     **error,
      const char  *what,
      const char  *path)
{
  int code = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s “%s”: %s", what, path,
               g_strerror (code));
  return FALSE;
}

/**
 * loket_hub_files_is_sha256:
 * @text: something from outside
 *
 * Tells whether a text is a SHA-256 as we write it: 64 lower-case hexadecimal
 * digits. Any thread.
 *
 * Returns: whether it is
 */
gboolean
loket_hub_files_is_sha256 (const char *text)
{
  return strspn (text, "0123456789abcdef") == SHA256_CHARS && text[SHA256_CHARS] == '\0';
}

/**
 * loket_hub_files_dup_partial:
 * @folder: the hub's folder
 * @upload_id: a UUID
 *
 * Tells where the bytes of an upload are while it is not whole. Any thread.
 *
 * Returns: (transfer full): a path
 */
char *
loket_hub_files_dup_partial (const char *folder,
                             const char *upload_id)
{
  g_return_val_if_fail (loket_text_is_uuid (upload_id), NULL);

  return g_build_filename (folder, UPLOADS, upload_id, NULL);
}

/**
 * loket_hub_files_dup_blob:
 * @folder: the hub's folder, or a copy's
 * @sha256: the file's hash
 *
 * Tells where a whole file is. Any thread.
 *
 * Returns: (transfer full): a path
 */
char *
loket_hub_files_dup_blob (const char *folder,
                          const char *sha256)
{
  char shelf[3] = { sha256[0], sha256[1], '\0' };

  g_return_val_if_fail (loket_hub_files_is_sha256 (sha256), NULL);

  return g_build_filename (folder, BLOBS, shelf, sha256, NULL);
}

/**
 * loket_hub_files_prepare:
 * @folder: the hub's folder
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Makes what is missing of the folders. Any thread; blocks for the disk, as all
 * functions of this file do.
 *
 * Returns: whether they are there
 */
gboolean
loket_hub_files_prepare (const char  *folder,
                         GError     **error)
{
  g_autofree char *uploads = g_build_filename (folder, UPLOADS, NULL);
  g_autofree char *blobs = g_build_filename (folder, BLOBS, NULL);

  return loket_file_make_private_dir (uploads, error) && loket_file_make_private_dir (blobs, error);
}

/**
 * loket_hub_files_open_partial:
 * @folder: the hub's folder
 * @upload_id: a UUID
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Opens the bytes of an upload for writing; a new one is empty. Any thread.
 *
 * Returns: a file descriptor, -1 on error
 */
int
loket_hub_files_open_partial (const char  *folder,
                              const char  *upload_id,
                              GError     **error)
{
  g_autofree char *path = loket_hub_files_dup_partial (folder, upload_id);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    fail (error, "Cannot open", path);
  return fd;
}

/**
 * loket_hub_files_open_blob:
 * @folder: the hub's folder
 * @sha256: the file's hash
 * @size: (out): its size in bytes
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Opens a whole file for reading. Any thread.
 *
 * Returns: a file descriptor, -1 on error
 */
int
loket_hub_files_open_blob (const char  *folder,
                           const char  *sha256,
                           gint64      *size,
                           GError     **error)
{
  g_autofree char *path = loket_hub_files_dup_blob (folder, sha256);
  struct stat info;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);

  if (fd >= 0 && fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    {
      *size = info.st_size;
      return fd;
    }
  fail (error, "Cannot open", path);
  if (fd >= 0)
    g_close (fd, NULL);
  return -1;
}

/**
 * loket_hub_files_write:
 * @fd: an open file
 * @offset: where to, in bytes
 * @bytes: what
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Writes all of @bytes. Any thread.
 *
 * Returns: whether all is written, not yet durably
 */
gboolean
loket_hub_files_write (int      fd,
                       gint64   offset,
                       GBytes  *bytes,
                       GError **error)
{
  gsize left;
  const guint8 *data = g_bytes_get_data (bytes, &left);

  while (left > 0)
    {
      gssize n = pwrite (fd, data, left, offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return fail (error, "Cannot write", "an upload");
      data += n;
      offset += n;
      left -= (gsize) n;
    }
  return TRUE;
}

/**
 * loket_hub_files_shorten:
 * @fd: an open file
 * @size: how many bytes stay
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Drops what is behind. Any thread.
 *
 * Returns: whether nothing is behind any more
 */
gboolean
loket_hub_files_shorten (int      fd,
                         gint64   size,
                         GError **error)
{
  return ftruncate (fd, size) == 0 || fail (error, "Cannot write", "an upload");
}

/**
 * loket_hub_files_sync:
 * @fd: an open file
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Makes what was written durable. Any thread.
 *
 * Returns: whether it is
 */
gboolean
loket_hub_files_sync (int      fd,
                      GError **error)
{
  return fsync (fd) == 0 || fail (error, "Cannot write", "an upload");
}

/* So that a new name in a folder survives a loss of power. */
static gboolean
sync_folder_of (const char  *path,
                GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    fail (error, "Cannot write", folder);
  if (fd >= 0)
    g_close (fd, NULL);
  return synced;
}

/**
 * loket_hub_files_hash:
 * @path: a file; a link is not followed
 * @size: (out) (optional): how many bytes it has
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Reads a file through, in small pieces. Any thread.
 *
 * Returns: (transfer full) (nullable): its SHA-256, lower-case hexadecimal
 */
char *
loket_hub_files_hash (const char  *path,
                      gint64      *size,
                      GError     **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (65536);
  gint64 total = 0;
  gssize n = 0;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);

  while (fd >= 0 && ((n = read (fd, buffer, 65536)) > 0 || (n < 0 && errno == EINTR)))
    if (n > 0)
      {
        g_checksum_update (checksum, buffer, n);
        total += n;
      }
  if (fd < 0 || n < 0)
    {
      fail (error, "Cannot read", path);
      if (fd >= 0)
        g_close (fd, NULL);
      return NULL;
    }
  g_close (fd, NULL);
  if (size != NULL)
    *size = total;
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
make_shelf (const char  *blob,
            GError     **error)
{
  g_autofree char *shelf = g_path_get_dirname (blob);

  return g_file_test (shelf, G_FILE_TEST_IS_DIR) ||
         (loket_file_make_private_dir (shelf, error) && sync_folder_of (shelf, error));
}

static gboolean
move_and_sync (const char  *from,
               const char  *to,
               GError     **error)
{
  if (g_rename (from, to) != 0)
    return fail (error, "Cannot move", from);
  return sync_folder_of (to, error) && sync_folder_of (from, error);
}

/**
 * loket_hub_files_adopt:
 * @folder: the hub's folder
 * @upload_id: an upload whose bytes are all there and durable
 * @sha256: their hash
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Makes a whole file of an upload. Where the same file was there before, it is
 * replaced. Any thread.
 *
 * Returns: whether it is there, durably
 */
gboolean
loket_hub_files_adopt (const char  *folder,
                       const char  *upload_id,
                       const char  *sha256,
                       GError     **error)
{
  g_autofree char *from = loket_hub_files_dup_partial (folder, upload_id);
  g_autofree char *to = loket_hub_files_dup_blob (folder, sha256);

  return make_shelf (to, error) && move_and_sync (from, to, error);
}

/**
 * loket_hub_files_give_back:
 * @folder: the hub's folder
 * @upload_id: an upload that the database does not know to be whole
 * @sha256: its hash
 *
 * Undoes loket_hub_files_adopt() after a stop between it and the database: only
 * for a blob that the database does not tell of. Any thread.
 *
 * Returns: whether there was something to undo
 */
gboolean
loket_hub_files_give_back (const char *folder,
                           const char *upload_id,
                           const char *sha256)
{
  g_autofree char *partial = loket_hub_files_dup_partial (folder, upload_id);
  g_autofree char *blob = loket_hub_files_dup_blob (folder, sha256);

  return !g_file_test (partial, G_FILE_TEST_EXISTS) && move_and_sync (blob, partial, NULL);
}

/**
 * loket_hub_files_add:
 * @folder: the hub's folder
 * @sha256: of @bytes
 * @bytes: a whole file
 * @error: return location for a #GError
 *
 * Stores a file that did not come by an upload. Any thread.
 *
 * Returns: whether it is there, durably
 */
gboolean
loket_hub_files_add (const char  *folder,
                     const char  *sha256,
                     GBytes      *bytes,
                     GError     **error)
{
  g_autofree char *path = loket_hub_files_dup_blob (folder, sha256);

  return make_shelf (path, error) && loket_file_write_private (path, bytes, error) &&
         sync_folder_of (path, error);
}

/**
 * loket_hub_files_copy:
 * @from_folder: a hub's folder, or that of a copy
 * @to_folder: another one
 * @sha256: which file
 * @error: return location for a #GError of %G_IO_ERROR; %G_IO_ERROR_INVALID_DATA
 *   where the file is not what its name says
 *
 * Copies a whole file, and looks that it arrived. Any thread.
 *
 * Returns: whether it is there, durably
 */
gboolean
loket_hub_files_copy (const char  *from_folder,
                      const char  *to_folder,
                      const char  *sha256,
                      GError     **error)
{
  g_autofree char *from = loket_hub_files_dup_blob (from_folder, sha256);
  g_autofree char *to = loket_hub_files_dup_blob (to_folder, sha256);
  g_autofree char *begun = g_strconcat (to, ".copy", NULL);
  g_autofree char *hash = NULL;
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (begun);
  gboolean copied;
  int fd;

  if (!make_shelf (to, error) ||
      !g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS |
                    G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, error))
    return FALSE;
  hash = loket_hub_files_hash (begun, NULL, error);
  if (g_strcmp0 (hash, sha256) != 0)
    {
      if (hash != NULL)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "“%s” is damaged", from);
      g_unlink (begun);
      return FALSE;
    }
  fd = g_open (begun, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);
  copied = fd >= 0 && fchmod (fd, 0600) == 0 && fsync (fd) == 0;
  if (!copied)
    fail (error, "Cannot write", begun);
  if (fd >= 0)
    g_close (fd, NULL);
  return copied && move_and_sync (begun, to, error);
}

/**
 * loket_hub_files_cut:
 * @folder: the hub's folder
 * @upload_id: an upload that is not whole
 * @size: how many of its bytes the database counts
 *
 * Drops what the database does not count. Any thread.
 *
 * Returns: how many bytes are there for sure; less than @size where some are lost
 */
gint64
loket_hub_files_cut (const char *folder,
                     const char *upload_id,
                     gint64      size)
{
  g_autofree char *path = loket_hub_files_dup_partial (folder, upload_id);
  struct stat info;

  if (g_lstat (path, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size < size)
    return 0;
  return info.st_size == size || truncate (path, size) == 0 ? size : 0;
}

/**
 * loket_hub_files_remove_partial:
 * @folder: the hub's folder
 * @upload_id: an upload
 *
 * Removes the bytes of an upload that is not whole. Any thread.
 */
void
loket_hub_files_remove_partial (const char *folder,
                                const char *upload_id)
{
  g_autofree char *path = loket_hub_files_dup_partial (folder, upload_id);

  g_unlink (path);
}

/**
 * loket_hub_files_remove_blob:
 * @folder: the hub's folder
 * @sha256: a file's hash
 *
 * Removes a whole file that the database does not tell of any more. Any thread.
 */
void
loket_hub_files_remove_blob (const char *folder,
                             const char *sha256)
{
  g_autofree char *path = loket_hub_files_dup_blob (folder, sha256);

  g_unlink (path);
}

static void
foreach_name (const char        *folder,
              LoketHubFilesFunc  func,
              gpointer           data)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      func (name, path, data);
    }
}

/**
 * loket_hub_files_foreach_partial:
 * @folder: the hub's folder
 * @func: (scope call): what to call; may remove the file
 * @data: for @func
 *
 * Tells of each file in the folder of uploads, also of one that does not belong
 * there. Any thread.
 */
void
loket_hub_files_foreach_partial (const char        *folder,
                                 LoketHubFilesFunc  func,
                                 gpointer           data)
{
  g_autofree char *uploads = g_build_filename (folder, UPLOADS, NULL);

  foreach_name (uploads, func, data);
}

typedef struct
{
  LoketHubFilesFunc func;
  gpointer          data;
} Shelf;

static void
open_shelf_cb (const char *name,
               const char *path,
               gpointer    data)
{
  Shelf *shelf = data;

  foreach_name (path, shelf->func, shelf->data);
}

/**
 * loket_hub_files_foreach_blob:
 * @folder: the hub's folder
 * @func: (scope call): what to call; may remove the file
 * @data: for @func
 *
 * Tells of each file on the shelves, also of one that does not belong there. Any
 * thread.
 */
void
loket_hub_files_foreach_blob (const char        *folder,
                              LoketHubFilesFunc  func,
                              gpointer           data)
{
  g_autofree char *blobs = g_build_filename (folder, BLOBS, NULL);
  Shelf shelf = { func, data };

  foreach_name (blobs, open_shelf_cb, &shelf);
}
