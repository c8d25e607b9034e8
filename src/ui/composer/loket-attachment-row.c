/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-attachment-row.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-attachment-look.h"

/**
 * LoketAttachmentRow:
 *
 * One file of a draft: its kind, name and size, how far its check is, what was
 * taken out of it or why it is refused, and the ways out.
 */
struct _LoketAttachmentRow
{
  GtkListBoxRow        parent_instance;

  GtkImage            *icon;
  GtkLabel            *name_label;
  GtkLabel            *details_label;
  GtkProgressBar      *progress_bar;
  GtkWidget           *notice_box;
  GtkImage            *notice_icon;
  GtkLabel            *notice_label;
  GtkWidget           *keep_button;
  GtkWidget           *remove_button;

  LoketAttachmentItem *item;
  gboolean             may_keep;
};

enum
{
  SIGNAL_REMOVE,
  SIGNAL_KEEP,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketAttachmentRow, loket_attachment_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_notice (LoketAttachmentRow *self)
{
  const char *notice = loket_attachment_item_get_notice (self->item);
  gboolean refused = loket_attachment_item_get_state (self->item) == LOKET_ATTACHMENT_STATE_REFUSED;
  gboolean photo = loket_attachment_item_get_is_photo (self->item);
  gboolean cleaned = !refused && photo && loket_attachment_item_get_removed (self->item) != 0;

  gtk_label_set_text (self->notice_label, notice != NULL ? notice : "");
  gtk_widget_set_visible (self->notice_box, notice != NULL && notice[0] != '\0');
  gtk_image_set_from_icon_name (self->notice_icon,
                                refused ? "loket-attention-symbolic" : "loket-done-symbolic");
  loket_widget_set_style (self->notice_box, "error", refused);
  loket_widget_set_style (self->notice_box, "success", cleaned);
  gtk_widget_set_visible (self->keep_button, self->may_keep && loket_attachment_item_get_may_keep (self->item) &&
                                               loket_attachment_item_get_state (self->item) !=
                                                 LOKET_ATTACHMENT_STATE_CHECKING);
}

static void
update (LoketAttachmentRow *self)
{
  const char *name = loket_attachment_item_get_name (self->item);
  const char *notice = loket_attachment_item_get_notice (self->item);
  LoketAttachmentState state = loket_attachment_item_get_state (self->item);
  gboolean ready = state != LOKET_ATTACHMENT_STATE_CHECKING && state != LOKET_ATTACHMENT_STATE_REFUSED;
  g_autofree char *details = ready ? loket_attachment_item_dup_details (self->item)
                                   : loket_attachment_item_dup_state_text (self->item);
  /* TRANSLATORS: %s is the name of a file */
  g_autofree char *action = g_strdup_printf (_("Remove %s"), name);
  g_autofree char *sentence = g_strdup_printf ("%s, %s", name, details);

  gtk_image_set_from_icon_name (self->icon, loket_attachment_icon (self->item));
  loket_widget_set_style (GTK_WIDGET (self->icon), "error", state == LOKET_ATTACHMENT_STATE_REFUSED);
  gtk_label_set_text (self->name_label, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name_label), name);
  gtk_label_set_text (self->details_label, details);
  loket_attachment_show_progress (self->progress_bar, self->item);
  update_notice (self);

  gtk_widget_set_tooltip_text (self->remove_button, action);
  loket_widget_set_name (self->remove_button, action);
  loket_widget_set_name (GTK_WIDGET (self), sentence);
  loket_widget_describe (GTK_WIDGET (self), notice != NULL ? notice : "");
}

static void
remove_cb (LoketAttachmentRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static void
keep_cb (LoketAttachmentRow *self)
{
  g_signal_emit (self, signals[SIGNAL_KEEP], 0);
}

static void
loket_attachment_row_dispose (GObject *object)
{
  LoketAttachmentRow *self = LOKET_ATTACHMENT_ROW (object);

  g_clear_object (&self->item);

  G_OBJECT_CLASS (loket_attachment_row_parent_class)->dispose (object);
}

static void
loket_attachment_row_class_init (LoketAttachmentRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_attachment_row_dispose;

  /**
   * LoketAttachmentRow::remove:
   * @self: a row
   *
   * The file shall go.
   */
  signals[SIGNAL_REMOVE] = g_signal_new ("remove", LOKET_TYPE_ATTACHMENT_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * LoketAttachmentRow::keep:
   * @self: a row
   *
   * The photo shall be attached as it is.
   */
  signals[SIGNAL_KEEP] = g_signal_new ("keep", LOKET_TYPE_ATTACHMENT_ROW, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/composer/loket-attachment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, details_label);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, notice_box);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, notice_icon);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
}

static void
loket_attachment_row_init (LoketAttachmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_attachment_row_new:
 * @item: a file; followed as long as the row lives
 *
 * Makes the row of a file.
 */
GtkWidget *
loket_attachment_row_new (LoketAttachmentItem *item)
{
  LoketAttachmentRow *self = g_object_new (LOKET_TYPE_ATTACHMENT_ROW, NULL);

  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * loket_attachment_row_get_item:
 * @self: a row
 *
 * Tells which file a row shows.
 *
 * Returns: (transfer none): the file
 */
LoketAttachmentItem *
loket_attachment_row_get_item (LoketAttachmentRow *self)
{
  g_return_val_if_fail (LOKET_IS_ATTACHMENT_ROW (self), NULL);

  return self->item;
}

/**
 * loket_attachment_row_set_may_keep:
 * @self: a row
 * @may_keep: whether the file as it was can still be read
 *
 * Offers to attach a photo as it is.
 */
void
loket_attachment_row_set_may_keep (LoketAttachmentRow *self,
                                   gboolean            may_keep)
{
  g_return_if_fail (LOKET_IS_ATTACHMENT_ROW (self));

  self->may_keep = may_keep;
  update_notice (self);
}
