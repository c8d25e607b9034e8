/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-message-card.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-attachment-card.h"
#include "loket-chip.h"
#include "loket-words.h"
#include "loket-wrap-layout.h"

/**
 * LoketMessageCard:
 *
 * One entry of a conversation: who, when, what it said about the matter, and
 * the text. A reply that has not arrived is drawn with a dashed border and says
 * in words that it waits.
 */
struct _LoketMessageCard
{
  AdwBin     parent_instance;

  GtkWidget *bullet;
  GtkImage  *icon;
  GtkWidget *thread;
  GtkWidget *header;
  GtkLabel  *author_label;
  GtkLabel  *when_label;
  LoketChip *chip;
  GtkWidget *bubble;
  GtkLabel  *text_label;
  GtkWidget *files_box;

  LoketSession        *session;
  LoketAttachmentList *files;
};

G_DEFINE_FINAL_TYPE (LoketMessageCard, loket_message_card, ADW_TYPE_BIN)

static void
update_files (LoketMessageCard *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->files));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->files_box)) != NULL)
    gtk_box_remove (GTK_BOX (self->files_box), child);
  for (guint i = 0; i < n; i++)
    gtk_box_append (GTK_BOX (self->files_box),
                    loket_attachment_card_new (self->session, loket_attachment_list_get (self->files, i)));
  gtk_widget_set_visible (self->files_box, n > 0);
}

static void
loket_message_card_dispose (GObject *object)
{
  LoketMessageCard *self = LOKET_MESSAGE_CARD (object);

  g_clear_object (&self->session);
  g_clear_object (&self->files);

  G_OBJECT_CLASS (loket_message_card_parent_class)->dispose (object);
}

static void
loket_message_card_class_init (LoketMessageCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_message_card_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/complaint/loket-message-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, bullet);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, thread);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, header);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, author_label);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, when_label);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, chip);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, bubble);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, text_label);
  gtk_widget_class_bind_template_child (widget_class, LoketMessageCard, files_box);
}

static void
loket_message_card_init (LoketMessageCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->header, g_object_new (LOKET_TYPE_WRAP_LAYOUT, NULL));
}

static LoketMessageCard *
create_card (const char *icon_name,
             const char *author,
             gint64      at,
             const char *time_zone,
             const char *text)
{
  LoketMessageCard *self = g_object_new (LOKET_TYPE_MESSAGE_CARD, NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *when = at != LOKET_TIME_UNSET ? loket_words_date_time (at, time_zone) : NULL;

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_text (self->author_label, author);
  gtk_label_set_text (self->when_label, when != NULL ? when : "");
  gtk_label_set_text (self->text_label, valid);
  loket_widget_set_name (GTK_WIDGET (self->text_label), author);
  return self;
}

static void
set_ours (LoketMessageCard *self)
{
  gtk_widget_add_css_class (self->bullet, "ours");
  gtk_widget_add_css_class (self->bubble, "ours");
}

/**
 * loket_message_card_new_for_body:
 * @complaint: a complaint
 * @heading: what the text is
 * @text: the text
 *
 * Makes the first entry, what the reporter wrote.
 */
GtkWidget *
loket_message_card_new_for_body (const LoketComplaint *complaint,
                                 const char           *heading,
                                 const char           *text)
{
  return GTK_WIDGET (create_card ("loket-person-symbolic", heading, complaint->received_at,
                                  complaint->time_zone, text));
}

static const char *
get_author (const LoketMessage *message)
{
  switch (message->author)
    {
    case LOKET_AUTHOR_REPORTER:
      return _("Reporter");
    case LOKET_AUTHOR_OFFICER:
      return message->author_name != NULL ? message->author_name : _("Agency");
    case LOKET_AUTHOR_SYSTEM:
    default:
      return _("System");
    }
}

/**
 * loket_message_card_new_for_message:
 * @complaint: a complaint
 * @message: an entry of its conversation
 *
 * Makes the card of an entry that the hub has.
 */
GtkWidget *
loket_message_card_new_for_message (const LoketComplaint *complaint,
                                    const LoketMessage   *message)
{
  gboolean ours = message->author == LOKET_AUTHOR_OFFICER;
  const char *icon_name = ours                                      ? "loket-agency-symbolic"
                          : message->author == LOKET_AUTHOR_REPORTER ? "loket-person-symbolic"
                                                                     : "loket-hint-symbolic";
  LoketMessageCard *self = create_card (icon_name, get_author (message), message->at,
                                        complaint->time_zone, message->text);

  if (ours)
    set_ours (self);
  if (ours && message->outcome != LOKET_OUTCOME_UNKNOWN)
    {
      loket_chip_set (self->chip, NULL, loket_words_outcome (message->outcome), LOKET_TONE_PLAIN);
      gtk_widget_set_visible (GTK_WIDGET (self->chip), TRUE);
    }
  return GTK_WIDGET (self);
}

/**
 * loket_message_card_new_for_pending:
 * @item: a reply in the outbox
 * @time_zone: the zone to tell its time in
 *
 * Makes the card of a reply that the hub has not confirmed.
 */
GtkWidget *
loket_message_card_new_for_pending (LoketOutboxItem *item,
                                    const char      *time_zone)
{
  LoketMessageCard *self = create_card ("loket-outbox-symbolic", _("Your reply"),
                                        loket_outbox_item_get_queued_at (item), time_zone,
                                        loket_outbox_item_get_text (item));
  LoketOutboxState state = loket_outbox_item_get_state (item);

  set_ours (self);
  gtk_widget_add_css_class (self->bubble, "pending");
  loket_chip_set (self->chip,
                  state == LOKET_OUTBOX_NEEDS_USER ? "loket-attention-symbolic"
                                                   : "loket-clock-symbolic",
                  loket_words_outbox_state (state),
                  state == LOKET_OUTBOX_NEEDS_USER ? LOKET_TONE_LATE : LOKET_TONE_URGENT);
  gtk_widget_set_visible (GTK_WIDGET (self->chip), TRUE);
  return GTK_WIDGET (self);
}

/**
 * loket_message_card_set_files:
 * @self: a card
 * @session: fetches them
 * @files: the files of the entry; followed as long as the card lives
 *
 * Shows the files that belong to the entry.
 */
void
loket_message_card_set_files (LoketMessageCard    *self,
                              LoketSession        *session,
                              LoketAttachmentList *files)
{
  g_return_if_fail (LOKET_IS_MESSAGE_CARD (self) && LOKET_IS_SESSION (session));
  g_return_if_fail (LOKET_IS_ATTACHMENT_LIST (files) && self->files == NULL);

  self->session = g_object_ref (session);
  self->files = g_object_ref (files);
  g_signal_connect_object (files, "items-changed", G_CALLBACK (update_files), self, G_CONNECT_SWAPPED);
  update_files (self);
}

/**
 * loket_message_card_set_last:
 * @self: a card
 * @last: whether nothing follows it
 *
 * Draws or leaves out the line to the next entry.
 */
void
loket_message_card_set_last (LoketMessageCard *self,
                             gboolean          last)
{
  g_return_if_fail (LOKET_IS_MESSAGE_CARD (self));

  gtk_widget_set_visible (self->thread, !last);
}
