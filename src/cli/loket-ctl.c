/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>

#include "loket-desk-error.h"
#include "loket-file.h"
#include "loket-session-key.h"
#include "loket-store-error.h"
#include "loket-sync-error.h"
#include "loket-words.h"

/*
 * What the commands share: options, one line for what went wrong, and waiting.
 * A command does one thing after the other, so each asynchronous call is waited
 * for on the spot.
 */

/**
 * loket_ctl_get_language:
 *
 * Gets the user's language for the sentences that are made in two languages
 * instead of being translated: explanations and findings.
 *
 * Returns: `id` or `en`
 */
const char *
loket_ctl_get_language (void)
{
  /* TRANSLATORS: translate as “id”, or leave it: there are only these two. */
  return C_("language", "en");
}

/**
 * loket_ctl_tell:
 * @status: how the command ends
 * @message: what happened, what was kept, what to do
 *
 * Writes one line to standard error.
 *
 * Returns: @status
 */
LoketCtlExit
loket_ctl_tell (LoketCtlExit  status,
                const char   *message)
{
  g_autofree char *line = g_strdelimit (g_strdup (message), "\r\n", ' ');

  fprintf (stderr, "loketctl: %s\n", line);
  return status;
}

/**
 * loket_ctl_usage:
 * @format: what is wrong with the command
 * @...: for @format
 *
 * Tells that the command was wrong.
 *
 * Returns: the status for that
 */
LoketCtlExit
loket_ctl_usage (const char *format,
                 ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return loket_ctl_tell (LOKET_CTL_USAGE, message);
}

/* --- errors -------------------------------------------------------------- */

static LoketCtlExit
fail_of_store (const GError *error)
{
  switch ((LoketStoreError) error->code)
    {
    case LOKET_STORE_ERROR_IN_USE:
      return loket_ctl_tell (LOKET_CTL_LATER,
                             _("Another program has this profile open. Nothing was changed. "
                               "Close it there, then try again."));
    case LOKET_STORE_ERROR_TOO_NEW:
      return loket_ctl_tell (LOKET_CTL_FAILED,
                             _("The local files were written by a newer Loket. Nothing was changed. "
                               "Install the update."));
    case LOKET_STORE_ERROR_FULL:
      return loket_ctl_tell (LOKET_CTL_FAILED,
                             _("There is no room on the disk. Nothing was changed. "
                               "Free some space, then try again."));
    case LOKET_STORE_ERROR_CORRUPT:
      return loket_ctl_tell (LOKET_CTL_FAILED,
                             _("A local file is damaged. Nothing was changed. "
                               "Run “loketctl doctor” and tell your administrator."));
    case LOKET_STORE_ERROR_FAILED:
    case LOKET_STORE_ERROR_UNREADABLE:
    case LOKET_STORE_ERROR_NOT_FOUND:
    case LOKET_STORE_ERROR_CONFLICT:
    case LOKET_STORE_ERROR_ILLEGAL:
    case LOKET_STORE_ERROR_MASS_REMOVAL:
    case LOKET_STORE_ERROR_INVALID:
    default:
      return loket_ctl_tell (LOKET_CTL_FAILED, error->message);
    }
}

/**
 * loket_ctl_get_advice:
 * @reason: why the hub did not answer
 *
 * Tells what to do about it. The application tries again by itself; a command
 * has to be given again.
 *
 * Returns: (transfer none): a sentence
 */
const char *
loket_ctl_get_advice (LoketReason reason)
{
  static const LoketReason passing[] = {
    LOKET_REASON_CANCELLED, LOKET_REASON_NO_NETWORK,   LOKET_REASON_HOST_UNKNOWN, LOKET_REASON_REFUSED,
    LOKET_REASON_NO_ROUTE,  LOKET_REASON_TIMEOUT,      LOKET_REASON_CUT,          LOKET_REASON_WRONG_TYPE,
    LOKET_REASON_BUSY,      LOKET_REASON_WRONG_DIGEST, LOKET_REASON_WRONG_LENGTH, LOKET_REASON_RATE_LIMITED,
    LOKET_REASON_SERVER_ERROR,
  };

  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    if (reason == passing[i])
      return _("Give the command again later.");
  return loket_words_reason_advice (reason);
}

static LoketCtlExit
fail_of_sync (const GError *error)
{
  LoketReason reason = loket_sync_error_get_reason (error);
  g_autofree char *message = reason == LOKET_REASON_NONE
                               ? g_strdup (error->message)
                               : g_strdup_printf ("%s %s", loket_words_reason (reason),
                                                  loket_ctl_get_advice (reason));

  switch ((LoketSyncError) error->code)
    {
    case LOKET_SYNC_ERROR_OFFLINE:
    case LOKET_SYNC_ERROR_NOT_HUB:
      return loket_ctl_tell (LOKET_CTL_LATER, message);
    case LOKET_SYNC_ERROR_PENDING:
    case LOKET_SYNC_ERROR_TOO_OLD:
    case LOKET_SYNC_ERROR_OTHER_ACCOUNT:
      return loket_ctl_tell (LOKET_CTL_DECIDE, message);
    case LOKET_SYNC_ERROR_CREDENTIALS:
    case LOKET_SYNC_ERROR_ADDRESS:
    case LOKET_SYNC_ERROR_STORAGE:
    case LOKET_SYNC_ERROR_FAILED:
    default:
      return loket_ctl_tell (LOKET_CTL_FAILED, message);
    }
}

static LoketCtlExit
fail_of_desk (const GError *error)
{
  switch ((LoketDeskError) error->code)
    {
    case LOKET_DESK_ERROR_NOT_SIGNED_IN:
    case LOKET_DESK_ERROR_BLOCKED:
    case LOKET_DESK_ERROR_CONFLICT:
    case LOKET_DESK_ERROR_NOT_OPEN:
    case LOKET_DESK_ERROR_TOO_LATE:
      return loket_ctl_tell (LOKET_CTL_DECIDE, error->message);
    case LOKET_DESK_ERROR_INCOMPLETE:
      return loket_ctl_tell (LOKET_CTL_USAGE, error->message);
    case LOKET_DESK_ERROR_NOT_FOUND:
    case LOKET_DESK_ERROR_ATTACHMENT:
    case LOKET_DESK_ERROR_FAILED:
    default:
      return loket_ctl_tell (LOKET_CTL_FAILED, error->message);
    }
}

/**
 * loket_ctl_fail:
 * @error: what went wrong
 *
 * Tells in one line what happened, what was kept and what to do.
 *
 * Returns: how the command ends
 */
LoketCtlExit
loket_ctl_fail (const GError *error)
{
  if (error->domain == LOKET_STORE_ERROR)
    return fail_of_store (error);
  if (error->domain == LOKET_SYNC_ERROR)
    return fail_of_sync (error);
  if (error->domain == LOKET_DESK_ERROR)
    return fail_of_desk (error);
  return loket_ctl_tell (LOKET_CTL_FAILED, error->message);
}

/* --- waiting ------------------------------------------------------------- */

/**
 * loket_ctl_done_cb:
 * @source: whose call ended
 * @result: its result
 * @ctl: the run, a #LoketCtl
 *
 * The callback of every call that loket_ctl_wait() waits for.
 */
void
loket_ctl_done_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      ctl)
{
  ((LoketCtl *) ctl)->result = g_object_ref (result);
}

/**
 * loket_ctl_wait:
 * @ctl: the run
 *
 * Waits for the one call that is under way.
 *
 * Returns: (transfer full): its result
 */
GAsyncResult *
loket_ctl_wait (LoketCtl *ctl)
{
  while (ctl->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (&ctl->result);
}

/**
 * loket_ctl_try_open:
 * @ctl: the run
 * @error: return location for an error
 *
 * Opens the profile for this program alone, and tells nobody where that fails.
 *
 * Returns: whether it is open
 */
gboolean
loket_ctl_try_open (LoketCtl  *ctl,
                    GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  ctl->clock = loket_clock_new_system ();
  loket_session_unlock_async (ctl->profile, ctl->key_file, ctl->passphrase, ctl->clock, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  ctl->session = loket_session_open_finish (result, error);
  return ctl->session != NULL;
}

/**
 * loket_ctl_open:
 * @ctl: the run
 *
 * Opens the profile for this program alone.
 *
 * Returns: done, or how the command ends after it told why
 */
LoketCtlExit
loket_ctl_open (LoketCtl *ctl)
{
  g_autoptr (GError) error = NULL;

  if (loket_ctl_try_open (ctl, &error))
    return LOKET_CTL_DONE;
  return error->domain == LOKET_VAULT_ERROR ? loket_ctl_fail_locked (ctl, error) : loket_ctl_fail (error);
}

static LoketComplaint *
load_once (LoketCtl    *ctl,
           const char  *tracking_id,
           GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_session_load_complaint_async (ctl->session, tracking_id, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  return loket_session_load_complaint_finish (ctl->session, result, error);
}

/**
 * loket_ctl_load:
 * @ctl: the run, with an open profile
 * @tracking_id: a number, with or without `#`
 * @error: return location for an error
 *
 * Loads a complaint from the local files. Where the copy of the complaints turns
 * out to be damaged it is fetched anew first; %LOKET_STORE_ERROR_CORRUPT where
 * the hub cannot be reached for that.
 *
 * Returns: (transfer full) (nullable): the complaint
 */
LoketComplaint *
loket_ctl_load (LoketCtl    *ctl,
                const char  *tracking_id,
                GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) local_error = NULL;
  LoketComplaint *complaint = load_once (ctl, tracking_id, &local_error);
  LoketSyncSummary summary;

  if (complaint != NULL)
    return complaint;
  if (g_error_matches (local_error, LOKET_STORE_ERROR, LOKET_STORE_ERROR_CORRUPT))
    {
      loket_session_sync_async (ctl->session, NULL, loket_ctl_done_cb, ctl);
      result = loket_ctl_wait (ctl);
      if (loket_session_sync_finish (ctl->session, result, &summary, NULL) && summary.state == LOKET_SYNC_OK)
        return load_once (ctl, tracking_id, error);
    }
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* --- options and input --------------------------------------------------- */

/**
 * loket_ctl_parse:
 * @ctl: the run
 * @arguments: (nullable): what stands behind the command's name in its help
 * @description: (nullable): a longer text for its help
 * @entries: its own options
 * @argc: (inout): how many words
 * @argv: (inout): the words; the options are taken out
 *
 * Reads a command's options. A wrong one is told.
 *
 * Returns: whether they are right
 */
gboolean
loket_ctl_parse (LoketCtl            *ctl,
                 const char          *arguments,
                 const char          *description,
                 const GOptionEntry  *entries,
                 int                 *argc,
                 char              ***argv)
{
  g_autofree char *name = g_strconcat (*argv[0], arguments != NULL ? " " : NULL, arguments, NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (name);
  g_autoptr (GError) error = NULL;

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (description != NULL)
    g_option_context_set_summary (context, description);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  loket_ctl_usage (_("%s. See “loketctl %s --help”."), error->message, *argv[0]);
  return FALSE;
}

static char *
read_stdin (gsize    max_bytes,
            GError **error)
{
  g_autoptr (GInputStream) stream = g_unix_input_stream_new (0, FALSE);
  g_autofree char *text = g_malloc (max_bytes + 2);
  gsize n = 0;

  if (!g_input_stream_read_all (stream, text, max_bytes + 1, &n, NULL, error))
    return NULL;
  if (n > max_bytes)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                           _("The input is longer than is allowed. Nothing was changed."));
      return NULL;
    }
  text[n] = '\0';
  if (strlen (text) != n)
    text[0] = (char) 0xFF; /* no text has a NUL: let the check below say so */
  return g_steal_pointer (&text);
}

/**
 * loket_ctl_read_line:
 * @max_bytes: the most that makes sense
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Reads one line of standard input, byte by byte, so that what follows it is left
 * for others.
 *
 * Returns: (transfer full) (nullable): the line without its end; free with
 *   loket_ctl_wipe()
 */
char *
loket_ctl_read_line (gsize    max_bytes,
                     GError **error)
{
  char *line = g_malloc0 (max_bytes + 1);
  gsize used = 0;
  gssize n;
  char byte;

  while ((n = read (STDIN_FILENO, &byte, 1)) != 0)
    {
      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 || byte == '\n' || used == max_bytes)
        break;
      line[used++] = byte;
    }
  if (used > 0 && line[used - 1] == '\r')
    line[--used] = '\0';
  if (used > 0 && (n == 0 || byte == '\n') && g_utf8_validate (line, (gssize) used, NULL))
    return line;

  loket_ctl_wipe (line);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("There is no passphrase on standard input. Nothing was changed."));
  return NULL;
}

/**
 * loket_ctl_wipe:
 * @secret: (nullable): a text
 *
 * Overwrites and frees it.
 */
void
loket_ctl_wipe (char *secret)
{
  if (secret != NULL)
    explicit_bzero (secret, strlen (secret));
  g_free (secret);
}

/**
 * loket_ctl_read:
 * @path: a file, or `-` for standard input
 * @max_bytes: the most that makes sense
 * @error: return location for a #GError of %G_IO_ERROR
 *
 * Reads a text. The line ends at its end go: an editor put them there.
 *
 * Returns: (transfer full) (nullable): the text, valid UTF-8
 */
char *
loket_ctl_read (const char  *path,
                gsize        max_bytes,
                GError     **error)
{
  g_autofree char *text = NULL;
  gsize n;

  if (strcmp (path, "-") == 0)
    text = read_stdin (max_bytes, error);
  else
    {
      g_autoptr (GBytes) bytes = loket_file_read (path, max_bytes, error);

      if (bytes != NULL)
        text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }
  if (text == NULL)
    return NULL;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("The input is not text in UTF-8. Nothing was changed."));
      return NULL;
    }
  for (n = strlen (text); n > 0 && (text[n - 1] == '\n' || text[n - 1] == '\r'); n--)
    text[n - 1] = '\0';
  return g_steal_pointer (&text);
}
