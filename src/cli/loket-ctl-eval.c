/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n.h>

#include "loket-eval-quality.h"
#include "loket-eval-sla.h"
#include "loket-limits.h"

typedef char *(*AnswerFunc) (gpointer    self,
                             const char *line);

/* One answer for each line that is not blank. A line that is none is answered
 * by the evaluator, so that the rest goes on. */
static LoketCtlExit
answer_lines (AnswerFunc answer,
              gpointer   self)
{
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) >= 0)
    {
      g_autofree char *text = NULL;

      while (length > 0 && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        line[--length] = '\0';
      if (length == 0)
        continue;
      /* A NUL would hide the rest of the line. */
      for (ssize_t i = 0; i < length; i++)
        if (line[i] == '\0')
          line[i] = '\x01';
      text = answer (self, line);
      printf ("%s\n", text);
    }
  free (line);
  return ferror (stdin) ? loket_ctl_tell (LOKET_CTL_FAILED, _("The input could not be read to its end."))
                        : LOKET_CTL_DONE;
}

static char *
answer_sla (gpointer    self,
            const char *line)
{
  return loket_sla_eval_line (self, line);
}

static char *
answer_quality (gpointer    self,
                const char *line)
{
  return loket_quality_eval_line (self, loket_ctl_get_language (), line);
}

static gboolean
check_words (int         argc,
             char      **argv)
{
  if (argc == 2 && strcmp (argv[1], "eval") == 0)
    return TRUE;
  loket_ctl_usage (_("%s needs the word eval. See “loketctl %s --help”."), argv[0], argv[0]);
  return FALSE;
}

/**
 * loket_ctl_sla:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl sla eval`: working-time questions from standard input, one JSON
 * answer a line.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_sla (LoketCtl  *ctl,
               int        argc,
               char     **argv)
{
  g_autofree char *calendar = NULL;
  const GOptionEntry entries[] = {
    { "calendar", 0, 0, G_OPTION_ARG_FILENAME, &calendar, N_("holidays, .ics or .csv"), N_("FILE") },
    { NULL }
  };
  g_autoptr (LoketSlaEval) eval = NULL;
  g_autoptr (GError) error = NULL;

  if (!loket_ctl_parse (ctl, "eval", _("Answers working-time questions, one JSON line each, from standard input."),
                        entries, &argc, &argv) ||
      !check_words (argc, argv))
    return LOKET_CTL_USAGE;

  eval = loket_sla_eval_new (calendar, &error);
  if (eval == NULL)
    return loket_ctl_fail (error);
  return answer_lines (answer_sla, eval);
}

/**
 * loket_ctl_quality:
 * @ctl: the run
 * @argc: how many words
 * @argv: the words of the command
 *
 * `loketctl quality eval`: drafts with what is known of them from standard
 * input, one JSON line of findings each.
 *
 * Returns: how it ended
 */
LoketCtlExit
loket_ctl_quality (LoketCtl  *ctl,
                   int        argc,
                   char     **argv)
{
  g_autoptr (LoketChecker) checker = NULL;
  g_autoptr (GError) error = NULL;

  if (!loket_ctl_parse (ctl, "eval", _("Checks drafts, one JSON line each, from standard input."), NULL,
                        &argc, &argv) ||
      !check_words (argc, argv))
    return LOKET_CTL_USAGE;

  checker = loket_checker_new (&error);
  if (checker == NULL)
    return loket_ctl_fail (error);
  return answer_lines (answer_quality, checker);
}
