/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-reminder-button.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-reminder-row.h"

/* How wide the list is where there is room, and what is beside it. */
#define LIST_WIDTH 440
#define MARGINS 48
#define BORDERS 2

/**
 * LoketReminderButton:
 *
 * Counts the reminders that hold and opens the list of them, so that what the
 * desktop showed for a moment, or never could show, is not lost.
 */
struct _LoketReminderButton
{
  AdwBin             parent_instance;

  GtkMenuButton     *button;
  GtkLabel          *count_label;
  GtkStack          *pages;
  GtkWidget         *content;
  GtkListBox        *list;
  GtkLabel          *more_label;

  LoketReminders    *reminders;
  LoketTicker       *ticker;
  int                width;
};

G_DEFINE_FINAL_TYPE (LoketReminderButton, loket_reminder_button, ADW_TYPE_BIN)

static void
update (LoketReminderButton *self)
{
  LoketReminderList *list = self->reminders != NULL ? loket_reminders_get_list (self->reminders) : NULL;
  guint n_items = list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (list)) : 0;
  guint n_waiting = list != NULL ? loket_reminder_list_get_waiting (list) : 0;
  guint n_more = list != NULL ? loket_reminder_list_get_more (list) : 0;
  g_autofree char *count = g_strdup_printf ("%u", n_waiting);
  g_autofree char *more = g_strdup_printf (ngettext ("%u more is in the queue", "%u more are in the queue", n_more),
                                           n_more);
  g_autofree char *name = n_waiting > 0
                            ? g_strdup_printf (ngettext ("%u reminder", "%u reminders", n_waiting), n_waiting)
                            : g_strdup (_("No reminders"));

  gtk_label_set_text (self->count_label, count);
  gtk_widget_set_visible (GTK_WIDGET (self->count_label), n_waiting > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  loket_widget_set_name (GTK_WIDGET (self->button), name);
  gtk_label_set_text (self->more_label, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more_label), n_more > 0);
  gtk_stack_set_visible_child_name (self->pages, n_items > 0 ? "list" : "empty");
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  LoketReminderButton *self = LOKET_REMINDER_BUTTON (user_data);
  GtkWidget *row = loket_reminder_row_new (self->reminders, self->ticker, LOKET_REMINDER_ITEM (item));

  gtk_widget_set_size_request (row, self->width - BORDERS, -1);
  return row;
}

/* A list measures its height by the least width of its rows, so they are given
 * the width that there is. */
static void
before_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  LoketReminderButton *self = LOKET_REMINDER_BUTTON (user_data);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->width = MIN (LIST_WIDTH, gtk_widget_get_width (GTK_WIDGET (root)) - MARGINS);
  gtk_widget_set_size_request (self->content, self->width, -1);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    gtk_widget_set_size_request (row, self->width - BORDERS, -1);
}

static void
row_activated_cb (LoketReminderButton *self,
                  GtkListBoxRow       *row)
{
  LoketReminderItem *item = loket_reminder_row_get_item (LOKET_REMINDER_ROW (row));
  g_autofree char *id = g_strdup (loket_reminder_item_get_complaint_id (item));

  gtk_menu_button_popdown (self->button);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-complaint", "s", id);
}

static void
loket_reminder_button_dispose (GObject *object)
{
  LoketReminderButton *self = LOKET_REMINDER_BUTTON (object);

  g_clear_object (&self->reminders);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (loket_reminder_button_parent_class)->dispose (object);
}

static void
loket_reminder_button_class_init (LoketReminderButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_reminder_button_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/reminder/loket-reminder-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketReminderButton, button);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderButton, count_label);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderButton, pages);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderButton, content);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderButton, list);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderButton, more_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
loket_reminder_button_init (LoketReminderButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->width = LIST_WIDTH;
  gtk_menu_button_set_create_popup_func (self->button, before_popup_cb, self, NULL);
  update (self);
}

/**
 * loket_reminder_button_set_reminders:
 * @self: the button
 * @reminders: (nullable): what to list
 * @ticker: (nullable): keeps the times left true; needed with @reminders
 *
 * Sets the reminders that the button lists.
 */
void
loket_reminder_button_set_reminders (LoketReminderButton *self,
                                     LoketReminders      *reminders,
                                     LoketTicker         *ticker)
{
  LoketReminderList *list = NULL;

  g_return_if_fail (LOKET_IS_REMINDER_BUTTON (self));

  if (self->reminders != NULL)
    g_signal_handlers_disconnect_by_data (loket_reminders_get_list (self->reminders), self);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_set_object (&self->reminders, reminders);
  g_set_object (&self->ticker, ticker);
  if (reminders != NULL)
    {
      list = loket_reminders_get_list (reminders);
      gtk_list_box_bind_model (self->list, G_LIST_MODEL (list), create_row_cb, self, NULL);
      g_signal_connect_object (list, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (list, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

/**
 * loket_reminder_button_popup:
 * @self: the button
 *
 * Opens the list.
 */
void
loket_reminder_button_popup (LoketReminderButton *self)
{
  g_return_if_fail (LOKET_IS_REMINDER_BUTTON (self));

  gtk_menu_button_popup (self->button);
}
