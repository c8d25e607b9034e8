/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-security-page.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-passphrase-dialog.h"
#include "loket-session-key.h"

/**
 * LoketSecurityPage:
 *
 * What opens the files on this computer, its passphrase, and when the window
 * locks by itself.
 */
struct _LoketSecurityPage
{
  AdwPreferencesPage   parent_instance;

  AdwPreferencesGroup *passphrase_group;
  AdwActionRow        *passphrase_row;
  GtkWidget           *set_button;
  GtkWidget           *remove_button;
  AdwPreferencesGroup *aside_group;
  GtkWidget           *lock_group;
  AdwComboRow         *minutes_row;

  LoketSession        *session;
};

G_DEFINE_FINAL_TYPE (LoketSecurityPage, loket_security_page, ADW_TYPE_PREFERENCES_PAGE)

/* In the order of the list. */
static const int minutes[] = { 0, 5, 10, 15, 30, 60 };

/* One that is not in the list, from a command line, shows as the next longer. */
static gboolean
minutes_to_index (GValue   *value,
                  GVariant *variant,
                  gpointer  user_data)
{
  int wanted = g_variant_get_int32 (variant);
  guint i = 0;

  while (i < G_N_ELEMENTS (minutes) - 1 && minutes[i] < wanted)
    i++;
  g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
minutes_from_index (const GValue       *value,
                    const GVariantType *type,
                    gpointer            user_data)
{
  guint i = g_value_get_uint (value);

  return g_variant_new_int32 (minutes[MIN (i, G_N_ELEMENTS (minutes) - 1)]);
}

static const char *
describe_slots (LoketVaultSlots slots)
{
  if ((slots & LOKET_VAULT_SLOT_PASSPHRASE) != 0)
    return _("It opens the files on this computer and unlocks the window. Nobody can tell it to you again.");
  if ((slots & LOKET_VAULT_SLOT_PROFILE) != 0)
    return _("The key of your files lies beside them: whoever copies the folder has both. Set a passphrase.");
  if (slots == LOKET_VAULT_SLOT_SECRET_SERVICE)
    return _("Only the desktop's secret service opens your files: if it is reset, replies that wait cannot be read. "
             "Set a passphrase.");
  return _("A passphrase opens your files too, and lets you lock the window.");
}

static void
update (LoketSecurityPage *self)
{
  gboolean has = loket_session_get_has_passphrase (self->session);

  adw_preferences_group_set_description (self->passphrase_group,
                                         describe_slots (loket_session_get_key_slots (self->session)));
  adw_action_row_set_subtitle (self->passphrase_row, has ? _("In use") : _("Not in use"));
  gtk_button_set_label (GTK_BUTTON (self->set_button), has ? _("Change…") : _("Set…"));
  loket_widget_set_name (self->set_button, has ? _("Change the passphrase") : _("Set a passphrase"));
  gtk_widget_set_visible (self->remove_button, has);
  gtk_widget_set_sensitive (self->lock_group, has);
}

static void
set_cb (LoketSecurityPage *self)
{
  loket_passphrase_dialog_present (GTK_WIDGET (self), self->session, FALSE);
}

static void
remove_cb (LoketSecurityPage *self)
{
  loket_passphrase_dialog_present (GTK_WIDGET (self), self->session, TRUE);
}

/* The application asks and does it; its question stands over the main window. */
static void
bring_back_cb (GtkButton *button,
               gpointer   user_data)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (button)));
  const char *aside = g_object_get_data (G_OBJECT (button), "loket-aside");

  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), "bring-back",
                                  g_variant_new_string (aside));
  gtk_window_close (GTK_WINDOW (root));
}

static void
add_aside (LoketSecurityPage *self,
           const char        *aside)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_("Bring back…"));
  g_autofree char *title = loket_session_describe_aside (self->session, aside);
  g_autofree char *name = g_strdup_printf ("%s %s", _("Bring back…"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  loket_widget_set_name (button, name);
  g_object_set_data_full (G_OBJECT (button), "loket-aside", g_strdup (aside), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (bring_back_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->aside_group, row);
}

static void
show_aside (LoketSecurityPage *self)
{
  g_auto (GStrv) names = loket_session_list_aside (self->session);

  gtk_widget_set_visible (GTK_WIDGET (self->aside_group), names[0] != NULL);
  for (guint i = 0; names[i] != NULL; i++)
    add_aside (self, names[i]);
}

static void
loket_security_page_dispose (GObject *object)
{
  g_clear_object (&LOKET_SECURITY_PAGE (object)->session);
  G_OBJECT_CLASS (loket_security_page_parent_class)->dispose (object);
}

static void
loket_security_page_class_init (LoketSecurityPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_security_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/preferences/loket-security-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketSecurityPage, passphrase_group);
  gtk_widget_class_bind_template_child (widget_class, LoketSecurityPage, passphrase_row);
  gtk_widget_class_bind_template_child (widget_class, LoketSecurityPage, set_button);
  gtk_widget_class_bind_template_child (widget_class, LoketSecurityPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, LoketSecurityPage, aside_group);
  gtk_widget_class_bind_template_child (widget_class, LoketSecurityPage, lock_group);
  gtk_widget_class_bind_template_child (widget_class, LoketSecurityPage, minutes_row);
  gtk_widget_class_bind_template_callback (widget_class, set_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
loket_security_page_init (LoketSecurityPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * loket_security_page_set_up:
 * @self: a page
 * @settings: where the minutes are kept
 * @session: (nullable): whose files they are
 *
 * Shows what there is to set; nothing without a session.
 */
void
loket_security_page_set_up (LoketSecurityPage *self,
                            GSettings         *settings,
                            LoketSession      *session)
{
  g_return_if_fail (LOKET_IS_SECURITY_PAGE (self) && self->session == NULL);

  gtk_widget_set_visible (GTK_WIDGET (self), session != NULL);
  if (session == NULL)
    return;

  g_set_object (&self->session, session);
  g_settings_bind_with_mapping (settings, "lock-minutes", self->minutes_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                minutes_to_index, minutes_from_index, NULL, NULL);
  g_signal_connect_object (session, "notify::has-passphrase", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  show_aside (self);
}
