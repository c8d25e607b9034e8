/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "crash-disk.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/*
 * The functions that change files, in front of those of the C library: all that
 * SQLite, GLib and the program itself do below one folder is written down, in the
 * order in which it happened. From that a disk is made as it may look after the
 * power failed behind any step:
 *
 *  - what was synced is there;
 *  - of what was written since, any sectors of 512 bytes may be there, or none;
 *  - of new, renamed and deleted names those up to some point are there, at least
 *    up to the last sync of the folder.
 *
 * The index of a write-ahead log (-shm) is shared memory and never on the disk.
 */

#define SECTOR 512

typedef enum
{
  STEP_CREATE,
  STEP_WRITE,
  STEP_RESIZE,
  STEP_SYNC,
  STEP_SYNC_FOLDER,
  STEP_RENAME,
  STEP_UNLINK
} StepKind;

/* A file, whatever its name: what is on the disk for sure, and the rest. */
typedef struct
{
  GByteArray *synced;
  GPtrArray  *unsynced; /* Step: writes and resizes, in order; not owned */
} File;

typedef struct
{
  StepKind kind;
  char    *path;
  char    *to;
  goffset  at;
  GBytes  *data;
  File    *created; /* when it was played */
} Step;


static GMutex lock;
static char root[PATH_MAX];
static char liar[64];
static gint recording;
static GPtrArray *steps;
static guint position;
static GHashTable *names;        /* as the programs see them: path -> File */
static GHashTable *synced_names; /* as they are on the disk for sure */
static GPtrArray *new_names;     /* Step: not synced, in order; not owned */

static File *
file_new (void)
{
  File *file = g_atomic_rc_box_new0 (File);

  file->synced = g_byte_array_new ();
  file->unsynced = g_ptr_array_new ();
  return file;
}

static void
file_clear (gpointer data)
{
  File *file = data;

  g_byte_array_unref (file->synced);
  g_ptr_array_unref (file->unsynced);
}

static void
file_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, file_clear);
}

static void
step_free (Step *step)
{
  g_free (step->path);
  g_free (step->to);
  g_clear_pointer (&step->data, g_bytes_unref);
  g_clear_pointer (&step->created, file_unref);
  g_free (step);
}

/* Where a file is below the root, or NULL. */
static const char *
inside (const char *path)
{
  gsize length = strlen (root);

  if (!g_atomic_int_get (&recording) || strncmp (path, root, length) != 0 ||
      (path[length] != '/' && path[length] != '\0') || g_str_has_suffix (path, "-shm"))
    return NULL;
  return path + length;
}

static void
note (StepKind    kind,
      const char *path,
      const char *to,
      goffset     at,
      const void *data,
      gsize       size)
{
  Step *step = g_new0 (Step, 1);

  step->kind = kind;
  step->path = g_strdup (path);
  step->to = g_strdup (to);
  step->at = at;
  step->data = data != NULL ? g_bytes_new (data, size) : NULL;
  g_mutex_lock (&lock);
  g_ptr_array_add (steps, step);
  g_mutex_unlock (&lock);
}

static const char *
path_of (int   fd,
         char  path[PATH_MAX])
{
  char link[64];
  int saved = errno;
  gssize n;

  if (!g_atomic_int_get (&recording))
    return NULL;
  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  n = readlink (link, path, PATH_MAX - 1);
  path[n > 0 ? n : 0] = '\0';
  errno = saved;
  return inside (path);
}

#define REAL(result, name, types)                    \
  static result (*real) types;                       \
  if (real == NULL)                                  \
  *(void **) &real = dlsym (RTLD_NEXT, #name)

#define DEFINE_OPEN(name)                                                      \
  int name (const char *path, int flags, ...)                  \
  {                                                                            \
    const char *mine = inside (path);                                          \
    struct stat info;                                                          \
    gboolean fresh = mine != NULL && (flags & O_CREAT) != 0 && stat (path, &info) != 0; \
    va_list more;                                                              \
    mode_t mode;                                                               \
    int fd;                                                                    \
    REAL (int, name, (const char *, int, ...));                                \
    va_start (more, flags);                                                    \
    mode = va_arg (more, mode_t);                                              \
    va_end (more);                                                             \
    fd = real (path, flags, mode);                                             \
    if (fd >= 0 && fresh)                                                      \
      note (STEP_CREATE, mine, NULL, 0, NULL, 0);                              \
    else if (fd >= 0 && mine != NULL && (flags & O_TRUNC) != 0)                \
      note (STEP_RESIZE, mine, NULL, 0, NULL, 0);                              \
    return fd;                                                                 \
  }

DEFINE_OPEN (open)
DEFINE_OPEN (open64)

#define DEFINE_PWRITE(name, offset_t)                                          \
  ssize_t name (int fd, const void *data, size_t size, offset_t at) \
  {                                                                            \
    char buffer[PATH_MAX];                                                     \
    const char *mine = path_of (fd, buffer);                                   \
    ssize_t n;                                                                 \
    REAL (ssize_t, name, (int, const void *, size_t, offset_t));               \
    n = real (fd, data, size, at);                                             \
    if (n > 0 && mine != NULL)                                                 \
      note (STEP_WRITE, mine, NULL, at, data, (gsize) n);                      \
    return n;                                                                  \
  }

DEFINE_PWRITE (pwrite, off_t)
DEFINE_PWRITE (pwrite64, off64_t)

ssize_t
write (int         fd,
       const void *data,
       size_t      size)
{
  char buffer[PATH_MAX];
  const char *mine = path_of (fd, buffer);
  ssize_t n;

  REAL (ssize_t, write, (int, const void *, size_t));
  n = real (fd, data, size);
  if (n > 0 && mine != NULL)
    note (STEP_WRITE, mine, NULL, lseek (fd, 0, SEEK_CUR) - n, data, (gsize) n);
  return n;
}

#define DEFINE_TRUNCATE(name, offset_t)                                        \
  int name (int fd, offset_t size)                             \
  {                                                                            \
    char buffer[PATH_MAX];                                                     \
    const char *mine = path_of (fd, buffer);                                   \
    int code;                                                                  \
    REAL (int, name, (int, offset_t));                                         \
    code = real (fd, size);                                                    \
    if (code == 0 && mine != NULL)                                             \
      note (STEP_RESIZE, mine, NULL, size, NULL, 0);                           \
    return code;                                                               \
  }

DEFINE_TRUNCATE (ftruncate, off_t)
DEFINE_TRUNCATE (ftruncate64, off64_t)

#define DEFINE_SYNC(name)                                                      \
  int name (int fd)                                            \
  {                                                                            \
    char buffer[PATH_MAX];                                                     \
    const char *mine = path_of (fd, buffer);                                   \
    struct stat info;                                                          \
    if (mine != NULL && fstat (fd, &info) == 0 &&                              \
        (*liar == '\0' || !g_str_has_prefix (*mine != '\0' ? mine + 1 : "/", liar)))           \
      note (S_ISDIR (info.st_mode) ? STEP_SYNC_FOLDER : STEP_SYNC, mine, NULL, 0, NULL, 0); \
    return 0;                                                                  \
  }

DEFINE_SYNC (fsync)
DEFINE_SYNC (fdatasync)

int
rename (const char *from,
        const char *to)
{
  const char *mine = inside (from);
  const char *target = inside (to);
  int code;

  REAL (int, rename, (const char *, const char *));
  code = real (from, to);
  if (code == 0 && mine != NULL && target != NULL)
    note (STEP_RENAME, mine, target, 0, NULL, 0);
  return code;
}

#define DEFINE_UNLINK(name)                                                    \
  int name (const char *path)                                  \
  {                                                                            \
    const char *mine = inside (path);                                          \
    int code;                                                                  \
    REAL (int, name, (const char *));                                          \
    code = real (path);                                                        \
    if (code == 0 && mine != NULL)                                             \
      note (STEP_UNLINK, mine, NULL, 0, NULL, 0);                              \
    return code;                                                               \
  }

DEFINE_UNLINK (unlink)
DEFINE_UNLINK (remove)

/* Writes down what happens below @folder from now on. Syncs of files
 * whose names begin with @who_lies (`/`: of the folder) are believed in, but do
 * nothing. */
void
crash_disk_start (const char *folder,
                  const char *who_lies)
{
  g_strlcpy (root, folder, sizeof root);
  g_strlcpy (liar, who_lies != NULL ? who_lies : "", sizeof liar);
  steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  g_atomic_int_set (&recording, 1);
}

void
crash_disk_stop (void)
{
  g_atomic_int_set (&recording, 0);
}

guint
crash_disk_get_n_steps (void)
{
  guint n;

  g_mutex_lock (&lock);
  n = steps->len;
  g_mutex_unlock (&lock);
  return n;
}

/* Back to the time before the first step. */
void
crash_disk_rewind (void)
{
  g_clear_pointer (&names, g_hash_table_unref);
  g_clear_pointer (&synced_names, g_hash_table_unref);
  g_clear_pointer (&new_names, g_ptr_array_unref);
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_unref);
  synced_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_unref);
  new_names = g_ptr_array_new ();
  position = 0;
}

static void
resize (GByteArray *bytes,
        goffset     size)
{
  guint before = bytes->len;

  g_byte_array_set_size (bytes, (guint) size);
  if (bytes->len > before)
    memset (bytes->data + before, 0, bytes->len - before);
}

static void
put (GByteArray *bytes,
     const Step *step,
     gsize       from,
     gsize       size)
{
  if (step->at + from + size > bytes->len)
    resize (bytes, step->at + (goffset) (from + size));
  memcpy (bytes->data + step->at + from, (const guint8 *) g_bytes_get_data (step->data, NULL) + from, size);
}

/* Of a write some sectors, of the disk's own borders; NULL for all of it. */
static void
apply (GByteArray *bytes,
       const Step *step,
       GRand      *rand)
{
  gsize size = step->data != NULL ? g_bytes_get_size (step->data) : 0;

  if (step->kind == STEP_RESIZE)
    {
      if (rand == NULL || g_rand_boolean (rand))
        resize (bytes, step->at);
      return;
    }
  for (gsize from = 0; from < size;)
    {
      gsize length = MIN (size - from, SECTOR - (gsize) ((step->at + (goffset) from) % SECTOR));

      if (rand == NULL || g_rand_boolean (rand))
        put (bytes, step, from, length);
      from += length;
    }
}

static void
apply_name (GHashTable *table,
            const Step *step)
{
  gpointer file;
  gpointer key;

  if (step->kind == STEP_CREATE)
    g_hash_table_replace (table, g_strdup (step->path), g_atomic_rc_box_acquire (step->created));
  else if (step->kind == STEP_UNLINK)
    g_hash_table_remove (table, step->path);
  else if (g_hash_table_steal_extended (table, step->path, &key, &file))
    {
      g_hash_table_replace (table, g_strdup (step->to), file);
      g_free (key);
    }
}

static void
sync_names (void)
{
  for (guint i = 0; i < new_names->len; i++)
    apply_name (synced_names, g_ptr_array_index (new_names, i));
  g_ptr_array_set_size (new_names, 0);
}

static void
play (Step *step)
{
  File *file = g_hash_table_lookup (names, step->path);

  switch (step->kind)
    {
    case STEP_CREATE:
    case STEP_RENAME:
    case STEP_UNLINK:
      g_clear_pointer (&step->created, file_unref);
      if (step->kind == STEP_CREATE)
        step->created = file_new ();
      apply_name (names, step);
      g_ptr_array_add (new_names, step);
      break;
    case STEP_WRITE:
    case STEP_RESIZE:
      if (file != NULL)
        g_ptr_array_add (file->unsynced, step);
      break;
    case STEP_SYNC:
      for (guint i = 0; file != NULL && i < file->unsynced->len; i++)
        apply (file->synced, g_ptr_array_index (file->unsynced, i), NULL);
      if (file != NULL)
        g_ptr_array_set_size (file->unsynced, 0);
      break;
    case STEP_SYNC_FOLDER:
    default:
      sync_names ();
      break;
    }
}

/* On to the moment behind so many steps; not backwards. */
void
crash_disk_advance (guint n_steps)
{
  while (position < n_steps)
    play (g_ptr_array_index (steps, position++));
}

static void
copy_names (GHashTable *to,
            GHashTable *from)
{
  GHashTableIter iter;
  gpointer path, file;

  g_hash_table_iter_init (&iter, from);
  while (g_hash_table_iter_next (&iter, &path, &file))
    g_hash_table_replace (to, g_strdup (path), g_atomic_rc_box_acquire (file));
}

/* Those that were synced, and of what was done to names since, the beginning. */
static GHashTable *
choose_names (GRand *rand)
{
  GHashTable *chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, file_unref);
  guint keep = (guint) g_rand_int_range (rand, 0, (gint32) new_names->len + 1);

  copy_names (chosen, synced_names);
  for (guint i = 0; i < keep; i++)
    apply_name (chosen, g_ptr_array_index (new_names, i));
  return chosen;
}

/* Puts into an empty @folder what a disk may hold now. */
void
crash_disk_write_image (const char *folder,
                        GRand      *rand)
{
  g_autoptr (GHashTable) chosen = choose_names (rand);
  guint mood = (guint) g_rand_int_range (rand, 0, 4); /* all, nothing, or any of the rest */
  GHashTableIter iter;
  gpointer path, data;

  g_hash_table_iter_init (&iter, chosen);
  while (g_hash_table_iter_next (&iter, &path, &data))
    {
      File *file = data;
      g_autoptr (GByteArray) bytes = g_byte_array_sized_new (file->synced->len + SECTOR);
      g_autofree char *whole = g_strconcat (folder, path, NULL);
      g_autofree char *parent = g_path_get_dirname (whole);
      g_autoptr (GError) error = NULL;

      g_byte_array_append (bytes, file->synced->data, file->synced->len);
      for (guint i = 0; mood != 1 && i < file->unsynced->len; i++)
        apply (bytes, g_ptr_array_index (file->unsynced, i), mood == 0 ? NULL : rand);
      g_mkdir_with_parents (parent, 0700);
      g_file_set_contents_full (whole, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_NONE,
                                0600, &error);
      g_assert_no_error (error);
    }
}
