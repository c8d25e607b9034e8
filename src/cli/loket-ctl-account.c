/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>

#include <glib/gi18n.h>

#include "loket-ctl-print.h"
#include "loket-limits.h"

static LoketCtlExit
print_account (LoketCtl *ctl)
{
  if (ctl->json)
    {
      LoketJsonWriter *writer = loket_json_writer_new ();

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "state", loket_session_get_signed_in (ctl->session) ? "signed_in" : "signed_out");
      loket_json_writer_string (writer, "username", loket_session_get_username (ctl->session));
      loket_json_writer_string (writer, "name", loket_session_get_officer_name (ctl->session));
      loket_json_writer_string (writer, "agency_code", loket_session_get_agency_code (ctl->session));
      loket_json_writer_string (writer, "agency_name", loket_session_get_agency_name (ctl->session));
      loket_json_writer_string (writer, "server", loket_session_get_server_url (ctl->session));
      loket_json_writer_end_object (writer);
      loket_ctl_print_json (writer);
      return LOKET_CTL_DONE;
    }

  if (!loket_session_get_signed_in (ctl->session))
    printf ("%s\n", _("Signed out. Drafts and replies are kept on this computer."));
  else
    {
      loket_ctl_print_line (_("Signed in"), loket_session_get_officer_name (ctl->session));
      loket_ctl_print_line (_("Agency"), loket_session_get_agency_name (ctl->session));
      printf ("%s\n", _("Fetch the complaints with “loketctl sync”."));
    }
  return LOKET_CTL_DONE;
}

static LoketCtlExit
sign_in (LoketCtl   *ctl,
         const char *server,
         const char *username,
         const char *ca)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *password = loket_ctl_read ("-", LOKET_LIMIT_PASSWORD_BYTES, &error);
  g_autofree char *ca_path = ca != NULL ? g_canonicalize_filename (ca, NULL) : NULL;
  LoketCtlExit status;

  if (password == NULL)
    return loket_ctl_fail (error);
  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;

  loket_session_sign_in_async (ctl->session, server, username, password, ca_path, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_session_sign_in_finish (ctl->session, result, &error))
    return loket_ctl_fail (error);
  return print_account (ctl);
}

/**
 * loket_ctl_sign_in:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl sign-in`: sets an account up. The password comes on standard input
 * and is never stored.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_sign_in (LoketCtl  *ctl,
                   int        argc,
                   char     **argv)
{
  g_autofree char *server = NULL;
  g_autofree char *username = NULL;
  g_autofree char *ca = NULL;
  gboolean password_stdin = FALSE;
  const GOptionEntry entries[] = {
    { "server", 0, 0, G_OPTION_ARG_FILENAME, &server, N_("the hub's address, https://…"), N_("URL") },
    { "username", 0, 0, G_OPTION_ARG_FILENAME, &username, N_("the account's name"), N_("NAME") },
    { "password-stdin", 0, 0, G_OPTION_ARG_NONE, &password_stdin, N_("read the password from standard input"), NULL },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &ca, N_("the authority that signed the hub's certificate, PEM"), N_("FILE") },
    { NULL }
  };

  if (!loket_ctl_parse (ctl, NULL, _("Signs in to a hub. The password is never stored."), entries, &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc > 1)
    return loket_ctl_usage (_("Too many words. See “loketctl %s --help”."), "sign-in");
  if (server == NULL || username == NULL || !password_stdin)
    return loket_ctl_usage (_("sign-in needs --server, --username and --password-stdin. "
                              "See “loketctl sign-in --help”."));
  return sign_in (ctl, server, username, ca);
}

/**
 * loket_ctl_sign_out:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl sign-out`: ends the session of this computer. Drafts and replies
 * stay in the profile.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_sign_out (LoketCtl  *ctl,
                    int        argc,
                    char     **argv)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("sign out although replies wait; they are kept"), NULL },
    { NULL }
  };
  LoketCtlExit status;

  if (!loket_ctl_parse (ctl, NULL, _("Signs out. Drafts and replies are kept on this computer."), entries,
                        &argc, &argv))
    return LOKET_CTL_USAGE;
  if (argc > 1)
    return loket_ctl_usage (_("Too many words. See “loketctl %s --help”."), "sign-out");

  status = loket_ctl_open (ctl);
  if (status != LOKET_CTL_DONE)
    return status;
  loket_session_sign_out_async (ctl->session, force, NULL, loket_ctl_done_cb, ctl);
  result = loket_ctl_wait (ctl);
  if (!loket_session_sign_out_finish (ctl->session, result, &error))
    return loket_ctl_fail (error);
  return print_account (ctl);
}
