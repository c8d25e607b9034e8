/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-chip.h"

/**
 * LoketChip:
 *
 * A short fact as an icon and a word in a pill: time left, status, disclosure.
 */
struct _LoketChip
{
  GtkWidget  parent_instance;

  GtkWidget *icon;
  GtkWidget *label;
  LoketTone  tone;
};

G_DEFINE_FINAL_TYPE (LoketChip, loket_chip, GTK_TYPE_WIDGET)

static const char *const tone_classes[] = { "plain", "good", "notice", "urgent", "late" };

static void
loket_chip_dispose (GObject *object)
{
  LoketChip *self = LOKET_CHIP (object);

  g_clear_pointer (&self->icon, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);

  G_OBJECT_CLASS (loket_chip_parent_class)->dispose (object);
}

static void
loket_chip_class_init (LoketChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_chip_dispose;

  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
loket_chip_init (LoketChip *self)
{
  self->icon = gtk_image_new ();
  gtk_widget_set_parent (self->icon, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[self->tone]);
}

/**
 * loket_chip_new:
 * @icon_name: (nullable): a symbolic icon
 * @text: the words
 * @tone: what it means
 *
 * Makes a chip.
 */
GtkWidget *
loket_chip_new (const char *icon_name,
                const char *text,
                LoketTone   tone)
{
  GtkWidget *self = g_object_new (LOKET_TYPE_CHIP, NULL);

  loket_chip_set (LOKET_CHIP (self), icon_name, text, tone);
  return self;
}

/**
 * loket_chip_set:
 * @self: a chip
 * @icon_name: (nullable): a symbolic icon
 * @text: the words
 * @tone: what it means
 *
 * Changes what a chip says.
 */
void
loket_chip_set (LoketChip  *self,
                const char *icon_name,
                const char *text,
                LoketTone   tone)
{
  g_return_if_fail (LOKET_IS_CHIP (self) && (guint) tone < G_N_ELEMENTS (tone_classes));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon_name);
  gtk_widget_set_visible (self->icon, icon_name != NULL);
  gtk_label_set_text (GTK_LABEL (self->label), text != NULL ? text : "");

  if (tone != self->tone)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), tone_classes[self->tone]);
      gtk_widget_add_css_class (GTK_WIDGET (self), tone_classes[tone]);
      self->tone = tone;
    }
}
