/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-app"

#include "config.h"

#include "loket-notifier.h"

#include <glib/gi18n.h>

#include "loket-reminder-plan.h"

#define MINUTE 60

/**
 * LoketNotifier:
 *
 * Shows reminders as notifications of the desktop, as the settings want it.
 * Clicking one opens its complaint; clicking one about several opens the list of
 * reminders. Its buttons open that list, too, or put it off. With the notifier goes what it shows: GLib 2.74
 * crashes when an application ends while the desktop still shows something of it.
 */
struct _LoketNotifier
{
  GObject         parent_instance;

  GApplication   *application; /* owns us */
  LoketReminders *reminders;
  GSettings      *settings;
  GHashTable     *shown; /* set of keys */
  gboolean        locked;
};

G_DEFINE_FINAL_TYPE (LoketNotifier, loket_notifier, G_TYPE_OBJECT)

/* What is told while the window is locked names nobody and nothing. */
static void
tell_locked (LoketNotifier *self,
             const char    *key)
{
  g_autoptr (GNotification) notification = g_notification_new (_("A deadline needs you"));

  g_notification_set_body (notification, _("Unlock Loket to see it."));
  g_notification_set_default_action (notification, "app.show-reminders");
  g_hash_table_add (self->shown, g_strdup (key));
  g_application_send_notification (self->application, key, notification);
}

/* The body goes to the desktop as it is, and many of them read markup in it. */
static void
tell_cb (LoketReminders *reminders,
         const char     *key,
         const char     *title,
         const char     *body,
         const char     *complaint_id,
         guint           count,
         LoketNotifier  *self)
{
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *escaped = g_markup_escape_text (body, -1);

  if (self->locked)
    {
      tell_locked (self, key);
      return;
    }
  g_notification_set_body (notification, escaped);
  if (complaint_id != NULL)
    g_notification_set_default_action_and_target (notification, "app.open-complaint", "s", complaint_id);
  else
    g_notification_set_default_action (notification, "app.show-reminders");
  g_notification_add_button (notification, _("Show the list"), "app.show-reminders");
  g_notification_add_button_with_target (notification, _("Remind me later"), "app.put-off-reminder", "s", key);
  g_hash_table_add (self->shown, g_strdup (key));
  g_application_send_notification (self->application, key, notification);
}

static void
withdraw_cb (LoketReminders *reminders,
             const char     *key,
             LoketNotifier  *self)
{
  g_application_withdraw_notification (self->application, key);
  g_hash_table_remove (self->shown, key);
}

static guint
read_kinds (GSettings *settings)
{
  static const struct
  {
    const char       *key;
    LoketReminderKind kind;
  } table[] = {
    { "remind-due-soon", LOKET_REMINDER_WARNING },
    { "remind-due-today", LOKET_REMINDER_DUE_TODAY },
    { "remind-overdue", LOKET_REMINDER_BREACH },
    { "remind-escalation", LOKET_REMINDER_ESCALATION },
  };
  guint kinds = 0;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_settings_get_boolean (settings, table[i].key))
      kinds |= 1u << table[i].kind;
  return kinds;
}

static void
settings_changed_cb (LoketNotifier *self)
{
  gboolean quiet = g_settings_get_boolean (self->settings, "quiet-hours");

  loket_reminders_set_quiet_hours (self->reminders,
                                   quiet ? g_settings_get_int (self->settings, "quiet-hours-from") * MINUTE : 0,
                                   quiet ? g_settings_get_int (self->settings, "quiet-hours-to") * MINUTE : 0);
  loket_reminders_set_kinds (self->reminders, read_kinds (self->settings));
  loket_reminders_set_delay (self->reminders,
                             g_settings_get_enum (self->settings, "snooze") == 1
                               ? LOKET_REMINDER_DELAY_NEXT_MORNING
                               : LOKET_REMINDER_DELAY_TWO_HOURS);
  loket_reminders_set_enabled (self->reminders, g_settings_get_boolean (self->settings, "reminders"));
}

static void
withdraw_all (LoketNotifier *self)
{
  GHashTableIter iter;
  const char *key = NULL;

  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, NULL))
    g_application_withdraw_notification (self->application, key);
  g_hash_table_remove_all (self->shown);
}

static void
loket_notifier_dispose (GObject *object)
{
  LoketNotifier *self = LOKET_NOTIFIER (object);

  if (self->reminders != NULL)
    loket_reminders_stop (self->reminders);
  withdraw_all (self);
  g_clear_object (&self->reminders);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (loket_notifier_parent_class)->dispose (object);
}

static void
loket_notifier_finalize (GObject *object)
{
  g_hash_table_unref (LOKET_NOTIFIER (object)->shown);
  G_OBJECT_CLASS (loket_notifier_parent_class)->finalize (object);
}

static void
loket_notifier_class_init (LoketNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = loket_notifier_finalize;
}

static void
loket_notifier_init (LoketNotifier *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * loket_notifier_new:
 * @application: the application, registered; outlives the notifier
 * @reminders: reminders that are not started yet
 * @settings: (nullable): where reminders are switched off and quiet hours are
 *   kept; %NULL: on, and none
 *
 * Makes a notifier and starts the reminders; they stop with it.
 *
 * Returns: (transfer full): the notifier
 */
LoketNotifier *
loket_notifier_new (GApplication   *application,
                    LoketReminders *reminders,
                    GSettings      *settings)
{
  LoketNotifier *self = NULL;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (LOKET_IS_REMINDERS (reminders), NULL);

  self = g_object_new (LOKET_TYPE_NOTIFIER, NULL);
  self->application = application;
  self->reminders = g_object_ref (reminders);
  g_signal_connect_object (reminders, "tell", G_CALLBACK (tell_cb), self, 0);
  g_signal_connect_object (reminders, "withdraw", G_CALLBACK (withdraw_cb), self, 0);
  if (settings != NULL)
    {
      self->settings = g_object_ref (settings);
      g_signal_connect_object (settings, "changed", G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
      settings_changed_cb (self);
    }
  loket_reminders_start (reminders);
  return self;
}

/**
 * loket_notifier_set_locked:
 * @self: a notifier
 * @locked: whether the window is locked
 *
 * While it is nothing personal is told. What the desktop shows goes; it stays in
 * the list of reminders.
 */
void
loket_notifier_set_locked (LoketNotifier *self,
                           gboolean       locked)
{
  g_return_if_fail (LOKET_IS_NOTIFIER (self));

  if (locked && !self->locked)
    withdraw_all (self);
  self->locked = locked;
}

/**
 * loket_notifier_put_off:
 * @self: a notifier
 * @key: what a notification was shown by, perhaps before a restart
 *
 * Takes a notification from the desktop and shows it again later.
 */
void
loket_notifier_put_off (LoketNotifier *self,
                        const char    *key)
{
  g_return_if_fail (LOKET_IS_NOTIFIER (self));

  loket_reminders_put_off (self->reminders, key);
}
