/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-queue-factory.h"

#include "loket-queue-cell.h"

static void
row_clicked_cb (GtkGestureClick *gesture,
                int              n_press,
                double           x,
                double           y,
                gpointer         user_data)
{
  GtkListItem *cell = GTK_LIST_ITEM (user_data);
  GtkWidget *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  if (n_press == 1 && gtk_widget_contains (row, x, y))
    gtk_widget_activate_action (row, "list.activate-item", "u",
                                gtk_list_item_get_position (cell));
}

static void
cell_setup_cb (GtkListItemFactory *factory,
               GtkListItem        *cell,
               gpointer            user_data)
{
  GtkWidget *row = loket_queue_cell_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect (click, "released", G_CALLBACK (row_clicked_cb), cell);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (cell, row);
}

static void
cell_bind_cb (GtkListItemFactory *factory,
              GtkListItem        *cell,
              gpointer            user_data)
{
  loket_queue_cell_bind (LOKET_QUEUE_CELL (gtk_list_item_get_child (cell)),
                         LOKET_QUEUE_ITEM (gtk_list_item_get_item (cell)),
                         LOKET_TICKER (user_data));
}

static void
cell_unbind_cb (GtkListItemFactory *factory,
                GtkListItem        *cell,
                gpointer            user_data)
{
  loket_queue_cell_unbind (LOKET_QUEUE_CELL (gtk_list_item_get_child (cell)));
}

/**
 * loket_queue_factory_new:
 * @ticker: keeps the times left true
 *
 * Makes what makes the rows of the queue. A click activates a row: selecting
 * alone does not leave the queue where it stands alone.
 *
 * Returns: (transfer full): a factory for a list of #LoketQueueItem
 */
GtkListItemFactory *
loket_queue_factory_new (LoketTicker *ticker)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bind_cb), ticker, 0);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), NULL);
  return factory;
}
