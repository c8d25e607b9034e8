/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-return-dialog.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-limits.h"
#include "loket-text.h"
#include "loket-toast.h"

/*
 * Asks why a complaint is not the agency's to answer and who should have it, and
 * gives it back; how that ended is told at the foot of the window.
 */

typedef struct
{
  AdwMessageDialog *dialog;
  GtkWidget        *from;
  LoketSession     *session;
  char             *complaint_id;
  GtkWidget        *agency_entry;
  GtkWidget        *reason_entry;
} Return;

static void
return_free (Return *self)
{
  g_clear_object (&self->from);
  g_clear_object (&self->session);
  g_free (self->complaint_id);
  g_free (self);
}

static void
returned_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GtkWidget) from = user_data;
  g_autoptr (GError) error = NULL;

  if (!loket_session_return_finish (LOKET_SESSION (source), result, &error))
    loket_toast_show_error (from, error);
  else
    loket_toast_show (from, _("Given back to the coordinator"));
}

static void
reason_changed_cb (GtkEditable *editable,
                   gpointer     user_data)
{
  Return *self = user_data;

  adw_message_dialog_set_response_enabled (self->dialog, "return",
                                           !loket_text_is_blank (gtk_editable_get_text (editable)));
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             gpointer          user_data)
{
  Return *self = user_data;

  if (g_strcmp0 (response, "return") != 0)
    return;

  loket_session_return_async (self->session, self->complaint_id,
                              gtk_editable_get_text (GTK_EDITABLE (self->reason_entry)),
                              gtk_editable_get_text (GTK_EDITABLE (self->agency_entry)), NULL,
                              returned_cb, g_object_ref (self->from));
}

static GtkWidget *
add_entry (GtkBox     *box,
           const char *name,
           int         max_chars)
{
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_entry_set_max_length (GTK_ENTRY (entry), max_chars);
  loket_widget_set_name (entry, name);
  gtk_box_append (box, label);
  gtk_box_append (box, entry);
  return entry;
}

/**
 * loket_return_dialog_present:
 * @from: what it was asked for in
 * @session: whose complaint it is
 * @complaint_id: the complaint
 * @tracking_id: its number
 * @reason: (nullable): what to begin the reason with
 *
 * Asks for reason and proposal and gives the complaint back to the coordinator.
 */
void
loket_return_dialog_present (GtkWidget    *from,
                             LoketSession *session,
                             const char   *complaint_id,
                             const char   *tracking_id,
                             const char   *reason)
{
  Return *self = g_new0 (Return, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  /* TRANSLATORS: %s is the number of a complaint */
  g_autofree char *heading = g_strdup_printf (_("Give #%s back?"), tracking_id);

  self->from = g_object_ref (from);
  self->session = g_object_ref (session);
  self->complaint_id = g_strdup (complaint_id);
  self->dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (from)), heading,
    _("It goes to the coordinator, who decides who answers it. Your draft stays on this computer.")));
  self->agency_entry = add_entry (GTK_BOX (box), _("Agency that should have it"), 200);
  self->reason_entry = add_entry (GTK_BOX (box), _("Why it is not yours to answer"),
                                  LOKET_LIMIT_REASON_CHARS);
  if (reason != NULL && g_utf8_strlen (reason, -1) <= LOKET_LIMIT_REASON_CHARS)
    gtk_editable_set_text (GTK_EDITABLE (self->reason_entry), reason);

  adw_message_dialog_set_extra_child (self->dialog, box);
  adw_message_dialog_add_responses (self->dialog, "cancel", _("Cancel"), "return", _("Give back"),
                                    NULL);
  adw_message_dialog_set_response_appearance (self->dialog, "return", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (self->dialog, "cancel");
  g_signal_connect (self->reason_entry, "changed", G_CALLBACK (reason_changed_cb), self);
  reason_changed_cb (GTK_EDITABLE (self->reason_entry), self);
  g_signal_connect_data (self->dialog, "response", G_CALLBACK (response_cb), self,
                         (GClosureNotify) (void (*) (void)) return_free, 0);
  gtk_window_present (GTK_WINDOW (self->dialog));
}
