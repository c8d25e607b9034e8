/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-reserve-private.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <glib/gstdio.h>

#include "loket-limits.h"

struct _LoketReserve
{
  char *folder;
  char *path;
};

static guint64
ask_disk (const char *folder)
{
  struct statvfs disk;

  return statvfs (folder, &disk) == 0 ? (guint64) disk.f_bavail * disk.f_frsize : G_MAXUINT64;
}

static LoketReserveRoom ask_room = ask_disk;

LoketReserve *
_loket_reserve_new (const char *folder)
{
  LoketReserve *self = g_new0 (LoketReserve, 1);

  self->folder = g_strdup (folder);
  self->path = g_build_filename (folder, "reserve.bin", NULL);
  return self;
}

void
_loket_reserve_free (LoketReserve *self)
{
  if (self == NULL)
    return;

  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

/* Takes the room, with real blocks. */
static gboolean
fill (const char *path)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  int code = fd >= 0 ? posix_fallocate (fd, 0, LOKET_LIMIT_RESERVE_BYTES) : -1;

  if (fd >= 0)
    g_close (fd, NULL);
  if (code == 0)
    return TRUE;
  g_unlink (path);
  return FALSE;
}

/* Makes it where there is room; whether there is one now. */
gboolean
_loket_reserve_make (LoketReserve *self)
{
  GStatBuf info;

  if (g_stat (self->path, &info) == 0 && info.st_size == LOKET_LIMIT_RESERVE_BYTES)
    return TRUE;
  return ask_room (self->folder) >= LOKET_LIMIT_LOW_DISK_BYTES + LOKET_LIMIT_RESERVE_BYTES &&
         fill (self->path);
}

/* Gives it back; whether there was one. */
gboolean
_loket_reserve_release (LoketReserve *self)
{
  return g_unlink (self->path) == 0;
}

/* How many bytes a folder's disk has left for us. */
guint64
_loket_reserve_ask (const char *folder)
{
  return ask_room (folder);
}

/* Lets a test say how much room there is; %NULL to ask the disk again. */
void
_loket_reserve_set_room (LoketReserveRoom room)
{
  ask_room = room != NULL ? room : ask_disk;
}
