/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-queue-pane.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-overdue-hint.h"
#include "loket-queue-empty.h"
#include "loket-queue-factory.h"
#include "loket-sync-button.h"
#include "loket-text.h"
#include "loket-words.h"

/**
 * LoketQueuePane:
 *
 * The complaints of one view in the order of their deadlines, with search.
 *
 * Selecting a row shows its complaint beside the queue; activating it (Return
 * or a click) goes there, which matters where only one of the two is visible.
 */
struct _LoketQueuePane
{
  AdwBin              parent_instance;

  AdwHeaderBar       *header;
  AdwWindowTitle     *title;
  GtkWidget          *sidebar_button;
  GtkSearchBar       *search_bar;
  GtkEditable        *search_entry;
  GtkStack           *pages;
  GtkListView        *list_view;
  AdwStatusPage      *empty_page;
  GtkWidget          *empty_button;
  AdwStatusPage      *trouble_page;
  LoketOverdueHint   *overdue_hint;
  GtkWidget          *order_button; /* where the header has room for it */
  GtkWidget          *sync_bar;
  LoketSyncButton    *sync_button;
  LoketReminderButton *reminder_button;

  LoketSession       *session;
  LoketTicker        *ticker;
  gboolean            narrow; /* no room for rows in two columns */
  LoketComplaintList *list;
  LoketComplaintList *outlook;     /* all that is open, while today is empty */
  GtkSingleSelection *selection;
  LoketQueueOrder     order;
  char               *selected_id; /* the complaint that was selected last */
  gboolean            other_rows;  /* what the list loads answers another question */
};

enum
{
  PROP_0,
  PROP_ORDER,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  SIGNAL_COMPLAINT_SELECTED,
  SIGNAL_COMPLAINT_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketQueuePane, loket_queue_pane, ADW_TYPE_BIN)

static void
update_title (LoketQueuePane *self,
              guint           n)
{
  g_autofree char *count = NULL;
  g_autofree char *subtitle = NULL;
  g_autofree char *both = NULL;

  adw_window_title_set_title (self->title,
                              loket_words_view (loket_complaint_list_get_view (self->list)));
  if (!loket_text_is_blank (loket_complaint_list_get_search (self->list)))
    subtitle = loket_words_search_progress (loket_session_get_search_progress (self->session));
  if (n > 0)
    count = g_strdup_printf (ngettext ("%'u complaint", "%'u complaints", n), n);
  if (count != NULL && subtitle != NULL)
    both = g_strdup_printf ("%s · %s", count, subtitle);
  adw_window_title_set_subtitle (self->title, both != NULL       ? both
                                              : subtitle != NULL ? subtitle
                                              : count != NULL    ? count
                                                                 : "");
}

static void update_pages (LoketQueuePane *self);

/* What comes after an empty day; the other complaints are asked for only then. */
static char *
dup_outlook (LoketQueuePane *self,
             gboolean        wanted)
{
  const char *zone = loket_session_get_time_zone (self->session);
  gint64 due;
  guint n;

  if (!wanted)
    {
      if (self->outlook != NULL)
        g_signal_handlers_disconnect_by_data (self->outlook, self);
      g_clear_object (&self->outlook);
      return NULL;
    }
  if (self->outlook == NULL)
    {
      self->outlook = loket_session_create_list (self->session);
      loket_complaint_list_set_ticker (self->outlook, self->ticker, zone);
      g_signal_connect_object (self->outlook, "groups-changed", G_CALLBACK (update_pages), self,
                               G_CONNECT_SWAPPED);
    }
  return loket_complaint_list_find_next_day (self->outlook, &due, &n)
           ? loket_words_next_day (due, n, zone)
           : NULL;
}

static void
update_pages (LoketQueuePane *self)
{
  g_autofree char *next = NULL;
  const char *trouble, *search;
  guint n;

  if (self->list == NULL)
    return;

  n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  trouble = loket_complaint_list_get_trouble (self->list);
  search = loket_complaint_list_get_search (self->list);
  update_title (self, n);
  next = dup_outlook (self, n == 0 && search == NULL &&
                              loket_complaint_list_get_view (self->list) == LOKET_VIEW_TODAY);

  if (n > 0)
    {
      gtk_stack_set_visible_child_name (self->pages, "list");
    }
  else if (trouble != NULL)
    {
      g_autofree char *escaped = loket_markup_escape (trouble);

      adw_status_page_set_description (self->trouble_page, escaped);
      gtk_stack_set_visible_child_name (self->pages, "trouble");
    }
  else if (loket_complaint_list_get_loading (self->list))
    {
      gtk_stack_set_visible_child_name (self->pages, "loading");
    }
  else
    {
      loket_queue_empty_show (self->empty_page, self->empty_button, self->session,
                              loket_complaint_list_get_view (self->list),
                              search != NULL && search[0] != '\0', next);
      gtk_stack_set_visible_child_name (self->pages, "empty");
    }
}

static void
emit_complaint (LoketQueuePane *self,
                guint           signal,
                LoketQueueItem *item)
{
  const char *id = item != NULL ? loket_queue_item_get_complaint_id (item) : NULL;

  if (id != NULL)
    g_signal_emit (self, signals[signal], 0, id);
}

static void
selected_cb (LoketQueuePane *self)
{
  LoketQueueItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item == NULL || loket_queue_item_get_complaint_id (item) == NULL)
    return;
  g_free (self->selected_id);
  self->selected_id = g_strdup (loket_queue_item_get_complaint_id (item));
  emit_complaint (self, SIGNAL_COMPLAINT_SELECTED, item);
}

/* The rows were taken out and put in again; the place of the person was not. */
static void
replaced_cb (LoketQueuePane *self)
{
  if (self->selected_id != NULL)
    loket_queue_pane_select_complaint (self, self->selected_id);
}

/* Rows that two views share keep their place on the screen, and what comes before
 * them would stay out of sight. */
static void
loading_cb (LoketQueuePane *self)
{
  guint position = 0;

  if (!self->other_rows || loket_complaint_list_get_loading (self->list))
    return;
  self->other_rows = FALSE;
  if (self->selected_id == NULL ||
      !loket_complaint_list_find_complaint (self->list, self->selected_id, &position))
    position = 0;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
}

static void
row_activated_cb (LoketQueuePane *self,
                  guint           position)
{
  g_autoptr (LoketQueueItem) item =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_single_selection_set_selected (self->selection, position);
  emit_complaint (self, SIGNAL_COMPLAINT_OPENED, item);
}

static void
search_changed_cb (LoketQueuePane *self)
{
  if (self->list != NULL)
    loket_complaint_list_set_search (self->list, gtk_editable_get_text (self->search_entry));
}

static void
search_mode_cb (LoketQueuePane *self)
{
  if (!gtk_search_bar_get_search_mode (self->search_bar))
    {
      gtk_editable_set_text (self->search_entry, "");
      loket_queue_pane_focus_list (self);
    }
}

static void
retry_cb (LoketQueuePane *self)
{
  loket_complaint_list_reload (self->list);
}

static void
loket_queue_pane_dispose (GObject *object)
{
  LoketQueuePane *self = LOKET_QUEUE_PANE (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->outlook);
  g_clear_object (&self->list);
  g_clear_object (&self->ticker);
  g_clear_object (&self->session);
  g_clear_pointer (&self->selected_id, g_free);

  G_OBJECT_CLASS (loket_queue_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (LOKET_TYPE_REMINDER_BUTTON);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/queue/loket-queue-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, header);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, title);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, search_bar);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, search_entry);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, pages);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, list_view);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, empty_page);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, empty_button);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, trouble_page);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, overdue_hint);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, order_button);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, sync_bar);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, sync_button);
  gtk_widget_class_bind_template_child (widget_class, LoketQueuePane, reminder_button);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
loket_queue_pane_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  LoketQueuePane *self = LOKET_QUEUE_PANE (object);

  if (id == PROP_ORDER)
    g_value_set_string (value, loket_queue_order_to_name (self->order));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
loket_queue_pane_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  LoketQueuePane *self = LOKET_QUEUE_PANE (object);
  LoketQueueOrder order;

  if (id != PROP_ORDER)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (!loket_queue_order_from_name (g_value_get_string (value), &order) || order == self->order)
    return;
  self->order = order;
  self->other_rows = TRUE;
  if (self->list != NULL)
    loket_complaint_list_set_order (self->list, order);
  g_object_notify_by_pspec (object, pspec);
}

static void
loket_queue_pane_class_init (LoketQueuePaneClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = loket_queue_pane_dispose;
  object_class->get_property = loket_queue_pane_get_property;
  object_class->set_property = loket_queue_pane_set_property;

  g_type_ensure (LOKET_TYPE_OVERDUE_HINT);

  /** LoketQueuePane:order: the name of a #LoketQueueOrder, also as an action. */
  properties[PROP_ORDER] = g_param_spec_string ("order", NULL, NULL, "deadline",
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                  G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_install_property_action (GTK_WIDGET_CLASS (klass), "queue.order", "order");

  /**
   * LoketQueuePane::complaint-selected:
   * @self: the pane
   * @complaint_id: which
   *
   * The selection moved to a complaint.
   */
  signals[SIGNAL_COMPLAINT_SELECTED] =
    g_signal_new ("complaint-selected", LOKET_TYPE_QUEUE_PANE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * LoketQueuePane::complaint-opened:
   * @self: the pane
   * @complaint_id: which
   *
   * Somebody wants to work on a complaint.
   */
  signals[SIGNAL_COMPLAINT_OPENED] =
    g_signal_new ("complaint-opened", LOKET_TYPE_QUEUE_PANE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
loket_queue_pane_init (LoketQueuePane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
}

/**
 * loket_queue_pane_set_session:
 * @self: the pane
 * @session: (nullable): whose complaints to show
 * @ticker: (nullable): keeps the times left true; needed with a session
 *
 * Sets the session that the pane shows.
 */
void
loket_queue_pane_set_session (LoketQueuePane *self,
                              LoketSession   *session,
                              LoketTicker    *ticker)
{
  g_autoptr (GtkListItemFactory) factory = NULL;

  g_return_if_fail (LOKET_IS_QUEUE_PANE (self));

  gtk_list_view_set_model (self->list_view, NULL);
  g_clear_object (&self->selection);
  if (self->session != NULL)
    g_free (dup_outlook (self, FALSE));
  g_clear_object (&self->list);
  g_set_object (&self->session, session);
  g_set_object (&self->ticker, ticker);
  loket_overdue_hint_set_session (self->overdue_hint, session);
  loket_sync_button_set_session (self->sync_button, session, ticker);
  if (session == NULL)
    return;

  self->list = loket_session_create_list (session);
  loket_complaint_list_set_order (self->list, self->order);
  loket_complaint_list_set_ticker (self->list, ticker, loket_session_get_time_zone (session));
  g_signal_connect_object (self->list, "notify", G_CALLBACK (update_pages), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "notify::loading", G_CALLBACK (loading_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "items-changed", G_CALLBACK (update_pages), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "replaced", G_CALLBACK (replaced_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify", G_CALLBACK (update_pages), self,
                           G_CONNECT_SWAPPED);

  factory = loket_queue_factory_new (self->list, session, ticker);
  loket_queue_factory_set_narrow (factory, self->narrow);
  gtk_list_view_set_factory (self->list_view, factory);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb),
                           self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  update_pages (self);
}

/**
 * loket_queue_pane_set_settings:
 * @self: the pane
 * @settings: where the order is kept
 *
 * Takes the order of the last time, and remembers another one.
 */
void
loket_queue_pane_set_settings (LoketQueuePane *self,
                               GSettings      *settings)
{
  g_return_if_fail (LOKET_IS_QUEUE_PANE (self));

  g_settings_bind (settings, "queue-order", self, "order", G_SETTINGS_BIND_DEFAULT);
}

/**
 * loket_queue_pane_set_view:
 * @self: the pane
 * @view: which complaints to show
 *
 * Changes the view.
 */
void
loket_queue_pane_set_view (LoketQueuePane *self,
                           LoketView       view)
{
  g_return_if_fail (LOKET_IS_QUEUE_PANE (self));

  if (self->list == NULL)
    return;
  self->other_rows = self->other_rows || loket_complaint_list_get_view (self->list) != view;
  loket_complaint_list_set_view (self->list, view);
  loket_overdue_hint_set_view (self->overdue_hint, view);
  update_pages (self);
}

/**
 * loket_queue_pane_set_folded:
 * @self: the pane
 * @alone: whether the complaint is not beside the queue
 * @views_hidden: whether the sidebar is not beside the queue
 *
 * Takes over what the neighbours show when they are beside it: the window's
 * buttons, the way to the views, the state of the connection.
 */
void
loket_queue_pane_set_folded (LoketQueuePane *self,
                             gboolean        alone,
                             gboolean        views_hidden)
{
  g_return_if_fail (LOKET_IS_QUEUE_PANE (self));

  adw_header_bar_set_show_start_title_buttons (self->header, views_hidden);
  adw_header_bar_set_show_end_title_buttons (self->header, alone);
  gtk_widget_set_visible (self->sidebar_button, views_hidden);
  gtk_widget_set_visible (self->sync_bar, alone);
  gtk_widget_set_visible (self->order_button, !alone);
  self->narrow = views_hidden;
  if (self->session != NULL)
    loket_queue_factory_set_narrow (gtk_list_view_get_factory (self->list_view), views_hidden);
}

/**
 * loket_queue_pane_search:
 * @self: the pane
 *
 * Opens the search and puts the cursor there.
 */
void
loket_queue_pane_search (LoketQueuePane *self)
{
  g_return_if_fail (LOKET_IS_QUEUE_PANE (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * loket_queue_pane_stop_search:
 * @self: the pane
 *
 * Closes the search.
 *
 * Returns: whether it was open
 */
gboolean
loket_queue_pane_stop_search (LoketQueuePane *self)
{
  gboolean open;

  g_return_val_if_fail (LOKET_IS_QUEUE_PANE (self), FALSE);

  open = gtk_search_bar_get_search_mode (self->search_bar);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  return open;
}

/**
 * loket_queue_pane_focus_list:
 * @self: the pane
 *
 * Puts the keyboard on the queue.
 */
void
loket_queue_pane_focus_list (LoketQueuePane *self)
{
  g_return_if_fail (LOKET_IS_QUEUE_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
select_position (LoketQueuePane *self,
                 guint           position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
}

/**
 * loket_queue_pane_move:
 * @self: the pane
 * @by: how many rows down, negative: up
 *
 * Moves the selection without moving the keyboard.
 */
void
loket_queue_pane_move (LoketQueuePane *self,
                       int             by)
{
  guint n, selected;
  gint64 target;

  g_return_if_fail (LOKET_IS_QUEUE_PANE (self));

  n = self->list != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->list)) : 0;
  if (n == 0)
    return;

  selected = gtk_single_selection_get_selected (self->selection);
  target = selected == GTK_INVALID_LIST_POSITION ? 0 : CLAMP ((gint64) selected + by, 0, n - 1);
  select_position (self, (guint) target);
}

/**
 * loket_queue_pane_select_complaint:
 * @self: the pane
 * @complaint_id: which
 *
 * Selects a complaint where the view holds it; else nothing is selected.
 */
void
loket_queue_pane_select_complaint (LoketQueuePane *self,
                                   const char     *complaint_id)
{
  guint position;

  g_return_if_fail (LOKET_IS_QUEUE_PANE (self));

  if (self->list != NULL &&
      loket_complaint_list_find_complaint (self->list, complaint_id, &position))
    select_position (self, position);
  else if (self->selection != NULL)
    gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
}

/**
 * loket_queue_pane_get_reminder_button:
 * @self: the pane
 *
 * Gives the button that lists the reminders.
 *
 * Returns: (transfer none): the button
 */
LoketReminderButton *
loket_queue_pane_get_reminder_button (LoketQueuePane *self)
{
  g_return_val_if_fail (LOKET_IS_QUEUE_PANE (self), NULL);

  return self->reminder_button;
}
