/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-clock-chip.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-chip.h"
#include "loket-deadline-look.h"
#include "loket-natural-layout.h"
#include "loket-scroll.h"
#include "loket-toast.h"

/**
 * LoketClockChip:
 *
 * One clock of a complaint as a chip that is a button: pressed, it explains how
 * the deadline came about.
 *
 * Text and shape of the icon tell the state, the colour repeats it. A clock that
 * has stopped is drawn without a ground.
 */
struct _LoketClockChip
{
  AdwBin          parent_instance;

  GtkMenuButton  *button;
  LoketChip      *chip;
  GtkWidget      *popover;
  GtkLabel       *title_label;
  GtkLabel       *due_label;
  GtkLabel       *explanation_label;
  GtkLabel       *age_label;
  GtkWidget      *counted_box;
  GtkLabel       *counted_label;
  GtkLabel       *basis_label;
  GtkLabel       *certainty_label;
  GtkWidget      *copy_button;

  LoketClockItem *item;
  guint           n_frames; /* until the popover comes */
};

G_DEFINE_FINAL_TYPE (LoketClockChip, loket_clock_chip, ADW_TYPE_BIN)

/* What others have to keep is no alarm of this desk. */
static LoketTone
get_tone (LoketClockItem *item)
{
  LoketSlaState state = loket_clock_item_get_state (item);

  if (!loket_clock_item_get_running (item))
    return LOKET_TONE_PLAIN;
  if (loket_clock_item_get_ours (item))
    return loket_sla_state_tone (state);
  return state == LOKET_SLA_OVERDUE ? LOKET_TONE_URGENT : LOKET_TONE_PLAIN;
}

/* A label that is told the text it has loses what is selected in it. */
static void
set_text (GtkLabel   *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

static void
update (LoketClockChip *self)
{
  LoketClockItem *item = self->item;
  const char *counted = loket_clock_item_get_counted (item);
  const char *explanation = loket_clock_item_get_explanation (item);
  GtkWidget *toggle = gtk_widget_get_first_child (GTK_WIDGET (self->button));

  loket_chip_set (self->chip, loket_sla_state_icon (loket_clock_item_get_state (item)),
                  loket_clock_item_get_text (item), get_tone (item));
  loket_widget_set_style (GTK_WIDGET (self->chip), "stopped",
                          !loket_clock_item_get_running (item));
  set_text (self->title_label, loket_clock_item_get_text (item));
  set_text (self->due_label, loket_clock_item_get_due (item));
  set_text (self->explanation_label, explanation);
  set_text (self->age_label, loket_clock_item_get_age (item));
  set_text (self->counted_label, counted != NULL ? counted : "");
  gtk_widget_set_visible (self->counted_box, counted != NULL);
  set_text (self->basis_label, loket_clock_item_get_basis (item));
  set_text (self->certainty_label, loket_clock_item_get_certainty (item));

  loket_widget_set_name (GTK_WIDGET (self->button), loket_clock_item_get_sentence (item));
  loket_widget_set_name (toggle, loket_clock_item_get_sentence (item));
  loket_widget_describe (toggle, explanation);
  loket_widget_set_name (self->popover, loket_clock_item_get_sentence (item));
  loket_widget_describe (self->popover, explanation);
}

/* The text can be selected, so it would take the keyboard and be selected as a
 * whole whenever the popover opens. */
static void
popover_mapped_cb (LoketClockChip *self)
{
  gtk_widget_grab_focus (self->copy_button);
}

static void
copy_cb (LoketClockChip *self)
{
  g_autofree char *text = loket_clock_item_dup_all (self->item);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_menu_button_popdown (self->button);
  loket_toast_show (GTK_WIDGET (self), _("Explanation copied"));
}

static void
loket_clock_chip_dispose (GObject *object)
{
  LoketClockChip *self = LOKET_CLOCK_CHIP (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (loket_clock_chip_parent_class)->dispose (object);
}

static void
loket_clock_chip_class_init (LoketClockChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_clock_chip_dispose;

  g_type_ensure (LOKET_TYPE_CHIP);
  g_type_ensure (LOKET_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/complaint/loket-clock-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, button);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, chip);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, popover);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, due_label);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, explanation_label);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, age_label);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, counted_box);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, counted_label);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, basis_label);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, certainty_label);
  gtk_widget_class_bind_template_child (widget_class, LoketClockChip, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, popover_mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
loket_clock_chip_init (LoketClockChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_clock_chip_new:
 * @item: a clock; followed while the chip lives
 *
 * Makes the chip of a clock.
 */
GtkWidget *
loket_clock_chip_new (LoketClockItem *item)
{
  LoketClockChip *self = g_object_new (LOKET_TYPE_CLOCK_CHIP, NULL);

  g_return_val_if_fail (LOKET_IS_CLOCK_ITEM (item), GTK_WIDGET (self));

  self->item = g_object_ref (item);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);
  update (self);
  return GTK_WIDGET (self);
}

static gboolean
popup_tick_cb (GtkWidget     *widget,
               GdkFrameClock *frame_clock,
               gpointer       user_data)
{
  LoketClockChip *self = LOKET_CLOCK_CHIP (widget);

  if (--self->n_frames > 0)
    return G_SOURCE_CONTINUE;
  gtk_menu_button_popup (self->button);
  return G_SOURCE_REMOVE;
}

/**
 * loket_clock_chip_explain:
 * @self: a chip
 *
 * Scrolls to the chip where it is out of the view, and opens the explanation. The
 * first frame after that places the chip, the second can open a popover at it.
 */
void
loket_clock_chip_explain (LoketClockChip *self)
{
  g_return_if_fail (LOKET_IS_CLOCK_CHIP (self));

  if (!loket_scroll_to (GTK_WIDGET (self)) && self->n_frames == 0)
    gtk_menu_button_popup (self->button);
  else if (self->n_frames == 0)
    {
      self->n_frames = 2;
      gtk_widget_add_tick_callback (GTK_WIDGET (self), popup_tick_cb, NULL, NULL);
    }
}
