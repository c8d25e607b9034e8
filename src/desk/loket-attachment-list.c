/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-attachment-list.h"

#include "loket-attachment-list-private.h"

/**
 * LoketAttachmentList:
 *
 * The files of a draft, of a reply or of an entry of a conversation, as a
 * #GListModel of #LoketAttachmentItem. What an item says about itself changes
 * with its properties; the list tells only what comes and goes. Belongs to the
 * main thread.
 */
struct _LoketAttachmentList
{
  GObject    parent_instance;

  GPtrArray *items;
};

static GType
get_item_type (GListModel *model)
{
  return LOKET_TYPE_ATTACHMENT_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LOKET_ATTACHMENT_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  LoketAttachmentList *self = LOKET_ATTACHMENT_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketAttachmentList, loket_attachment_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
loket_attachment_list_finalize (GObject *object)
{
  LoketAttachmentList *self = LOKET_ATTACHMENT_LIST (object);

  g_ptr_array_unref (self->items);
  G_OBJECT_CLASS (loket_attachment_list_parent_class)->finalize (object);
}

static void
loket_attachment_list_class_init (LoketAttachmentListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_attachment_list_finalize;
}

static void
loket_attachment_list_init (LoketAttachmentList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/*< private >
 * _loket_attachment_list_new:
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): a list
 */
LoketAttachmentList *
_loket_attachment_list_new (void)
{
  return g_object_new (LOKET_TYPE_ATTACHMENT_LIST, NULL);
}

/*< private >
 * _loket_attachment_list_add:
 * @self: a list
 * @item: a file
 *
 * Adds a file at the end.
 */
void
_loket_attachment_list_add (LoketAttachmentList *self,
                            LoketAttachmentItem *item)
{
  g_ptr_array_add (self->items, g_object_ref (item));
  g_list_model_items_changed (G_LIST_MODEL (self), self->items->len - 1, 0, 1);
}

/*< private >
 * _loket_attachment_list_remove:
 * @self: a list
 * @item: a file
 *
 * Takes a file out.
 *
 * Returns: whether it was there
 */
gboolean
_loket_attachment_list_remove (LoketAttachmentList *self,
                               LoketAttachmentItem *item)
{
  guint position;

  if (!g_ptr_array_find (self->items, item, &position))
    return FALSE;

  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  return TRUE;
}

/*< private >
 * _loket_attachment_list_clear:
 * @self: a list
 *
 * Takes all files out.
 */
void
_loket_attachment_list_clear (LoketAttachmentList *self)
{
  guint n = self->items->len;

  if (n == 0)
    return;
  g_ptr_array_set_size (self->items, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
}

static gboolean
is_kept (LoketAttachmentItem *item)
{
  return loket_attachment_item_get_state (item) == LOKET_ATTACHMENT_STATE_READY;
}

/*< private >
 * _loket_attachment_list_dup_kept:
 * @self: a list
 *
 * Gives what goes with the reply.
 *
 * Returns: (transfer full) (element-type LoketAttachment): the files
 */
GPtrArray *
_loket_attachment_list_dup_kept (LoketAttachmentList *self)
{
  GPtrArray *kept = loket_attachments_new ();

  for (guint i = 0; i < self->items->len; i++)
    {
      LoketAttachmentItem *item = g_ptr_array_index (self->items, i);

      if (is_kept (item))
        g_ptr_array_add (kept, loket_attachment_ref (loket_attachment_item_get_attachment (item)));
    }
  return kept;
}

/**
 * loket_attachment_list_get:
 * @self: a list
 * @position: which file
 *
 * Gives a file.
 *
 * Returns: (transfer none) (nullable): the file, %NULL behind the last
 */
LoketAttachmentItem *
loket_attachment_list_get (LoketAttachmentList *self,
                           guint                position)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_LIST (self), NULL);

  return position < self->items->len ? g_ptr_array_index (self->items, position) : NULL;
}

/**
 * loket_attachment_list_get_size:
 * @self: a list
 *
 * Tells how large all files are together that are not refused.
 *
 * Returns: bytes
 */
gint64
loket_attachment_list_get_size (LoketAttachmentList *self)
{
  gint64 size = 0;

  g_return_val_if_fail (LOKET_IS_ATTACHMENT_LIST (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    {
      LoketAttachmentItem *item = g_ptr_array_index (self->items, i);

      if (loket_attachment_item_get_state (item) != LOKET_ATTACHMENT_STATE_REFUSED)
        size += loket_attachment_item_get_size (item);
    }
  return size;
}

/**
 * loket_attachment_list_get_busy:
 * @self: a list
 *
 * Tells whether a file is still being read: the reply cannot go yet.
 *
 * Returns: whether one is
 */
gboolean
loket_attachment_list_get_busy (LoketAttachmentList *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_LIST (self), FALSE);

  for (guint i = 0; i < self->items->len; i++)
    if (loket_attachment_item_get_state (g_ptr_array_index (self->items, i)) ==
        LOKET_ATTACHMENT_STATE_CHECKING)
      return TRUE;
  return FALSE;
}

/**
 * loket_attachment_list_count_kept:
 * @self: a list
 *
 * Tells how many files go with the reply.
 *
 * Returns: the number
 */
guint
loket_attachment_list_count_kept (LoketAttachmentList *self)
{
  guint n = 0;

  g_return_val_if_fail (LOKET_IS_ATTACHMENT_LIST (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    n += is_kept (g_ptr_array_index (self->items, i));
  return n;
}
