/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-outbox-list.h"

#include "loket-outbox-item-private.h"
#include "loket-session-private.h"

/**
 * LoketOutboxList:
 *
 * The outbox as a list model of #LoketOutboxItem: what is on its way in the
 * order in which it was sent off, then, if wanted, what ended, newest first. It
 * follows its session; a reply keeps its object.
 */
struct _LoketOutboxList
{
  GObject       parent_instance;

  LoketSession *session;
  gulong        changed_id;
  gboolean      with_final;
  GPtrArray    *items;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketOutboxList, loket_outbox_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return LOKET_TYPE_OUTBOX_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LOKET_OUTBOX_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  LoketOutboxList *self = LOKET_OUTBOX_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static int
compare_ops (gconstpointer a,
             gconstpointer b)
{
  const LoketOutboxOp *one = *(LoketOutboxOp *const *) a;
  const LoketOutboxOp *two = *(LoketOutboxOp *const *) b;
  gboolean one_ended = loket_outbox_state_is_final (one->state);
  gboolean two_ended = loket_outbox_state_is_final (two->state);

  if (one_ended != two_ended)
    return one_ended ? 1 : -1;
  if (one->number == two->number)
    return 0;
  return (one->number < two->number) != one_ended ? -1 : 1;
}

static GPtrArray *
make_items (LoketOutboxList *self,
            GPtrArray       *ops)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_insert (known, (gpointer) loket_outbox_item_get_reply_id (self->items->pdata[i]),
                         self->items->pdata[i]);
  for (guint i = 0; i < ops->len; i++)
    {
      LoketOutboxOp *op = ops->pdata[i];
      LoketOutboxItem *item = g_hash_table_lookup (known, op->reply_id);

      g_ptr_array_add (items, item != NULL ? g_object_ref (item) : _loket_outbox_item_new (op));
    }
  return items;
}

/* The list is short: one range from the first to the last difference will do. */
static void
take_ops (LoketOutboxList *self,
          GPtrArray       *ops)
{
  g_autoptr (GPtrArray) old_items = self->items;
  GPtrArray *items = NULL;
  guint head = 0;
  guint tail = 0;

  g_ptr_array_sort (ops, compare_ops);
  items = make_items (self, ops);
  while (head < MIN (old_items->len, items->len) && old_items->pdata[head] == items->pdata[head])
    head++;
  while (tail < MIN (old_items->len, items->len) - head &&
         old_items->pdata[old_items->len - 1 - tail] == items->pdata[items->len - 1 - tail])
    tail++;

  self->items = items;
  if (head + tail < MAX (old_items->len, items->len))
    g_list_model_items_changed (G_LIST_MODEL (self), head, old_items->len - head - tail,
                                items->len - head - tail);
  for (guint i = 0; i < items->len; i++)
    _loket_outbox_item_update (items->pdata[i], ops->pdata[i]);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) ops = loket_user_store_list_ops_finish (LOKET_USER_STORE (source), result, &error);

  if (ops == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  take_ops (g_task_get_source_object (task), ops);
  g_task_return_boolean (task, TRUE);
}

static void
outbox_changed_cb (LoketSession *session,
                   gpointer      user_data)
{
  loket_outbox_list_reload_async (LOKET_OUTBOX_LIST (user_data), NULL, NULL, NULL);
}

static void
loket_outbox_list_dispose (GObject *object)
{
  LoketOutboxList *self = LOKET_OUTBOX_LIST (object);

  if (self->session != NULL)
    g_clear_signal_handler (&self->changed_id, self->session);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (loket_outbox_list_parent_class)->dispose (object);
}

static void
loket_outbox_list_finalize (GObject *object)
{
  g_ptr_array_unref (LOKET_OUTBOX_LIST (object)->items);
  G_OBJECT_CLASS (loket_outbox_list_parent_class)->finalize (object);
}

static void
loket_outbox_list_class_init (LoketOutboxListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_outbox_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_outbox_list_finalize;
}

static void
loket_outbox_list_init (LoketOutboxList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * loket_outbox_list_new:
 * @session: a session
 * @with_final: whether to list what ended too: delivered, taken back, discarded
 *
 * Makes a list, which is empty until it was read for the first time.
 *
 * Returns: (transfer full): a list
 */
LoketOutboxList *
loket_outbox_list_new (LoketSession *session,
                       gboolean      with_final)
{
  LoketOutboxList *self = g_object_new (LOKET_TYPE_OUTBOX_LIST, NULL);

  g_return_val_if_fail (LOKET_IS_SESSION (session), self);

  self->session = g_object_ref (session);
  self->with_final = with_final;
  self->changed_id = g_signal_connect (session, "outbox-changed", G_CALLBACK (outbox_changed_cb), self);
  loket_outbox_list_reload_async (self, NULL, NULL, NULL);
  return self;
}

/**
 * loket_outbox_list_find:
 * @self: a list
 * @reply_id: a reply
 *
 * Finds a reply.
 *
 * Returns: (transfer none) (nullable): the item, %NULL when it is not listed
 */
LoketOutboxItem *
loket_outbox_list_find (LoketOutboxList *self,
                        const char      *reply_id)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_LIST (self), NULL);

  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (loket_outbox_item_get_reply_id (self->items->pdata[i]), reply_id) == 0)
      return self->items->pdata[i];
  return NULL;
}

/**
 * loket_outbox_list_reload_async:
 * @self: a list
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called with the result
 * @user_data: passed to @callback
 *
 * Reads the outbox again. The list does so by itself when the session tells of a
 * change.
 */
void
loket_outbox_list_reload_async (LoketOutboxList     *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (LOKET_IS_OUTBOX_LIST (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, loket_outbox_list_reload_async);
  if (self->session == NULL || self->session->profile == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "The profile was closed");
      return;
    }

  loket_user_store_list_ops_async (loket_profile_get_user (self->session->profile),
                                   self->with_final ? LOKET_OUTBOX_FILTER_ALL : LOKET_OUTBOX_FILTER_PENDING,
                                   NULL, cancellable, listed_cb, g_steal_pointer (&task));
}

/**
 * loket_outbox_list_reload_finish:
 * @self: a list
 * @result: what the callback got
 * @error: return location for an error of the store
 *
 * Ends loket_outbox_list_reload_async().
 *
 * Returns: whether the list is up to date
 */
gboolean
loket_outbox_list_reload_finish (LoketOutboxList  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
