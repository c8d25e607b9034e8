/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-checklist-bar.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-wrap-layout.h"

/**
 * LoketChecklistBar:
 *
 * The parts of a complete reply, side by side: ticked where the text has them.
 * A click goes to the evidence. What an outcome does not need is not shown.
 */
struct _LoketChecklistBar
{
  GtkWidget   parent_instance;

  GListModel *list;
};

enum
{
  SIGNAL_PART_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketChecklistBar, loket_checklist_bar, GTK_TYPE_WIDGET)

static void
clicked_cb (GtkButton          *button,
            LoketChecklistItem *item)
{
  GtkWidget *bar = gtk_widget_get_ancestor (GTK_WIDGET (button), LOKET_TYPE_CHECKLIST_BAR);

  if (bar != NULL)
    g_signal_emit (bar, signals[SIGNAL_PART_ACTIVATED], 0, item);
}

static void
update_part (LoketChecklistItem *item,
             GtkButton          *button)
{
  GtkWidget *box = gtk_button_get_child (button);
  GtkWidget *icon = gtk_widget_get_first_child (box);
  gboolean there = loket_checklist_item_get_state (item) == LOKET_SKELETON_THERE;
  g_autofree char *detail = loket_checklist_item_dup_detail (item);
  g_autofree char *name = g_strdup_printf ("%s: %s", loket_checklist_item_get_title (item), detail);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), there ? "loket-done-symbolic" : "loket-open-symbolic");
  loket_widget_set_style (GTK_WIDGET (button), "there", there);
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), detail);
  loket_widget_set_name (GTK_WIDGET (button), name);
  gtk_widget_set_sensitive (GTK_WIDGET (button),
                            loket_checklist_item_get_end (item) > loket_checklist_item_get_start (item));
  gtk_widget_set_visible (GTK_WIDGET (button), loket_checklist_item_get_state (item) != LOKET_SKELETON_NOT_NEEDED);
}

static GtkWidget *
create_part (LoketChecklistItem *item)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);
  GtkWidget *label = gtk_label_new (loket_checklist_item_get_title (item));

  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "part");
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), item, 0);
  g_signal_connect_object (item, "changed", G_CALLBACK (update_part), button, 0);
  update_part (item, GTK_BUTTON (button));
  return button;
}

static void
drop_parts (LoketChecklistBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->list);
}

static void
loket_checklist_bar_dispose (GObject *object)
{
  drop_parts (LOKET_CHECKLIST_BAR (object));

  G_OBJECT_CLASS (loket_checklist_bar_parent_class)->dispose (object);
}

static void
loket_checklist_bar_class_init (LoketChecklistBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_checklist_bar_dispose;

  /**
   * LoketChecklistBar::part-activated:
   * @self: the bar
   * @item: a part that the text has
   *
   * Somebody wants to see where it is.
   */
  signals[SIGNAL_PART_ACTIVATED] =
    g_signal_new ("part-activated", LOKET_TYPE_CHECKLIST_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                  LOKET_TYPE_CHECKLIST_ITEM);

  gtk_widget_class_set_layout_manager_type (widget_class, LOKET_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "checklist");
}

static void
loket_checklist_bar_init (LoketChecklistBar *self)
{
  loket_widget_set_name (GTK_WIDGET (self), _("Parts of a complete reply"));
}

/**
 * loket_checklist_bar_set_list:
 * @self: a bar
 * @list: (nullable): the #LoketChecklistItem of a draft
 *
 * Shows another draft's checklist.
 */
void
loket_checklist_bar_set_list (LoketChecklistBar *self,
                              GListModel        *list)
{
  g_return_if_fail (LOKET_IS_CHECKLIST_BAR (self));

  if (self->list == list)
    return;
  drop_parts (self);
  if (list == NULL)
    return;
  self->list = g_object_ref (list);
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (LoketChecklistItem) item = g_list_model_get_item (list, i);

      gtk_widget_set_parent (create_part (item), GTK_WIDGET (self));
    }
}
