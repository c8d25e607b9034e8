/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"

#include <sqlite3.h>
#include <unistd.h>

/* A layer over the real file system that counts, tears and refuses. */
typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real; /* right behind this */
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static gint steps;
static guint last_step;
static gint reads_to_go;
static gint reads_to_fail;
static gboolean (*disk_is_full) (gpointer data);
static gpointer disk_data;

#define REAL(file) (((File *) (file))->real)

static gboolean
is_end (void)
{
  return (guint) g_atomic_int_add (&steps, 1) + 1 == last_step;
}

static int
file_close (sqlite3_file *file)
{
  return REAL (file)->pMethods->xClose (REAL (file));
}

static int
file_read (sqlite3_file  *file,
           void          *data,
           int            n,
           sqlite3_int64  at)
{
  if (g_atomic_int_add (&reads_to_go, -1) <= 0 && g_atomic_int_add (&reads_to_fail, -1) > 0)
    return SQLITE_IOERR_CORRUPTFS; /* what it makes of EIO */
  return REAL (file)->pMethods->xRead (REAL (file), data, n, at);
}

static int
file_write (sqlite3_file  *file,
            const void    *data,
            int            n,
            sqlite3_int64  at)
{
  if (disk_is_full != NULL && disk_is_full (disk_data))
    return SQLITE_FULL;
  if (is_end ())
    {
      REAL (file)->pMethods->xWrite (REAL (file), data, n / 2, at);
      _exit (9);
    }
  return REAL (file)->pMethods->xWrite (REAL (file), data, n, at);
}

static int
file_truncate (sqlite3_file  *file,
               sqlite3_int64  size)
{
  if (is_end ())
    _exit (9);
  return REAL (file)->pMethods->xTruncate (REAL (file), size);
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  if (is_end ())
    _exit (9);
  return REAL (file)->pMethods->xSync (REAL (file), flags);
}

static int
file_size (sqlite3_file  *file,
           sqlite3_int64 *size)
{
  return REAL (file)->pMethods->xFileSize (REAL (file), size);
}

static int
file_lock (sqlite3_file *file,
           int           level)
{
  return REAL (file)->pMethods->xLock (REAL (file), level);
}

static int
file_unlock (sqlite3_file *file,
             int           level)
{
  return REAL (file)->pMethods->xUnlock (REAL (file), level);
}

static int
file_check_lock (sqlite3_file *file,
                 int          *locked)
{
  return REAL (file)->pMethods->xCheckReservedLock (REAL (file), locked);
}

static int
file_control (sqlite3_file *file,
              int           op,
              void         *argument)
{
  return REAL (file)->pMethods->xFileControl (REAL (file), op, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return REAL (file)->pMethods->xSectorSize (REAL (file));
}

static int
file_traits (sqlite3_file *file)
{
  return REAL (file)->pMethods->xDeviceCharacteristics (REAL (file));
}

static int
file_shm_map (sqlite3_file   *file,
              int             page,
              int             size,
              int             extend,
              void volatile **memory)
{
  return REAL (file)->pMethods->xShmMap (REAL (file), page, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file,
               int           offset,
               int           n,
               int           flags)
{
  return REAL (file)->pMethods->xShmLock (REAL (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  REAL (file)->pMethods->xShmBarrier (REAL (file));
}

static int
file_shm_unmap (sqlite3_file *file,
                int           remove)
{
  return REAL (file)->pMethods->xShmUnmap (REAL (file), remove);
}

static const sqlite3_io_methods methods = {
  2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock,
  file_unlock, file_check_lock, file_control, file_sector_size, file_traits, file_shm_map,
  file_shm_lock, file_shm_barrier, file_shm_unmap, NULL, NULL,
};

static int
vfs_open (sqlite3_vfs  *self,
          const char   *name,
          sqlite3_file *file,
          int           flags,
          int          *out_flags)
{
  File *ours = (File *) (void *) file;
  int code;

  ours->real = (sqlite3_file *) (void *) (ours + 1);
  code = real_vfs->xOpen (real_vfs, name, ours->real, flags, out_flags);
  file->pMethods = ours->real->pMethods != NULL ? &methods : NULL;
  return code;
}

static int
vfs_delete (sqlite3_vfs *self,
            const char  *name,
            int          sync)
{
  if (is_end ())
    _exit (9);
  return real_vfs->xDelete (real_vfs, name, sync);
}

void
fault_vfs_install (void)
{
  sqlite3_initialize ();
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "fault";
  vfs.szOsFile = (int) sizeof (File) + real_vfs->szOsFile;
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  g_assert (sqlite3_vfs_register (&vfs, 1) == SQLITE_OK);
}

guint
fault_vfs_get_steps (void)
{
  return (guint) g_atomic_int_get (&steps);
}

void
fault_vfs_end_at (guint step)
{
  last_step = step;
}

void
fault_vfs_set_full (gboolean (*is_full) (gpointer data),
                    gpointer   data)
{
  disk_is_full = is_full;
  disk_data = data;
}

void
fault_vfs_fail_reads (guint after,
                      guint n)
{
  g_atomic_int_set (&reads_to_go, (gint) after);
  g_atomic_int_set (&reads_to_fail, (gint) n);
}

gboolean
fault_vfs_has_failed_reads (void)
{
  return g_atomic_int_get (&reads_to_fail) <= 0;
}
