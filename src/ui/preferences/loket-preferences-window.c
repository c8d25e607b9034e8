/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-preferences-window.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-office-hours.h"
#include "loket-security-page.h"
#include "loket-reminder-hours.h"
#include "loket-time-row.h"

#define N_DAYS 7
#define WIDTH 600
#define HEIGHT 700

/**
 * LoketPreferencesWindow:
 *
 * When and of what the officer is reminded. Everything is kept at once; what an
 * administrator locked cannot be changed. The working hours are shown only: they
 * belong to the agency.
 */
struct _LoketPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  GtkSwitch           *reminders_switch;
  AdwPreferencesGroup *stages_group;
  GtkSwitch           *due_soon_switch;
  GtkSwitch           *due_today_switch;
  GtkSwitch           *overdue_switch;
  GtkSwitch           *escalation_switch;
  AdwPreferencesGroup *times_group;
  AdwExpanderRow      *quiet_row;
  LoketTimeRow        *quiet_from_row;
  LoketTimeRow        *quiet_to_row;
  AdwComboRow         *snooze_row;
  AdwPreferencesGroup *hours_group;
  LoketSecurityPage   *security_page;

  GSettings           *settings;
};

G_DEFINE_FINAL_TYPE (LoketPreferencesWindow, loket_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

static gboolean
snooze_to_index (GValue   *value,
                 GVariant *variant,
                 gpointer  user_data)
{
  g_value_set_uint (value, g_strcmp0 (g_variant_get_string (variant, NULL), "next-morning") == 0 ? 1 : 0);
  return TRUE;
}

static GVariant *
snooze_from_index (const GValue       *value,
                   const GVariantType *type,
                   gpointer            user_data)
{
  return g_variant_new_string (g_value_get_uint (value) == 1 ? "next-morning" : "two-hours");
}

static void
bind (LoketPreferencesWindow *self)
{
  const struct
  {
    const char *key;
    gpointer    object;
    const char *property;
  } table[] = {
    { "reminders", self->reminders_switch, "active" },
    { "remind-due-soon", self->due_soon_switch, "active" },
    { "remind-due-today", self->due_today_switch, "active" },
    { "remind-overdue", self->overdue_switch, "active" },
    { "remind-escalation", self->escalation_switch, "active" },
    { "quiet-hours", self->quiet_row, "enable-expansion" },
    { "quiet-hours-from", self->quiet_from_row, "minutes" },
    { "quiet-hours-to", self->quiet_to_row, "minutes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    g_settings_bind (self->settings, table[i].key, table[i].object, table[i].property, G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (self->settings, "snooze", self->snooze_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                snooze_to_index, snooze_from_index, NULL, NULL);
  g_object_bind_property (self->reminders_switch, "active", self->stages_group, "sensitive",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->reminders_switch, "active", self->times_group, "sensitive",
                          G_BINDING_SYNC_CREATE);
  adw_expander_row_set_expanded (self->quiet_row, adw_expander_row_get_enable_expansion (self->quiet_row));
}

static void
add_day (LoketPreferencesWindow *self,
         const LoketOfficeDay   *day)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (day->hours);
  g_autofree char *name = g_strdup_printf ("%s: %s", day->date, day->hours);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), day->date);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 24);
  loket_widget_set_style (label, "dim-label", !day->open);
  loket_widget_set_style (label, "numeric", day->open);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  loket_widget_set_name (row, name);
  adw_preferences_group_add (self->hours_group, row);
}

static void
show_hours (LoketPreferencesWindow *self,
            LoketSession           *session)
{
  LoketCalendar *calendar = session != NULL ? loket_reminder_hours_find_calendar (session) : NULL;
  gint64 now = calendar != NULL ? loket_clock_now (loket_session_get_clock (session)) : 0;
  g_autoptr (GPtrArray) days = calendar != NULL ? loket_office_hours_list (calendar, now, N_DAYS) : NULL;
  g_autofree char *zone = NULL;
  g_autofree char *description = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->hours_group), days != NULL);
  if (days == NULL)
    return;

  zone = loket_zone_dup_abbreviation (loket_calendar_get_zone (calendar), now);
  /* TRANSLATORS: %s is a time zone, as “WITA”. */
  description = g_strdup_printf (_("Reminders come in these hours only. They are those of your agency, in %s."), zone);
  adw_preferences_group_set_description (self->hours_group, description);
  for (guint i = 0; i < days->len; i++)
    add_day (self, days->pdata[i]);
}

static GtkWidget *
find_switch (GtkWidget *widget)
{
  if (GTK_IS_SWITCH (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_switch (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The switch of a row that unfolds belongs to the row. */
static void
name_quiet_row (LoketPreferencesWindow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self->quiet_row));
  GtkWidget *own = find_switch (GTK_WIDGET (self->quiet_row));

  loket_widget_set_name (GTK_WIDGET (self->quiet_row), title);
  if (own == NULL)
    return;
  loket_widget_set_name (own, title);
  loket_widget_describe (own, adw_expander_row_get_subtitle (self->quiet_row));
}

/* GTK 4.8 does not name a row's switch after the row. */
static void
name_switches (LoketPreferencesWindow *self)
{
  GtkSwitch *const switches[] = {
    self->reminders_switch, self->due_soon_switch, self->due_today_switch, self->overdue_switch,
    self->escalation_switch,
  };

  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (switches[i]), ADW_TYPE_ACTION_ROW);

      loket_widget_set_name (GTK_WIDGET (switches[i]), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
      loket_widget_describe (GTK_WIDGET (switches[i]), adw_action_row_get_subtitle (ADW_ACTION_ROW (row)));
    }
}

/* Nor does libadwaita 1.2 name the buttons that switch pages; they come in pairs,
 * one above and one below, and know their label. */
static void
name_page_buttons (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (G_OBJECT_TYPE_NAME (widget), "AdwViewSwitcherButton") == 0)
    {
      g_autofree char *label = NULL;

      g_object_get (widget, "label", &label, NULL);
      if (label != NULL)
        loket_widget_set_name (widget, label);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_page_buttons (child);
}

static void
loket_preferences_window_dispose (GObject *object)
{
  LoketPreferencesWindow *self = LOKET_PREFERENCES_WINDOW (object);

  g_clear_object (&self->settings);
  G_OBJECT_CLASS (loket_preferences_window_parent_class)->dispose (object);
}

static void
loket_preferences_window_class_init (LoketPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_preferences_window_dispose;

  g_type_ensure (LOKET_TYPE_TIME_ROW);
  g_type_ensure (LOKET_TYPE_SECURITY_PAGE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/preferences/loket-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, reminders_switch);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, stages_group);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, due_soon_switch);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, due_today_switch);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, overdue_switch);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, escalation_switch);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, times_group);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, quiet_row);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, quiet_from_row);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, quiet_to_row);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, snooze_row);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, hours_group);
  gtk_widget_class_bind_template_child (widget_class, LoketPreferencesWindow, security_page);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
loket_preferences_window_init (LoketPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  name_switches (self);
  name_quiet_row (self);
}

/**
 * loket_preferences_window_new:
 * @parent: (nullable): the window in front of which it opens
 * @settings: where the preferences are kept
 * @session: (nullable): whose working hours to show
 *
 * Makes the window of preferences.
 *
 * Returns: (transfer none): the window; GTK owns it
 */
LoketPreferencesWindow *
loket_preferences_window_new (GtkWindow    *parent,
                              GSettings    *settings,
                              LoketSession *session)
{
  LoketPreferencesWindow *self = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (LOKET_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  self->settings = g_object_ref (settings);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               parent != NULL ? MIN (WIDTH, gtk_widget_get_width (GTK_WIDGET (parent))) : WIDTH,
                               parent != NULL ? MIN (HEIGHT, gtk_widget_get_height (GTK_WIDGET (parent))) : HEIGHT);
  bind (self);
  show_hours (self, session);
  loket_security_page_set_up (self->security_page, settings, session);
  name_page_buttons (GTK_WIDGET (self));
  return self;
}
