/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-natural-layout.h"

/**
 * LoketNaturalLayout:
 *
 * Gives the only child its natural width and the height that it needs in that
 * width. A popover of GTK 4.8 asks how high its content is in a width that
 * includes the popover's shadow; wrapped text answers with too few lines and
 * then is cut off.
 */
struct _LoketNaturalLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (LoketNaturalLayout, loket_natural_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
loket_natural_layout_get_request_mode (GtkLayoutManager *manager,
                                       GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
loket_natural_layout_measure (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              GtkOrientation    orientation,
                              int               for_size,
                              int              *minimum,
                              int              *natural,
                              int              *minimum_baseline,
                              int              *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);
  int width = 0;

  *minimum = *natural = 0;
  if (child == NULL || !gtk_widget_should_layout (child))
    return;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = width;
  else
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, natural, NULL, NULL);
  *minimum = *natural;
}

static void
loket_natural_layout_allocate (GtkLayoutManager *manager,
                               GtkWidget        *widget,
                               int               width,
                               int               height,
                               int               baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child != NULL && gtk_widget_should_layout (child))
    gtk_widget_size_allocate (child, &(GtkAllocation) { 0, 0, width, height }, baseline);
}

static void
loket_natural_layout_class_init (LoketNaturalLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = loket_natural_layout_get_request_mode;
  layout_class->measure = loket_natural_layout_measure;
  layout_class->allocate = loket_natural_layout_allocate;
}

static void
loket_natural_layout_init (LoketNaturalLayout *self)
{
}
