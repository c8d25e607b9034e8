/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#include <glib/gstdio.h>

/*
 * SQLite before 3.51.3 can lose a write-ahead log when one connection commits
 * while another one checkpoints, and `import`, `user` and `init` may run beside
 * `serve`. So nobody checkpoints by itself (wal_autocheckpoint is 0, closing
 * does not checkpoint either), and two lock files keep the two acts apart:
 *
 *     lock             held by `serve` as long as it runs
 *     checkpoint.lock  shared by every writing command while it has the file
 *                      open; taken alone, without waiting, around a checkpoint
 *
 * `serve` checkpoints on the one thread that also does all its commits, so it
 * never meets itself. A command that finds no hub serving checkpoints as its
 * last act. Readers need neither lock.
 */

/* A lock of the folder; -1 without an error where it is taken and we do not wait. */
static int
take_lock (LoketHubSqlite  *self,
           const char      *name,
           int              how,
           GError         **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code;

  if (fd >= 0 && flock (fd, how) == 0)
    return fd;

  code = errno;
  if (fd >= 0)
    g_close (fd, NULL);
  if (fd < 0 || code != EWOULDBLOCK)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 "Cannot lock “%s”: %s", path, g_strerror (code));
  return -1;
}

/* Folds the log into the file unless a command writes; then next time. */
gboolean
_loket_hub_sqlite_checkpoint (LoketHubSqlite  *self,
                              GError         **error)
{
  int lock = take_lock (self, "checkpoint.lock", LOCK_EX | LOCK_NB, NULL);
  gboolean done;

  if (lock < 0)
    return TRUE;

  done = loket_db_checkpoint (self->db, error);
  g_close (lock, NULL);
  return done;
}

/* Says that a command is going to write; waits for a checkpoint to end. */
gboolean
_loket_hub_sqlite_begin_writing (LoketHubSqlite  *self,
                                 GError         **error)
{
  self->writing_lock = take_lock (self, "checkpoint.lock", LOCK_SH, error);
  return self->writing_lock >= 0;
}

/* The last act of a connection. */
void
_loket_hub_sqlite_end (LoketHubSqlite *self)
{
  g_autoptr (GError) error = NULL;
  int serve_lock = -1;

  if (self->mode != LOKET_HUB_SQLITE_SERVE)
    {
      serve_lock = take_lock (self, "lock", LOCK_EX | LOCK_NB, NULL);
      if (serve_lock < 0)
        return;
    }
  if (!_loket_hub_sqlite_checkpoint (self, &error))
    g_debug ("The last checkpoint failed: %s", error->message);
  if (serve_lock >= 0)
    g_close (serve_lock, NULL);
}
