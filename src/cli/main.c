/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

#include "loket-ctl.h"
#include "loket-limits.h"
#include "loket-process.h"

static const LoketCtlCommand commands[] = {
  { "sign-in", N_("--server URL --username NAME --password-stdin"), N_("set an account up"), loket_ctl_sign_in },
  { "sign-out", NULL, N_("end the account's session on this computer"), loket_ctl_sign_out },
  { "sync", NULL, N_("fetch changes and send the outbox"), loket_ctl_sync },
  { "queue", NULL, N_("list complaints, most urgent first"), loket_ctl_queue },
  { "show", N_("NUMBER"), N_("show a complaint with its conversation and clock"), loket_ctl_show },
  { "draft", N_("NUMBER [--file FILE]"), N_("read or store the draft of a reply"), loket_ctl_draft },
  { "check", N_("[NUMBER] [--file FILE]"), N_("check a draft"), loket_ctl_check },
  { "templates", N_("[list|show ID] [--for NUMBER]"), N_("the texts that your agency approved for replies"), loket_ctl_templates },
  { "send", N_("NUMBER [--file FILE] --outcome OUTCOME"), N_("put a reply into the outbox"), loket_ctl_send },
  { "outbox", N_("[list|show ID|revoke ID|resolve ID]"), N_("look after the outbox"), loket_ctl_outbox },
  { "attachment", N_("[list NUMBER|get NUMBER NAME --output FILE]"), N_("the files of a conversation"), loket_ctl_attachment },
  { "return", N_("NUMBER --reason TEXT [--agency AGENCY]"), N_("give a complaint back to the coordinator"), loket_ctl_return },
  { "export", N_("--output FILE"), N_("write complaints with their clocks into a sheet"), loket_ctl_export },
  { "key", N_("[status|set-passphrase|remove-passphrase|put-aside|bring-back NAME]"), N_("what opens the local files"), loket_ctl_key },
  { "erase", N_("[--export FILE] --yes"), N_("wipe the local data of this profile, keys first"), loket_ctl_erase },
  { "doctor", NULL, N_("test the local files, the key, the clock and the connection"), loket_ctl_doctor },
  { "sla", N_("eval"), N_("answer working-time questions, JSON lines"), loket_ctl_sla },
  { "quality", N_("eval"), N_("check drafts in bulk, JSON lines"), loket_ctl_quality },
};

static void
print_help (void)
{
  printf ("%s\n  loketctl [%s] %s\n\n%s\n", _("Usage:"), _("OPTIONS"), _("COMMAND …"), _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-10s %s\n", commands[i].name, _(commands[i].summary));
  printf ("\n%s\n", _("Options, before or after the command:"));
  printf ("  --profile DIR    %s\n", _("the local files of one account"));
  printf ("  --key-file FILE  %s\n", _("the key of sealed files, made when missing"));
  printf ("  --passphrase-stdin %s\n", _("the passphrase is the first line of standard input"));
  printf ("  --json           %s\n", _("output for programs"));
  printf ("  --version        %s\n", _("the version"));
  printf ("  --help           %s\n", _("this text, or that of a command"));
  printf ("\n%s\n", _("Exit status: 0 done, 1 failed, 2 wrong usage, 3 offline or not finished (all is kept), "
                       "4 a decision is needed."));
}

/* Takes an option with a value out of the words: `--name VALUE`, `--name=VALUE`. */
static gboolean
take_value (char      **argv,
            int        *argc,
            int         at,
            const char *name,
            char      **value,
            gboolean   *found)
{
  gsize length = strlen (name);
  int n = 1;

  *found = strncmp (argv[at], name, length) == 0 && (argv[at][length] == '\0' || argv[at][length] == '=');
  if (!*found)
    return TRUE;

  g_clear_pointer (value, g_free);
  if (argv[at][length] == '=')
    *value = g_strdup (argv[at] + length + 1);
  else if (at + 1 < *argc)
    {
      *value = g_strdup (argv[at + 1]);
      n = 2;
    }
  if (*value == NULL || **value == '\0')
    return FALSE;

  memmove (argv + at, argv + at + n, sizeof (char *) * (gsize) (*argc - at - n + 1));
  *argc -= n;
  return TRUE;
}

/* The options of every command stand before or after its name. */
static gboolean
take_global_options (LoketCtl *ctl,
                     int      *argc,
                     char    **argv)
{
  for (int i = 1; i < *argc && strcmp (argv[i], "--") != 0;)
    {
      gboolean profile;
      gboolean key_file;

      if (!take_value (argv, argc, i, "--profile", &ctl->profile, &profile))
        return loket_ctl_usage (_("%s needs a value. See “loketctl --help”."), "--profile") == LOKET_CTL_DONE;
      if (profile)
        continue;
      if (!take_value (argv, argc, i, "--key-file", &ctl->key_file, &key_file))
        return loket_ctl_usage (_("%s needs a value. See “loketctl --help”."), "--key-file") == LOKET_CTL_DONE;
      if (key_file)
        continue;
      if (strcmp (argv[i], "--json") == 0)
        {
          ctl->json = TRUE;
          memmove (argv + i, argv + i + 1, sizeof (char *) * (gsize) (*argc - i));
          (*argc)--;
        }
      else if (strcmp (argv[i], "--passphrase-stdin") == 0)
        {
          g_autoptr (GError) error = NULL;

          loket_ctl_wipe (ctl->passphrase);
          ctl->passphrase = loket_ctl_read_line (LOKET_LIMIT_PASSPHRASE_BYTES, &error);
          if (ctl->passphrase == NULL)
            return loket_ctl_usage ("%s", error->message) == LOKET_CTL_DONE;
          memmove (argv + i, argv + i + 1, sizeof (char *) * (gsize) (*argc - i));
          (*argc)--;
        }
      else
        i++;
    }
  return TRUE;
}

static LoketCtlExit
run (LoketCtl *ctl,
     int       argc,
     char    **argv)
{
  if (!take_global_options (ctl, &argc, argv))
    return LOKET_CTL_USAGE;
  if (argc < 2)
    return loket_ctl_usage (_("There is no command. See “loketctl --help”."));
  if (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "-h") == 0 || strcmp (argv[1], "help") == 0)
    {
      print_help ();
      return LOKET_CTL_DONE;
    }
  if (strcmp (argv[1], "--version") == 0)
    {
      printf ("loketctl %s\n", LOKET_VERSION);
      return LOKET_CTL_DONE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return commands[i].run (ctl, argc - 1, argv + 1);
  return loket_ctl_usage (_("There is no command “%s”. See “loketctl --help”."), argv[1]);
}

/* Whatever the locale's character set, texts are UTF-8: see loket-ctl-print.c. */
static void
set_up_language (void)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOKET_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/* Frees the profile for the next program before this one is gone. */
static void
finish (LoketCtl *ctl)
{
  if (ctl->session != NULL)
    {
      g_autoptr (GAsyncResult) result = NULL;

      loket_session_close_async (ctl->session, loket_ctl_done_cb, ctl);
      result = loket_ctl_wait (ctl);
      loket_session_close_finish (ctl->session, result, NULL);
    }
  g_clear_object (&ctl->session);
  g_clear_object (&ctl->clock);
  g_free (ctl->profile);
  g_free (ctl->key_file);
  loket_ctl_wipe (ctl->passphrase);
}

int
main (int    argc,
      char **argv)
{
  LoketCtl ctl = { NULL };
  LoketCtlExit status;

  loket_process_harden ();
  g_log_writer_default_set_use_stderr (TRUE); /* standard output is for answers */
  set_up_language ();
  g_set_prgname ("loketctl");
  status = run (&ctl, argc, argv);
  finish (&ctl);

  if (fflush (stdout) != 0 && status == LOKET_CTL_DONE)
    status = loket_ctl_tell (LOKET_CTL_FAILED, _("The output could not be written."));
  return status;
}
