/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-outbox-row.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-error-words.h"
#include "loket-tick.h"

/**
 * LoketOutboxRow:
 *
 * One reply on its way: where it is, why it is still here, and what can be done
 * about it.
 */
struct _LoketOutboxRow
{
  GtkListBoxRow    parent_instance;

  GtkImage        *icon;
  GtkLabel        *title_label;
  GtkLabel        *state_label;
  GtkProgressBar  *progress_bar;
  GtkLabel        *reason_label;
  GtkWidget       *retry_button;
  GtkWidget       *anyway_button;
  GtkWidget       *edit_button;

  LoketSession    *session;
  LoketTicker     *ticker;
  LoketOutboxItem *item;
  LoketAttachmentList *files; /* once they are on their way */
  guint            tick_id;
};

G_DEFINE_FINAL_TYPE (LoketOutboxRow, loket_outbox_row, GTK_TYPE_LIST_BOX_ROW)

static void
update_buttons (LoketOutboxRow *self)
{
  LoketOutboxState state = loket_outbox_item_get_state (self->item);
  gboolean changed = loket_outbox_item_get_reason (self->item) == LOKET_REASON_COMPLAINT_CHANGED;
  gboolean stopped = loket_outbox_item_get_reason (self->item) == LOKET_REASON_QUALITY_BLOCKER;
  gboolean needs_user = state == LOKET_OUTBOX_NEEDS_USER;

  gtk_widget_set_visible (self->retry_button, needs_user && !changed && !stopped);
  gtk_widget_set_visible (self->anyway_button, needs_user && changed);
  gtk_button_set_label (GTK_BUTTON (self->edit_button),
                        needs_user && stopped ? _("Change the text") : _("Take back and edit"));
  gtk_widget_set_visible (self->edit_button, needs_user || state == LOKET_OUTBOX_QUEUED ||
                                               state == LOKET_OUTBOX_HELD ||
                                               state == LOKET_OUTBOX_UPLOADING ||
                                               state == LOKET_OUTBOX_WAITING);
}

/* How much of all files the hub has. */
static void
update_progress (LoketOutboxRow *self)
{
  guint n = self->files != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->files)) : 0;
  double sent = 0, total = 0;

  for (guint i = 0; i < n; i++)
    {
      LoketAttachmentItem *file = loket_attachment_list_get (self->files, i);
      double size = (double) loket_attachment_item_get_size (file);

      total += size;
      sent += size * MAX (loket_attachment_item_get_progress (file), 0);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar),
                          total > 0 && loket_outbox_item_get_state (self->item) == LOKET_OUTBOX_UPLOADING);
  gtk_progress_bar_set_fraction (self->progress_bar, total > 0 ? MIN (sent / total, 1) : 0);
}

static void
files_changed_cb (LoketOutboxRow *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->files)); i++)
    {
      LoketAttachmentItem *file = loket_attachment_list_get (self->files, i);

      g_signal_handlers_disconnect_by_func (file, update_progress, self);
      g_signal_connect_object (file, "notify::progress", G_CALLBACK (update_progress), self,
                               G_CONNECT_SWAPPED);
    }
  update_progress (self);
}

static void
follow_files (LoketOutboxRow *self)
{
  if (self->files == NULL && loket_outbox_item_get_state (self->item) == LOKET_OUTBOX_UPLOADING)
    {
      self->files =
        loket_session_create_reply_attachments (self->session, loket_outbox_item_get_reply_id (self->item));
      g_signal_connect_object (self->files, "items-changed", G_CALLBACK (files_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (self->files != NULL)
    files_changed_cb (self);
}

static gint64
tick_cb (gint64   now,
         gpointer user_data)
{
  LoketOutboxRow *self = LOKET_OUTBOX_ROW (user_data);
  gint64 next_try = loket_outbox_item_get_next_try (self->item);
  g_autofree char *title = g_strdup_printf ("#%s · %s",
                                            loket_outbox_item_get_tracking_id (self->item),
                                            loket_outbox_item_get_title (self->item));
  g_autofree char *state = loket_outbox_item_dup_state_text (
    self->item, now, loket_session_get_time_zone (self->session));
  g_autofree char *reason = loket_outbox_item_dup_reason_text (self->item);
  gboolean needs_user = loket_outbox_item_get_state (self->item) == LOKET_OUTBOX_NEEDS_USER;
  g_autofree char *name = g_strdup_printf ("%s, %s", title, state);

  gtk_label_set_text (self->title_label, title);
  gtk_label_set_text (self->state_label, state);
  gtk_label_set_text (self->reason_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), reason != NULL && reason[0] != '\0');
  gtk_image_set_from_icon_name (self->icon,
                                needs_user ? "loket-attention-symbolic" : "loket-outbox-symbolic");
  loket_widget_set_style (GTK_WIDGET (self->icon), "error", needs_user);
  loket_widget_set_name (GTK_WIDGET (self), name);
  update_buttons (self);

  return next_try != LOKET_TIME_UNSET && next_try > now ? next_try : LOKET_TICK_NEVER;
}

static void
update (LoketOutboxRow *self)
{
  loket_tick_clear (self->ticker, &self->tick_id);
  self->tick_id = loket_ticker_add (self->ticker, tick_cb, self, NULL);
  follow_files (self);
}

static void
resolved_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (LoketOutboxRow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_session_resolve_finish (LOKET_SESSION (source), result, NULL, NULL, &error))
    {
      g_autofree char *words = loket_error_words (error);

      gtk_label_set_text (self->reason_label, words);
      gtk_widget_set_visible (GTK_WIDGET (self->reason_label), TRUE);
    }
}

static void
choose (LoketOutboxRow   *self,
        LoketOutboxChoice choice)
{
  loket_session_resolve_async (self->session, loket_outbox_item_get_reply_id (self->item), choice,
                               NULL, resolved_cb, g_object_ref (self));
}

static void
retry_cb (LoketOutboxRow *self)
{
  choose (self, LOKET_OUTBOX_CHOICE_RETRY);
}

static void
anyway_cb (LoketOutboxRow *self)
{
  choose (self, LOKET_OUTBOX_CHOICE_SEND_ANYWAY);
}

static void
edit_cb (LoketOutboxRow *self)
{
  choose (self, LOKET_OUTBOX_CHOICE_EDIT);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-complaint", "s",
                              loket_outbox_item_get_complaint_id (self->item));
}

static void
loket_outbox_row_dispose (GObject *object)
{
  LoketOutboxRow *self = LOKET_OUTBOX_ROW (object);

  loket_tick_clear (self->ticker, &self->tick_id);
  g_clear_object (&self->session);
  g_clear_object (&self->ticker);
  g_clear_object (&self->item);
  g_clear_object (&self->files);

  G_OBJECT_CLASS (loket_outbox_row_parent_class)->dispose (object);
}

static void
loket_outbox_row_class_init (LoketOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_outbox_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/outbox/loket-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketOutboxRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, LoketOutboxRow, state_label);
  gtk_widget_class_bind_template_child (widget_class, LoketOutboxRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, LoketOutboxRow, reason_label);
  gtk_widget_class_bind_template_child (widget_class, LoketOutboxRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, LoketOutboxRow, anyway_button);
  gtk_widget_class_bind_template_child (widget_class, LoketOutboxRow, edit_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, anyway_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
}

static void
loket_outbox_row_init (LoketOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_outbox_row_new:
 * @session: whose reply it is
 * @ticker: keeps the next try true
 * @item: the reply; followed as long as the row lives
 *
 * Makes the row of a reply.
 */
GtkWidget *
loket_outbox_row_new (LoketSession    *session,
                      LoketTicker     *ticker,
                      LoketOutboxItem *item)
{
  LoketOutboxRow *self = g_object_new (LOKET_TYPE_OUTBOX_ROW, NULL);

  self->session = g_object_ref (session);
  self->ticker = g_object_ref (ticker);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * loket_outbox_row_get_item:
 * @self: a row
 *
 * Tells which reply a row shows.
 *
 * Returns: (transfer none): the reply
 */
LoketOutboxItem *
loket_outbox_row_get_item (LoketOutboxRow *self)
{
  g_return_val_if_fail (LOKET_IS_OUTBOX_ROW (self), NULL);

  return self->item;
}
