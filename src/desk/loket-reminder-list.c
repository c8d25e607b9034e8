/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-reminder-list.h"

#include "loket-limits.h"
#include "loket-reminder-item-private.h"

/**
 * LoketReminderList:
 *
 * What the officer was reminded of and still holds, newest first. The same
 * reminder is the same object as long as it is in the list, so that a screen
 * keeps its place; only the range that differs is told. Belongs to the main
 * thread.
 */
struct _LoketReminderList
{
  GObject    parent_instance;

  GPtrArray *items;
  guint      n_waiting; /* of all, also of those left out */
  guint      n_more;
};

enum
{
  PROP_WAITING = 1,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void loket_reminder_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketReminderList, loket_reminder_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, loket_reminder_list_model_init))

static LoketReminderItem *
find_item (LoketReminderList *self,
           const char        *key)
{
  for (guint i = 0; i < self->items->len; i++)
    if (strcmp (loket_reminder_item_get_key (self->items->pdata[i]), key) == 0)
      return self->items->pdata[i];
  return NULL;
}

/* The new items, those that were there before as the objects they were. */
static GPtrArray *
merge_items (LoketReminderList *self,
             GPtrArray         *items)
{
  GPtrArray *merged = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len && i < LOKET_LIMIT_REMINDER_LIST; i++)
    {
      LoketReminderItem *old = find_item (self, loket_reminder_item_get_key (items->pdata[i]));

      if (old != NULL)
        _loket_reminder_item_take (old, items->pdata[i]);
      g_ptr_array_add (merged, g_object_ref (old != NULL ? old : items->pdata[i]));
    }
  return merged;
}

static guint
count_waiting (GPtrArray *items)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    if (!loket_reminder_item_get_put_off (items->pdata[i]))
      n++;
  return n;
}

static GType
loket_reminder_list_get_item_type (GListModel *model)
{
  return LOKET_TYPE_REMINDER_ITEM;
}

static guint
loket_reminder_list_get_n_items (GListModel *model)
{
  return LOKET_REMINDER_LIST (model)->items->len;
}

static gpointer
loket_reminder_list_get_item (GListModel *model,
                              guint       position)
{
  LoketReminderList *self = LOKET_REMINDER_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
loket_reminder_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = loket_reminder_list_get_item_type;
  iface->get_n_items = loket_reminder_list_get_n_items;
  iface->get_item = loket_reminder_list_get_item;
}

static void
loket_reminder_list_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_WAITING:
      g_value_set_uint (value, LOKET_REMINDER_LIST (object)->n_waiting);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
loket_reminder_list_finalize (GObject *object)
{
  g_ptr_array_unref (LOKET_REMINDER_LIST (object)->items);
  G_OBJECT_CLASS (loket_reminder_list_parent_class)->finalize (object);
}

static void
loket_reminder_list_class_init (LoketReminderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_reminder_list_get_property;
  object_class->finalize = loket_reminder_list_finalize;

  /**
   * LoketReminderList:waiting:
   *
   * How many reminders are there that are not put off.
   */
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
loket_reminder_list_init (LoketReminderList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * loket_reminder_list_new:
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
LoketReminderList *
loket_reminder_list_new (void)
{
  return g_object_new (LOKET_TYPE_REMINDER_LIST, NULL);
}

/**
 * loket_reminder_list_get_waiting:
 * @self: a list
 *
 * Counts what is not put off, also what the list leaves out.
 *
 * Returns: how many
 */
guint
loket_reminder_list_get_waiting (LoketReminderList *self)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_LIST (self), 0);

  return self->n_waiting;
}

/**
 * loket_reminder_list_get_more:
 * @self: a list
 *
 * Counts what the list leaves out: it ends with %LOKET_LIMIT_REMINDER_LIST.
 *
 * Returns: how many
 */
guint
loket_reminder_list_get_more (LoketReminderList *self)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_LIST (self), 0);

  return self->n_more;
}

/**
 * loket_reminder_list_set:
 * @self: a list
 * @items: (element-type LoketReminderItem): everything that holds, newest first
 *
 * Sets what the list holds.
 */
void
loket_reminder_list_set (LoketReminderList *self,
                         GPtrArray         *items)
{
  g_autoptr (GPtrArray) old = NULL;
  guint n_waiting, n_old, n_new, head = 0, tail = 0;

  g_return_if_fail (LOKET_IS_REMINDER_LIST (self));
  g_return_if_fail (items != NULL);

  old = self->items;
  n_waiting = count_waiting (items);
  self->items = merge_items (self, items);
  self->n_more = items->len - self->items->len;
  n_old = old->len;
  n_new = self->items->len;
  while (head < n_old && head < n_new && old->pdata[head] == self->items->pdata[head])
    head++;
  while (tail < n_old - head && tail < n_new - head &&
         old->pdata[n_old - 1 - tail] == self->items->pdata[n_new - 1 - tail])
    tail++;
  if (head < n_old || head < n_new)
    g_list_model_items_changed (G_LIST_MODEL (self), head, n_old - head - tail, n_new - head - tail);
  if (n_waiting != self->n_waiting)
    {
      self->n_waiting = n_waiting;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
    }
}
