/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-passphrase-dialog.h"

#include <string.h>

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-limits.h"
#include "loket-session-key.h"
#include "loket-toast.h"

/*
 * Sets, changes or removes the passphrase: asks for the present one where there is
 * one, and twice for the new one. How it ended is told at the foot of the window.
 */
typedef struct
{
  AdwMessageDialog *dialog;
  GtkWidget        *from;
  LoketSession     *session;
  GtkEditable      *current; /* NULL where there is none */
  GtkEditable      *first;   /* NULL when removing */
  GtkEditable      *second;
  GtkLabel         *hint;
  gboolean          answered; /* the fields empty themselves as they go */
} Asking;

static void
asking_free (Asking *self)
{
  g_clear_object (&self->from);
  g_clear_object (&self->session);
  g_free (self);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  LoketSession *session = LOKET_SESSION (source);
  g_autoptr (GError) error = NULL;

  if (!loket_session_change_passphrase_finish (session, result, &error))
    loket_toast_show_error (from, error);
  else
    loket_toast_show (from, loket_session_get_has_passphrase (session) ? _("The passphrase is set")
                                                                       : _("The passphrase is removed"));
}

static const char *
get_text (GtkEditable *editable)
{
  return editable != NULL ? gtk_editable_get_text (editable) : NULL;
}

/* What is still missing, in words; NULL when it can be done. */
static char *
find_hint (Asking *self)
{
  if (self->current != NULL && get_text (self->current)[0] == '\0')
    return g_strdup (_("Enter the present passphrase."));
  if (self->first == NULL)
    return NULL;
  if (g_utf8_strlen (get_text (self->first), -1) < LOKET_LIMIT_PASSPHRASE_MIN_CHARS ||
      strlen (get_text (self->first)) > LOKET_LIMIT_PASSPHRASE_BYTES)
    return g_strdup_printf (_("At least %d characters; several words are easy to remember."),
                            LOKET_LIMIT_PASSPHRASE_MIN_CHARS);
  if (strcmp (get_text (self->first), get_text (self->second)) != 0)
    return g_strdup (_("Enter the new passphrase twice in the same way."));
  return NULL;
}

static void
update (Asking *self)
{
  g_autofree char *hint = NULL;

  if (self->answered)
    return;
  hint = find_hint (self);
  adw_message_dialog_set_response_enabled (self->dialog, "apply", hint == NULL);
  gtk_label_set_text (self->hint, hint != NULL ? hint : "");
}

static void
response_cb (Asking     *self,
             const char *response)
{
  self->answered = TRUE;
  if (g_strcmp0 (response, "apply") == 0)
    loket_session_change_passphrase_async (self->session, get_text (self->current), get_text (self->first), NULL,
                                           changed_cb, g_object_ref (self->from));
}

static GtkEditable *
add_entry (Asking     *self,
           GtkWidget  *box,
           const char *name)
{
  GtkWidget *label = gtk_label_new (name);
  /* A GtkPasswordEntry that goes with its dialog is looked at once more by its own
   * text, GTK 4.8; the buffer is the same. */
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();
  GtkWidget *entry = gtk_entry_new_with_buffer (buffer);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_entry_set_visibility (GTK_ENTRY (entry), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_PASSWORD);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  loket_widget_set_name (entry, name);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (update), self);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), entry);
  return GTK_EDITABLE (entry);
}

static void
add_fields (Asking   *self,
            gboolean  has,
            gboolean  remove)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  if (has)
    self->current = add_entry (self, box, _("Present passphrase"));
  if (!remove)
    {
      self->first = add_entry (self, box, _("New passphrase"));
      self->second = add_entry (self, box, _("New passphrase again"));
    }
  self->hint = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->hint, TRUE);
  gtk_label_set_xalign (self->hint, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), "dim-label");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->hint));
  adw_message_dialog_set_extra_child (self->dialog, box);
}

/**
 * loket_passphrase_dialog_present:
 * @from: what it was asked for in
 * @session: whose passphrase it is
 * @remove: whether to remove it, not to set or change it
 *
 * Asks for passphrases and does it.
 */
void
loket_passphrase_dialog_present (GtkWidget    *from,
                                 LoketSession *session,
                                 gboolean      remove)
{
  Asking *self = g_new0 (Asking, 1);
  gboolean has = loket_session_get_has_passphrase (session);

  self->from = g_object_ref (from);
  self->session = g_object_ref (session);
  self->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (from)),
    remove ? _("Remove the passphrase?") : has ? _("Change the passphrase") : _("Set a passphrase"),
    remove ? _("The window can no longer be locked, and only the computer guards your files.")
           : _("Nobody can tell it to you again. Write it down and keep it in a safe place.")));
  add_fields (self, has, remove);
  adw_message_dialog_add_responses (self->dialog, "cancel", _("Cancel"), "apply",
                                    remove ? _("Remove") : has ? _("Change") : _("Set"), NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "apply",
                                              remove ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (self->dialog, "apply");
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  update (self);
  g_signal_connect_data (self->dialog, "response", G_CALLBACK (response_cb), self,
                         (GClosureNotify) (void (*) (void)) asking_free, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
