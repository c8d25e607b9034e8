/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-attachment-card.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-attachment-look.h"
#include "loket-error-words.h"

/**
 * LoketAttachmentCard:
 *
 * A file of a conversation. Nothing is fetched and nothing opened by itself:
 * pressed, it is fetched where it is not here yet, and then shown by the program
 * that the desktop has for it.
 */
struct _LoketAttachmentCard
{
  AdwBin               parent_instance;

  GtkWidget           *open_button;
  GtkImage            *icon;
  GtkLabel            *name_label;
  GtkLabel            *details_label;
  GtkImage            *action_icon;
  GtkWidget           *cancel_button;
  GtkProgressBar      *progress_bar;
  GtkLabel            *trouble_label;

  LoketSession        *session;
  LoketAttachmentItem *item;
  gboolean             opening;
};

G_DEFINE_FINAL_TYPE (LoketAttachmentCard, loket_attachment_card, ADW_TYPE_BIN)

static gboolean
is_on_its_way (LoketAttachmentItem *item)
{
  LoketAttachmentState state = loket_attachment_item_get_state (item);

  return state == LOKET_ATTACHMENT_STATE_WAITING || state == LOKET_ATTACHMENT_STATE_UPLOADING;
}

static void
update_details (LoketAttachmentCard *self)
{
  g_autofree char *details = loket_attachment_item_dup_details (self->item);
  g_autofree char *state = loket_attachment_item_dup_state_text (self->item);
  gboolean tells = is_on_its_way (self->item) || loket_attachment_shows_progress (self->item);
  g_autofree char *text = tells ? g_strdup_printf ("%s · %s", details, state) : g_strdup (details);

  gtk_label_set_text (self->details_label, text);
}

static void
update (LoketAttachmentCard *self)
{
  const char *name = loket_attachment_item_get_name (self->item);
  gboolean remote = loket_attachment_item_get_state (self->item) == LOKET_ATTACHMENT_STATE_REMOTE;
  gboolean coming = loket_attachment_item_get_state (self->item) == LOKET_ATTACHMENT_STATE_DOWNLOADING;
  g_autofree char *details = loket_attachment_item_dup_details (self->item);
  /* TRANSLATORS: %s is the name of a file */
  g_autofree char *action = g_strdup_printf (remote ? _("Download and open %s") : _("Open %s"), name);
  /* TRANSLATORS: %s is the name of a file */
  g_autofree char *cancel = g_strdup_printf (_("Stop downloading %s"), name);

  gtk_image_set_from_icon_name (self->icon, loket_attachment_icon (self->item));
  gtk_image_set_from_icon_name (self->action_icon,
                                remote ? "loket-download-symbolic" : "loket-launch-symbolic");
  gtk_label_set_text (self->name_label, name);
  update_details (self);
  loket_attachment_show_progress (self->progress_bar, self->item);
  gtk_widget_set_visible (self->cancel_button, coming);
  gtk_widget_set_sensitive (self->open_button, !self->opening);

  gtk_widget_set_tooltip_text (self->open_button, action);
  loket_widget_set_name (self->open_button, action);
  loket_widget_describe (self->open_button, details);
  gtk_widget_set_tooltip_text (self->cancel_button, cancel);
  loket_widget_set_name (self->cancel_button, cancel);
}

static void
show_trouble (LoketAttachmentCard *self,
              const char          *words)
{
  gtk_label_set_text (self->trouble_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble_label), words != NULL);
}

static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (LoketAttachmentCard) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error) &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_trouble (self, _("No program on this computer opens files of this kind."));
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LoketAttachmentCard) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file =
    loket_session_open_attachment_finish (LOKET_SESSION (source), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  self->opening = FALSE;
  update (self);
  if (file == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *words = loket_error_words (error);

      show_trouble (self, words);
    }
  /* Another complaint may be shown by now; then nobody waits for the file. */
  if (file != NULL && root != NULL)
    {
      g_autofree char *uri = g_file_get_uri (file);

      gtk_show_uri_full (GTK_WINDOW (root), uri, GDK_CURRENT_TIME, NULL, shown_cb, g_object_ref (self));
    }
}

static void
open_cb (LoketAttachmentCard *self)
{
  show_trouble (self, NULL);
  self->opening = TRUE;
  update (self);
  loket_session_open_attachment_async (self->session, self->item, NULL, opened_cb, g_object_ref (self));
}

static void
cancel_cb (LoketAttachmentCard *self)
{
  loket_session_cancel_attachment (self->session, self->item);
}

static void
loket_attachment_card_dispose (GObject *object)
{
  LoketAttachmentCard *self = LOKET_ATTACHMENT_CARD (object);

  g_clear_object (&self->item);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (loket_attachment_card_parent_class)->dispose (object);
}

static void
loket_attachment_card_class_init (LoketAttachmentCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_attachment_card_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/complaint/loket-attachment-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentCard, open_button);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentCard, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentCard, name_label);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentCard, details_label);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentCard, action_icon);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentCard, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentCard, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, LoketAttachmentCard, trouble_label);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
}

static void
loket_attachment_card_init (LoketAttachmentCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_attachment_card_new:
 * @session: fetches the file
 * @item: the file; followed as long as the card lives
 *
 * Makes the card of a file.
 */
GtkWidget *
loket_attachment_card_new (LoketSession        *session,
                           LoketAttachmentItem *item)
{
  LoketAttachmentCard *self = g_object_new (LOKET_TYPE_ATTACHMENT_CARD, NULL);

  self->session = g_object_ref (session);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
