/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-app"

#include "config.h"

#include "loket-bring-back.h"

#include <glib/gi18n.h>

#include "loket-profile-locked.h"
#include "loket-profile.h"
#include "loket-put-down.h"

/*
 * Bringing files back that were put aside because nothing opened them:
 *
 *     ask ──▶ put down ──▶ change places
 */

typedef struct
{
  LoketClock *clock;
  char       *folder;
  char       *aside;
} Change;

static void
change_free (Change *self)
{
  g_object_unref (self->clock);
  g_free (self->folder);
  g_free (self->aside);
  g_free (self);
}

/**
 * loket_bring_back_ask:
 * @window: the window
 * @confirmed: called with the dialog, a response and @subject; the response is
 *   `bring` when the person wants it
 * @subject: an object that @confirmed belongs to
 *
 * Says what becomes of the files of now, and asks.
 */
void
loket_bring_back_ask (LoketWindow *window,
                      GCallback    confirmed,
                      GObject     *subject)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    GTK_WINDOW (window), _("Bring these files back?"),
    _("They take the place of the files of now, which are put aside with everything that waits in them; "
      "nothing is deleted. What opened them then has to be there again: the passphrase, the key file or the "
      "desktop's secret service.")));

  adw_message_dialog_add_responses (dialog, "cancel", _("Cancel"), "bring", _("Bring back"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "bring", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", confirmed, subject, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
brought_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (loket_profile_bring_back_finish (result, &error))
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
  Change *self = g_task_get_task_data (task);
  GError *error = NULL;

  if (!loket_put_down_finish (LOKET_WINDOW (source), result, &error))
    g_task_return_error (task, error);
  else
    loket_profile_bring_back_async (self->folder, self->aside, loket_clock_now (self->clock), NULL, brought_cb,
                                    g_steal_pointer (&task));
}

/**
 * loket_bring_back_async:
 * @window: the window; it has no session afterwards
 * @session: the session of the files of now; it is closed
 * @folder: (nullable): the profile's folder, %NULL for the usual one
 * @aside: one of loket_session_list_aside()
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Writes out what is on the screen, closes the session and lets the files change
 * places.
 */
void
loket_bring_back_async (LoketWindow         *window,
                        LoketSession        *session,
                        const char          *folder,
                        const char          *aside,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  GTask *task = g_task_new (window, NULL, callback, user_data);
  Change *self = g_new0 (Change, 1);

  self->clock = g_object_ref (loket_session_get_clock (session));
  self->folder = folder != NULL ? g_strdup (folder) : loket_profile_dup_default_folder ();
  self->aside = g_strdup (aside);
  g_task_set_source_tag (task, loket_bring_back_async);
  g_task_set_task_data (task, self, (GDestroyNotify) change_free);
  loket_put_down_async (window, session, put_down_cb, task);
}

/**
 * loket_bring_back_finish:
 * @window: the window
 * @result: the result
 * @error: return location for a #GError of %LOKET_STORE_ERROR
 *
 * Ends loket_bring_back_async().
 *
 * Returns: whether they are back; the profile can be opened either way
 */
gboolean
loket_bring_back_finish (LoketWindow   *window,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, window), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * loket_bring_back_tell_failed:
 * @window: the window
 *
 * Says that everything is as it was.
 */
void
loket_bring_back_tell_failed (LoketWindow *window)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), _("The files were not brought back"),
                                              _("Nothing was deleted. Ask your administrator."));

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
