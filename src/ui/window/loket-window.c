/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-window.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-error-words.h"
#include "loket-desk-view.h"
#include "loket-lock-guard.h"
#include "loket-recent-files.h"
#include "loket-sign-in-page.h"
#include "loket-toast.h"
#include "loket-ui-resources.h"

/**
 * LoketWindow:
 *
 * The one window of the application. It shows where the session is: being
 * opened, in trouble, waiting for a sign-in, or at the desk. Everything a person
 * can do with a complaint is one of its actions, so that a shortcut, a button
 * and a test go the same way and their enabled state is one.
 */
struct _LoketWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay     *toasts;
  GtkStack            *pages;
  AdwStatusPage       *trouble_page;
  LoketSignInPage     *sign_in_page;
  LoketDeskView       *desk_view;

  GSettings           *settings;
  LoketSession        *session;
  LoketTicker         *ticker;
  LoketLock           *lock;
  LoketLockGuard      *guard;
  LoketReminders      *reminders;
  char                *page_below;      /* while covered: what is shown after */
  char                *complaint_below; /* and the complaint that is opened again */
  LoketView            view_below;
  gboolean             cleared;         /* the desk holds nothing */
  gboolean             at_desk;
};

enum
{
  UNLOCK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LoketWindow, loket_window, ADW_TYPE_APPLICATION_WINDOW)

static LoketComposerPane *
get_composer (LoketWindow *self)
{
  return loket_desk_view_get_composer (self->desk_view);
}

static gboolean
is_covered (LoketWindow *self)
{
  return self->guard != NULL && loket_lock_guard_get_covered (self->guard);
}

static void
update_title (LoketWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->pages);
  g_autofree char *title = NULL;

  if (is_covered (self))
    title = g_strdup ("Loket");
  else if (g_strcmp0 (page, "desk") == 0)
    title = loket_desk_view_dup_title (self->desk_view);
  else if (g_strcmp0 (page, "sign-in") == 0)
    title = g_strdup_printf ("%s – Loket", _("Sign in"));
  else
    title = g_strdup ("Loket");
  gtk_window_set_title (GTK_WINDOW (self), title);
}

static void
update_actions (LoketWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean at_desk = self->at_desk && !is_covered (self);
  gboolean composing = at_desk && loket_composer_pane_get_composer (get_composer (self)) != NULL;
  static const char *const desk_actions[] = {
    "win.search", "win.back", "win.show-views", "win.next-complaint", "win.previous-complaint",
    "win.open-complaint", "win.show-reminders", "win.explain-deadline", "win.show-view",
    "win.sign-out",
  };

  for (guint i = 0; i < G_N_ELEMENTS (desk_actions); i++)
    gtk_widget_action_set_enabled (widget, desk_actions[i], at_desk);
  gtk_widget_action_set_enabled (widget, "win.sync",
                                 at_desk && !loket_session_get_syncing (self->session));
  gtk_widget_action_set_enabled (widget, "win.lock",
                                 at_desk && self->lock != NULL && loket_lock_get_can_lock (self->lock));
  gtk_widget_action_set_enabled (widget, "win.write", composing);
  gtk_widget_action_set_enabled (widget, "win.next-finding", composing);
  gtk_widget_action_set_enabled (widget, "win.previous-finding", composing);
  gtk_widget_action_set_enabled (widget, "win.choose-template", composing);
  gtk_widget_action_set_enabled (widget, "win.attach",
                                 composing && loket_composer_pane_may_attach (get_composer (self)));
  gtk_widget_action_set_enabled (widget, "win.send",
                                 composing && loket_composer_pane_may_send (get_composer (self)));
  gtk_widget_action_set_enabled (widget, "win.discard",
                                 composing && loket_composer_pane_may_discard (get_composer (self)));
}

static void
update (LoketWindow *self)
{
  update_actions (self);
  update_title (self);
}

static void
show_page (LoketWindow *self,
           const char  *name)
{
  if (is_covered (self))
    {
      g_free (self->page_below);
      self->page_below = g_strdup (name);
    }
  else
    gtk_stack_set_visible_child_name (self->pages, name);
  update (self);
}

static void
synced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;
  g_autoptr (GError) error = NULL;

  if (!loket_session_sync_finish (LOKET_SESSION (source), result, &summary, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        loket_toast_show_error (GTK_WIDGET (self->toasts), error);
    }
  else if (summary.sent > 0)
    {
      g_autofree char *text = g_strdup_printf (
        ngettext ("%u reply has arrived", "%u replies have arrived", summary.sent), summary.sent);

      loket_toast_show (GTK_WIDGET (self->toasts), text);
    }
  update (self);
}

static void
sync_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LoketWindow *self = LOKET_WINDOW (widget);

  if (self->session != NULL && !loket_session_get_syncing (self->session))
    loket_session_sync_async (self->session, NULL, synced_cb, g_object_ref (self));
}

static void
signed_out_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_session_sign_out_finish (LOKET_SESSION (source), result, &error))
    loket_toast_show_error (GTK_WIDGET (self->toasts), error);
}

static void
sign_out_response_cb (AdwMessageDialog *dialog,
                      const char       *response,
                      gpointer          user_data)
{
  LoketWindow *self = LOKET_WINDOW (user_data);

  if (g_strcmp0 (response, "sign-out") == 0 && self->session != NULL)
    loket_session_sign_out_async (self->session, FALSE, NULL, signed_out_cb, g_object_ref (self));
}

static void
sign_out_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (GTK_WINDOW (widget), _("Sign out of this computer?"),
                            _("You need a connection to sign in again. Drafts are kept.")));

  adw_message_dialog_add_responses (dialog, "cancel", _("Stay signed in"), "sign-out",
                                    _("Sign out"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "sign-out", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (sign_out_response_cb), widget, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
desk_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  LoketDeskView *desk = LOKET_WINDOW (widget)->desk_view;

  if (g_strcmp0 (name, "win.search") == 0)
    loket_desk_view_search (desk);
  else if (g_strcmp0 (name, "win.back") == 0)
    loket_desk_view_back (desk);
  else if (g_strcmp0 (name, "win.show-views") == 0)
    loket_desk_view_show_views (desk);
  else if (g_strcmp0 (name, "win.write") == 0)
    loket_desk_view_write (desk);
  else if (g_strcmp0 (name, "win.next-complaint") == 0)
    loket_desk_view_move (desk, 1);
  else if (g_strcmp0 (name, "win.previous-complaint") == 0)
    loket_desk_view_move (desk, -1);
  else if (g_strcmp0 (name, "win.show-reminders") == 0)
    loket_desk_view_show_reminders (desk);
  else if (g_strcmp0 (name, "win.open-complaint") == 0)
    loket_desk_view_open (desk, g_variant_get_string (parameter, NULL));
  else if (g_strcmp0 (name, "win.explain-deadline") == 0)
    loket_desk_view_explain (desk);
}

static void
show_view_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  LoketView view;

  if (loket_view_from_name (g_variant_get_string (parameter, NULL), &view))
    loket_desk_view_show_view (LOKET_WINDOW (widget)->desk_view, view);
}

static void
composer_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  LoketComposerPane *composer = get_composer (LOKET_WINDOW (widget));

  if (g_strcmp0 (name, "win.send") == 0)
    loket_composer_pane_send (composer);
  else if (g_strcmp0 (name, "win.discard") == 0)
    loket_composer_pane_discard (composer);
  else if (g_strcmp0 (name, "win.attach") == 0)
    loket_composer_pane_attach (composer, NULL);
  else if (g_strcmp0 (name, "win.choose-template") == 0)
    loket_composer_pane_choose_template (composer);
  else
    loket_composer_pane_move_finding (composer, g_strcmp0 (name, "win.next-finding") == 0);
}

static void
lock_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  loket_lock_lock (LOKET_WINDOW (widget)->lock);
}

static void
sent_cb (LoketWindow *self)
{
  loket_toast_show (GTK_WIDGET (self->toasts), _("Reply put into the outbox"));
}

/* An empty desk, in place of the one there is. */
static void
make_desk (LoketWindow *self)
{
  if (self->desk_view != NULL)
    gtk_stack_remove (self->pages, GTK_WIDGET (self->desk_view));
  self->desk_view = g_object_new (LOKET_TYPE_DESK_VIEW, NULL);
  gtk_stack_add_named (self->pages, GTK_WIDGET (self->desk_view), "desk");
  if (self->settings != NULL)
    loket_desk_view_set_settings (self->desk_view, self->settings);
  g_signal_connect_swapped (self->desk_view, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (get_composer (self), "sent", G_CALLBACK (sent_cb), self);
}

/* Throws the desk with everything in it away, so that a screen reader finds nothing,
 * and puts an empty one there. Not with a draft that the disk refused: it is
 * nowhere else. */
static void
clear_desk (LoketWindow *self)
{
  if (!is_covered (self) || !self->at_desk || self->cleared)
    return;

  self->cleared = TRUE;
  g_free (self->complaint_below);
  self->complaint_below = g_strdup (loket_desk_view_get_complaint_id (self->desk_view));
  self->view_below = loket_desk_view_get_view (self->desk_view);
  loket_desk_view_set_reminders (self->desk_view, NULL, NULL);
  loket_desk_view_set_session (self->desk_view, NULL, NULL);
  make_desk (self);
  update (self);
}

static void
locked_draft_saved_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (loket_composer_flush_finish (LOKET_COMPOSER (source), result, &error))
    clear_desk (self);
  else
    g_debug ("The draft could not be written: %s", error->message);
}

static void
fill_desk (LoketWindow *self)
{
  g_autofree char *complaint = g_steal_pointer (&self->complaint_below);

  if (!self->cleared)
    return;

  self->cleared = FALSE;
  if (!self->at_desk || self->session == NULL)
    return;
  loket_desk_view_set_session (self->desk_view, self->session, self->ticker);
  if (self->reminders != NULL)
    loket_desk_view_set_reminders (self->desk_view, self->reminders, self->ticker);
  loket_desk_view_show_view (self->desk_view, self->view_below);
  if (complaint != NULL)
    loket_desk_view_open (self->desk_view, complaint);
}

static void
cover_desk (LoketWindow *self)
{
  LoketComposer *composer = loket_composer_pane_get_composer (get_composer (self));

  g_free (self->page_below);
  self->page_below = g_strdup (gtk_stack_get_visible_child_name (self->pages));
  gtk_stack_set_visible_child_full (self->pages, "lock", GTK_STACK_TRANSITION_TYPE_NONE);
  if (composer != NULL)
    loket_composer_flush_async (composer, NULL, locked_draft_saved_cb, g_object_ref (self));
  else
    clear_desk (self);
}

static void
covered_cb (LoketWindow *self)
{
  if (is_covered (self))
    cover_desk (self);
  else
    {
      fill_desk (self);
      gtk_stack_set_visible_child_full (self->pages, self->page_below, GTK_STACK_TRANSITION_TYPE_NONE);
    }
  update (self);
}

static void
guard_unlock_cb (LoketWindow *self,
                 const char  *passphrase)
{
  g_signal_emit (self, signals[UNLOCK], 0, passphrase);
}

/* A session that loses its sign-in keeps the desk: drafts, the outbox and the
 * queue stay readable, and the connection button says what is wrong. Only one
 * that has no account at all goes to the sign-in page. */
static void
session_changed_cb (LoketWindow *self)
{
  gboolean signed_in = loket_session_get_signed_in (self->session);

  if (signed_in == self->at_desk && gtk_stack_get_visible_child_name (self->pages) != NULL &&
      (self->at_desk || g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), "sign-in") == 0))
    {
      update (self);
      return;
    }

  self->at_desk = signed_in;
  loket_session_set_auto_sync (self->session, signed_in);
  if (!self->cleared)
    loket_desk_view_set_session (self->desk_view, signed_in ? self->session : NULL, self->ticker);
  show_page (self, signed_in ? "desk" : "sign-in");
  if (!signed_in)
    {
      g_autofree char *address =
        self->settings != NULL ? g_settings_get_string (self->settings, "server-address") : NULL;

      loket_sign_in_page_begin (self->sign_in_page,
                                address != NULL && address[0] != '\0' ? address : NULL);
    }
}

static void
restore_size (LoketWindow *self)
{
  if (self->settings == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
      return;
    }
  g_settings_bind (self->settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-height", self, "default-height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  loket_desk_view_set_settings (self->desk_view, self->settings);
}

static void
loket_window_dispose (GObject *object)
{
  LoketWindow *self = LOKET_WINDOW (object);

  if (self->desk_view != NULL)
    loket_window_set_session (self, NULL);
  self->desk_view = NULL;
  g_clear_object (&self->ticker);
  g_clear_object (&self->settings);
  g_clear_object (&self->guard);
  g_clear_pointer (&self->page_below, g_free);
  g_clear_pointer (&self->complaint_below, g_free);

  G_OBJECT_CLASS (loket_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.sync", NULL, sync_action);
  gtk_widget_class_install_action (widget_class, "win.sign-out", NULL, sign_out_action);
  gtk_widget_class_install_action (widget_class, "win.lock", NULL, lock_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, desk_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, desk_action);
  gtk_widget_class_install_action (widget_class, "win.show-views", NULL, desk_action);
  gtk_widget_class_install_action (widget_class, "win.write", NULL, desk_action);
  gtk_widget_class_install_action (widget_class, "win.next-complaint", NULL, desk_action);
  gtk_widget_class_install_action (widget_class, "win.previous-complaint", NULL, desk_action);
  gtk_widget_class_install_action (widget_class, "win.open-complaint", "s", desk_action);
  gtk_widget_class_install_action (widget_class, "win.show-reminders", NULL, desk_action);
  gtk_widget_class_install_action (widget_class, "win.explain-deadline", NULL, desk_action);
  gtk_widget_class_install_action (widget_class, "win.show-view", "s", show_view_action);
  gtk_widget_class_install_action (widget_class, "win.send", NULL, composer_action);
  gtk_widget_class_install_action (widget_class, "win.discard", NULL, composer_action);
  gtk_widget_class_install_action (widget_class, "win.attach", NULL, composer_action);
  gtk_widget_class_install_action (widget_class, "win.choose-template", NULL, composer_action);
  gtk_widget_class_install_action (widget_class, "win.next-finding", NULL, composer_action);
  gtk_widget_class_install_action (widget_class, "win.previous-finding", NULL, composer_action);
}

static void
loket_window_class_init (LoketWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_window_dispose;

  /**
   * LoketWindow::unlock:
   * @self: the window
   * @passphrase: what was typed; not longer than the call
   *
   * Somebody wants to open a profile that loket_window_ask_profile() asked for.
   */
  signals[UNLOCK] = g_signal_new ("unlock", LOKET_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);

  g_type_ensure (LOKET_TYPE_SIGN_IN_PAGE);

  loket_recent_files_write_none ();
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/window/loket-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, trouble_page);
  gtk_widget_class_bind_template_child (widget_class, LoketWindow, sign_in_page);
  install_actions (widget_class);
}

static void
active_changed_cb (LoketWindow *self)
{
  if (self->session != NULL)
    loket_session_set_focused (self->session, gtk_window_is_active (GTK_WINDOW (self)));
}

static void
loket_window_init (LoketWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
  make_desk (self);
  update (self);
}

/**
 * loket_ui_init:
 *
 * Registers the templates and icons that the windows are made of. Called once,
 * before the first window.
 */
void
loket_ui_init (void)
{
  loket_ui_register_resource ();
}

/**
 * loket_window_new:
 * @application: the application
 * @settings: (nullable): where the window's size is kept
 *
 * Makes the window. It says that it is starting until it gets a session.
 *
 * Returns: (transfer none): the window; GTK owns it
 */
LoketWindow *
loket_window_new (GtkApplication *application,
                  GSettings      *settings)
{
  LoketWindow *self = g_object_new (LOKET_TYPE_WINDOW, "application", application, NULL);

  g_set_object (&self->settings, settings);
  self->guard = loket_lock_guard_new (ADW_APPLICATION_WINDOW (self));
  gtk_stack_add_named (self->pages, loket_lock_guard_get_page (self->guard), "lock");
  g_signal_connect_swapped (self->guard, "covered", G_CALLBACK (covered_cb), self);
  g_signal_connect_swapped (self->guard, "unlock", G_CALLBACK (guard_unlock_cb), self);
  restore_size (self);
  return self;
}

/* What the officer should know of this computer, once. */
static void
show_notice (LoketWindow *self)
{
  const char *notice = loket_session_take_notice (self->session);

  if (notice != NULL)
    loket_toast_show (GTK_WIDGET (self->toasts), notice);
}

/**
 * loket_window_set_session:
 * @self: the window
 * @session: (nullable): the open session, %NULL while there is none
 *
 * Sets the session that the window shows.
 */
void
loket_window_set_session (LoketWindow  *self,
                          LoketSession *session)
{
  g_return_if_fail (LOKET_IS_WINDOW (self));

  if (self->session == session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  self->at_desk = FALSE;
  loket_window_set_lock (self, NULL);
  if (self->guard != NULL)
    loket_lock_guard_release (self->guard);
  g_clear_object (&self->reminders);
  loket_desk_view_set_reminders (self->desk_view, NULL, NULL);
  loket_desk_view_set_session (self->desk_view, NULL, NULL);
  loket_sign_in_page_set_session (self->sign_in_page, session);
  g_set_object (&self->session, session);
  g_clear_object (&self->ticker);
  if (session == NULL)
    {
      show_page (self, "starting");
      return;
    }

  self->ticker = loket_ticker_new (loket_session_get_clock (session));
  g_signal_connect_object (session, "notify", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notice", G_CALLBACK (show_notice), self, G_CONNECT_SWAPPED);
  active_changed_cb (self);
  session_changed_cb (self);
  show_notice (self);
}

/**
 * loket_window_set_reminders:
 * @self: the window, with a session
 * @reminders: what the officer is reminded of
 *
 * Sets the reminders that the window lists; they go with the session.
 */
void
loket_window_set_reminders (LoketWindow    *self,
                            LoketReminders *reminders)
{
  g_return_if_fail (LOKET_IS_WINDOW (self) && self->ticker != NULL);
  g_return_if_fail (LOKET_IS_REMINDERS (reminders));

  g_set_object (&self->reminders, reminders);
  if (!self->cleared)
    loket_desk_view_set_reminders (self->desk_view, reminders, self->ticker);
}

/**
 * loket_window_set_lock:
 * @self: the window
 * @lock: (nullable): the lock of its session
 *
 * Sets what locks the window; it goes with the session.
 */
void
loket_window_set_lock (LoketWindow *self,
                       LoketLock   *lock)
{
  g_return_if_fail (LOKET_IS_WINDOW (self));

  if (self->lock != NULL)
    g_signal_handlers_disconnect_by_data (self->lock, self);
  g_set_object (&self->lock, lock);
  if (lock != NULL)
    g_signal_connect_object (lock, "notify::can-lock", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  if (self->guard != NULL)
    loket_lock_guard_set_lock (self->guard, lock);
  if (self->desk_view != NULL)
    update (self);
}

/**
 * loket_window_ask_profile:
 * @self: the window, without a session
 * @tries: how long to wait after wrong passphrases
 * @passphrase: whether a passphrase opens the profile
 * @kept: (nullable): what is in it
 *
 * Says that the account's files cannot be opened yet and asks for the passphrase.
 */
void
loket_window_ask_profile (LoketWindow            *self,
                          LoketTries             *tries,
                          gboolean                passphrase,
                          const LoketProfileKept *kept)
{
  g_return_if_fail (LOKET_IS_WINDOW (self));

  loket_lock_guard_ask (self->guard, tries, passphrase, kept);
}

/**
 * loket_window_fail_unlock:
 * @self: the window
 * @error: why the passphrase did not open the profile
 *
 * Says so.
 */
void
loket_window_fail_unlock (LoketWindow  *self,
                          const GError *error)
{
  g_return_if_fail (LOKET_IS_WINDOW (self) && error != NULL);

  loket_lock_guard_fail (self->guard, error);
}

/**
 * loket_window_show_trouble:
 * @self: the window
 * @error: why there is no session
 *
 * Says why the account's files cannot be opened.
 */
void
loket_window_show_trouble (LoketWindow  *self,
                           const GError *error)
{
  g_autofree char *words = loket_error_words (error);
  g_autofree char *escaped = loket_markup_escape (words);

  g_return_if_fail (LOKET_IS_WINDOW (self));

  loket_lock_guard_release (self->guard);
  adw_status_page_set_description (self->trouble_page, escaped);
  show_page (self, "trouble");
}

/**
 * loket_window_show_starting:
 * @self: the window
 *
 * Says that the account's files are being opened.
 */
void
loket_window_show_starting (LoketWindow *self)
{
  g_return_if_fail (LOKET_IS_WINDOW (self));

  loket_lock_guard_release (self->guard);
  show_page (self, "starting");
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_composer_flush_finish (LOKET_COMPOSER (source), result, &error))
    g_debug ("The last draft could not be written: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

/**
 * loket_window_flush_async:
 * @self: the window
 * @callback: called when nothing is in hand only any more
 * @user_data: for @callback
 *
 * Writes what was typed last to disk.
 */
void
loket_window_flush_async (LoketWindow        *self,
                          GAsyncReadyCallback callback,
                          gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  LoketComposer *composer = loket_composer_pane_get_composer (get_composer (self));

  g_task_set_source_tag (task, loket_window_flush_async);
  if (composer == NULL)
    g_task_return_boolean (task, TRUE);
  else
    loket_composer_flush_async (composer, NULL, flushed_cb, g_steal_pointer (&task));
}

/**
 * loket_window_flush_finish:
 * @self: the window
 * @result: what the callback got
 *
 * Ends loket_window_flush_async(). A draft that the disk refuses was already
 * reported beside the text.
 */
void
loket_window_flush_finish (LoketWindow  *self,
                           GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  g_task_propagate_boolean (G_TASK (result), NULL);
}
