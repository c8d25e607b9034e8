/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-fault-point.h"
#include "loket-mutant.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef LOKET_MUTANTS

LoketMutant loket_mutant = LOKET_MUTANT_NONE;

static void __attribute__ ((constructor))
choose_mutant (void)
{
  const char *number = getenv ("LOKET_MUTANT");

  loket_mutant = number != NULL ? (LoketMutant) atoi (number) : LOKET_MUTANT_NONE;
}

#endif

/* Whether the mistake of a name is built in: LOKET_FAULT_BREAK=NAME. */
int
loket_fault_break (const char *name)
{
  const char *wanted = getenv ("LOKET_FAULT_BREAK");

  return wanted != NULL && strcmp (wanted, name) == 0;
}

/* Ends the program where the environment says so: LOKET_FAULT_POINT=NAME:TIMES,
 * at the TIMES-th time that it comes by. */
void
loket_fault_point (const char *name)
{
  static int left = -1;
  const char *wanted = getenv ("LOKET_FAULT_POINT");
  size_t length = strlen (name);

  if (wanted == NULL || strncmp (wanted, name, length) != 0 || wanted[length] != ':')
    return;
  if (left < 0)
    left = atoi (wanted + length + 1);
  if (--left == 0)
    kill (getpid (), SIGKILL);
}
