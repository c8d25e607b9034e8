/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-finding-list.h"

#include "loket-finding-item-private.h"
#include "loket-list-diff.h"

/* What is in no list is told apart from everything by a number below zero. */
#define NEW_IDS (-1)

/* Of the findings that say the same, first those pairs that are at the same place. */
static void
pair_by_place (GListStore *shown,
               GPtrArray  *items,
               gint64     *ids)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (shown));
  guint i = 0;

  for (guint j = 0; j < items->len && i < n;)
    {
      g_autoptr (LoketFindingItem) old = g_list_model_get_item (G_LIST_MODEL (shown), i);
      guint here = loket_finding_item_get_start (old);
      guint there = loket_finding_item_get_start (items->pdata[j]);

      if (here == there && loket_finding_item_equal (old, items->pdata[j]))
        ids[j] = i;
      if (here <= there)
        i++;
      if (there <= here)
        j++;
    }
}

static guint
hash_words (gconstpointer item)
{
  LoketFindingItem *finding = (gpointer) item;

  return g_str_hash (loket_finding_item_get_rule (finding)) ^ g_str_hash (loket_finding_item_get_message (finding));
}

static gboolean
equal_words (gconstpointer a,
             gconstpointer b)
{
  return loket_finding_item_says_the_same ((gpointer) a, (gpointer) b);
}

/* The findings on screen that have no pair yet: each with the places of all that say
 * the same, the first one first. */
static GHashTable *
gather_left (GListStore   *shown,
             guint         n_items,
             const gint64 *ids)
{
  GHashTable *left = g_hash_table_new_full (hash_words, equal_words, g_object_unref, (GDestroyNotify) g_queue_free);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (shown));
  g_autofree gboolean *taken = g_new0 (gboolean, MAX (n, 1));

  for (guint j = 0; j < n_items; j++)
    if (ids[j] >= 0)
      taken[ids[j]] = TRUE;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketFindingItem) old = g_list_model_get_item (G_LIST_MODEL (shown), i);
      GQueue *places = g_hash_table_lookup (left, old);

      if (taken[i])
        continue;
      if (places == NULL)
        {
          places = g_queue_new ();
          g_hash_table_insert (left, g_object_ref (old), places);
        }
      g_queue_push_tail (places, GUINT_TO_POINTER (i));
    }
  return left;
}

/* Then, of those that are left, in their order. */
static void
pair_by_words (GListStore *shown,
               GPtrArray  *items,
               gint64     *ids)
{
  g_autoptr (GHashTable) left = gather_left (shown, items->len, ids);

  for (guint j = 0; j < items->len; j++)
    {
      GQueue *places = ids[j] < 0 ? g_hash_table_lookup (left, items->pdata[j]) : NULL;

      if (places != NULL && !g_queue_is_empty (places))
        ids[j] = GPOINTER_TO_UINT (g_queue_pop_head (places));
    }
}

static gboolean
move_kept (GListStore   *shown,
           GPtrArray    *items,
           const gint64 *ids)
{
  gboolean moved = FALSE;

  for (guint j = 0; j < items->len; j++)
    if (ids[j] >= 0)
      {
        g_autoptr (LoketFindingItem) old = g_list_model_get_item (G_LIST_MODEL (shown), (guint) ids[j]);

        if (_loket_finding_item_move (old, items->pdata[j]))
          moved = TRUE;
        g_object_unref (items->pdata[j]);
        items->pdata[j] = g_steal_pointer (&old);
      }
  return moved;
}

/*< private >
 * _loket_finding_list_show:
 * @shown: (element-type LoketFindingItem): the findings on screen, by place
 * @items: (element-type LoketFindingItem): the findings to show, by place; changed
 *
 * Shows findings. One that says the same as one on screen is that one, moved to
 * where its words are now, so that its row keeps the keyboard and takes a click
 * while the text before it is written.
 *
 * Returns: whether a finding that stays has moved, which the list does not tell
 */
gboolean
_loket_finding_list_show (GListStore *shown,
                          GPtrArray  *items)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (shown));
  g_autofree gint64 *old_ids = g_new (gint64, MAX (n, 1));
  g_autofree gint64 *new_ids = g_new (gint64, MAX (items->len, 1));
  g_autoptr (GArray) changes = NULL;
  gboolean moved;

  for (guint i = 0; i < n; i++)
    old_ids[i] = i;
  for (guint j = 0; j < items->len; j++)
    new_ids[j] = NEW_IDS - (gint64) j;
  pair_by_place (shown, items, new_ids);
  pair_by_words (shown, items, new_ids);
  moved = move_kept (shown, items, new_ids);
  changes = _loket_list_diff (old_ids, n, new_ids, items->len, G_MAXUINT);
  for (guint i = changes->len; i-- > 0;)
    {
      const LoketListChange *change = &g_array_index (changes, LoketListChange, i);

      g_list_store_splice (shown, change->position, change->n_removed, items->pdata + change->new_start,
                           change->n_added);
    }
  return moved;
}
