/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-complaint-list-private.h"
#include "loket-list-diff.h"
#include "loket-queue-row.h"

/*
 * The result of a query inside the list: what of it is new, which pages of rows
 * are wanted, and where a row is.
 */

/* Rows that are read together. */
#define PAGE_ROWS 64

/* A view binds every row after a change again, so many small changes cost more
 * than one large one. */
#define MAX_CHANGES 16

static gint64
id_at (LoketComplaintList *self,
       guint               position)
{
  return g_array_index (self->ids, gint64, position);
}

/* Everything on the page that has no content and is not on its way. */
void
_loket_complaint_list_want_page (LoketComplaintList *self,
                                 guint               position)
{
  guint from = position - position % PAGE_ROWS;
  guint to = MIN (from + PAGE_ROWS, self->ids->len);
  GArray *page = NULL;

  if (!_loket_row_cache_needs (self->rows, id_at (self, position)))
    return;

  page = g_array_sized_new (FALSE, FALSE, sizeof (gint64), PAGE_ROWS);
  for (guint i = from; i < to; i++)
    {
      gint64 row_id = id_at (self, i);

      if (_loket_row_cache_needs (self->rows, row_id))
        g_array_append_val (page, row_id);
    }
  _loket_row_cache_want (self->rows, page);
}

static void
replace_all (LoketComplaintList *self,
             GArray             *ids,
             GArray             *dues)
{
  guint n_old = self->ids->len;

  g_array_set_size (self->ids, 0);
  g_array_set_size (self->dues, 0);
  if (n_old > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, 0);

  g_array_append_vals (self->ids, ids->data, ids->len);
  g_array_append_vals (self->dues, dues->data, dues->len);
  g_clear_pointer (&self->positions, g_hash_table_unref);
  if (ids->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, 0, ids->len);
  _loket_complaint_list_emit_replaced (self);
}

static void
apply_changes (LoketComplaintList *self,
               GArray             *changes,
               GArray             *ids,
               GArray             *dues)
{
  for (guint i = changes->len; i-- > 0;)
    {
      const LoketListChange *change = &g_array_index (changes, LoketListChange, i);

      if (change->n_removed > 0)
        {
          g_array_remove_range (self->ids, change->position, change->n_removed);
          g_array_remove_range (self->dues, change->position, change->n_removed);
        }
      if (change->n_added > 0)
        {
          g_array_insert_vals (self->ids, change->position,
                               &g_array_index (ids, gint64, change->new_start), change->n_added);
          g_array_insert_vals (self->dues, change->position,
                               &g_array_index (dues, gint64, change->new_start), change->n_added);
        }
      g_clear_pointer (&self->positions, g_hash_table_unref);
      g_list_model_items_changed (G_LIST_MODEL (self), change->position, change->n_removed, change->n_added);
    }
}

/* Pages that waited belong to the old order; rows that are held and still empty
 * are asked for again where they are now. */
static void
want_unfilled (LoketComplaintList *self)
{
  g_autoptr (GArray) row_ids = _loket_row_cache_dup_unfilled (self->rows);

  for (guint i = 0; i < row_ids->len; i++)
    {
      guint position = 0;

      if (loket_complaint_list_find_position (self, g_array_index (row_ids, gint64, i), &position))
        _loket_complaint_list_want_page (self, position);
    }
}

/* The due instants of rows that stayed may be others, so all are taken over. */
void
_loket_complaint_list_take_result (LoketComplaintList *self,
                                   GArray             *keys)
{
  g_autoptr (GArray) ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), keys->len);
  g_autoptr (GArray) dues = g_array_sized_new (FALSE, FALSE, sizeof (gint64), keys->len);
  g_autoptr (GArray) changes = NULL;

  for (guint i = 0; i < keys->len; i++)
    {
      const LoketQueueKey *key = &g_array_index (keys, LoketQueueKey, i);

      g_array_append_val (ids, key->row_id);
      g_array_append_val (dues, key->due);
    }
  if (self->ids->len > 0 && ids->len > 0)
    changes = _loket_list_diff ((const gint64 *) self->ids->data, self->ids->len,
                                (const gint64 *) ids->data, ids->len, MAX_CHANGES);
  _loket_row_cache_forget_wants (self->rows);
  if (changes != NULL)
    apply_changes (self, changes, ids, dues);
  else if (self->ids->len > 0 || ids->len > 0)
    replace_all (self, ids, dues);
  g_array_unref (self->dues);
  self->dues = g_steal_pointer (&dues);
  want_unfilled (self);
  _loket_complaint_list_regroup (self);
}

static void
index_positions (LoketComplaintList *self)
{
  self->positions = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < self->ids->len; i++)
    g_hash_table_insert (self->positions, &g_array_index (self->ids, gint64, i), GUINT_TO_POINTER (i));
}

/**
 * loket_complaint_list_find_position:
 * @self: a list
 * @row_id: a row, as from loket_queue_item_get_row_id()
 * @position: (out): where it is; untouched when it is not in the list
 *
 * Finds a row, for instance to restore a selection. Cheap from the second call
 * on.
 *
 * Returns: whether it is in the list
 */
gboolean
loket_complaint_list_find_position (LoketComplaintList *self,
                                    gint64              row_id,
                                    guint              *position)
{
  gpointer found = NULL;

  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), FALSE);
  g_return_val_if_fail (position != NULL, FALSE);

  if (self->positions == NULL)
    index_positions (self);
  if (!g_hash_table_lookup_extended (self->positions, &row_id, NULL, &found))
    return FALSE;

  *position = GPOINTER_TO_UINT (found);
  return TRUE;
}

/**
 * loket_complaint_list_find_complaint:
 * @self: a list
 * @complaint_id: a complaint
 * @position: (out): where it is; untouched when it is not found
 *
 * Finds a complaint among the rows that have been read.
 *
 * Returns: whether it was found; a complaint whose row was never on screen is not
 */
gboolean
loket_complaint_list_find_complaint (LoketComplaintList *self,
                                     const char         *complaint_id,
                                     guint              *position)
{
  gint64 row_id = 0;

  g_return_val_if_fail (LOKET_IS_COMPLAINT_LIST (self), FALSE);
  g_return_val_if_fail (complaint_id != NULL && position != NULL, FALSE);

  return _loket_row_cache_find (self->rows, complaint_id, &row_id) &&
         loket_complaint_list_find_position (self, row_id, position);
}
