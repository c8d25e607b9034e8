/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-clock-list.h"

#include "loket-clock-item-private.h"
#include "loket-words-clock.h"

/**
 * LoketClockList:
 *
 * The clocks of one complaint as a list model of #LoketClockItem, the most
 * urgent first.
 *
 * One entry of a ticker keeps all of them true. An item stays the same object
 * while its clock is there, so that what shows it can stay open; an item that
 * says the same as before tells nothing.
 *
 * Belongs to the main thread.
 */
struct _LoketClockList
{
  GObject         parent_instance;

  LoketTicker    *ticker;
  guint           tick_id;
  LoketRulebook  *rules;
  LoketComplaint *complaint;
  GPtrArray      *items;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LoketClockList, loket_clock_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return LOKET_TYPE_CLOCK_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return LOKET_CLOCK_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  LoketClockList *self = LOKET_CLOCK_LIST (model);

  return position < self->items->len ? g_object_ref (self->items->pdata[position]) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static LoketClockItem *
get_or_make_item (LoketClockList *self,
                  LoketSlaClock   clock)
{
  for (guint i = 0; i < self->items->len; i++)
    if (loket_clock_item_get_clock (self->items->pdata[i]) == clock)
      return g_object_ref (self->items->pdata[i]);
  return _loket_clock_item_new (clock);
}

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  return _loket_clock_item_compare (*(LoketClockItem *const *) a, *(LoketClockItem *const *) b);
}

/* What is in order already stays: only the range that differs is told. */
static void
replace_items (LoketClockList *self,
               GPtrArray      *items)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->items);
  guint first = 0, n_old = old->len, n_new = items->len;

  self->items = g_ptr_array_ref (items);
  while (first < MIN (n_old, n_new) && old->pdata[first] == items->pdata[first])
    first++;
  while (MIN (n_old, n_new) > first && old->pdata[n_old - 1] == items->pdata[n_new - 1])
    {
      n_old--;
      n_new--;
    }
  if (n_old > first || n_new > first)
    g_list_model_items_changed (G_LIST_MODEL (self), first, n_old - first, n_new - first);
}

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  LoketClockList *self = LOKET_CLOCK_LIST (user_data);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) readings = NULL;
  gint64 next = LOKET_TICK_NEVER;

  if (self->complaint != NULL)
    readings = loket_sla_read_clocks (self->complaint, self->rules, now, NULL);
  for (guint i = 0; readings != NULL && i < readings->len; i++)
    {
      LoketSlaReading *reading = readings->pdata[i];
      LoketClockItem *item = get_or_make_item (self, reading->policy->clock);

      _loket_clock_item_read (item, reading, now);
      next = MIN (next, loket_words_clock_next (reading, now));
      g_ptr_array_add (items, item);
    }
  g_ptr_array_sort (items, compare_items);
  replace_items (self, items);
  return next;
}

static void
stop_ticking (LoketClockList *self)
{
  guint id = self->tick_id;

  self->tick_id = 0;
  if (id != 0)
    loket_ticker_remove (self->ticker, id);
}

static void
read_again (LoketClockList *self)
{
  stop_ticking (self);
  self->tick_id = loket_ticker_add (self->ticker, tick_cb, self, NULL);
}

static void
loket_clock_list_dispose (GObject *object)
{
  LoketClockList *self = LOKET_CLOCK_LIST (object);

  stop_ticking (self);
  g_clear_object (&self->ticker);
  g_clear_pointer (&self->complaint, loket_complaint_unref);
  g_clear_pointer (&self->rules, loket_rulebook_unref);
  G_OBJECT_CLASS (loket_clock_list_parent_class)->dispose (object);
}

static void
loket_clock_list_finalize (GObject *object)
{
  g_ptr_array_unref (LOKET_CLOCK_LIST (object)->items);
  G_OBJECT_CLASS (loket_clock_list_parent_class)->finalize (object);
}

static void
loket_clock_list_class_init (LoketClockListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_clock_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_clock_list_finalize;
}

static void
loket_clock_list_init (LoketClockList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->rules = loket_rulebook_ref (loket_rulebook_get_builtin ());
}

/**
 * loket_clock_list_new:
 * @ticker: keeps the clocks true
 *
 * Makes a list of no complaint's clocks, counted by the built-in rules.
 *
 * Returns: (transfer full): a list
 */
LoketClockList *
loket_clock_list_new (LoketTicker *ticker)
{
  LoketClockList *self = g_object_new (LOKET_TYPE_CLOCK_LIST, NULL);

  g_return_val_if_fail (LOKET_IS_TICKER (ticker), self);

  self->ticker = g_object_ref (ticker);
  return self;
}

/**
 * loket_clock_list_set_rulebook:
 * @self: a list
 * @rules: what to count by
 *
 * Counts by other rules from now on.
 */
void
loket_clock_list_set_rulebook (LoketClockList *self,
                               LoketRulebook  *rules)
{
  g_return_if_fail (LOKET_IS_CLOCK_LIST (self) && rules != NULL);

  if (self->rules == rules)
    return;
  loket_rulebook_ref (rules);
  g_clear_pointer (&self->rules, loket_rulebook_unref);
  self->rules = rules;
  if (self->tick_id != 0)
    read_again (self);
}

/**
 * loket_clock_list_set_complaint:
 * @self: a list
 * @complaint: (nullable): whose clocks to read, %NULL for none
 *
 * Reads the clocks of a complaint, of another one or of the same in a newer
 * revision.
 */
void
loket_clock_list_set_complaint (LoketClockList *self,
                                LoketComplaint *complaint)
{
  g_return_if_fail (LOKET_IS_CLOCK_LIST (self));

  if (complaint != NULL)
    loket_complaint_ref (complaint);
  g_clear_pointer (&self->complaint, loket_complaint_unref);
  self->complaint = complaint;
  read_again (self);
}
