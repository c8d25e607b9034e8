/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-app"

#include "config.h"

#include "loket-eraser.h"

#include <glib/gi18n.h>

#include "loket-profile-erase.h"
#include "loket-profile.h"
#include "loket-put-down.h"
#include "loket-store-error.h"

/*
 * Erasing the local data from the window: what is lost is named first, and what
 * is nowhere else is not erased.
 *
 *     ask ──▶ put down ──▶ erase
 */

static char *
dup_waiting_words (LoketSession *session)
{
  guint n_drafts = loket_session_get_view_count (session, LOKET_VIEW_DRAFTS);
  guint n_replies =
    loket_session_get_waiting_count (session) + loket_session_get_needs_user_count (session);
  g_autofree char *drafts = NULL;
  g_autofree char *replies = NULL;

  if (n_drafts + n_replies == 0)
    return NULL;
  drafts = g_strdup_printf (ngettext ("%u draft", "%u drafts", n_drafts), n_drafts);
  replies = g_strdup_printf (ngettext ("%u reply that has not arrived",
                                       "%u replies that have not arrived", n_replies),
                             n_replies);
  /* TRANSLATORS: “2 drafts, 1 reply that has not arrived” */
  return g_strdup_printf (C_ ("list", "%s, %s"), drafts, replies);
}

static void
refuse (LoketWindow *window,
        const char  *what)
{
  g_autofree char *body =
    g_strdup_printf (_("This is nowhere else: %s. Send or discard them first. “loketctl erase --export” "
                       "can write them to a file."),
                     what);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), _("Nothing was erased"), body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * loket_eraser_ask:
 * @window: the window
 * @session: whose data would go
 * @confirmed: called with the dialog, a response and @subject; the response is
 *   `erase` when the person wants it
 * @subject: an object that @confirmed belongs to
 *
 * Names what would be lost and asks. Where something is nowhere else, says that it
 * comes first.
 */
void
loket_eraser_ask (LoketWindow   *window,
                  LoketSession  *session,
                  GCallback      confirmed,
                  GObject       *subject)
{
  g_autofree char *waiting = dup_waiting_words (session);
  AdwMessageDialog *dialog = NULL;

  if (waiting != NULL)
    {
      refuse (window, waiting);
      return;
    }
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    GTK_WINDOW (window), _("Erase the local data?"),
    _("The copy of the complaints, what was sent, your account and the keys go from this computer. "
      "Nothing brings them back; the complaints and your replies stay at the hub. You need a "
      "connection to sign in again.")));
  adw_message_dialog_add_responses (dialog, "cancel", _("Keep"), "erase", _("Erase"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", confirmed, subject, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
erased_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_profile_erase_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
put_down_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  const char *folder = g_task_get_task_data (task);
  GError *error = NULL;

  if (!loket_put_down_finish (LOKET_WINDOW (source), result, &error))
    g_task_return_error (task, error);
  else
    loket_profile_erase_async (folder, FALSE, NULL, erased_cb, g_steal_pointer (&task));
}

/**
 * loket_eraser_erase_async:
 * @window: the window; it has no session afterwards
 * @session: whose data goes; it is closed
 * @folder: (nullable): the profile's folder, %NULL for the usual one
 * @callback: what to call
 * @user_data: for @callback
 *
 * Writes out what is on the screen, closes the session and erases its profile. A
 * draft that was just begun is nowhere else either, and stops it.
 */
void
loket_eraser_erase_async (LoketWindow         *window,
                          LoketSession        *session,
                          const char          *folder,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (window, NULL, callback, user_data);

  g_task_set_source_tag (task, loket_eraser_erase_async);
  g_task_set_task_data (task, folder != NULL ? g_strdup (folder) : loket_profile_dup_default_folder (), g_free);
  loket_put_down_async (window, session, put_down_cb, task);
}

/**
 * loket_eraser_erase_finish:
 * @window: the window
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_eraser_erase_async().
 *
 * Returns: whether the profile is gone; where it is not, it can be opened again
 */
gboolean
loket_eraser_erase_finish (LoketWindow   *window,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, window), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_eraser_tell_failed:
 * @window: the window
 * @error: of loket_eraser_erase_finish()
 *
 * Says that the data is still there and why.
 */
void
loket_eraser_tell_failed (LoketWindow  *window,
                          const GError *error)
{
  gboolean waiting = g_error_matches (error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CONFLICT);
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (window), _("Not everything was erased"),
                            waiting ? _("A draft or a reply is nowhere else. Send or discard it first.")
                                    : _("A file could not be deleted. Ask your administrator."));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
