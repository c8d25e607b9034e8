/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-queue-empty.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"

/*
 * An empty queue is good news in one view, no news in another and in a third
 * means that nothing was fetched yet. This says which.
 */

typedef struct
{
  LoketView   view;
  const char *icon_name;
  const char *title;
  const char *description;
} EmptyText;

static const EmptyText texts[] = {
  { LOKET_VIEW_TODAY, "loket-done-symbolic", N_ ("Nothing is due today"),
    N_ ("Nothing else has a deadline ahead either.") },
  { LOKET_VIEW_OVERDUE, "loket-done-symbolic", N_ ("Nothing is late"),
    N_ ("Every open complaint is still in time.") },
  { LOKET_VIEW_OPEN, "loket-inbox-symbolic", N_ ("No open complaints"),
    N_ ("Complaints that are assigned to your agency appear here.") },
  { LOKET_VIEW_WAITING_REPORTER, "loket-waiting-symbolic", N_ ("Nobody is asked for anything"),
    N_ ("Complaints whose reporter has to add something appear here.") },
  { LOKET_VIEW_DRAFTS, "loket-draft-symbolic", N_ ("No drafts"),
    N_ ("What you begin to write is kept here by itself.") },
  { LOKET_VIEW_OUTBOX, "loket-done-symbolic", N_ ("Everything has arrived"),
    N_ ("Replies that wait for a connection appear here.") },
  { LOKET_VIEW_SENT, "loket-sent-symbolic", N_ ("Nothing sent yet"),
    N_ ("Complaints that you have answered appear here.") },
};

static void
show (AdwStatusPage *page,
      const char    *icon_name,
      const char    *title,
      const char    *description)
{
  g_autofree char *escaped_title = loket_markup_escape (title);
  g_autofree char *escaped_description = loket_markup_escape (description);

  adw_status_page_set_icon_name (page, icon_name);
  adw_status_page_set_title (page, escaped_title);
  adw_status_page_set_description (page, escaped_description);
}

/* GTK warns of an action whose target does not fit, even in between. */
static void
offer (GtkWidget  *button,
       const char *label,
       const char *action,
       const char *target,
       gboolean    visible)
{
  GtkActionable *actionable = GTK_ACTIONABLE (button);

  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_actionable_set_action_name (actionable, NULL);
  gtk_actionable_set_action_target_value (actionable,
                                          target != NULL ? g_variant_new_string (target) : NULL);
  gtk_actionable_set_action_name (actionable, action);
  gtk_widget_set_visible (button, visible);
}

/**
 * loket_queue_empty_show:
 * @page: where to say it
 * @button: shown where something can be done about it
 * @session: whose queue it is
 * @view: the view that is empty
 * @searching: whether a search made it empty
 * @next: (nullable): what is due after today, for the view of today
 *
 * Says why a queue is empty.
 */
void
loket_queue_empty_show (AdwStatusPage *page,
                        GtkWidget     *button,
                        LoketSession  *session,
                        LoketView      view,
                        gboolean       searching,
                        const char    *next)
{
  gboolean never = loket_session_get_last_sync (session) == LOKET_TIME_UNSET;
  gboolean syncing = loket_session_get_syncing (session);

  offer (button, _("Synchronise now"), "win.sync", NULL, never && !syncing && !searching);
  if (searching)
    {
      show (page, "system-search-symbolic", _("Nothing found"),
            loket_session_get_search_progress (session) < 100
              ? _("The search index is still being built. Not all complaints are searched yet.")
              : _("Try another word, or search in another view."));
      return;
    }
  if (never)
    {
      if (syncing)
        show (page, "loket-connected-symbolic", _("Fetching your complaints"),
              _("This takes a moment the first time."));
      else
        show (page, "loket-offline-symbolic", _("Nothing fetched yet"),
              _("Loket has not reached the hub yet. Your complaints appear after the first "
                "synchronisation."));
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].view == view)
      show (page, texts[i].icon_name, _(texts[i].title),
            next != NULL ? next : _(texts[i].description));
  if (next != NULL)
    offer (button, _("Show all open complaints"), "win.show-view", "open", TRUE);
}
