/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-db"

#include "config.h"

#include "loket-db-private.h"

#include <string.h>

/*
 * Pages that tell when they were damaged. SQLite itself looks at the structure of
 * a page at most: a changed number of rows, flag or hash goes unnoticed, and rows
 * with it. So the last bytes of every page of the file hold a checksum of the
 * rest, which is set when a page is written and looked at when one is read.
 *
 *     SQLite ──▶ this layer ──▶ the system's layer ──▶ file
 *                page: checksum      all else as it is
 *
 * The log has checksums of SQLite's own, which a start looks at; pages that move
 * from it into the file get theirs here. A file that was made without room for
 * them is read as it is and not checked; see _loket_db_pages_are_checked().
 */

/* Where SQLite's header tells the size of pages, and what each leaves free. */
#define SIZE_OFFSET 16
#define RESERVE_OFFSET 20
#define HEADER_SIZE 100
#define DEFAULT_PAGE_SIZE 4096
#define MAX_PAGE_SIZE 65536

/* A reader that takes parts of pages would see them unchecked. Newer than the
 * oldest SQLite that we build with. */
#define TRAIT_SUBPAGE_READ 0x00008000

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;
  gboolean      checked;
  int           page_size;
  guint8       *page;      /* room for one; NULL until it is needed */
} File;

#define REAL(file) (((File *) (file))->real)
#define CALL(file, method, ...) REAL (file)->pMethods->method (REAL (file), ##__VA_ARGS__)

/* Four sums side by side, each step of which can be undone: so a change of a
 * single word always changes the result. */
static guint64
sum_page (const guint8 *page,
          int           size)
{
  const guint64 factor = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 lanes[4] = { 1, 2, 3, 4 };
  guint64 sum = (guint64) size;

  for (int at = 0, i = 0; at + 8 <= size; at += 8, i = (i + 1) & 3)
    {
      guint64 word;

      memcpy (&word, page + at, sizeof word);
      word = (lanes[i] ^ GUINT64_FROM_LE (word)) * factor;
      lanes[i] = word << 29 | word >> 35;
    }
  for (int i = 0; i < 4; i++)
    {
      sum = (sum ^ lanes[i]) * factor;
      sum ^= sum >> 32;
    }
  return sum;
}

static void
read_header (File         *self,
             const guint8 *header,
             int           n,
             sqlite3_int64 at)
{
  if (at != 0 || n < HEADER_SIZE || memcmp (header, "SQLite format 3", 16) != 0)
    return;
  self->page_size = header[SIZE_OFFSET] << 8 | header[SIZE_OFFSET + 1];
  if (self->page_size == 1)
    self->page_size = MAX_PAGE_SIZE;
  self->checked = header[RESERVE_OFFSET] == LOKET_DB_PAGE_RESERVE;
}

static gboolean
is_page (const File   *self,
         int           n,
         sqlite3_int64 at)
{
  return self->checked && n == self->page_size && n > LOKET_DB_PAGE_RESERVE && at % n == 0;
}

/* A disk that fails to answer is damage for SQLite, and a file that is damaged is
 * made anew. So it is asked twice: the one that failed once may answer. */
static int
read_patiently (sqlite3_file  *file,
                void          *data,
                int            n,
                sqlite3_int64  at)
{
  int code = CALL (file, xRead, data, n, at);

  return code == SQLITE_IOERR_CORRUPTFS || code == SQLITE_IOERR_READ ? CALL (file, xRead, data, n, at) : code;
}

static int
file_read (sqlite3_file  *file,
           void          *data,
           int            n,
           sqlite3_int64  at)
{
  File *self = (File *) file;
  int code = read_patiently (file, data, n, at);
  guint64 sum;

  if (code != SQLITE_OK)
    return code;
  read_header (self, data, n, at);
  if (!is_page (self, n, at))
    return SQLITE_OK;
  n -= LOKET_DB_PAGE_RESERVE;
  memcpy (&sum, (const guint8 *) data + n, sizeof sum);
  if (GUINT64_FROM_LE (sum) == sum_page (data, n))
    return SQLITE_OK;
  g_debug ("A page is not what was written");
  return SQLITE_IOERR_DATA;
}

static int
file_write (sqlite3_file  *file,
            const void    *data,
            int            n,
            sqlite3_int64  at)
{
  File *self = (File *) file;
  int length = n - LOKET_DB_PAGE_RESERVE;
  guint64 sum;

  read_header (self, data, n, at);
  if (!is_page (self, n, at))
    return CALL (file, xWrite, data, n, at);
  if (self->page == NULL)
    self->page = g_malloc (MAX_PAGE_SIZE);
  sum = GUINT64_TO_LE (sum_page (data, length));
  memcpy (self->page, data, (gsize) length);
  memcpy (self->page + length, &sum, sizeof sum);
  return CALL (file, xWrite, self->page, n, at);
}

static int
file_close (sqlite3_file *file)
{
  File *self = (File *) file;
  int code = CALL (file, xClose);

  g_clear_pointer (&self->real, g_free);
  g_clear_pointer (&self->page, g_free);
  return code;
}

static int
file_truncate (sqlite3_file  *file,
               sqlite3_int64  size)
{
  return CALL (file, xTruncate, size);
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  return CALL (file, xSync, flags);
}

static int
file_size (sqlite3_file  *file,
           sqlite3_int64 *size)
{
  return CALL (file, xFileSize, size);
}

static int
file_lock (sqlite3_file *file,
           int           level)
{
  return CALL (file, xLock, level);
}

static int
file_unlock (sqlite3_file *file,
             int           level)
{
  return CALL (file, xUnlock, level);
}

static int
file_check_lock (sqlite3_file *file,
                 int          *locked)
{
  return CALL (file, xCheckReservedLock, locked);
}

static int
file_control (sqlite3_file *file,
              int           op,
              void         *argument)
{
  return CALL (file, xFileControl, op, argument);
}

static int
file_sector_size (sqlite3_file *file)
{
  return CALL (file, xSectorSize);
}

static int
file_traits (sqlite3_file *file)
{
  return CALL (file, xDeviceCharacteristics) & ~TRAIT_SUBPAGE_READ;
}

static int
file_shm_map (sqlite3_file   *file,
              int             page,
              int             size,
              int             extend,
              void volatile **memory)
{
  return CALL (file, xShmMap, page, size, extend, memory);
}

static int
file_shm_lock (sqlite3_file *file,
               int           offset,
               int           n,
               int           flags)
{
  return CALL (file, xShmLock, offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  CALL (file, xShmBarrier);
}

static int
file_shm_unmap (sqlite3_file *file,
                int           remove)
{
  return CALL (file, xShmUnmap, remove);
}

/* Version 2: there is nothing to read files by as memory. */
static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_traits,
  .xShmMap = file_shm_map,
  .xShmLock = file_shm_lock,
  .xShmBarrier = file_shm_barrier,
  .xShmUnmap = file_shm_unmap,
};

static int
vfs_open (sqlite3_vfs  *vfs,
          const char   *name,
          sqlite3_file *file,
          int           flags,
          int          *out_flags)
{
  sqlite3_vfs *below = sqlite3_vfs_find (NULL);
  File *self = (File *) (void *) file;
  int code;

  memset (self, 0, sizeof *self);
  self->checked = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  self->page_size = DEFAULT_PAGE_SIZE;
  self->real = g_malloc0 ((gsize) below->szOsFile);
  code = below->xOpen (below, name, self->real, flags, out_flags);
  if (code == SQLITE_OK && self->real->pMethods->iVersion >= 2)
    {
      file->pMethods = &methods;
      return SQLITE_OK;
    }
  if (self->real->pMethods != NULL)
    self->real->pMethods->xClose (self->real);
  g_clear_pointer (&self->real, g_free);
  return code != SQLITE_OK ? code : SQLITE_CANTOPEN;
}

/**
 * _loket_db_get_page_vfs:
 *
 * Makes the layer of checked pages known to SQLite, over the one that is the
 * default whenever a file is opened. Any thread.
 *
 * Returns: its name, for sqlite3_open_v2()
 */
const char *
_loket_db_get_page_vfs (void)
{
  static sqlite3_vfs vfs;
  static gsize made;

  if (g_once_init_enter (&made))
    {
      /* What is not of files is the same in all layers below. */
      vfs = *sqlite3_vfs_find (NULL);
      vfs.pNext = NULL;
      vfs.zName = "loket-pages";
      vfs.szOsFile = (int) sizeof (File);
      vfs.xOpen = vfs_open;
      if (sqlite3_vfs_register (&vfs, 0) != SQLITE_OK)
        g_error ("SQLite takes no layer for its files");
      g_once_init_leave (&made, 1);
    }
  return vfs.zName;
}

/**
 * _loket_db_pages_are_checked:
 * @self: a connection through the layer of checked pages that has read its file
 *
 * Tells whether the file's pages have checksums; an empty one will have them. On
 * the owner's thread.
 *
 * Returns: whether damage of a page is noticed when it is read
 */
gboolean
_loket_db_pages_are_checked (LoketDb *self)
{
  sqlite3_file *file = NULL;

  if (sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK ||
      file == NULL || file->pMethods != &methods)
    return FALSE;
  return ((File *) (void *) file)->checked;
}
