/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-app"

#include "config.h"

#include "loket-application.h"

#include <glib/gi18n.h>

#include "loket-bring-back.h"
#include "loket-eraser.h"
#include "loket-lock.h"
#include "loket-notifier.h"
#include "loket-opener.h"
#include "loket-preferences-window.h"
#include "loket-window.h"

/**
 * LoketApplication:
 *
 * Opens one account's files and one window on them.
 *
 * Each profile is an application of its own: a second start on the same profile
 * raises its window, one on another profile opens beside it. Quitting writes the
 * last draft and closes the files before the process ends:
 *
 *     quit ─▶ flush the draft ─▶ close the session ─▶ release
 */
struct _LoketApplication
{
  AdwApplication parent_instance;

  char          *profile_dir;
  char          *key_file;
  GSettings     *settings;
  LoketClock    *clock;
  LoketSession  *session;
  LoketWindow   *window;
  LoketNotifier *notifier;
  LoketOpener   *opener;
  LoketLock     *lock;
  char          *aside;  /* what is to be brought back */
  char          *wanted; /* complaint to open once there is a session */
  gboolean       wants_reminders;
  GPtrArray     *put_off; /* of names of reminders, until there are any */
  gboolean       closing;
};

G_DEFINE_FINAL_TYPE (LoketApplication, loket_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "profile", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("Folder that holds the files of the account"), N_ ("DIR") },
  { "key-file", 0, 0, G_OPTION_ARG_FILENAME, NULL,
    N_ ("File that holds the key of the account"), N_ ("FILE") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { NULL },
};

static gboolean
is_locked (LoketApplication *self)
{
  return self->lock != NULL && loket_lock_get_locked (self->lock);
}

/* What is wanted while the window is locked waits. */
static void
open_wanted (LoketApplication *self)
{
  g_autofree char *wanted = NULL;

  if (is_locked (self))
    return;
  wanted = g_steal_pointer (&self->wanted);
  if (wanted != NULL && loket_session_get_signed_in (self->session))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.open-complaint", "s", wanted);
  if (self->wants_reminders && loket_session_get_signed_in (self->session))
    gtk_widget_activate_action (GTK_WIDGET (self->window), "win.show-reminders", NULL);
  self->wants_reminders = FALSE;
}

static void
start_reminders (LoketApplication *self)
{
  g_autoptr (LoketReminders) reminders = loket_reminders_new (self->session);

  self->notifier = loket_notifier_new (G_APPLICATION (self), reminders, self->settings);
  loket_window_set_reminders (self->window, reminders);
  for (guint i = 0; i < self->put_off->len; i++)
    loket_notifier_put_off (self->notifier, self->put_off->pdata[i]);
  g_ptr_array_set_size (self->put_off, 0);
}

static void
update_preferences (LoketApplication *self)
{
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "preferences")),
    self->settings != NULL && !is_locked (self));
}

static void
locked_cb (LoketApplication *self)
{
  update_preferences (self);
  if (self->notifier != NULL)
    loket_notifier_set_locked (self->notifier, is_locked (self));
  if (self->window != NULL)
    open_wanted (self);
}

static void
lock_minutes_cb (LoketApplication *self)
{
  if (self->lock == NULL)
    return;
  loket_lock_set_minutes (self->lock, (guint) g_settings_get_int (self->settings, "lock-minutes"));
}

static void
start_lock (LoketApplication *self)
{
  self->lock = loket_lock_new (self->session);
  g_signal_connect_object (self->lock, "notify::locked", G_CALLBACK (locked_cb), self, G_CONNECT_SWAPPED);
  loket_window_set_lock (self->window, self->lock);
  if (self->settings == NULL)
    return;
  g_signal_connect_object (self->settings, "changed::lock-minutes", G_CALLBACK (lock_minutes_cb), self,
                           G_CONNECT_SWAPPED);
  lock_minutes_cb (self);
}

static void
stop_lock (LoketApplication *self)
{
  if (self->lock == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->lock, self);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  loket_window_set_lock (self->window, NULL);
  g_clear_object (&self->lock);
}

static void
opened_cb (LoketApplication *self,
           LoketSession     *session)
{
  self->session = g_object_ref (session);
  loket_window_set_session (self->window, self->session);
  start_lock (self);
  start_reminders (self);
  open_wanted (self);
}

static void
open_profile_action (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (self->session == NULL && self->opener != NULL && !self->closing)
    loket_opener_open (self->opener);
}

static void
begin_anew_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (self->session == NULL && self->opener != NULL && !self->closing)
    loket_opener_begin_anew (self->opener);
}

static void
session_closed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (LoketApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_session_close_finish (LOKET_SESSION (source), result, &error))
    g_debug ("The session did not close well: %s", error->message);
  g_application_quit (G_APPLICATION (self));
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (LoketApplication) self = user_data;

  loket_window_flush_finish (LOKET_WINDOW (source), result);
  if (self->session == NULL)
    {
      g_application_quit (G_APPLICATION (self));
      return;
    }

  stop_lock (self);
  loket_window_set_session (self->window, NULL);
  loket_session_close_async (self->session, session_closed_cb, g_object_ref (self));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (self->closing)
    return;

  self->closing = TRUE;
  g_clear_object (&self->notifier);
  if (self->window == NULL)
    {
      g_application_quit (G_APPLICATION (self));
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->window), FALSE);
  loket_window_flush_async (self->window, flushed_cb, g_object_ref (self));
}

static gboolean
close_request_cb (LoketApplication *self)
{
  quit_action (NULL, NULL, self);
  return GDK_EVENT_STOP;
}

static void
erased_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LoketApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_eraser_erase_finish (LOKET_WINDOW (source), result, &error))
    loket_eraser_tell_failed (LOKET_WINDOW (source), error);
  g_clear_object (&self->session);
  self->closing = FALSE;
  open_profile_action (NULL, NULL, self);
}

static void
erase_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   gpointer          user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (g_strcmp0 (response, "erase") != 0 || self->session == NULL || self->closing)
    return;

  self->closing = TRUE;
  g_clear_object (&self->notifier);
  stop_lock (self);
  loket_eraser_erase_async (self->window, self->session, self->profile_dir, erased_cb,
                            g_object_ref (self));
}

static void
erase_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (self->session != NULL && !self->closing && !is_locked (self))
    loket_eraser_ask (self->window, self->session, G_CALLBACK (erase_response_cb), G_OBJECT (self));
}

static void
brought_back_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (LoketApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_bring_back_finish (LOKET_WINDOW (source), result, &error))
    loket_bring_back_tell_failed (LOKET_WINDOW (source));
  g_clear_object (&self->session);
  self->closing = FALSE;
  open_profile_action (NULL, NULL, self);
}

static void
bring_back_response_cb (AdwMessageDialog *dialog,
                        const char       *response,
                        gpointer          user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (g_strcmp0 (response, "bring") != 0 || self->session == NULL || self->closing)
    return;

  self->closing = TRUE;
  g_clear_object (&self->notifier);
  stop_lock (self);
  loket_bring_back_async (self->window, self->session, self->profile_dir, self->aside, brought_back_cb,
                          g_object_ref (self));
}

static void
bring_back_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (self->session == NULL || self->closing || is_locked (self))
    return;

  g_free (self->aside);
  self->aside = g_variant_dup_string (parameter, NULL);
  loket_bring_back_ask (self->window, G_CALLBACK (bring_back_response_cb), G_OBJECT (self));
}

/* What a reminder does when it is clicked, perhaps while nothing runs. */
static void
open_complaint_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (self->closing)
    return;

  g_free (self->wanted);
  self->wanted = g_variant_dup_string (parameter, NULL);
  g_application_activate (G_APPLICATION (self));
  if (self->session != NULL && self->window != NULL)
    open_wanted (self);
}

static void
show_reminders_action (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (self->closing)
    return;

  self->wants_reminders = TRUE;
  g_application_activate (G_APPLICATION (self));
  if (self->session != NULL && self->window != NULL)
    open_wanted (self);
}

/* While the window is open it stays where it is: the officer is at something
 * else. */
static void
put_off_reminder_action (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  if (self->closing)
    return;

  if (self->notifier != NULL)
    {
      loket_notifier_put_off (self->notifier, g_variant_get_string (parameter, NULL));
      return;
    }
  g_ptr_array_add (self->put_off, g_variant_dup_string (parameter, NULL));
  g_application_activate (G_APPLICATION (self));
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);

  adw_show_about_window (GTK_WINDOW (self->window),
                         "application-name", "Loket",
                         "application-icon", LOKET_APP_ID,
                         "version", LOKET_VERSION,
                         "comments", _("Answer citizens' complaints, also without a connection"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* TRANSLATORS: put your names here, one a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  LoketApplication *self = LOKET_APPLICATION (user_data);
  LoketPreferencesWindow *window =
    loket_preferences_window_new (GTK_WINDOW (self->window), self->settings, self->session);

  gtk_window_present (GTK_WINDOW (window));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  gtk_widget_activate_action (GTK_WIDGET (LOKET_APPLICATION (user_data)->window),
                              "win.show-help-overlay", NULL);
}

static void
set_accelerators (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accelerators[3];
  } table[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "window.close", { "<Control>w" } },
    { "win.sync", { "F5", "<Control>r" } },
    { "win.lock", { "<Control>l" } },
    { "win.show-reminders", { "<Control><Shift>r" } },
    { "win.search", { "<Control>f" } },
    { "win.back", { "<Alt>Left" } },
    { "win.show-views", { "F9" } },
    { "win.write", { "<Control>j" } },
    { "win.attach", { "<Control><Shift>a" } },
    { "win.choose-template", { "<Control>t" } },
    { "win.send", { "<Control>Return", "<Control>KP_Enter" } },
    { "win.next-finding", { "F8" } },
    { "win.previous-finding", { "<Shift>F8" } },
    { "win.next-complaint", { "<Control>Page_Down" } },
    { "win.previous-complaint", { "<Control>Page_Up" } },
    { "win.explain-deadline", { "<Control>e" } },
    { "win.show-view::today", { "<Control>1" } },
    { "win.show-view::overdue", { "<Control>2" } },
    { "win.show-view::open", { "<Control>3" } },
    { "win.show-view::waiting_reporter", { "<Control>4" } },
    { "win.show-view::drafts", { "<Control>5" } },
    { "win.show-view::outbox", { "<Control>6" } },
    { "win.show-view::sent", { "<Control>7" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_application_set_accels_for_action (application, table[i].action, table[i].accelerators);
}

/* A build tree that nothing was installed from has no schema, and right after an
 * update the old one may still be there, which lacks the newest key; the window
 * then opens at its usual size. */
static GSettings *
create_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source != NULL ? g_settings_schema_source_lookup (source, LOKET_APP_ID, TRUE) : NULL;

  return schema != NULL && g_settings_schema_has_key (schema, "lock-minutes")
           ? g_settings_new_full (schema, NULL, NULL)
           : NULL;
}

static void
loket_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "quit", quit_action },
    { "about", about_action },
    { "preferences", preferences_action },
    { "shortcuts", shortcuts_action },
    { "open-profile", open_profile_action },
    { "erase", erase_action },
    { "begin-anew", begin_anew_action },
    { "bring-back", bring_back_action, "s" },
    { "open-complaint", open_complaint_action, "s" },
    { "show-reminders", show_reminders_action },
    { "put-off-reminder", put_off_reminder_action, "s" },
  };
  LoketApplication *self = LOKET_APPLICATION (application);

  G_APPLICATION_CLASS (loket_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (LOKET_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accelerators (GTK_APPLICATION (self));
  self->settings = create_settings ();
  update_preferences (self);
  self->clock = loket_clock_new_system ();
}

static void
loket_application_activate (GApplication *application)
{
  LoketApplication *self = LOKET_APPLICATION (application);

  if (self->closing)
    return;
  if (self->window == NULL)
    {
      self->window = loket_window_new (GTK_APPLICATION (self), self->settings);
      g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
      g_signal_connect_object (self->window, "close-request", G_CALLBACK (close_request_cb), self,
                               G_CONNECT_SWAPPED);
      self->opener = loket_opener_new (self->window, self->profile_dir, self->key_file, self->clock);
      g_signal_connect_object (self->opener, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
      open_profile_action (NULL, NULL, self);
    }
  gtk_window_present (GTK_WINDOW (self->window));
}

static int
loket_application_handle_local_options (GApplication *application,
                                        GVariantDict *dict)
{
  LoketApplication *self = LOKET_APPLICATION (application);
  g_autofree char *profile = NULL;
  g_autofree char *key_file = NULL;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("loket %s\n", LOKET_VERSION);
      return 0;
    }

  if (g_variant_dict_lookup (dict, "profile", "^ay", &profile))
    {
      g_autofree char *sum = NULL;
      g_autofree char *id = NULL;

      g_free (self->profile_dir);
      self->profile_dir = g_canonicalize_filename (profile, NULL);
      sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, self->profile_dir, -1);
      id = g_strdup_printf ("%s.P%.16s", LOKET_APP_ID, sum);
      g_application_set_application_id (application, id);
    }
  if (g_variant_dict_lookup (dict, "key-file", "^ay", &key_file))
    self->key_file = g_canonicalize_filename (key_file, NULL);
  return -1;
}

static void
loket_application_dispose (GObject *object)
{
  LoketApplication *self = LOKET_APPLICATION (object);

  g_clear_object (&self->notifier);
  g_clear_object (&self->opener);
  g_clear_object (&self->lock);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->profile_dir, g_free);
  g_clear_pointer (&self->key_file, g_free);
  g_clear_pointer (&self->aside, g_free);
  g_clear_pointer (&self->wanted, g_free);
  g_clear_pointer (&self->put_off, g_ptr_array_unref);

  G_OBJECT_CLASS (loket_application_parent_class)->dispose (object);
}

static void
loket_application_class_init (LoketApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_application_dispose;
  application_class->startup = loket_application_startup;
  application_class->activate = loket_application_activate;
  application_class->handle_local_options = loket_application_handle_local_options;
}

static void
loket_application_init (LoketApplication *self)
{
  self->put_off = g_ptr_array_new_with_free_func (g_free);
  /* The group that GApplication keeps them in has no translation domain. */
  for (const GOptionEntry *option = options; option->long_name != NULL; option++)
    g_application_add_main_option (G_APPLICATION (self), option->long_name, option->short_name,
                                   option->flags, option->arg, _(option->description),
                                   option->arg_description != NULL ? _(option->arg_description)
                                                                   : NULL);
}

/**
 * loket_application_new:
 *
 * Makes the application.
 *
 * Returns: (transfer full): the application
 */
LoketApplication *
loket_application_new (void)
{
  return g_object_new (LOKET_TYPE_APPLICATION,
                       "application-id", LOKET_APP_ID,
                       "flags", G_APPLICATION_DEFAULT_FLAGS,
                       "resource-base-path", "/io/github/loket_pengaduan/Loket",
                       NULL);
}
