/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include <locale.h>

#include "loket-hub-command.h"
#include "loket-process.h"

int
main (int    argc,
      char **argv)
{
  loket_process_harden ();
  g_set_prgname ("loket-server");
  /* Before anything uses TLS: GLib's own default still accepts 1.0. */
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", FALSE);
  setlocale (LC_ALL, "");

  return (int) _loket_hub_command_run (argc, argv);
}
