/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-accessible.h"

/**
 * loket_markup_escape:
 * @text: (nullable): any text, %NULL is empty
 *
 * Makes text of people safe for the properties that libadwaita 1.2 always reads
 * as markup: the texts of toasts, status pages and preference groups.
 *
 * Returns: (transfer full): markup that shows @text
 */
char *
loket_markup_escape (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);

  return g_markup_escape_text (valid, -1);
}

/**
 * loket_widget_set_name:
 * @widget: a widget
 * @name: what a screen reader calls it
 *
 * Names a widget that shows no text, or not the text that tells what it is. GTK
 * 4.8 would prefer the child that it found itself, so that relation goes.
 */
void
loket_widget_set_name (GtkWidget  *widget,
                       const char *name)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && name != NULL);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

/**
 * loket_widget_describe:
 * @widget: a widget
 * @description: what a screen reader adds to its name
 *
 * Describes a widget whose surroundings say more than its name does.
 */
void
loket_widget_describe (GtkWidget  *widget,
                       const char *description)
{
  g_return_if_fail (GTK_IS_WIDGET (widget) && description != NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

/**
 * loket_widget_name_buttons:
 * @root: a widget of libadwaita
 * @name: what a screen reader calls the buttons inside
 *
 * Names the icon-only buttons that a ready-made widget brings along without a
 * name of their own; buttons with a label keep theirs.
 */
void
loket_widget_name_buttons (GtkWidget  *root,
                           const char *name)
{
  if (GTK_IS_BUTTON (root))
    {
      if (gtk_button_get_label (GTK_BUTTON (root)) == NULL)
        loket_widget_set_name (root, name);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    loket_widget_name_buttons (child, name);
}

/**
 * loket_widget_set_style:
 * @widget: a widget
 * @css_class: a style class
 * @on: whether it has the class
 *
 * Gives a style class to a widget, or takes it away.
 */
void
loket_widget_set_style (GtkWidget  *widget,
                        const char *css_class,
                        gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}
