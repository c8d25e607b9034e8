/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-base"

#include "config.h"

#include "loket-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

static void
set_errno_error (GError    **error,
                 int         code,
                 const char *what,
                 const char *path)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               "%s “%s”: %s", what, path, g_strerror (code));
}

/**
 * loket_file_make_private_dir:
 * @path: the folder
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Makes a folder, and what is missing above it, that only its owner can enter.
 * A folder that is there already must be ours, not a link, and is narrowed to
 * mode 0700. Any thread; blocks.
 *
 * Returns: whether the folder is there and private
 */
gboolean
loket_file_make_private_dir (const char *path,
                             GError    **error)
{
  struct stat info;

  g_return_val_if_fail (path != NULL, FALSE);

  if (g_mkdir_with_parents (path, 0700) != 0 || g_lstat (path, &info) != 0)
    {
      set_errno_error (error, errno, "Cannot make the folder", path);
      return FALSE;
    }
  if (!S_ISDIR (info.st_mode))
    {
      set_errno_error (error, ENOTDIR, "Cannot use", path);
      return FALSE;
    }
  if (info.st_uid != geteuid ())
    {
      set_errno_error (error, EPERM, "Belongs to somebody else:", path);
      return FALSE;
    }
  if ((info.st_mode & 077) != 0 && g_chmod (path, 0700) != 0)
    {
      set_errno_error (error, errno, "Cannot make private", path);
      return FALSE;
    }
  return TRUE;
}

/**
 * loket_file_write_private:
 * @path: the file
 * @content: its whole content
 * @error: return location for a #GError of %G_FILE_ERROR
 *
 * Replaces a file in one step, so that after a crash it holds the old content
 * or the new, and lets only its owner read it. Any thread; blocks.
 *
 * Returns: whether it was written and is durable
 */
gboolean
loket_file_write_private (const char *path,
                          GBytes     *content,
                          GError    **error)
{
  gsize size;
  const char *data = g_bytes_get_data (content, &size);

  return g_file_set_contents_full (path, data != NULL ? data : "", (gssize) size,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * loket_file_read:
 * @path: the file; a link is not followed
 * @max_bytes: the largest size to accept
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Reads a small regular file. Any thread; blocks.
 *
 * Returns: (transfer full) (nullable): its content, %NULL with %G_IO_ERROR_NO_SPACE
 *   where it is larger than @max_bytes
 */
GBytes *
loket_file_read (const char *path,
                 gsize       max_bytes,
                 GError    **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  guint8 buffer[16384];
  struct stat info;
  gssize n;
  int fd;

  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  if (fd < 0)
    {
      set_errno_error (error, errno, "Cannot open", path);
      return NULL;
    }
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      g_close (fd, NULL);
      set_errno_error (error, EINVAL, "Not a regular file:", path);
      return NULL;
    }

  while ((n = read (fd, buffer, sizeof buffer)) != 0)
    {
      if (n < 0)
        {
          int code = errno;

          if (code == EINTR)
            continue;
          g_close (fd, NULL);
          set_errno_error (error, code, "Cannot read", path);
          return NULL;
        }
      g_byte_array_append (content, buffer, (guint) n);
      if (content->len > max_bytes)
        {
          g_close (fd, NULL);
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       "“%s” is larger than %" G_GSIZE_FORMAT " bytes", path, max_bytes);
          return NULL;
        }
    }

  g_close (fd, NULL);
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static gboolean
overwrite (int      fd,
           goffset  size)
{
  static const char zeros[64 * 1024];

  for (goffset at = 0; at < size;)
    {
      ssize_t n = pwrite (fd, zeros, (size_t) MIN ((goffset) sizeof zeros, size - at), at);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      at += n;
    }
  return fdatasync (fd) == 0;
}

/**
 * loket_file_wipe:
 * @path: the file
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Overwrites the content of a file with zeros, as far as the disk lets anybody,
 * and removes it. One that is not there is no error; of a link only the link
 * goes. Any thread; blocks.
 *
 * Returns: whether it is gone; it may be gone without being overwritten
 */
gboolean
loket_file_wipe (const char *path,
                 GError    **error)
{
  struct stat info;
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = g_open (path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  if (fd >= 0)
    {
      if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || !overwrite (fd, info.st_size))
        g_debug ("A file could not be overwritten before it went: %s", g_strerror (errno));
      g_close (fd, NULL);
    }
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  set_errno_error (error, errno, "Cannot remove", path);
  return FALSE;
}

/**
 * loket_file_lock:
 * @path: a lock file, made when missing
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Takes an advisory lock that ends with the process, however it ends. Does not
 * wait: a lock held elsewhere is %G_IO_ERROR_BUSY.
 *
 * Returns: a file descriptor to close for unlocking, -1 on error
 */
int
loket_file_lock (const char *path,
                 GError    **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd < 0)
    {
      set_errno_error (error, errno, "Cannot open", path);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      int code = errno;

      g_close (fd, NULL);
      if (code == EWOULDBLOCK)
        g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, "“%s” is in use", path);
      else
        set_errno_error (error, code, "Cannot lock", path);
      return -1;
    }
  return fd;
}
