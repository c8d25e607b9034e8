/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-scroll.h"

/* What stays between the widget and the edge, so that it is seen to be whole. */
#define MARGIN 12

/* Of a page that still rolls on by its own weight; GTK has no other word for it. */
static void
stop_rolling (GtkWidget *viewport)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (viewport, GTK_TYPE_SCROLLED_WINDOW);

  if (scroller == NULL || !gtk_scrolled_window_get_kinetic_scrolling (GTK_SCROLLED_WINDOW (scroller)))
    return;
  gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (scroller), FALSE);
  gtk_scrolled_window_set_kinetic_scrolling (GTK_SCROLLED_WINDOW (scroller), TRUE);
}

static gboolean
is_in_own_surface (GtkWidget *widget,
                   GtkWidget *focus)
{
  return gtk_widget_is_ancestor (focus, widget) && gtk_widget_get_native (focus) == gtk_widget_get_native (widget);
}

static void
focus_moved_cb (GtkWidget  *viewport,
                GParamSpec *pspec,
                GtkRoot    *root)
{
  GtkWidget *focus = gtk_root_get_focus (root);

  if (focus != NULL && is_in_own_surface (viewport, focus))
    loket_scroll_to (focus);
}

static void
root_changed_cb (GtkWidget *viewport)
{
  GtkRoot *root = gtk_widget_get_root (viewport);

  if (root != NULL)
    g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (focus_moved_cb), viewport, G_CONNECT_SWAPPED);
}

/**
 * loket_scroll_follow_focus:
 * @scroller: a scrolled window with a viewport; it stays in one window
 *
 * Keeps in view what has the keyboard, unless that is in a popover. A viewport of
 * GTK 4.8 counts the inside of a popover as a part of the page below it: it
 * scrolls the page until what the popover hangs at is out of the view, even out of
 * the screen.
 */
void
loket_scroll_follow_focus (GtkScrolledWindow *scroller)
{
  GtkWidget *viewport;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));

  viewport = gtk_scrolled_window_get_child (scroller);
  g_return_if_fail (GTK_IS_VIEWPORT (viewport));

  gtk_viewport_set_scroll_to_focus (GTK_VIEWPORT (viewport), FALSE);
  g_signal_connect (viewport, "notify::root", G_CALLBACK (root_changed_cb), NULL);
  root_changed_cb (viewport);
}

/**
 * loket_scroll_to:
 * @widget: something in a scrolled page
 *
 * Scrolls up or down until @widget can be seen. Of one that is higher than the page
 * any part will do, else its beginning.
 *
 * Returns: whether the page moves; @widget is where it will be after the next
 *   frame then
 */
gboolean
loket_scroll_to (GtkWidget *widget)
{
  GtkWidget *viewport;
  GtkAdjustment *adjustment;
  graphene_rect_t bounds;
  double before, page, value;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), FALSE);

  viewport = gtk_widget_get_ancestor (widget, GTK_TYPE_VIEWPORT);
  if (viewport == NULL ||
      !gtk_widget_compute_bounds (widget, gtk_viewport_get_child (GTK_VIEWPORT (viewport)), &bounds))
    return FALSE;

  stop_rolling (viewport);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  before = gtk_adjustment_get_value (adjustment);
  page = gtk_adjustment_get_page_size (adjustment);
  if (bounds.size.height > page && bounds.origin.y < before + page && bounds.origin.y + bounds.size.height > before)
    return FALSE;
  value = MAX (before, bounds.origin.y + bounds.size.height + MARGIN - page);
  /* Not gtk_adjustment_clamp_page(), which takes its time. */
  gtk_adjustment_set_value (adjustment, MIN (value, bounds.origin.y - MARGIN));
  return ABS (gtk_adjustment_get_value (adjustment) - before) > 0.5;
}
