/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-wrap-layout.h"

/**
 * LoketWrapLayout:
 *
 * Sets children one after another like words and breaks the line where they no
 * longer fit. For the chips of a complaint, of which no two are equally wide.
 */
struct _LoketWrapLayout
{
  GtkLayoutManager parent_instance;
};

#define SPACING 6

G_DEFINE_FINAL_TYPE (LoketWrapLayout, loket_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Places the children in @width and tells the height that they take; allocates
 * them too when @place is set. */
static int
lay_lines (GtkWidget *widget,
           int        width,
           gboolean   place)
{
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int x = 0, y = 0, line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &child_width, NULL, NULL);
      child_width = MIN (child_width, MAX (width, 0));
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width,
                          NULL, &child_height, NULL, NULL);

      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + SPACING;
          line_height = 0;
        }
      if (place)
        {
          int left = rtl ? width - x - child_width : x;

          gtk_widget_size_allocate (child,
                                    &(GtkAllocation) { left, y, child_width, child_height },
                                    -1);
        }
      x += child_width + SPACING;
      line_height = MAX (line_height, child_height);
    }

  return y + line_height;
}

static GtkSizeRequestMode
loket_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                    GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
loket_wrap_layout_measure (GtkLayoutManager *manager,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  *minimum = *natural = 0;

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = lay_lines (widget, for_size < 0 ? G_MAXINT / 2 : for_size, FALSE);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? SPACING : 0);
    }
}

static void
loket_wrap_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            int               width,
                            int               height,
                            int               baseline)
{
  lay_lines (widget, width, TRUE);
}

static void
loket_wrap_layout_class_init (LoketWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = loket_wrap_layout_get_request_mode;
  layout_class->measure = loket_wrap_layout_measure;
  layout_class->allocate = loket_wrap_layout_allocate;
}

static void
loket_wrap_layout_init (LoketWrapLayout *self)
{
}
