/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-desk-view.h"

#include <glib/gi18n.h>

#include "loket-column.h"
#include "loket-complaint-pane.h"
#include "loket-queue-pane.h"
#include "loket-sidebar.h"
#include "loket-storage-banner.h"
#include "loket-words.h"

/**
 * LoketDeskView:
 *
 * The desk: views, queue and complaint side by side.
 *
 * As the window gets narrower the views slide over the queue (a flap), then
 * queue and complaint share one place (a leaflet). Every pane takes over what
 * its hidden neighbour showed, and the keyboard follows to what is visible.
 */
struct _LoketDeskView
{
  AdwBin              parent_instance;

  LoketStorageBanner *storage_banner;
  AdwFlap            *flap;
  AdwLeaflet         *leaflet;
  LoketSidebar       *sidebar;
  LoketQueuePane     *queue_pane;
  LoketComplaintPane *complaint_pane;

  gboolean            views_first; /* a first view was chosen */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketDeskView, loket_desk_view, ADW_TYPE_BIN)

static void
emit_changed (LoketDeskView *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
shows_complaint_only (LoketDeskView *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         g_strcmp0 (adw_leaflet_get_visible_child_name (self->leaflet), "complaint") == 0;
}

static void
folded_cb (LoketDeskView *self)
{
  gboolean leaflet_folded = adw_leaflet_get_folded (self->leaflet);
  gboolean flap_folded = adw_flap_get_folded (self->flap);

  loket_queue_pane_set_folded (self->queue_pane, leaflet_folded, flap_folded);
  loket_complaint_pane_set_folded (self->complaint_pane, leaflet_folded);
  if (!flap_folded)
    adw_flap_set_reveal_flap (self->flap, TRUE);
  if (leaflet_folded && loket_complaint_pane_get_id (self->complaint_pane) == NULL)
    adw_leaflet_set_visible_child_name (self->leaflet, "queue");
  emit_changed (self);
}

/* The pane that came into view gets the keyboard if the other one had it. */
static void
visible_child_cb (LoketDeskView *self)
{
  if (adw_leaflet_get_folded (self->leaflet) && !shows_complaint_only (self))
    loket_queue_pane_focus_list (self->queue_pane);
  emit_changed (self);
}

static void
view_selected_cb (LoketDeskView *self,
                  guint          view)
{
  loket_queue_pane_set_view (self->queue_pane, (LoketView) view);
  emit_changed (self);
}

static void
view_activated_cb (LoketDeskView *self)
{
  if (adw_flap_get_folded (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  adw_leaflet_set_visible_child_name (self->leaflet, "queue");
  loket_queue_pane_focus_list (self->queue_pane);
}

static void
complaint_selected_cb (LoketDeskView *self,
                       const char    *complaint_id)
{
  if (!adw_leaflet_get_folded (self->leaflet) || shows_complaint_only (self))
    loket_complaint_pane_open (self->complaint_pane, complaint_id);
}

static void
complaint_opened_cb (LoketDeskView *self,
                     const char    *complaint_id)
{
  loket_complaint_pane_open (self->complaint_pane, complaint_id);
  adw_leaflet_set_visible_child_name (self->leaflet, "complaint");
  if (adw_leaflet_get_folded (self->leaflet))
    loket_complaint_pane_focus (self->complaint_pane);
}

static void
loket_desk_view_class_init (LoketDeskViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LOKET_TYPE_COLUMN);
  g_type_ensure (LOKET_TYPE_SIDEBAR);
  g_type_ensure (LOKET_TYPE_STORAGE_BANNER);
  g_type_ensure (LOKET_TYPE_QUEUE_PANE);
  g_type_ensure (LOKET_TYPE_COMPLAINT_PANE);

  /**
   * LoketDeskView::changed:
   * @self: the desk
   *
   * Something else is in front: the title and what can be done may be others.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", LOKET_TYPE_DESK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/window/loket-desk-view.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketDeskView, storage_banner);
  gtk_widget_class_bind_template_child (widget_class, LoketDeskView, flap);
  gtk_widget_class_bind_template_child (widget_class, LoketDeskView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, LoketDeskView, sidebar);
  gtk_widget_class_bind_template_child (widget_class, LoketDeskView, queue_pane);
  gtk_widget_class_bind_template_child (widget_class, LoketDeskView, complaint_pane);
}

static void
loket_desk_view_init (LoketDeskView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_swapped (self->flap, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  g_signal_connect_swapped (self->leaflet, "notify::visible-child",
                            G_CALLBACK (visible_child_cb), self);
  g_signal_connect_swapped (self->sidebar, "view-selected", G_CALLBACK (view_selected_cb), self);
  g_signal_connect_swapped (self->sidebar, "view-activated", G_CALLBACK (view_activated_cb), self);
  g_signal_connect_swapped (self->queue_pane, "complaint-selected",
                            G_CALLBACK (complaint_selected_cb), self);
  g_signal_connect_swapped (self->queue_pane, "complaint-opened",
                            G_CALLBACK (complaint_opened_cb), self);
  g_signal_connect_swapped (self->complaint_pane, "changed", G_CALLBACK (emit_changed), self);
  g_signal_connect_swapped (loket_complaint_pane_get_composer (self->complaint_pane), "changed",
                            G_CALLBACK (emit_changed), self);
  folded_cb (self);
}

/**
 * loket_desk_view_set_session:
 * @self: the desk
 * @session: (nullable): whose desk it is
 * @ticker: (nullable): keeps the times left true; needed with a session
 *
 * Sets the session that the desk shows.
 */
void
loket_desk_view_set_session (LoketDeskView *self,
                             LoketSession  *session,
                             LoketTicker   *ticker)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  loket_storage_banner_set_session (self->storage_banner, session);
  loket_sidebar_set_session (self->sidebar, session);
  loket_queue_pane_set_session (self->queue_pane, session, ticker);
  loket_complaint_pane_set_session (self->complaint_pane, session, ticker);
  adw_leaflet_set_visible_child_name (self->leaflet, "queue");
  if (session == NULL)
    return;

  if (!self->views_first)
    loket_sidebar_set_view (self->sidebar, LOKET_VIEW_TODAY);
  self->views_first = TRUE;
  loket_queue_pane_set_view (self->queue_pane, loket_sidebar_get_view (self->sidebar));
}

/**
 * loket_desk_view_set_reminders:
 * @self: the desk
 * @reminders: (nullable): what the officer is reminded of
 * @ticker: (nullable): keeps the times left true; needed with @reminders
 *
 * Sets the reminders that the desk lists.
 */
void
loket_desk_view_set_reminders (LoketDeskView  *self,
                               LoketReminders *reminders,
                               LoketTicker    *ticker)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  loket_reminder_button_set_reminders (loket_queue_pane_get_reminder_button (self->queue_pane), reminders,
                                       ticker);
}

/**
 * loket_desk_view_show_reminders:
 * @self: the desk
 *
 * Opens the list of reminders.
 */
void
loket_desk_view_show_reminders (LoketDeskView *self)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  adw_leaflet_set_visible_child_name (self->leaflet, "queue");
  loket_reminder_button_popup (loket_queue_pane_get_reminder_button (self->queue_pane));
}

/**
 * loket_desk_view_set_settings:
 * @self: the desk
 * @settings: where the desk's own choices are kept
 *
 * Makes the desk look as it was left.
 */
void
loket_desk_view_set_settings (LoketDeskView *self,
                              GSettings     *settings)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  loket_queue_pane_set_settings (self->queue_pane, settings);
}

/**
 * loket_desk_view_get_composer:
 * @self: the desk
 *
 * Gives the part that the reply is written in.
 *
 * Returns: (transfer none): the composer's pane
 */
LoketComposerPane *
loket_desk_view_get_composer (LoketDeskView *self)
{
  g_return_val_if_fail (LOKET_IS_DESK_VIEW (self), NULL);

  return loket_complaint_pane_get_composer (self->complaint_pane);
}

/**
 * loket_desk_view_get_complaint_id:
 * @self: the desk
 *
 * Tells which complaint is open.
 *
 * Returns: (transfer none) (nullable): its id
 */
const char *
loket_desk_view_get_complaint_id (LoketDeskView *self)
{
  g_return_val_if_fail (LOKET_IS_DESK_VIEW (self), NULL);

  return loket_complaint_pane_get_id (self->complaint_pane);
}

/**
 * loket_desk_view_get_view:
 * @self: the desk
 *
 * Tells which view the queue shows.
 *
 * Returns: the view
 */
LoketView
loket_desk_view_get_view (LoketDeskView *self)
{
  g_return_val_if_fail (LOKET_IS_DESK_VIEW (self), LOKET_VIEW_TODAY);

  return loket_sidebar_get_view (self->sidebar);
}

/**
 * loket_desk_view_dup_title:
 * @self: the desk
 *
 * Names what is in front, for the window's title.
 *
 * Returns: (transfer full): a title
 */
char *
loket_desk_view_dup_title (LoketDeskView *self)
{
  const char *complaint, *view;

  g_return_val_if_fail (LOKET_IS_DESK_VIEW (self), NULL);

  complaint = loket_complaint_pane_get_title (self->complaint_pane);
  view = loket_words_view (loket_sidebar_get_view (self->sidebar));
  if (complaint != NULL && (!adw_leaflet_get_folded (self->leaflet) || shows_complaint_only (self)))
    return g_strdup_printf ("%s · %s – Loket", complaint, view);
  return g_strdup_printf ("%s – Loket", view);
}

/**
 * loket_desk_view_search:
 * @self: the desk
 *
 * Searches in the queue.
 */
void
loket_desk_view_search (LoketDeskView *self)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  adw_leaflet_set_visible_child_name (self->leaflet, "queue");
  loket_queue_pane_search (self->queue_pane);
}

/**
 * loket_desk_view_back:
 * @self: the desk
 *
 * Goes one step out: from the views, the complaint or the search to the queue.
 */
void
loket_desk_view_back (LoketDeskView *self)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  if (adw_flap_get_folded (self->flap) && adw_flap_get_reveal_flap (self->flap))
    adw_flap_set_reveal_flap (self->flap, FALSE);
  else if (shows_complaint_only (self))
    adw_leaflet_set_visible_child_name (self->leaflet, "queue");
  else if (!loket_queue_pane_stop_search (self->queue_pane))
    loket_queue_pane_focus_list (self->queue_pane);
}

/**
 * loket_desk_view_show_views:
 * @self: the desk
 *
 * Brings the views in front where they are hidden and puts the keyboard there.
 */
void
loket_desk_view_show_views (LoketDeskView *self)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  adw_flap_set_reveal_flap (self->flap, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (self->sidebar), GTK_DIR_TAB_FORWARD);
}

/**
 * loket_desk_view_show_view:
 * @self: the desk
 * @view: a view that the sidebar offers
 *
 * Shows another view, and the queue where it was hidden.
 */
void
loket_desk_view_show_view (LoketDeskView *self,
                           LoketView      view)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  loket_sidebar_set_view (self->sidebar, view);
  view_activated_cb (self);
}

/**
 * loket_desk_view_explain:
 * @self: the desk
 *
 * Explains the most urgent deadline of the selected complaint.
 */
void
loket_desk_view_explain (LoketDeskView *self)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  if (!adw_leaflet_get_folded (self->leaflet) || shows_complaint_only (self))
    loket_complaint_pane_explain (self->complaint_pane);
}

/**
 * loket_desk_view_write:
 * @self: the desk
 *
 * Puts the keyboard into the reply of the selected complaint.
 */
void
loket_desk_view_write (LoketDeskView *self)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  if (loket_complaint_pane_get_id (self->complaint_pane) == NULL)
    return;
  adw_leaflet_set_visible_child_name (self->leaflet, "complaint");
  loket_composer_pane_write (loket_desk_view_get_composer (self));
}

/**
 * loket_desk_view_move:
 * @self: the desk
 * @by: how many complaints down, negative: up
 *
 * Goes to a neighbour in the queue.
 */
void
loket_desk_view_move (LoketDeskView *self,
                      int            by)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  loket_queue_pane_move (self->queue_pane, by);
}

/**
 * loket_desk_view_open:
 * @self: the desk
 * @complaint_id: which
 *
 * Opens a complaint, also one that the queue does not hold.
 */
void
loket_desk_view_open (LoketDeskView *self,
                      const char    *complaint_id)
{
  g_return_if_fail (LOKET_IS_DESK_VIEW (self));

  loket_queue_pane_select_complaint (self->queue_pane, complaint_id);
  complaint_opened_cb (self, complaint_id);
}
