/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-app"

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "loket-application.h"
#include "loket-process.h"
#include "loket-window.h"

static void
init_language (void)
{
  const char *dir = g_getenv ("LOKET_LOCALEDIR"); /* of a build tree */

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, dir != NULL ? dir : LOKET_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (LoketApplication) application = NULL;

  loket_process_harden ();
  /* Before the first TLS use: the library would still speak TLS 1.0. */
  g_setenv ("G_TLS_GNUTLS_PRIORITY", "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2", FALSE);
  init_language ();
  g_set_application_name ("Loket");
  loket_ui_init ();

  application = loket_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
