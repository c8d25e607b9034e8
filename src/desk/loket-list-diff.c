/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-list-diff.h"

#define GONE G_MAXUINT

/* For each place between the two ends, where its id is in the new list. */
static guint *
map_places (const gint64 *old_ids,
            guint         n_old,
            const gint64 *new_ids,
            guint         n_new)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint *map = g_new (guint, MAX (n_old, 1));

  for (guint i = 0; i < n_new; i++)
    g_hash_table_insert (places, (gpointer) &new_ids[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < n_old; i++)
    map[i] = GPOINTER_TO_UINT (g_hash_table_lookup (places, &old_ids[i])) - 1;
  return map;
}

/* The largest set of ids that need not move: the longest increasing run of
 * places, by patience sorting. Places outside it become GONE. */
static void
keep_longest_run (guint *map,
                  guint  n)
{
  g_autofree guint *tails = g_new (guint, MAX (n, 1));   /* index of the smallest end, by length */
  g_autofree guint *before = g_new (guint, MAX (n, 1));
  guint length = 0;
  guint at = GONE;

  for (guint i = 0; i < n; i++)
    {
      guint low = 0;
      guint high = length;

      if (map[i] == GONE)
        continue;
      while (low < high)
        {
          guint middle = low + (high - low) / 2;

          if (map[tails[middle]] < map[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? tails[low - 1] : GONE;
      tails[low] = i;
      length = MAX (length, low + 1);
    }

  at = length > 0 ? tails[length - 1] : GONE;
  for (guint i = n; i-- > 0;)
    if (i == at)
      at = before[i];
    else
      map[i] = GONE;
}

/* Between two ids that stay, everything old gives way to everything new. */
static GArray *
collect_changes (const guint *map,
                 guint        n_old,
                 guint        n_new,
                 guint        offset,
                 guint        max_changes)
{
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (LoketListChange));
  guint i = 0;
  guint j = 0;

  while (i < n_old || j < n_new)
    {
      guint end = i;
      guint to = n_new;

      while (end < n_old && map[end] == GONE)
        end++;
      if (end < n_old)
        to = map[end];

      if (end > i || to > j)
        {
          LoketListChange change = { offset + i, end - i, to - j, offset + j };

          if (changes->len == max_changes)
            return NULL;
          g_array_append_val (changes, change);
        }
      i = end + 1;
      j = to + 1;
    }
  return g_steal_pointer (&changes);
}

/*< private >
 * _loket_list_diff:
 * @old_ids: (array length=n_old): the old list, each id once
 * @n_old: how many
 * @new_ids: (array length=n_new): the new list, each id once
 * @n_new: how many
 * @max_changes: how many ranges are worth it
 *
 * Finds the ranges that turn one list into the other and leave the most ids
 * where they are. They are in order and do not touch, so that whoever applies
 * them from the last to the first needs no arithmetic.
 *
 * Returns: (transfer full) (nullable) (element-type LoketListChange): the ranges,
 *   %NULL for more than @max_changes
 */
GArray *
_loket_list_diff (const gint64 *old_ids,
                  guint         n_old,
                  const gint64 *new_ids,
                  guint         n_new,
                  guint         max_changes)
{
  g_autofree guint *map = NULL;
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, n_new) && old_ids[head] == new_ids[head])
    head++;
  while (tail < MIN (n_old, n_new) - head && old_ids[n_old - 1 - tail] == new_ids[n_new - 1 - tail])
    tail++;
  n_old -= head + tail;
  n_new -= head + tail;

  map = map_places (old_ids + head, n_old, new_ids + head, n_new);
  keep_longest_run (map, n_old);
  return collect_changes (map, n_old, n_new, head, max_changes);
}
