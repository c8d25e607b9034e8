/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-reminder-row.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-deadline-look.h"
#include "loket-tick.h"

/**
 * LoketReminderRow:
 *
 * One reminder: what happened to which complaint, when it was told, and what can
 * be done about it. Its words stay true while time passes.
 */
struct _LoketReminderRow
{
  GtkListBoxRow      parent_instance;

  GtkImage          *icon;
  GtkLabel          *title_label;
  GtkLabel          *body_label;
  GtkLabel          *told_label;
  GtkWidget         *later_button;
  GtkWidget         *dismiss_button;

  LoketReminders    *reminders;
  LoketTicker       *ticker;
  LoketReminderItem *item;
  guint              tick_id;
};

G_DEFINE_FINAL_TYPE (LoketReminderRow, loket_reminder_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_look (LoketReminderRow *self,
           gint64            now)
{
  static const struct
  {
    LoketTone   tone;
    const char *css_class;
  } tones[] = { { LOKET_TONE_LATE, "late" }, { LOKET_TONE_URGENT, "urgent" }, { LOKET_TONE_NOTICE, "notice" } };
  LoketSlaState state = loket_reminder_item_get_state (self->item, now);

  gtk_image_set_from_icon_name (self->icon, loket_sla_state_icon (state));
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    loket_widget_set_style (GTK_WIDGET (self->icon), tones[i].css_class,
                            loket_sla_state_tone (state) == tones[i].tone);
  loket_widget_set_style (GTK_WIDGET (self), "put-off", loket_reminder_item_get_put_off (self->item));
  gtk_widget_set_visible (self->later_button, !loket_reminder_item_get_put_off (self->item));
}

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  LoketReminderRow *self = LOKET_REMINDER_ROW (user_data);
  g_autofree char *title = loket_reminder_item_dup_title (self->item, now);
  g_autofree char *body = loket_reminder_item_dup_body (self->item, now);
  g_autofree char *told = loket_reminder_item_dup_told (self->item, now);
  g_autofree char *name = g_strdup_printf ("%s. %s. %s", title, body, told);
  g_autofree char *later = g_strdup_printf ("%s: %s", _("Remind me later"), title);
  g_autofree char *dismiss = g_strdup_printf ("%s: %s", _("Take from the list"), title);

  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->body_label, body);
  gtk_label_set_text (self->told_label, told);
  loket_widget_set_name (GTK_WIDGET (self), name);
  loket_widget_set_name (self->later_button, later);
  loket_widget_set_name (self->dismiss_button, dismiss);
  show_look (self, now);
  return loket_reminder_item_get_next_change (self->item, now);
}

static void
update (LoketReminderRow *self)
{
  loket_tick_clear (self->ticker, &self->tick_id);
  self->tick_id = loket_ticker_add (self->ticker, tick_cb, self, NULL);
}

static void
later_cb (LoketReminderRow *self)
{
  loket_reminders_put_off (self->reminders, loket_reminder_item_get_key (self->item));
}

static void
dismiss_cb (LoketReminderRow *self)
{
  loket_reminders_dismiss (self->reminders, loket_reminder_item_get_key (self->item));
}

static void
loket_reminder_row_dispose (GObject *object)
{
  LoketReminderRow *self = LOKET_REMINDER_ROW (object);

  loket_tick_clear (self->ticker, &self->tick_id);
  g_clear_object (&self->reminders);
  g_clear_object (&self->ticker);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (loket_reminder_row_parent_class)->dispose (object);
}

static void
loket_reminder_row_class_init (LoketReminderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_reminder_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/reminder/loket-reminder-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketReminderRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderRow, body_label);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderRow, told_label);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderRow, later_button);
  gtk_widget_class_bind_template_child (widget_class, LoketReminderRow, dismiss_button);
  gtk_widget_class_bind_template_callback (widget_class, later_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
}

static void
loket_reminder_row_init (LoketReminderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_reminder_row_new:
 * @reminders: what the choices go to
 * @ticker: keeps the words true
 * @item: the reminder; followed as long as the row lives
 *
 * Makes the row of a reminder.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
loket_reminder_row_new (LoketReminders    *reminders,
                        LoketTicker       *ticker,
                        LoketReminderItem *item)
{
  LoketReminderRow *self = g_object_new (LOKET_TYPE_REMINDER_ROW, NULL);

  self->reminders = g_object_ref (reminders);
  self->ticker = g_object_ref (ticker);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * loket_reminder_row_get_item:
 * @self: a row
 *
 * Tells which reminder a row shows.
 *
 * Returns: (transfer none): the reminder
 */
LoketReminderItem *
loket_reminder_row_get_item (LoketReminderRow *self)
{
  g_return_val_if_fail (LOKET_IS_REMINDER_ROW (self), NULL);

  return self->item;
}
