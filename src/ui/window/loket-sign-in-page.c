/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-ui"

#include "config.h"

#include "loket-sign-in-page.h"

#include <glib/gi18n.h>

#include "loket-accessible.h"
#include "loket-error-words.h"
#include "loket-sync-error.h"

/**
 * LoketSignInPage:
 *
 * Where an officer says who they are, once. It hands what was typed to the
 * session and shows in words why the session could not sign in; the window
 * notices by itself when it could.
 */
struct _LoketSignInPage
{
  AdwBin        parent_instance;

  AdwEntryRow  *server_row;
  AdwEntryRow  *username_row;
  GtkEditable  *password_row;
  AdwEntryRow  *ca_row;
  GtkWidget    *advanced_row;
  GtkWidget    *fields;
  GtkWidget    *submit_button;
  GtkLabel     *submit_label;
  GtkSpinner   *spinner;
  GtkRevealer  *trouble_revealer;
  GtkWidget    *trouble_box;
  GtkLabel     *trouble_label;

  LoketSession *session;
  GCancellable *cancellable;
  gboolean      busy;
};

G_DEFINE_FINAL_TYPE (LoketSignInPage, loket_sign_in_page, ADW_TYPE_BIN)

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* A row given the focus hands it to the last of its buttons. */
static void
focus_row (GtkEditable *row)
{
  gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (row)));
}

static gboolean
is_complete (LoketSignInPage *self)
{
  return get_text (self->server_row)[0] != '\0' &&
         get_text (self->username_row)[0] != '\0' &&
         get_text (self->password_row)[0] != '\0';
}

static void
update_sensitivity (LoketSignInPage *self)
{
  gtk_widget_set_sensitive (self->submit_button,
                            !self->busy && self->session != NULL && is_complete (self));
  gtk_widget_set_sensitive (self->fields, !self->busy);
  gtk_widget_set_sensitive (self->advanced_row, !self->busy);
}

static void
set_busy (LoketSignInPage *self,
          gboolean         busy)
{
  self->busy = busy;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_label_set_text (self->submit_label, busy ? _("Signing in…") : _("Sign in"));
  loket_widget_set_name (self->submit_button, busy ? _("Signing in…") : _("Sign in"));
  update_sensitivity (self);
}

static void
show_trouble (LoketSignInPage *self,
              const char      *text)
{
  if (text != NULL)
    {
      gtk_label_set_text (self->trouble_label, text);
      loket_widget_set_name (self->trouble_box, text);
    }
  gtk_revealer_set_reveal_child (self->trouble_revealer, text != NULL);
}

/* An address without a scheme is the usual way to say it. */
static char *
dup_server_url (LoketSignInPage *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (get_text (self->server_row)));

  if (strstr (typed, "://") != NULL)
    return g_steal_pointer (&typed);
  return g_strconcat ("https://", typed, NULL);
}

static void
fields_changed_cb (LoketSignInPage *self)
{
  show_trouble (self, NULL);
  update_sensitivity (self);
}

static void
signed_in_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LoketSignInPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  gboolean done = loket_session_sign_in_finish (LOKET_SESSION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_busy (self, FALSE);
  if (done)
    {
      gtk_editable_set_text (self->password_row, "");
      return;
    }

  if (loket_sync_error_get_reason (error) == LOKET_REASON_TLS_UNTRUSTED ||
      loket_sync_error_get_reason (error) == LOKET_REASON_CA_UNREADABLE)
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->advanced_row), TRUE);
  words = loket_error_words (error);
  show_trouble (self, words);
  focus_row (GTK_EDITABLE (self->password_row));
}

static void
submit_cb (LoketSignInPage *self)
{
  g_autofree char *server_url = NULL;
  g_autofree char *username = NULL;
  const char *ca_path = get_text (self->ca_row);

  if (self->busy || self->session == NULL || !is_complete (self))
    return;

  server_url = dup_server_url (self);
  username = g_strstrip (g_strdup (get_text (self->username_row)));
  show_trouble (self, NULL);
  set_busy (self, TRUE);
  loket_session_sign_in_async (self->session, server_url, username,
                               get_text (self->password_row),
                               ca_path[0] != '\0' ? ca_path : NULL,
                               self->cancellable, signed_in_cb, g_object_ref (self));
}

static void
certificate_chosen_cb (GtkNativeDialog *dialog,
                       int              response,
                       gpointer         user_data)
{
  LoketSignInPage *self = LOKET_SIGN_IN_PAGE (user_data);
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      path = file != NULL ? g_file_get_path (file) : NULL;
    }
  if (path != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->ca_row), path);
  g_object_unref (dialog);
}

static void
choose_certificate_cb (LoketSignInPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (_("Choose a certificate file"), GTK_WINDOW (root),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("Choose"), _("Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, _("Certificates"));
  gtk_file_filter_add_pattern (filter, "*.pem");
  gtk_file_filter_add_pattern (filter, "*.crt");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (certificate_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
loket_sign_in_page_dispose (GObject *object)
{
  LoketSignInPage *self = LOKET_SIGN_IN_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (loket_sign_in_page_parent_class)->dispose (object);
}

static void
loket_sign_in_page_class_init (LoketSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = loket_sign_in_page_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/loket_pengaduan/Loket/window/loket-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, username_row);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, ca_row);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, advanced_row);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, fields);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, submit_button);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, submit_label);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, trouble_revealer);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, trouble_box);
  gtk_widget_class_bind_template_child (widget_class, LoketSignInPage, trouble_label);
  gtk_widget_class_bind_template_callback (widget_class, fields_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_certificate_cb);
}

static void
loket_sign_in_page_init (LoketSignInPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  loket_widget_name_buttons (GTK_WIDGET (self->password_row), _("Show or hide the password"));
  loket_widget_set_name (self->advanced_row, _("Certificate of your office"));
  loket_widget_set_name (self->submit_button, _("Sign in"));
}

/**
 * loket_sign_in_page_set_session:
 * @self: the page
 * @session: (nullable): the session to sign in
 *
 * Sets the session that the page works for.
 */
void
loket_sign_in_page_set_session (LoketSignInPage *self,
                                LoketSession    *session)
{
  g_return_if_fail (LOKET_IS_SIGN_IN_PAGE (self));

  g_set_object (&self->session, session);
  update_sensitivity (self);
}

/**
 * loket_sign_in_page_begin:
 * @self: the page
 * @server_address: (nullable): the address to offer where none is known
 *
 * Fills in what is known of the account and puts the cursor where the first
 * thing is missing.
 */
void
loket_sign_in_page_begin (LoketSignInPage *self,
                          const char      *server_address)
{
  const char *server_url, *username;

  g_return_if_fail (LOKET_IS_SIGN_IN_PAGE (self));

  server_url = self->session != NULL ? loket_session_get_server_url (self->session) : NULL;
  username = self->session != NULL ? loket_session_get_username (self->session) : NULL;
  if (server_url == NULL)
    server_url = server_address;

  if (get_text (self->server_row)[0] == '\0' && server_url != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->server_row), server_url);
  if (get_text (self->username_row)[0] == '\0' && username != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->username_row), username);

  if (get_text (self->server_row)[0] == '\0')
    focus_row (GTK_EDITABLE (self->server_row));
  else if (get_text (self->username_row)[0] == '\0')
    focus_row (GTK_EDITABLE (self->username_row));
  else
    focus_row (GTK_EDITABLE (self->password_row));
}
