/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-template-row.h"

#include "loket-accessible.h"

/**
 * LoketTemplateRow:
 *
 * One of the agency's templates in a list: its name, whose it is, and that its
 * review is overdue where it is.
 */
struct _LoketTemplateRow
{
  GtkListBoxRow      parent_instance;

  GtkLabel          *title_label;
  GtkLabel          *origin_label;
  GtkWidget         *due_box;
  GtkLabel          *due_label;

  LoketTemplateItem *item;
};

G_DEFINE_FINAL_TYPE (LoketTemplateRow, loket_template_row, GTK_TYPE_LIST_BOX_ROW)

static void
loket_template_row_dispose (GObject *object)
{
  LoketTemplateRow *self = LOKET_TEMPLATE_ROW (object);

  g_clear_object (&self->item);

  G_OBJECT_CLASS (loket_template_row_parent_class)->dispose (object);
}

static void
loket_template_row_class_init (LoketTemplateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_template_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/composer/loket-template-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateRow, origin_label);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateRow, due_box);
  gtk_widget_class_bind_template_child (widget_class, LoketTemplateRow, due_label);
}

static void
loket_template_row_init (LoketTemplateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_template_row_new:
 * @item: a template
 *
 * Makes the row of a template.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
loket_template_row_new (LoketTemplateItem *item)
{
  LoketTemplateRow *self = g_object_new (LOKET_TYPE_TEMPLATE_ROW, NULL);
  g_autofree char *origin = loket_template_item_dup_origin (item);
  g_autofree char *review = loket_template_item_dup_review (item);
  gboolean due = loket_template_item_get_due (item);
  g_autofree char *about = due ? g_strdup_printf ("%s. %s", origin, review) : g_strdup (origin);

  self->item = g_object_ref (item);
  gtk_label_set_text (self->title_label, loket_template_item_get_title (item));
  gtk_label_set_text (self->origin_label, origin);
  gtk_label_set_text (self->due_label, review);
  gtk_widget_set_visible (self->due_box, due);
  loket_widget_set_name (GTK_WIDGET (self), loket_template_item_get_title (item));
  loket_widget_describe (GTK_WIDGET (self), about);
  return GTK_WIDGET (self);
}

/**
 * loket_template_row_get_item:
 * @self: a row
 *
 * Tells which template a row shows.
 *
 * Returns: (transfer none): the template
 */
LoketTemplateItem *
loket_template_row_get_item (LoketTemplateRow *self)
{
  g_return_val_if_fail (LOKET_IS_TEMPLATE_ROW (self), NULL);

  return self->item;
}
