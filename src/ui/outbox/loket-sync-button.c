/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-sync-button.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-outbox-row.h"
#include "loket-words.h"

/* A header bar gives what is at its end no more than half of its width, unless
 * it needs it; longer words than this many characters it may still cut. */
#define MAX_SURE_CHARS 28

/**
 * LoketSyncButton:
 *
 * Says in words whether the hub answers and how many replies wait, and opens
 * the list of them. It answers the question that matters most to somebody with
 * an unreliable line: has everything that I sent arrived?
 */
struct _LoketSyncButton
{
  AdwBin             parent_instance;

  GtkMenuButton     *button;
  GtkStack          *icon_stack;
  GtkImage          *icon;
  GtkSpinner        *spinner;
  GtkLabel          *label;
  GtkPopover        *popover;
  GtkLabel          *detail_label;
  GtkLabel          *rules_label;
  GtkLabel          *unread_label;
  GtkLabel          *list_label;
  GtkScrolledWindow *list_scroller;
  GtkListBox        *list;

  LoketSession      *session;
  LoketTicker       *ticker;
  LoketOutboxList   *outbox;
};

G_DEFINE_FINAL_TYPE (LoketSyncButton, loket_sync_button, ADW_TYPE_BIN)

static const char *
get_icon (LoketSyncButton *self,
          const char     **css_class)
{
  if (loket_session_get_needs_user_count (self->session) > 0)
    {
      *css_class = "late";
      return "loket-attention-symbolic";
    }

  switch (loket_session_get_connection (self->session))
    {
    case LOKET_CONNECTION_CONNECTED:
    case LOKET_CONNECTION_SYNCING:
      *css_class = "good";
      return "loket-connected-symbolic";
    case LOKET_CONNECTION_UNKNOWN:
    case LOKET_CONNECTION_OFFLINE:
      *css_class = NULL;
      return "loket-offline-symbolic";
    case LOKET_CONNECTION_TLS_FAILED:
    case LOKET_CONNECTION_PORTAL:
    case LOKET_CONNECTION_SERVER_TROUBLE:
    case LOKET_CONNECTION_SIGNED_OUT:
    case LOKET_CONNECTION_SUSPENDED:
    case LOKET_CONNECTION_TOO_OLD:
    default:
      *css_class = "urgent";
      return "loket-attention-symbolic";
    }
}

static void
update_list (LoketSyncButton *self)
{
  guint n = self->outbox != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->outbox)) : 0;

  gtk_widget_set_visible (GTK_WIDGET (self->list_scroller), n > 0);
  gtk_label_set_text (self->list_label,
                      n > 0 ? _("These replies are kept until the hub confirms them:")
                            : _("Every reply that you sent has arrived."));
}

static void
set_notice (GtkLabel   *label,
            const char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  gtk_label_set_text (label, text != NULL ? text : "");
}

/* What the hub published or sent and this program could not take. */
static void
update_notices (LoketSyncButton *self)
{
  g_autofree char *problem = loket_session_dup_rules_problem (self->session);
  g_autofree char *rules = problem != NULL ? loket_words_rules_problem (problem) : NULL;
  g_autoptr (GPtrArray) unread = loket_session_dup_unread (self->session);
  g_autofree char *records = unread != NULL ? loket_words_unread (unread) : NULL;

  set_notice (self->rules_label, rules);
  set_notice (self->unread_label, records);
}

static void
update (LoketSyncButton *self)
{
  static const char *const classes[] = { "good", "late", "urgent" };
  g_autofree char *text = NULL;
  g_autofree char *detail = NULL;
  const char *css_class = NULL;
  gboolean syncing;

  if (self->session == NULL)
    return;

  text = loket_session_dup_connection_text (self->session);
  detail = loket_words_connection_detail (loket_session_get_connection (self->session),
                                          loket_session_get_last_sync (self->session),
                                          loket_clock_now (loket_session_get_clock (self->session)),
                                          loket_session_get_time_zone (self->session));
  if (loket_session_get_stuck_count (self->session) > 0)
    {
      g_autofree char *usual = g_steal_pointer (&detail);

      detail = g_strdup_printf ("%s %s", usual,
                                _("A reply has waited for more than a day; tell your administrator."));
    }
  syncing = loket_session_get_syncing (self->session);

  gtk_label_set_text (self->label, text);
  gtk_label_set_width_chars (self->label, (int) MIN (g_utf8_strlen (text, -1), MAX_SURE_CHARS));
  gtk_label_set_text (self->detail_label, detail);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->button),
                              !gtk_widget_get_visible (GTK_WIDGET (self->label)));
  loket_widget_set_name (GTK_WIDGET (self->button), text);
  loket_widget_describe (GTK_WIDGET (self->button), detail);

  gtk_image_set_from_icon_name (self->icon, get_icon (self, &css_class));
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    loket_widget_set_style (GTK_WIDGET (self->icon), classes[i],
                            g_strcmp0 (css_class, classes[i]) == 0);
  gtk_spinner_set_spinning (self->spinner, syncing);
  gtk_stack_set_visible_child (self->icon_stack,
                               syncing ? GTK_WIDGET (self->spinner) : GTK_WIDGET (self->icon));
  update_notices (self);
  update_list (self);
}

static GtkWidget *
create_row_cb (gpointer item,
               gpointer user_data)
{
  LoketSyncButton *self = LOKET_SYNC_BUTTON (user_data);

  return loket_outbox_row_new (self->session, self->ticker, LOKET_OUTBOX_ITEM (item));
}

static void
row_activated_cb (LoketSyncButton *self,
                  GtkListBoxRow   *row)
{
  LoketOutboxItem *item = loket_outbox_row_get_item (LOKET_OUTBOX_ROW (row));

  loket_sync_button_popdown (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-complaint", "s",
                              loket_outbox_item_get_complaint_id (item));
}

static void
loket_sync_button_dispose (GObject *object)
{
  LoketSyncButton *self = LOKET_SYNC_BUTTON (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->session);
  g_clear_object (&self->ticker);

  G_OBJECT_CLASS (loket_sync_button_parent_class)->dispose (object);
}

static void
loket_sync_button_class_init (LoketSyncButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_sync_button_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/outbox/loket-sync-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, button);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, icon_stack);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, icon);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, spinner);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, label);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, popover);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, detail_label);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, rules_label);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, unread_label);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, list_label);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, LoketSyncButton, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
loket_sync_button_init (LoketSyncButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_sync_button_set_session:
 * @self: the button
 * @session: (nullable): whose connection and outbox to show
 * @ticker: (nullable): keeps the next tries true; needed with a session
 *
 * Sets the session that the button speaks of.
 */
void
loket_sync_button_set_session (LoketSyncButton *self,
                               LoketSession    *session,
                               LoketTicker     *ticker)
{
  g_return_if_fail (LOKET_IS_SYNC_BUTTON (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->outbox);
  g_set_object (&self->session, session);
  g_set_object (&self->ticker, ticker);
  if (session == NULL)
    return;

  self->outbox = loket_outbox_list_new (session, FALSE);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->outbox), create_row_cb, self, NULL);
  g_signal_connect_object (self->outbox, "items-changed", G_CALLBACK (update_list), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * loket_sync_button_set_compact:
 * @self: the button
 * @compact: whether only the icon is shown
 *
 * Leaves the words to the tooltip and the popover, where there is no room.
 */
void
loket_sync_button_set_compact (LoketSyncButton *self,
                               gboolean         compact)
{
  g_return_if_fail (LOKET_IS_SYNC_BUTTON (self));

  gtk_widget_set_visible (GTK_WIDGET (self->label), !compact);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->button), compact);
}

/**
 * loket_sync_button_popdown:
 * @self: the button
 *
 * Closes the list.
 */
void
loket_sync_button_popdown (LoketSyncButton *self)
{
  g_return_if_fail (LOKET_IS_SYNC_BUTTON (self));

  gtk_menu_button_popdown (self->button);
}
