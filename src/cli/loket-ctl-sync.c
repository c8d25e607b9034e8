/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"
#include "loket-sync-error.h"
#include "loket-words.h"

/* Between two passes of --wait: soon at first, then less often. */
#define FIRST_PAUSE_MS 250
#define LAST_PAUSE_MS 5000

/* How long the search index may stand still before nobody waits for it. */
#define SEARCH_PAUSE_MS 100
#define MAX_SEARCH_PAUSES 100

static gboolean
try_pass (LoketCtl          *ctl,
          LoketSyncSummary  *summary,
          GError           **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  loket_session_sync_async (ctl->session, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  return loket_session_sync_finish (ctl->session, result, summary, error);
}

/* A pass that met damage in the copy of the complaints ends, and the next one
 * fetches it anew. */
static gboolean
run_pass (LoketCtl          *ctl,
          LoketSyncSummary  *summary,
          GError           **error)
{
  g_autoptr (GError) local_error = NULL;

  if (try_pass (ctl, summary, &local_error))
    return TRUE;
  if (g_error_matches (local_error, LOKET_SYNC_ERROR, LOKET_SYNC_ERROR_STORAGE))
    return try_pass (ctl, summary, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
wake_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
pause_for (guint milliseconds)
{
  gboolean awake = FALSE;

  g_timeout_add (milliseconds, wake_cb, &awake);
  while (!awake)
    g_main_context_iteration (NULL, TRUE);
}

/* The search index is built while the profile is open, which it will not be for
 * long: after a first copy a command stays until it is ready. */
static void
wait_for_search (LoketCtl *ctl)
{
  guint still = 0;

  for (;;)
    {
      guint before = loket_session_get_search_progress (ctl->session);

      if (before == 100 || still > MAX_SEARCH_PAUSES)
        return;
      pause_for (SEARCH_PAUSE_MS);
      still = loket_session_get_search_progress (ctl->session) == before ? still + 1 : 0;
    }
}

/* Whether another pass can bring it further without anybody's help. */
static gboolean
is_worth_waiting (const LoketSyncSummary *summary)
{
  if (summary->state == LOKET_SYNC_SIGNED_OUT || summary->reason == LOKET_REASON_TOO_OLD)
    return FALSE;
  return summary->state == LOKET_SYNC_OFFLINE || summary->waiting > 0;
}

/* Passes until nothing waits or the time is over; @summary sums them up. */
static gboolean
run_passes (LoketCtl          *ctl,
            int                wait_seconds,
            LoketSyncSummary  *summary,
            GError           **error)
{
  gint64 end = g_get_monotonic_time () + (gint64) wait_seconds * G_USEC_PER_SEC;
  guint pause_ms = FIRST_PAUSE_MS;
  guint received = 0;
  guint sent = 0;
  guint recovered = 0;

  for (;;)
    {
      gint64 left_ms;

      if (!run_pass (ctl, summary, error))
        return FALSE;
      received += summary->received;
      sent += summary->sent;
      recovered += summary->recovered;
      left_ms = (end - g_get_monotonic_time ()) / 1000;
      if (!is_worth_waiting (summary) || left_ms <= 0)
        break;
      pause_for ((guint) CLAMP (summary->retry_after * 1000, (gint64) MIN (pause_ms, left_ms), left_ms));
      pause_ms = MIN (pause_ms * 2, LAST_PAUSE_MS);
    }
  summary->received = received;
  summary->sent = sent;
  summary->recovered = recovered;
  return TRUE;
}

static void
print_summary (LoketCtl               *ctl,
               const LoketSyncSummary *summary)
{
  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();
      g_autoptr (GPtrArray) unread = loket_session_dup_unread (ctl->session);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_int (writer, "received", summary->received);
      loket_json_writer_int (writer, "sent", summary->sent);
      loket_json_writer_int (writer, "waiting", summary->waiting);
      loket_json_writer_int (writer, "needs_user", summary->needs_user);
      loket_json_writer_int (writer, "recovered", summary->recovered);
      loket_json_writer_int (writer, "stuck", summary->stuck);
      loket_json_writer_int (writer, "unread", unread != NULL ? unread->len : 0);
      loket_json_writer_string (writer, "state", loket_sync_state_to_name (summary->state));
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
      return;
    }

  printf (ngettext ("%u change received", "%u changes received", summary->received), summary->received);
  printf (", ");
  printf (ngettext ("%u reply delivered", "%u replies delivered", summary->sent), summary->sent);
  printf (", ");
  printf (ngettext ("%u reply waits", "%u replies wait", summary->waiting), summary->waiting);
  printf (", ");
  printf (ngettext ("%u needs you", "%u need you", summary->needs_user), summary->needs_user);
  printf ("\n");
}

/* Rules that were refused keep nothing back, but somebody has to correct them. */
static void
tell_rules (LoketCtl *ctl)
{
  g_autofree char *problem = loket_session_dup_rules_problem (ctl->session);
  g_autofree char *message = NULL;

  if (problem == NULL)
    return;
  message = loket_words_rules_problem (problem);
  loket_ctl_tell (LOKET_CTL_DONE, message);
}

/* What could not be read keeps nothing else back, but is not up to date. */
static void
tell_unread (LoketCtl *ctl)
{
  g_autoptr (GPtrArray) unread = loket_session_dup_unread (ctl->session);
  g_autofree char *message = unread != NULL ? loket_words_unread (unread) : NULL;

  if (message != NULL)
    loket_ctl_tell (LOKET_CTL_DONE, message);
}

/* One line for what did not work: what happened, what was kept, what to do. */
static LoketCtlExit
conclude (const LoketSyncSummary *summary)
{
  g_autofree char *message = g_strdup_printf (_("%s All drafts and replies are kept. %s"),
                                              loket_words_reason (summary->reason),
                                              loket_ctl_get_advice (summary->reason));

  switch (summary->state)
    {
    case LOKET_SYNC_OFFLINE:
      return loket_ctl_tell (LOKET_CTL_LATER, message);
    case LOKET_SYNC_SIGNED_OUT:
      return loket_ctl_tell (LOKET_CTL_DECIDE, message);
    case LOKET_SYNC_NEEDS_USER:
      if (summary->needs_user > 0)
        return loket_ctl_tell (LOKET_CTL_DECIDE,
                               _("A reply needs your decision. Its text is kept. See “loketctl outbox list”."));
      return loket_ctl_tell (LOKET_CTL_DECIDE, message);
    case LOKET_SYNC_UNKNOWN:
    case LOKET_SYNC_OK:
    default:
      break;
    }
  if (summary->stuck > 0)
    return loket_ctl_tell (LOKET_CTL_LATER,
                           _("A reply has waited for more than a day. It is kept. Tell your administrator; see “loketctl outbox list”."));
  if (summary->waiting > 0)
    return loket_ctl_tell (LOKET_CTL_LATER,
                           _("Not every reply is delivered yet. They are kept. Run “loketctl sync” again."));
  return LOKET_CTL_DONE;
}

/**
 * loket_ctl_sync:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl sync`: fetches changes and sends the outbox, once or until nothing
 * waits.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_sync (LoketCtl  *ctl,
                int        argc,
                char     **argv)
{
  g_autoptr (GError) error = NULL;
  LoketSyncSummary summary = LOKET_SYNC_SUMMARY_INIT;
  int wait_seconds = 0;
  const GOptionEntry entries[] = {
    { "wait", 0, 0, G_OPTION_ARG_INT, &wait_seconds, N_("try again until the outbox is empty"), N_("SECONDS") },
    { NULL }
  };
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, NULL, _("Fetches changes and sends what waits in the outbox."), entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc > 1 || wait_seconds < 0 || wait_seconds > 86400)
    return loket_ctl_usage (_("sync takes only --wait SECONDS, up to a day. See “loketctl sync --help”."));

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  if (!run_passes (ctl, wait_seconds, &summary, &error))
    return loket_ctl_fail (error);
  wait_for_search (ctl);
  print_summary (ctl, &summary);
  tell_rules (ctl);
  tell_unread (ctl);
  return conclude (&summary);
}
