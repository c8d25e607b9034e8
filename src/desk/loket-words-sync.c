/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-desk"

#include "config.h"

#include "loket-words.h"

#include "loket-time.h"

#include <glib/gi18n-lib.h>

/**
 * loket_words_outbox_state:
 * @state: where a reply is on its way
 *
 * Names a state of the outbox.
 *
 * Returns: (transfer none): the name; empty for none
 */
const char *
loket_words_outbox_state (LoketOutboxState state)
{
  switch (state)
    {
    case LOKET_OUTBOX_QUEUED:
      return C_("outbox", "Waiting to be sent");
    case LOKET_OUTBOX_HELD:
      return C_("outbox", "Waiting for an earlier reply");
    case LOKET_OUTBOX_UPLOADING:
      return C_("outbox", "Attachments are being sent");
    case LOKET_OUTBOX_INFLIGHT:
      return C_("outbox", "Being sent");
    case LOKET_OUTBOX_WAITING:
      return C_("outbox", "Waiting for the connection");
    case LOKET_OUTBOX_NEEDS_USER:
      return C_("outbox", "Needs your decision");
    case LOKET_OUTBOX_REVOKING:
      return C_("outbox", "Being taken back");
    case LOKET_OUTBOX_REVOKED:
      return C_("outbox", "Taken back");
    case LOKET_OUTBOX_DISCARDED:
      return C_("outbox", "Discarded");
    case LOKET_OUTBOX_ACCEPTED:
      return C_("outbox", "Delivered");
    case LOKET_OUTBOX_NONE:
    default:
      return "";
    }
}

static const char *
connection_state (LoketConnection connection)
{
  switch (connection)
    {
    case LOKET_CONNECTION_SYNCING:
      return C_("connection", "Synchronising…");
    case LOKET_CONNECTION_CONNECTED:
      return C_("connection", "Connected");
    case LOKET_CONNECTION_OFFLINE:
      return C_("connection", "Offline");
    case LOKET_CONNECTION_TLS_FAILED:
      return C_("connection", "Connection not secure");
    case LOKET_CONNECTION_PORTAL:
      return C_("connection", "Network asks for sign-in");
    case LOKET_CONNECTION_SERVER_TROUBLE:
      return C_("connection", "Hub not available");
    case LOKET_CONNECTION_SIGNED_OUT:
      return C_("connection", "Signed out");
    case LOKET_CONNECTION_SUSPENDED:
      return C_("connection", "Account suspended");
    case LOKET_CONNECTION_TOO_OLD:
      return C_("connection", "Update needed");
    case LOKET_CONNECTION_UNKNOWN:
    default:
      return C_("connection", "Not synchronised yet");
    }
}

/**
 * loket_words_connection:
 * @connection: how we stand with the hub
 * @waiting: replies that wait
 * @needs_user: replies that need a decision
 *
 * Tells in one line how we stand and what has not arrived, as in “Offline,
 * 3 waiting · 1 needs you”.
 *
 * Returns: (transfer full): a line
 */
char *
loket_words_connection (LoketConnection connection,
                        guint           waiting,
                        guint           needs_user)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (waiting == 0)
    first = g_strdup (connection_state (connection));
  else
    /* TRANSLATORS: %s is the state of the connection, as in “Offline, 3 waiting”. */
    first = g_strdup_printf (ngettext ("%s, %u waiting", "%s, %u waiting", waiting),
                             connection_state (connection), waiting);
  if (needs_user == 0)
    return g_steal_pointer (&first);

  second = g_strdup_printf (ngettext ("%u needs you", "%u need you", needs_user), needs_user);
  return g_strdup_printf ("%s · %s", first, second);
}

/**
 * loket_words_copied:
 * @copied: complaints that are here
 * @to_copy: about how many there are
 *
 * Tells how far the copy of many complaints is, as in “3,000 of 10,000”.
 *
 * Returns: (transfer full): a line
 */
char *
loket_words_copied (gint64 copied,
                    gint64 to_copy)
{
  g_autofree char *here = g_strdup_printf ("%'" G_GINT64_FORMAT, copied);
  g_autofree char *all = g_strdup_printf ("%'" G_GINT64_FORMAT, to_copy);

  /* TRANSLATORS: complaints that were fetched, of all; both are numbers. */
  return g_strdup_printf (_("%s of %s"), here, all);
}

/**
 * loket_words_search_progress:
 * @percent: how much a search looks at
 *
 * Tells that a search does not find everything yet.
 *
 * Returns: (transfer full) (nullable): a line, %NULL when it does
 */
char *
loket_words_search_progress (guint percent)
{
  return percent < 100 ? g_strdup_printf (_("Search index %u %%"), percent) : NULL;
}

/**
 * loket_words_connection_detail:
 * @connection: how we stand with the hub
 * @last_sync: when a pass last went through, or %LOKET_TIME_UNSET
 * @now: the present, Unix seconds
 * @time_zone: (nullable): zone to tell the time in; %NULL is the computer's
 *
 * Explains the state in a sentence, and what becomes of the work meanwhile.
 *
 * Returns: (transfer full): one or two sentences
 */
char *
loket_words_connection_detail (LoketConnection connection,
                               gint64          last_sync,
                               gint64          now,
                               const char     *time_zone)
{
  const char *what = NULL;
  g_autofree char *when = NULL;

  switch (connection)
    {
    case LOKET_CONNECTION_SYNCING:
      what = _("Fetching changes and sending replies.");
      break;
    case LOKET_CONNECTION_CONNECTED:
      what = _("Everything is up to date.");
      break;
    case LOKET_CONNECTION_OFFLINE:
      what = _("The hub does not answer. Your replies are kept and go out by themselves.");
      break;
    case LOKET_CONNECTION_TLS_FAILED:
      what = _("The certificate is not the hub's, so nothing was sent. Tell your administrator.");
      break;
    case LOKET_CONNECTION_PORTAL:
      what = _("The network wants you to sign in first, in a browser. Your replies are kept.");
      break;
    case LOKET_CONNECTION_SERVER_TROUBLE:
      what = _("The hub cannot work at the moment. Your replies are kept and go out by themselves.");
      break;
    case LOKET_CONNECTION_SIGNED_OUT:
      what = _("Sign in to send and receive. Your drafts and replies are kept.");
      break;
    case LOKET_CONNECTION_SUSPENDED:
      what = _("The hub suspended this account. Your drafts and replies are kept; ask your administrator.");
      break;
    case LOKET_CONNECTION_TOO_OLD:
      what = _("The hub needs a newer version of Loket. Your drafts and replies are kept.");
      break;
    case LOKET_CONNECTION_UNKNOWN:
    default:
      what = _("Nothing has been fetched since Loket was started.");
      break;
    }

  if (last_sync == LOKET_TIME_UNSET)
    return g_strdup (what);

  when = loket_words_relative (last_sync, now, time_zone);
  /* TRANSLATORS: the first %s is a sentence, the second a time as “today 10:32”. */
  return g_strdup_printf (_("%s Last synchronised %s."), what, when);
}

/**
 * loket_words_next_try:
 * @state: where a reply is
 * @attempts: how often it was tried
 * @next_try: when it is tried next, or %LOKET_TIME_UNSET
 * @now: the present, Unix seconds
 * @time_zone: (nullable): zone to tell the time in
 *
 * Tells when a waiting reply goes out.
 *
 * Returns: (transfer full) (nullable): a sentence, %NULL where nothing is tried
 *   by itself
 */
char *
loket_words_next_try (LoketOutboxState state,
                      guint            attempts,
                      gint64           next_try,
                      gint64           now,
                      const char      *time_zone)
{
  g_autofree char *tries = NULL;
  g_autofree char *time = NULL;

  if (state != LOKET_OUTBOX_QUEUED && state != LOKET_OUTBOX_WAITING)
    return NULL;
  if (attempts == 0)
    return g_strdup (_("Goes out with the next synchronisation."));

  tries = g_strdup_printf (ngettext ("Tried %u time.", "Tried %u times.", attempts), attempts);
  if (next_try == LOKET_TIME_UNSET || next_try <= now)
    return g_strdup_printf (_("%s Goes out with the next synchronisation."), tries);

  time = loket_words_time (next_try, time_zone);
  return g_strdup_printf (_("%s Next try at %s."), tries, time);
}
