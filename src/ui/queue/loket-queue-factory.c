/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-queue-factory.h"

#include "loket-queue-cell.h"
#include "loket-words.h"

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

/* What the rows of one list share. */
typedef struct
{
  LoketComplaintList *list;
  LoketSession       *session;
  LoketTicker        *ticker;
  GHashTable         *bound;   /* of GtkListItem */
  gboolean            narrow;
} Shared;

static void
shared_free (Shared *shared)
{
  g_clear_object (&shared->list);
  g_clear_object (&shared->session);
  g_clear_object (&shared->ticker);
  g_hash_table_unref (shared->bound);
  g_free (shared);
}

static void
update_heading (Shared      *shared,
                GtkListItem *cell)
{
  LoketQueueGroup group;
  guint n = 0;
  gboolean first = loket_complaint_list_get_heading (shared->list,
                                                     gtk_list_item_get_position (cell), &group, &n);

  loket_queue_cell_set_heading (LOKET_QUEUE_CELL (gtk_list_item_get_child (cell)),
                                first ? loket_words_group (group) : NULL, n);
}

/* A row may become the first of its group, or cease to be, without being bound
 * again. */
static void
groups_changed_cb (LoketComplaintList *list,
                   gpointer            factory)
{
  Shared *shared = g_object_get_data (G_OBJECT (factory), "shared");
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, shared->bound);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    update_heading (shared, GTK_LIST_ITEM (cell));
}

static void
cell_bind_cb (GtkListItemFactory *factory,
              GtkListItem        *cell,
              gpointer            user_data)
{
  Shared *shared = user_data;

  g_hash_table_add (shared->bound, cell);
  loket_queue_cell_set_narrow (LOKET_QUEUE_CELL (gtk_list_item_get_child (cell)), shared->narrow);
  update_heading (shared, cell);
  loket_queue_cell_bind (LOKET_QUEUE_CELL (gtk_list_item_get_child (cell)),
                         LOKET_QUEUE_ITEM (gtk_list_item_get_item (cell)), shared->session, shared->ticker);
}

static void
cell_unbind_cb (GtkListItemFactory *factory,
                GtkListItem        *cell,
                gpointer            user_data)
{
  Shared *shared = user_data;

  g_hash_table_remove (shared->bound, cell);
  loket_queue_cell_unbind (LOKET_QUEUE_CELL (gtk_list_item_get_child (cell)));
}

/**
 * loket_queue_factory_new:
 * @list: the queue, for the headings of its groups
 * @session: whose rules times left are counted by
 * @ticker: keeps the times left true
 *
 * Makes what makes the rows of the queue. A click activates a row: selecting
 * alone does not leave the queue where it stands alone.
 *
 * Returns: (transfer full): a factory for a list of #LoketQueueItem
 */
GtkListItemFactory *
loket_queue_factory_new (LoketComplaintList *list,
                         LoketSession       *session,
                         LoketTicker        *ticker)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Shared *shared = g_new0 (Shared, 1);

  shared->list = g_object_ref (list);
  shared->session = g_object_ref (session);
  shared->ticker = g_object_ref (ticker);
  shared->bound = g_hash_table_new (NULL, NULL);
  g_object_set_data_full (G_OBJECT (factory), "shared", shared, (GDestroyNotify) shared_free);
  g_signal_connect (factory, "setup", G_CALLBACK (cell_setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (cell_bind_cb), shared);
  g_signal_connect (factory, "unbind", G_CALLBACK (cell_unbind_cb), shared);
  g_signal_connect_object (list, "groups-changed", G_CALLBACK (groups_changed_cb), factory, 0);
  return factory;
}

/**
 * loket_queue_factory_set_narrow:
 * @factory: what loket_queue_factory_new() made
 * @narrow: whether rows have no room for two columns
 *
 * Lays the rows out anew, those on the screen and those to come.
 */
void
loket_queue_factory_set_narrow (GtkListItemFactory *factory,
                                gboolean            narrow)
{
  Shared *shared = g_object_get_data (G_OBJECT (factory), "shared");
  GHashTableIter iter;
  gpointer cell;

  if (shared->narrow == narrow)
    return;

  shared->narrow = narrow;
  g_hash_table_iter_init (&iter, shared->bound);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    loket_queue_cell_set_narrow (LOKET_QUEUE_CELL (gtk_list_item_get_child (cell)), narrow);
}
