/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-clock-bar.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-clock-chip.h"
#include "loket-clock-list.h"
#include "loket-wrap-layout.h"

/**
 * LoketClockBar:
 *
 * The clocks of a complaint, a chip each, the most urgent first. A chip stays
 * while its clock is there, so that an open explanation does not close when the
 * record changes. Those that have stopped ask for nothing any more: where there
 * is more than one, a button stands for them.
 */
struct _LoketClockBar
{
  GtkWidget       parent_instance;

  GtkToggleButton *stopped_button; /* the last child */
  LoketClockList  *list;
  LoketRulebook   *rules;
};

G_DEFINE_FINAL_TYPE (LoketClockBar, loket_clock_bar, GTK_TYPE_WIDGET)

static GtkWidget *
get_chip (LoketClockBar *self,
          guint          position)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (chip != NULL && position-- > 0)
    chip = gtk_widget_get_next_sibling (chip);
  return chip;
}

/* Shows or hides the chips of stopped clocks, and how many there are. */
static void
update_stopped (LoketClockBar *self)
{
  gboolean all = gtk_toggle_button_get_active (self->stopped_button);
  guint n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  g_autofree char *label = NULL;
  guint n_stopped = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketClockItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      n_stopped += !loket_clock_item_get_running (item);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LoketClockItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      gtk_widget_set_visible (get_chip (self, i), all || n_stopped < 2 || n_stopped == n ||
                                                    loket_clock_item_get_running (item));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->stopped_button), n_stopped >= 2 && n_stopped < n);
  /* TRANSLATORS: clocks of a complaint that run no more */
  label = g_strdup_printf (ngettext ("%u stopped", "%u stopped", n_stopped), n_stopped);
  gtk_button_set_label (GTK_BUTTON (self->stopped_button), label);
}

static void
clocks_changed_cb (LoketClockBar *self,
                   guint          position,
                   guint          n_removed,
                   guint          n_added,
                   GListModel    *model)
{
  GtkWidget *next = get_chip (self, position);

  for (guint i = 0; i < n_removed; i++)
    {
      GtkWidget *chip = next;

      next = gtk_widget_get_next_sibling (chip);
      gtk_widget_unparent (chip);
    }
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (LoketClockItem) item = g_list_model_get_item (model, position + i);

      g_signal_connect_object (item, "changed", G_CALLBACK (update_stopped), self, G_CONNECT_SWAPPED);
      gtk_widget_insert_before (loket_clock_chip_new (item), GTK_WIDGET (self), next);
    }
  update_stopped (self);
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (model) > 0);
}

static void
drop_list (LoketClockBar *self)
{
  GtkWidget *chip;

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  g_clear_object (&self->list);
  while ((chip = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL &&
         chip != GTK_WIDGET (self->stopped_button))
    gtk_widget_unparent (chip);
}

static void
loket_clock_bar_dispose (GObject *object)
{
  LoketClockBar *self = LOKET_CLOCK_BAR (object);

  if (self->stopped_button != NULL)
    drop_list (self);
  g_clear_pointer ((GtkWidget **) &self->stopped_button, gtk_widget_unparent);
  g_clear_pointer (&self->rules, loket_rulebook_unref);

  G_OBJECT_CLASS (loket_clock_bar_parent_class)->dispose (object);
}

static void
loket_clock_bar_class_init (LoketClockBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_clock_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, LOKET_TYPE_WRAP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
loket_clock_bar_init (LoketClockBar *self)
{
  self->stopped_button = g_object_new (GTK_TYPE_TOGGLE_BUTTON, "visible", FALSE,
                                       "tooltip-text", _("Clocks that have stopped"), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->stopped_button), "flat");
  gtk_widget_add_css_class (GTK_WIDGET (self->stopped_button), "chip-toggle");
  loket_widget_describe (GTK_WIDGET (self->stopped_button), _("Clocks that have stopped"));
  gtk_widget_set_parent (GTK_WIDGET (self->stopped_button), GTK_WIDGET (self));
  g_signal_connect_swapped (self->stopped_button, "toggled", G_CALLBACK (update_stopped), self);
}

/**
 * loket_clock_bar_set_ticker:
 * @self: a bar
 * @ticker: (nullable): keeps the clocks true, %NULL to show none
 *
 * Sets what the bar counts with; needed before a complaint is shown.
 */
void
loket_clock_bar_set_ticker (LoketClockBar *self,
                            LoketTicker   *ticker)
{
  g_return_if_fail (LOKET_IS_CLOCK_BAR (self));

  drop_list (self);
  if (ticker == NULL)
    return;
  self->list = loket_clock_list_new (ticker);
  if (self->rules != NULL)
    loket_clock_list_set_rulebook (self->list, self->rules);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (clocks_changed_cb), self);
}

/**
 * loket_clock_bar_set_rulebook:
 * @self: a bar
 * @rules: what to count by
 *
 * Counts by other rules than the built-in ones from now on.
 */
void
loket_clock_bar_set_rulebook (LoketClockBar *self,
                              LoketRulebook *rules)
{
  g_return_if_fail (LOKET_IS_CLOCK_BAR (self) && rules != NULL);

  loket_rulebook_ref (rules);
  g_clear_pointer (&self->rules, loket_rulebook_unref);
  self->rules = rules;
  if (self->list != NULL)
    loket_clock_list_set_rulebook (self->list, rules);
}

/**
 * loket_clock_bar_set_complaint:
 * @self: a bar
 * @complaint: (nullable): whose clocks to show
 *
 * Shows the clocks of a complaint, or of the same one in a newer revision.
 */
void
loket_clock_bar_set_complaint (LoketClockBar  *self,
                               LoketComplaint *complaint)
{
  g_return_if_fail (LOKET_IS_CLOCK_BAR (self));

  if (self->list != NULL)
    loket_clock_list_set_complaint (self->list, complaint);
}

/**
 * loket_clock_bar_explain:
 * @self: a bar
 *
 * Opens the explanation of the most urgent clock.
 *
 * Returns: whether there is one
 */
gboolean
loket_clock_bar_explain (LoketClockBar *self)
{
  GtkWidget *chip;

  g_return_val_if_fail (LOKET_IS_CLOCK_BAR (self), FALSE);

  chip = get_chip (self, 0);
  if (chip == GTK_WIDGET (self->stopped_button))
    chip = NULL;
  if (chip != NULL)
    loket_clock_chip_explain (LOKET_CLOCK_CHIP (chip));
  return chip != NULL;
}
