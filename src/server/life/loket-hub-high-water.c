/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-high-water.h"

#include <stdio.h>
#include <string.h>

#include "loket-file.h"
#include "loket-hub-core-feed.h"

#define MAX_BYTES 256

/**
 * LoketHubHighWater:
 *
 * A small file outside the database, at best on another disk, that says how far
 * the hub has come: the epoch and two numbers. A database that is behind it was
 * put back by somebody who did not say so. It is written, durably, after each
 * commit and before anybody is told of it: a hub that was put back could else
 * catch up with the last mark and pass for the one that it was. One thread.
 */
struct _LoketHubHighWater
{
  char        *path;
  char        *epoch;
  LoketHubMark written;
};

/**
 * loket_hub_high_water_new:
 * @path: the file
 * @epoch: the hub's life
 *
 * Begins to keep the mark. Reads nothing yet.
 *
 * Returns: (transfer full): the keeper of the mark
 */
LoketHubHighWater *
loket_hub_high_water_new (const char *path,
                          const char *epoch)
{
  LoketHubHighWater *self = g_new0 (LoketHubHighWater, 1);

  self->path = g_strdup (path);
  self->epoch = g_strdup (epoch);
  return self;
}

/**
 * loket_hub_high_water_free:
 * @self: (nullable) (transfer full): the keeper of the mark
 *
 * Frees it; the file stays.
 */
void
loket_hub_high_water_free (LoketHubHighWater *self)
{
  if (self == NULL)
    return;

  g_free (self->path);
  g_free (self->epoch);
  g_free (self);
}

/**
 * loket_hub_high_water_find:
 * @folder: the hub's folder
 *
 * Tells where the file is unless the operator says otherwise.
 *
 * Returns: (transfer full): the path
 */
char *
loket_hub_high_water_find (const char *folder)
{
  return g_build_filename (folder, "high-water", NULL);
}

/* The epoch in the file; NULL where there is none. */
static char *
read_mark (const char   *path,
           LoketHubMark *mark)
{
  g_autoptr (GBytes) content = loket_file_read (path, MAX_BYTES, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) parts = NULL;
  guint64 replies;
  guint64 changes;

  if (content == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (content, NULL), g_bytes_get_size (content));
  parts = g_strsplit (g_strchomp (text), " ", 4);
  if (g_strv_length (parts) != 3 ||
      !g_ascii_string_to_unsigned (parts[1], 10, 0, G_MAXINT64, &replies, NULL) ||
      !g_ascii_string_to_unsigned (parts[2], 10, 0, G_MAXINT64, &changes, NULL))
    return NULL;
  mark->replies = (gint64) replies;
  mark->changes = (gint64) changes;
  return g_strdup (parts[0]);
}

/**
 * loket_hub_high_water_read_epoch:
 * @path: the file
 *
 * Tells in which life the hub was last seen. Blocks.
 *
 * Returns: (transfer full) (nullable): the epoch; %NULL where there is no file
 */
char *
loket_hub_high_water_read_epoch (const char *path)
{
  LoketHubMark mark;

  return read_mark (path, &mark);
}

/**
 * loket_hub_high_water_check:
 * @self: the keeper of the mark
 * @storage: the storage, on its thread
 * @lost: (out) (nullable): what the database has forgotten, in words
 * @error: return location for a #GError
 *
 * Holds the database against the file. One of a life that this one came after is
 * no matter: somebody restored the hub, and said so. Blocks.
 *
 * Returns: whether it could
 */
gboolean
loket_hub_high_water_check (LoketHubHighWater  *self,
                            LoketHubStorage    *storage,
                            char              **lost,
                            GError            **error)
{
  g_autofree char *former = loket_hub_storage_get_meta (storage, LOKET_HUB_FORMER_KEY, NULL);
  g_autofree char *epoch = NULL;
  LoketHubMark mark = { 0 };
  LoketHubMark now;

  *lost = NULL;
  if (!loket_hub_keeper_get_mark (LOKET_HUB_KEEPER (storage), &now, error))
    return FALSE;
  epoch = read_mark (self->path, &mark);
  if (epoch == NULL || (former != NULL && strstr (former, epoch) != NULL))
    return TRUE;

  if (loket_hub_core_lost_changes (self->epoch, now.replies, epoch, mark.replies) ||
      loket_hub_core_lost_changes (self->epoch, now.changes, epoch, mark.changes))
    *lost = g_strdup_printf ("the database ends at reply %" G_GINT64_FORMAT " and change %" G_GINT64_FORMAT
                             ", the hub had come to reply %" G_GINT64_FORMAT " and change %"
                             G_GINT64_FORMAT "%s", now.replies, now.changes, mark.replies, mark.changes,
                             g_strcmp0 (epoch, self->epoch) == 0 ? "" : " of a later life");
  else
    self->written = mark;
  return TRUE;
}

/**
 * loket_hub_high_water_note:
 * @self: the keeper of the mark
 * @keeper: the storage, on its thread, outside a transaction
 * @last: whether the hub stops
 * @error: return location for a #GError
 *
 * Writes down how far the hub has come, where it came further. Blocks.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_high_water_note (LoketHubHighWater  *self,
                           LoketHubKeeper     *keeper,
                           gboolean            last,
                           GError            **error)
{
  g_autoptr (GBytes) content = NULL;
  LoketHubMark now;
  char *text;

  if (!loket_hub_keeper_get_mark (keeper, &now, error))
    return FALSE;
  if (!last && now.replies == self->written.replies && now.changes == self->written.changes)
    return TRUE;

  text = g_strdup_printf ("%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", self->epoch, now.replies,
                          now.changes);
  content = g_bytes_new_take (text, strlen (text));
  if (!loket_file_write_private (self->path, content, error))
    return FALSE;
  self->written = now;
  return TRUE;
}
