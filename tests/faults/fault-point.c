/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-fault-point.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
