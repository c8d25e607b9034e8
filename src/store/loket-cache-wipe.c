/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-cache-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-file.h"

/*
 * What becomes of a cache.db that is of no use. One of another version or key is
 * overwritten and removed. A damaged one is put aside for a look, the newest
 * only, and only where all that is personal in it is sealed: the header tells,
 * and where that is damaged too the file goes like the others.
 */

#define ASIDE ".damaged"

/* Where SQLite keeps the application id in its header. */
#define ID_OFFSET 68

static void
wipe_or_tell (const char *path)
{
  g_autoptr (GError) error = NULL;

  if (!loket_file_wipe (path, &error))
    g_debug ("A file of the cache stays: %s", error->message);
}

/* Overwrites and removes the file with its log, and that first: after a crash it
 * would be rolled into another file, or stay. */
void
_loket_cache_wipe (const char *path)
{
  const char *suffixes[] = { "-wal", "-shm", "" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (path, suffixes[i], NULL);

      wipe_or_tell (file);
    }
}

static gboolean
is_sealed (const char *path)
{
  guint8 id[4];
  gboolean whole;
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0);

  if (fd < 0)
    return FALSE;
  whole = pread (fd, id, sizeof id, ID_OFFSET) == (ssize_t) sizeof id;
  g_close (fd, NULL);
  return whole && ((guint32) id[0] << 24 | (guint32) id[1] << 16 | (guint32) id[2] << 8 | id[3]) ==
                      LOKET_CACHE_APPLICATION_ID;
}

/* Takes the file out of the way. */
void
_loket_cache_put_aside (const char *path)
{
  g_autofree char *aside = g_strconcat (path, ASIDE, NULL);

  if (is_sealed (path))
    {
      g_autofree char *wal = g_strconcat (path, "-wal", NULL);

      wipe_or_tell (wal);
      wipe_or_tell (aside);
      if (g_rename (path, aside) != 0)
        g_debug ("The damaged cache is not kept: %s", g_strerror (errno));
    }
  _loket_cache_wipe (path);
}

/* Removes what was put aside by versions that sealed nothing. */
void
_loket_cache_wipe_old_damage (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *aside = g_strconcat (name, ASIDE, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (folder, entry, NULL);

      if (g_str_has_prefix (entry, aside) && (!g_str_equal (entry, aside) || !is_sealed (file)))
        wipe_or_tell (file);
    }
}
