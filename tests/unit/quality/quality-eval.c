/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "loket-eval-quality.h"

/* What `loketctl quality eval` does, without the rest of loketctl. */
int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketChecker) checker = loket_checker_new (&error);
  char *line = NULL;
  size_t size = 0;
  ssize_t length;

  g_assert_no_error (error);
  while ((length = getline (&line, &size, stdin)) > 0)
    {
      g_autofree char *answer = NULL;

      if (line[length - 1] == '\n')
        line[length - 1] = '\0';
      answer = loket_quality_eval_line (checker, argc > 1 ? argv[1] : "id", line);
      puts (answer);
    }
  free (line);
  return 0;
}
