/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-store"

#include "config.h"

#include "loket-view.h"

static const char *const view_names[] = {
  "today",
  "overdue",
  "open",
  "waiting_reporter",
  "drafts",
  "approvals",
  "outbox",
  "sent",
  "promises",
};

G_STATIC_ASSERT (G_N_ELEMENTS (view_names) == LOKET_N_VIEWS);

/**
 * loket_view_to_name:
 * @value: a view
 *
 * Tells the name that a command line uses for it.
 *
 * Returns: (transfer none) (nullable): a static name, %NULL out of range
 */
const char *
loket_view_to_name (LoketView value)
{
  g_return_val_if_fail ((guint) value < LOKET_N_VIEWS, NULL);

  return view_names[value];
}

/**
 * loket_view_from_name:
 * @name: (nullable): a name
 * @value: (out): the view; untouched when there is none of that name
 *
 * Reads what loket_view_to_name() writes.
 *
 * Returns: whether there is such a view
 */
gboolean
loket_view_from_name (const char *name,
                      LoketView  *value)
{
  for (guint i = 0; i < LOKET_N_VIEWS; i++)
    if (g_strcmp0 (name, view_names[i]) == 0)
      {
        *value = (LoketView) i;
        return TRUE;
      }
  return FALSE;
}

static const char *const order_names[] = { "deadline", "oldest", "newest" };

G_STATIC_ASSERT (G_N_ELEMENTS (order_names) == LOKET_N_QUEUE_ORDERS);

/**
 * loket_queue_order_to_name:
 * @value: an order
 *
 * Tells the name that settings use for it.
 *
 * Returns: (transfer none) (nullable): a static name, %NULL out of range
 */
const char *
loket_queue_order_to_name (LoketQueueOrder value)
{
  g_return_val_if_fail ((guint) value < LOKET_N_QUEUE_ORDERS, NULL);

  return order_names[value];
}

/**
 * loket_queue_order_from_name:
 * @name: (nullable): a name
 * @value: (out): the order; untouched when there is none of that name
 *
 * Reads what loket_queue_order_to_name() writes.
 *
 * Returns: whether there is such an order
 */
gboolean
loket_queue_order_from_name (const char      *name,
                             LoketQueueOrder *value)
{
  for (guint i = 0; i < LOKET_N_QUEUE_ORDERS; i++)
    if (g_strcmp0 (name, order_names[i]) == 0)
      {
        *value = (LoketQueueOrder) i;
        return TRUE;
      }
  return FALSE;
}
