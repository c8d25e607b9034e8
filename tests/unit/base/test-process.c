/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-process.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

static void
test_open (void)
{
  g_setenv ("LOKET_DEBUG_DUMP", "1", TRUE);
  loket_process_harden ();
  g_assert_cmpint (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0), ==, 1);
  g_assert_cmphex (umask (077), ==, 077);
}

static void
test_hardened (void)
{
#if defined(__SANITIZE_ADDRESS__)
  g_test_skip ("The leak checker needs to look in");
#else
  struct rlimit limit;

  g_unsetenv ("LOKET_DEBUG_DUMP");
  umask (0);
  loket_process_harden ();
  g_assert_cmpint (prctl (PR_GET_DUMPABLE, 0, 0, 0, 0), ==, 0);
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);
  g_assert_cmphex (umask (077), ==, 077);
#endif
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/process/open", test_open);
  g_test_add_func ("/process/hardened", test_hardened);
  return g_test_run ();
}
