/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-base"

#include "config.h"

#include "loket-process.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

/* The leak checker looks into the process from outside. */
#if defined(__SANITIZE_ADDRESS__)
#define IS_CHECKED TRUE
#else
#define IS_CHECKED FALSE
#endif

/**
 * loket_process_harden:
 *
 * Lets files that the process makes be its owner's only, and keeps its memory,
 * which holds keys, out of core dumps and from other processes of the same person.
 * With `LOKET_DEBUG_DUMP` in the environment the memory stays open, for debuggers.
 * The first thing a program does, before threads.
 */
void
loket_process_harden (void)
{
  const struct rlimit none = { 0, 0 };

  umask (077);
  if (IS_CHECKED || g_getenv ("LOKET_DEBUG_DUMP") != NULL)
    return;
  if (setrlimit (RLIMIT_CORE, &none) != 0 || prctl (PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
    g_debug ("Core dumps cannot be switched off");
}
