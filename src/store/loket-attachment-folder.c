/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-user-attachments-private.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "loket-text.h"

/*
 * The folder `attachments` of a profile, all of it sealed:
 *
 *     UUID           a file of a draft or a reply
 *     blob-HASH      a file that was fetched from the hub; can be fetched again
 *     part-HASH-AT   a part of one that is being fetched, where it begins
 *     NAME.part-…    left by a crash
 */

#define BLOB_PREFIX      "blob-"
#define PART_PREFIX      "part-"
#define PART_SECONDS     ((gint64) 14 * 24 * 60 * 60)
#define BLOB_SECONDS     ((gint64) 30 * 24 * 60 * 60)
#define MOST_BLOB_BYTES  ((gint64) 200 * 1024 * 1024)

/* The folder of a profile. */
char *
_loket_attachment_folder (const char *profile)
{
  return g_build_filename (profile, "attachments", NULL);
}

/* Where the file of that id is. */
char *
_loket_attachment_path (const char *profile,
                        const char *id)
{
  g_return_val_if_fail (loket_text_is_uuid (id), NULL);

  return g_build_filename (profile, "attachments", id, NULL);
}

/* Where a file of the hub is, under a name that only the key makes. */
char *
_loket_attachment_blob_path (const char *profile,
                             LoketVault *vault,
                             const char *sha256)
{
  guint64 hash = loket_vault_hash_word (vault, sha256, strlen (sha256));
  g_autofree char *name = g_strdup_printf (BLOB_PREFIX "%016" G_GINT64_MODIFIER "x", hash);

  return g_build_filename (profile, "attachments", name, NULL);
}

/* What the parts of a file of the hub begin with; those of all with %NULL. */
static char *
make_part_prefix (LoketVault *vault,
                  const char *sha256)
{
  if (sha256 == NULL)
    return g_strdup (PART_PREFIX);
  return g_strdup_printf (PART_PREFIX "%016" G_GINT64_MODIFIER "x-",
                          loket_vault_hash_word (vault, sha256, strlen (sha256)));
}

/* Where the part of a file of the hub is that begins at @offset. */
char *
_loket_attachment_part_path (const char *profile,
                             LoketVault *vault,
                             const char *sha256,
                             gint64      offset)
{
  g_autofree char *prefix = make_part_prefix (vault, sha256);
  g_autofree char *name = g_strdup_printf ("%s%08" G_GINT64_MODIFIER "x", prefix, offset);

  return g_build_filename (profile, "attachments", name, NULL);
}

/* Takes the parts of a file away; of all files with %NULL. Blocks. */
void
_loket_attachment_folder_drop_parts (const char *profile,
                                     LoketVault *vault,
                                     const char *sha256)
{
  g_autofree char *folder = _loket_attachment_folder (profile);
  g_autofree char *prefix = make_part_prefix (vault, sha256);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, prefix))
        g_unlink (path);
    }
}

typedef struct
{
  char  *path;
  gint64 size;
  gint64 at;
} Blob;

static void
blob_clear (gpointer data)
{
  g_free (((Blob *) data)->path);
}

static gint
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const Blob *one = a;
  const Blob *two = b;

  return one->at == two->at ? 0 : one->at > two->at ? -1 : 1;
}

static void
tidy_blobs (GArray *blobs,
            gint64  now)
{
  gint64 total = 0;

  g_array_sort (blobs, compare_newest_first);
  for (guint i = 0; i < blobs->len; i++)
    {
      const Blob *blob = &g_array_index (blobs, Blob, i);

      total += blob->size;
      if (total > MOST_BLOB_BYTES || blob->at < now - BLOB_SECONDS)
        g_unlink (blob->path);
    }
}

/* Takes away what nothing needs: files whose id is not among the @known, what a
 * crash left behind, fetched files that are old or too many, old parts of one. */
void
_loket_attachment_folder_tidy (const char *profile,
                               GHashTable *known,
                               gint64      now)
{
  g_autofree char *folder = _loket_attachment_folder (profile);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GArray) blobs = g_array_new (FALSE, FALSE, sizeof (Blob));
  const char *name;

  g_array_set_clear_func (blobs, blob_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_lstat (path, &info) != 0 || !S_ISREG (info.st_mode))
        continue;
      if (g_str_has_prefix (name, BLOB_PREFIX) && strstr (name, ".part-") == NULL)
        {
          Blob blob = { g_steal_pointer (&path), info.st_size, info.st_mtime };

          g_array_append_val (blobs, blob);
        }
      else if (g_str_has_prefix (name, PART_PREFIX) && strstr (name, ".part-") == NULL)
        {
          if (info.st_mtime < now - PART_SECONDS)
            g_unlink (path);
        }
      else if (!g_hash_table_contains (known, name))
        {
          g_unlink (path);
        }
    }
  tidy_blobs (blobs, now);
}
