/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"
#include "loket-notifier.h"

#define SERVICE "org.freedesktop.Notifications"
#define SERVICE_PATH "/org/freedesktop/Notifications"

/* A desktop that writes down what it is asked to show. */
typedef struct
{
  DeskFixture      desk;
  GApplication    *application;
  LoketNotifier   *notifier;
  LoketReminders  *reminders;
  GDBusConnection *bus;
  guint            object_id;
  guint            name_id;
  gboolean         has_name;
  guint            n_shown;
  guint            closed;
  char            *title;
  char            *body;
  char           **actions;
  char            *opened;
} Fixture;

static const char interface_xml[] =
  "<node><interface name='" SERVICE "'>"
  "<method name='Notify'>"
  "<arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='a{sv}' direction='in'/><arg type='i' direction='in'/><arg type='u' direction='out'/>"
  "</method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "<method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "</interface></node>";

static void
called_cb (GDBusConnection *bus, const char *sender, const char *path, const char *interface,
           const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer user_data)
{
  Fixture *f = user_data;
  const char *const capabilities[] = { "actions", "body", "body-markup", NULL };

  if (g_strcmp0 (method, "Notify") == 0)
    {
      g_clear_pointer (&f->title, g_free);
      g_clear_pointer (&f->body, g_free);
      g_variant_get_child (parameters, 3, "s", &f->title);
      g_variant_get_child (parameters, 4, "s", &f->body);
      g_clear_pointer (&f->actions, g_strfreev);
      g_variant_get_child (parameters, 5, "^as", &f->actions);
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", ++f->n_shown));
    }
  else if (g_strcmp0 (method, "CloseNotification") == 0)
    {
      g_variant_get (parameters, "(u)", &f->closed);
      g_dbus_method_invocation_return_value (invocation, NULL);
    }
  else
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", capabilities));
    }
}

static void
name_acquired_cb (GDBusConnection *bus, const char *name, gpointer user_data)
{
  ((Fixture *) user_data)->has_name = TRUE;
}

static void
open_complaint_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  ((Fixture *) user_data)->opened = g_variant_dup_string (parameter, NULL);
}

static void
put_off_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  loket_notifier_put_off (((Fixture *) user_data)->notifier, g_variant_get_string (parameter, NULL));
}

static void
start_desktop (Fixture *f)
{
  static const GDBusInterfaceVTable vtable = { called_cb, NULL, NULL, { NULL } };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interface_xml, NULL);
  g_autoptr (GError) error = NULL;

  f->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  g_dbus_connection_set_exit_on_close (f->bus, FALSE);
  f->object_id = g_dbus_connection_register_object (f->bus, SERVICE_PATH, node->interfaces[0], &vtable, f, NULL,
                                                    &error);
  g_assert_no_error (error);
  f->name_id = g_bus_own_name_on_connection (f->bus, SERVICE, G_BUS_NAME_OWNER_FLAGS_NONE, name_acquired_cb,
                                             NULL, f, NULL);
  DESK_UNTIL (f->has_name);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const GActionEntry actions[] = {
    { "open-complaint", open_complaint_cb, "s" },
    { "put-off-reminder", put_off_cb, "s" },
  };
  g_autoptr (GError) error = NULL;

  desk_fixture_set_up (&f->desk, data);
  start_desktop (f);
  f->application = g_application_new ("io.github.loket_pengaduan.LoketTest", G_APPLICATION_DEFAULT_FLAGS);
  g_action_map_add_action_entries (G_ACTION_MAP (f->application), actions, G_N_ELEMENTS (actions), f);
  g_assert_true (g_application_register (f->application, NULL, &error));
  f->reminders = loket_reminders_new (f->desk.session);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_clear_object (&f->notifier);
  g_clear_object (&f->reminders);
  g_clear_object (&f->application);
  g_bus_unown_name (f->name_id);
  g_dbus_connection_unregister_object (f->bus, f->object_id);
  g_clear_object (&f->bus);
  desk_fixture_tear_down (&f->desk, data);
  g_free (f->title);
  g_free (f->body);
  g_free (f->opened);
  g_strfreev (f->actions);
}

/* Lets the desktop's answers arrive. */
static void
settle (Fixture *f)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GVariant) reply = NULL;

  g_dbus_connection_call (f->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "GetId", NULL, NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, desk_wait_cb, &result);
  reply = g_dbus_connection_call_finish (f->bus, desk_wait (&result), NULL);
  g_assert_nonnull (reply);
}

/* Clicking a reminder opens its complaint. */
static void
test_click (Fixture *f, gconstpointer data)
{
  g_autofree char *id = desk_complaint_id (2);
  g_autoptr (GError) error = NULL;

  desk_apply (&f->desk, desk_make_complaint (2), NULL);
  f->notifier = loket_notifier_new (f->application, f->reminders, NULL);
  DESK_UNTIL (f->n_shown > 0);
  settle (f);
  g_assert_cmpstr (f->title, ==, "Complaint #99000002 is due today");
  g_assert_cmpstr (f->body, ==, "First answer · 6 hours left · Due Tuesday 17 March 2026 16:00 WITA");
  g_assert_true (g_dbus_connection_emit_signal (f->bus, NULL, SERVICE_PATH, SERVICE, "ActionInvoked",
                                                g_variant_new ("(us)", 1, "default"), &error));
  DESK_UNTIL (f->opened != NULL);
  g_assert_cmpstr (f->opened, ==, id);
}

/* Its second button puts it off: it comes again after two hours. */
static void
test_put_off (Fixture *f, gconstpointer data)
{
  g_autofree char *action = NULL;
  g_autoptr (GError) error = NULL;

  desk_apply (&f->desk, desk_make_complaint (2), NULL);
  f->notifier = loket_notifier_new (f->application, f->reminders, NULL);
  DESK_UNTIL (f->n_shown > 0);
  settle (f);
  g_assert_cmpuint (g_strv_length (f->actions), ==, 6);
  g_assert_cmpstr (f->actions[3], ==, "Show the list");
  g_assert_cmpstr (f->actions[5], ==, "Remind me later");
  action = g_strdup (f->actions[4]);
  g_assert_true (g_dbus_connection_emit_signal (f->bus, NULL, SERVICE_PATH, SERVICE, "ActionInvoked",
                                                g_variant_new ("(us)", 1, action), &error));
  DESK_UNTIL (loket_reminder_list_get_waiting (loket_reminders_get_list (f->reminders)) == 0);
  loket_clock_advance (f->desk.clock, 7200);
  DESK_UNTIL (f->n_shown > 1);
  settle (f);
  g_assert_cmpstr (f->body, ==, "First answer · 4 hours left · Due Tuesday 17 March 2026 16:00 WITA");
}

/* An answer takes it from the desktop. */
static void
test_withdraw (Fixture *f, gconstpointer data)
{
  LoketComplaint *answered = desk_make_complaint (2);

  desk_apply (&f->desk, desk_make_complaint (2), NULL);
  f->notifier = loket_notifier_new (f->application, f->reminders, NULL);
  DESK_UNTIL (f->n_shown > 0);
  settle (f);
  answered->rev = 2;
  answered->status = LOKET_STATUS_ANSWERED;
  answered->answered_at = DESK_TEST_NOW;
  desk_change (&f->desk, answered, "s1", "s2");
  loket_clock_advance (f->desk.clock, 2);
  DESK_UNTIL (f->closed != 0);
  g_assert_cmpuint (f->closed, ==, 1);
}

/* Nothing that came from outside is read as markup. */
static void
test_markup (Fixture *f, gconstpointer data)
{
  f->notifier = loket_notifier_new (f->application, f->reminders, NULL);
  g_signal_emit_by_name (f->reminders, "tell", "a", "T", "& <b>x</b> <i>", NULL, 2);
  DESK_UNTIL (f->n_shown > 0);
  settle (f);
  g_assert_cmpstr (f->body, ==, "&amp; &lt;b&gt;x&lt;/b&gt; &lt;i&gt;");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GTestDBus) bus = NULL;
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
  g_test_add ("/notifier/click", Fixture, NULL, set_up, test_click, tear_down);
  g_test_add ("/notifier/put-off", Fixture, NULL, set_up, test_put_off, tear_down);
  g_test_add ("/notifier/withdraw", Fixture, NULL, set_up, test_withdraw, tear_down);
  g_test_add ("/notifier/markup", Fixture, NULL, set_up, test_markup, tear_down);
  status = g_test_run ();
  g_test_dbus_stop (bus);
  return status;
}
