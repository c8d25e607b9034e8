/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-vault"

#include "config.h"

#include "loket-vault-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib/gstdio.h>
#include <sodium.h>

static void
set_errno_error (GError    **error,
                 int         code,
                 const char *what)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", what, g_strerror (code));
}

/* Reads @plain to its end and writes it chunk by chunk. */
static gboolean
seal_chunks (LoketVault     *self,
             const char     *context,
             GInputStream   *plain,
             GOutputStream  *out,
             GCancellable   *cancellable,
             GError        **error)
{
  crypto_secretstream_xchacha20poly1305_state state;
  guint8 header[1 + crypto_secretstream_xchacha20poly1305_HEADERBYTES] = { LOKET_VAULT_FILE_VERSION };
  g_autofree guint8 *chunk = g_malloc (LOKET_VAULT_CHUNK_BYTES);
  g_autofree guint8 *sealed =
    g_malloc (LOKET_VAULT_CHUNK_BYTES + crypto_secretstream_xchacha20poly1305_ABYTES);
  gboolean last = FALSE;
  gboolean done;

  crypto_secretstream_xchacha20poly1305_init_push (&state, header + 1, _loket_vault_key_peek (self->files));
  done = g_output_stream_write_all (out, header, sizeof header, NULL, cancellable, error);
  while (done && !last)
    {
      gsize n = 0;
      unsigned long long sealed_length = 0;

      done = g_input_stream_read_all (plain, chunk, LOKET_VAULT_CHUNK_BYTES, &n, cancellable, error);
      if (!done)
        break;
      last = n < LOKET_VAULT_CHUNK_BYTES;
      crypto_secretstream_xchacha20poly1305_push (&state, sealed, &sealed_length, chunk, n,
                                                  (const guint8 *) context, strlen (context),
                                                  last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                       : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
      done = g_output_stream_write_all (out, sealed, sealed_length, NULL, cancellable, error);
    }
  sodium_memzero (&state, sizeof state);
  sodium_memzero (chunk, LOKET_VAULT_CHUNK_BYTES);
  return done;
}

static gboolean
sync_folder_of (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    g_close (fd, NULL);
  return done;
}

/**
 * loket_vault_seal_file:
 * @self: a vault
 * @context: what the file is, as the id of an attachment; the same is needed to
 *   open it
 * @plain: what to seal, read to its end
 * @path: the file, replaced in one step when all of it was written
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError of %G_IO_ERROR, or what @plain gives
 *
 * Seals a file in chunks of 64 KiB, readable by its owner only. After a failure
 * or a crash @path is what it was before. Any thread; blocks.
 *
 * Returns: whether it was written and is durable
 */
gboolean
loket_vault_seal_file (LoketVault    *self,
                       const char    *context,
                       GInputStream  *plain,
                       const char    *path,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autofree char *temporary = NULL;
  g_autoptr (GOutputStream) out = NULL;
  int fd;

  g_return_val_if_fail (self != NULL && context != NULL && G_IS_INPUT_STREAM (plain) && path != NULL, FALSE);

  /* Under a name of its own: what a crash leaves is never taken for the file. */
  temporary = g_strdup_printf ("%s.part-%08x", path, randombytes_random ());
  fd = g_open (temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      set_errno_error (error, errno, "Cannot make the file");
      return FALSE;
    }
  out = g_unix_output_stream_new (fd, FALSE);
  if (!seal_chunks (self, context, plain, out, cancellable, error))
    {
      g_close (fd, NULL);
      g_unlink (temporary);
      return FALSE;
    }
  if (fsync (fd) != 0 || !g_close (g_steal_fd (&fd), NULL) || g_rename (temporary, path) != 0 ||
      !sync_folder_of (path))
    {
      set_errno_error (error, errno, "Cannot write the file");
      if (fd >= 0)
        g_close (fd, NULL);
      g_unlink (temporary);
      return FALSE;
    }
  return TRUE;
}

/**
 * loket_vault_open_file:
 * @self: a vault
 * @context: what the file was sealed as
 * @path: the file; a link is not followed
 * @cancellable: (nullable): to give up
 * @error: return location for a #GError of %G_IO_ERROR or %LOKET_VAULT_ERROR
 *
 * Opens a sealed file for reading from its start. A read gives
 * %LOKET_VAULT_ERROR_DAMAGED where a chunk is not what was sealed, and where the
 * file ends before its last chunk: only one that was read to its end is whole.
 * Any thread; blocks.
 *
 * Returns: (transfer full) (nullable): the plain content
 */
GInputStream *
loket_vault_open_file (LoketVault    *self,
                       const char    *context,
                       const char    *path,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (GInputStream) file = NULL;
  struct stat info;
  int fd;

  g_return_val_if_fail (self != NULL && context != NULL && path != NULL, NULL);

  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  if (fd < 0)
    {
      set_errno_error (error, errno, "Cannot open the file");
      return NULL;
    }
  file = g_unix_input_stream_new (fd, TRUE);
  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      set_errno_error (error, EINVAL, "Not a regular file");
      return NULL;
    }
  return _loket_vault_input_new (self, context, file, cancellable, error);
}
