/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-app"

#include "config.h"

#include "loket-opener.h"

#include <glib/gi18n.h>

#include "loket-profile.h"
#include "loket-session-key.h"

/**
 * LoketOpener:
 *
 * Opens a profile in front of the person, as often as it takes:
 *
 *     open ──▶ session
 *       ├────▶ nothing opens it now ──▶ the page asks ──▶ passphrase ──▶ open
 *       │                                        ├─────▶ try again  ──▶ open
 *       │                                        └─────▶ begin anew ──▶ put aside ──▶ open
 *       └────▶ other trouble ──▶ the page says so
 */
struct _LoketOpener
{
  GObject           parent_instance;

  LoketWindow      *window; /* weak */
  char             *profile_dir;
  char             *key_file;
  LoketClock       *clock;
  LoketTries       *tries;
  LoketProfileKept *kept;
  GError           *error; /* why it does not open now */
  gboolean          busy;
};

G_DEFINE_FINAL_TYPE (LoketOpener, loket_opener, G_TYPE_OBJECT)

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
loket_opener_dispose (GObject *object)
{
  LoketOpener *self = LOKET_OPENER (object);

  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->profile_dir, g_free);
  g_clear_pointer (&self->key_file, g_free);
  g_clear_pointer (&self->kept, g_free);
  g_clear_error (&self->error);
  g_clear_object (&self->tries);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (loket_opener_parent_class)->dispose (object);
}

static void
loket_opener_class_init (LoketOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = loket_opener_dispose;

  /**
   * LoketOpener::opened:
   * @self: the opener
   * @session: the session
   *
   * The profile is open.
   */
  signals[OPENED] = g_signal_new ("opened", LOKET_TYPE_OPENER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, LOKET_TYPE_SESSION);
}

static void
loket_opener_init (LoketOpener *self)
{
}

static char *
dup_folder (LoketOpener *self)
{
  return self->profile_dir != NULL ? g_strdup (self->profile_dir) : loket_profile_dup_default_folder ();
}

static void
examined_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (LoketOpener) self = user_data;

  self->busy = FALSE;
  g_free (self->kept);
  self->kept = loket_profile_examine_finish (result, NULL);
  if (self->window != NULL)
    loket_window_ask_profile (self->window, self->tries,
                              g_error_matches (self->error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_LOCKED),
                              self->kept);
}

/* Says what waits in the profile before it asks for what opens it. */
static void
explain (LoketOpener *self)
{
  g_autofree char *folder = dup_folder (self);

  if (g_error_matches (self->error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_WRONG_PASSPHRASE))
    {
      self->busy = FALSE;
      loket_tries_fail (self->tries);
      loket_window_fail_unlock (self->window, self->error);
    }
  else if (g_error_matches (self->error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_LOCKED) ||
           g_error_matches (self->error, LOKET_VAULT_ERROR, LOKET_VAULT_ERROR_KEY_LOST))
    loket_profile_examine_async (folder, NULL, examined_cb, g_object_ref (self));
  else
    {
      self->busy = FALSE;
      loket_window_show_trouble (self->window, self->error);
    }
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (LoketOpener) self = user_data;
  g_autoptr (LoketSession) session = NULL;

  g_clear_error (&self->error);
  session = loket_session_open_finish (result, &self->error);
  if (self->window == NULL)
    return;
  if (session == NULL)
    {
      explain (self);
      return;
    }
  self->busy = FALSE;
  loket_tries_reset (self->tries);
  g_signal_emit (self, signals[OPENED], 0, session);
}

static void
unlock_cb (LoketOpener *self,
           const char  *passphrase)
{
  if (self->busy)
    return;

  self->busy = TRUE;
  loket_session_unlock_async (self->profile_dir, self->key_file, passphrase, self->clock, NULL, opened_cb,
                              g_object_ref (self));
}

/**
 * loket_opener_new:
 * @window: the window that shows how it goes
 * @profile_dir: (nullable): the profile's folder, %NULL for the default one
 * @key_file: (nullable): its key file
 * @clock: the clock
 *
 * Makes an opener that has not begun.
 *
 * Returns: (transfer full): the opener
 */
LoketOpener *
loket_opener_new (LoketWindow *window,
                  const char  *profile_dir,
                  const char  *key_file,
                  LoketClock  *clock)
{
  LoketOpener *self = g_object_new (LOKET_TYPE_OPENER, NULL);
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  g_set_weak_pointer (&self->window, window);
  self->profile_dir = g_strdup (profile_dir);
  self->key_file = g_strdup (key_file);
  self->clock = g_object_ref (clock);
  folder = dup_folder (self);
  path = g_build_filename (folder, LOKET_TRIES_FILE, NULL);
  self->tries = loket_tries_new (clock, path);
  g_signal_connect_object (window, "unlock", G_CALLBACK (unlock_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * loket_opener_open:
 * @self: an opener
 *
 * Opens the profile, or says why not. Does nothing while it is at it.
 */
void
loket_opener_open (LoketOpener *self)
{
  g_return_if_fail (LOKET_IS_OPENER (self));

  if (self->busy || self->window == NULL)
    return;

  self->busy = TRUE;
  loket_window_show_starting (self->window);
  loket_session_open_async (self->profile_dir, self->key_file, self->clock, NULL, opened_cb, g_object_ref (self));
}

static void
put_aside_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (LoketOpener) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = loket_profile_put_aside_finish (result, &error);
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  self->busy = FALSE;
  if (self->window == NULL)
    return;
  if (path == NULL)
    {
      loket_window_show_trouble (self->window, error);
      return;
    }
  loket_opener_open (self);
  /* TRANSLATORS: %s is the path of a folder */
  body = g_strdup_printf (_("The files from before are in %s. Keep this folder: the preferences bring it back, "
                            "under “Security”, when what opens it is there again."),
                          path);
  dialog = adw_message_dialog_new (GTK_WINDOW (self->window), _("Nothing was deleted"), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
response_cb (LoketOpener *self,
             const char  *response)
{
  g_autofree char *folder = dup_folder (self);

  if (g_strcmp0 (response, "begin") != 0 || self->busy)
    return;

  self->busy = TRUE;
  loket_profile_put_aside_async (folder, loket_clock_now (self->clock), NULL, put_aside_cb, g_object_ref (self));
}

/**
 * loket_opener_begin_anew:
 * @self: an opener whose profile does not open
 *
 * Asks, then puts the profile aside and opens a new one.
 */
void
loket_opener_begin_anew (LoketOpener *self)
{
  guint n_waiting;
  g_autofree char *waiting = NULL;
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  g_return_if_fail (LOKET_IS_OPENER (self));

  if (self->busy || self->window == NULL || self->error == NULL)
    return;
  n_waiting = self->kept != NULL ? self->kept->n_waiting : 0;
  waiting = n_waiting == 0
              ? g_strdup ("")
              : g_strdup_printf (ngettext ("%u reply in them stays unsent until they are brought back.",
                                           "%u replies in them stay unsent until they are brought back.", n_waiting),
                                 n_waiting);
  /* TRANSLATORS: the second sentence may be missing */
  body = g_strdup_printf (_("The files on this computer are put aside, and you sign in again. %s"), waiting);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (self->window), _("Begin anew?"),
                                                       g_strchomp (body)));
  adw_message_dialog_add_responses (dialog, "cancel", _("Cancel"), "begin", _("Begin anew"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "begin", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
