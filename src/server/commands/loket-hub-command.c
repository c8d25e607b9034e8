/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include <stdio.h>
#include <string.h>

#include "loket-hub-routes.h"
#include "loket-limits.h"
#include "loket-time.h"

static const char help_text[] =
  "Usage: loket-server COMMAND [OPTION…]\n"
  "\n"
  "The regional hub of Loket: keeps the complaints of an SP4N-LAPOR! export and\n"
  "takes in the replies of the officers.\n"
  "\n"
  "  init       make a hub in a folder of its own\n"
  "  user       add, list, disable, enable and reset accounts\n"
  "  import     take in an export (.xlsx or .csv)\n"
  "  serve      answer the officers' programs over HTTPS\n"
  "  replies    list the accepted replies\n"
  "  complaint  assign, close, archive, reopen, merge, withdraw or erase one\n"
  "  attach     give a complaint files that its reporter sent\n"
  "  backup     copy the hub, also while it serves\n"
  "  restore    put a copy in place, or go on without what is lost\n"
  "  verify     check files, counters, audit and seals\n"
  "  devices    list the officers' devices and what waits on them\n"
  "  holidays   import, list and remove free days\n"
  "  policy     import, export and list the rules of the clocks\n"
  "  checks     import, show and remove what an agency wants of the checks\n"
  "  templates  import, list, export and remove approved templates of replies\n"
  "  deadlines  the clocks of open complaints and how they came about\n"
  "\n"
  "loket-server COMMAND --help tells the options of a command.\n"
  "Exit status: 0 done, 1 failed, 2 wrong usage.\n";

typedef struct
{
  const char *name;
  LoketHubExit (*run) (int argc, char **argv);
} Command;

/* For tests and documents, so not in the help. */
static LoketHubExit
run_routes (int    argc,
            char **argv)
{
  g_autofree char *json = loket_hub_routes_to_json ();

  g_print ("%s\n", json);
  return LOKET_HUB_EXIT_DONE;
}

static const Command commands[] = {
  { "init", _loket_hub_command_init },
  { "user", _loket_hub_command_user },
  { "import", _loket_hub_command_import },
  { "serve", _loket_hub_command_serve },
  { "replies", _loket_hub_command_replies },
  { "complaint", _loket_hub_command_complaint },
  { "attach", _loket_hub_command_attach },
  { "backup", _loket_hub_command_backup },
  { "restore", _loket_hub_command_restore },
  { "verify", _loket_hub_command_verify },
  { "devices", _loket_hub_command_devices },
  { "holidays", _loket_hub_command_holidays },
  { "policy", _loket_hub_command_policy },
  { "checks", _loket_hub_command_checks },
  { "templates", _loket_hub_command_templates },
  { "deadlines", _loket_hub_command_deadlines },
  { "routes", run_routes },
};

/* Runs the command that the program's arguments name. */
LoketHubExit
_loket_hub_command_run (int    argc,
                        char **argv)
{
  if (argc >= 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") ||
                    g_str_equal (argv[1], "help")))
    {
      g_print ("%s", help_text);
      return LOKET_HUB_EXIT_DONE;
    }
  if (argc >= 2 && g_str_equal (argv[1], "--version"))
    {
      g_print ("loket-server %s\n", LOKET_VERSION);
      return LOKET_HUB_EXIT_DONE;
    }

  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[1], commands[i].name))
      return commands[i].run (argc - 1, argv + 1);

  if (argc < 2)
    g_printerr ("%s", help_text);
  else
    g_printerr ("loket-server: there is no command “%s”; see loket-server --help\n", argv[1]);
  return LOKET_HUB_EXIT_USAGE;
}

/* Reads options; FALSE with the status to end with. */
gboolean
_loket_hub_command_parse (const char          *synopsis,
                          const GOptionEntry  *entries,
                          int                 *argc,
                          char              ***argv,
                          LoketHubExit        *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (synopsis);
  g_autoptr (GError) error = NULL;

  for (int i = 1; i < *argc; i++)
    if (g_str_equal ((*argv)[i], "--help") || g_str_equal ((*argv)[i], "-h"))
      {
        g_autofree char *help = NULL;

        g_option_context_add_main_entries (context, entries, NULL);
        help = g_option_context_get_help (context, FALSE, NULL);
        g_print ("%s", help);
        *status = LOKET_HUB_EXIT_DONE;
        return FALSE;
      }

  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_help_enabled (context, FALSE);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;
  *status = _loket_hub_command_misuse (error->message);
  return FALSE;
}

/* Tells in one line what went wrong. */
LoketHubExit
_loket_hub_command_fail (const GError *error)
{
  g_printerr ("loket-server: %s\n", error->message);
  return g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE) ? LOKET_HUB_EXIT_USAGE
                                                                         : LOKET_HUB_EXIT_FAILED;
}

/* Tells in one line what was asked wrongly. */
LoketHubExit
_loket_hub_command_misuse (const char *message)
{
  g_printerr ("loket-server: %s\n", message);
  return LOKET_HUB_EXIT_USAGE;
}

/* The keys of an existing hub. */
LoketHubKeys *
_loket_hub_command_load_keys (const char  *folder,
                              GError     **error)
{
  g_autofree char *secret = g_build_filename (folder, "secret", NULL);

  if (!g_file_test (secret, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND,
                   "“%s” holds no hub; make one with init", folder);
      return NULL;
    }
  return loket_hub_keys_load (secret, error);
}

/* The storage of an existing hub, for a command beside or without `serve`. */
LoketHubStorage *
_loket_hub_command_open (const char  *folder,
                         GError     **error)
{
  g_autoptr (LoketHubKeys) keys = _loket_hub_command_load_keys (folder, error);

  return keys != NULL ? loket_hub_sqlite_open (folder, LOKET_HUB_SQLITE_COMMAND, keys, error) : NULL;
}

/* A hub that has forgotten something takes in nothing, from commands neither. */
gboolean
_loket_hub_command_may_write (LoketHubStorage  *storage,
                              GError          **error)
{
  g_autofree char *reason = loket_hub_storage_get_meta (storage, "quarantine", NULL);

  if (reason == NULL)
    return TRUE;
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FAILED,
               "The hub has forgotten something (%s); see loket-server restore --help", reason);
  return FALSE;
}

/* The first line of the standard input. */
char *
_loket_hub_command_read_password (GError **error)
{
  char line[LOKET_LIMIT_PASSWORD_BYTES + 3];

  if (fgets (line, sizeof line, stdin) == NULL)
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                           "There is no password on the standard input");
      return NULL;
    }
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

/* Which edition of rules or guidance it is, and how it came about. */
char *
_loket_hub_command_dup_edition (gint64      number,
                                gint64      published_at,
                                const char *published_by,
                                const char *reason)
{
  g_autofree char *at = loket_time_format (published_at);

  return g_strdup_printf ("edition %" G_GINT64_FORMAT ", published %s by %s%s%s", number, at, published_by,
                          reason != NULL ? ": " : "", reason != NULL ? reason : "");
}
