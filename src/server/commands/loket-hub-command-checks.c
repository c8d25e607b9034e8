/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command-guidance.h"

#include "loket-limits.h"

static gboolean
import_file (const char                     *path,
             const LoketHubGuidanceOptions  *options,
             GError                        **error)
{
  g_autofree char *text = _loket_hub_command_read_guidance (path, LOKET_LIMIT_SETTINGS_BYTES, error);

  return text != NULL && _loket_hub_command_apply_guidance (options, loket_hub_guidance_set_checks, text,
                                                            path, error);
}

/* The text goes where it may become a file again, what it is beside it. */
static gboolean
show (const LoketHubGuidanceOptions  *options,
      GError                        **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open_guidance (options, FALSE, error);
  const char *agency = options->agency != NULL ? options->agency : LOKET_HUB_WHOLE_HUB;
  g_autoptr (LoketHubGuidance) guidance = NULL;

  if (storage != NULL)
    guidance = loket_hub_counsel_get_latest (LOKET_HUB_COUNSEL (storage), agency, error);
  if (guidance == NULL)
    return FALSE;
  if (*guidance->checks == '\0' && *agency != '\0')
    {
      g_clear_pointer (&guidance, loket_hub_guidance_free);
      guidance = loket_hub_counsel_get_latest (LOKET_HUB_COUNSEL (storage), LOKET_HUB_WHOLE_HUB, error);
      if (guidance == NULL)
        return FALSE;
    }
  _loket_hub_command_tell_guidance (guidance);
  g_print ("%s", guidance->checks);
  return TRUE;
}

static gboolean
run (int                             argc,
     char                          **argv,
     const LoketHubGuidanceOptions  *options,
     GError                        **error)
{
  const char *verb = argc > 1 ? argv[1] : "";

  if (options->data != NULL && g_str_equal (verb, "import") && argc == 3)
    return import_file (argv[2], options, error);
  if (options->data != NULL && g_str_equal (verb, "show") && argc == 2)
    return show (options, error);
  if (options->data != NULL && g_str_equal (verb, "remove") && argc == 2)
    return _loket_hub_command_apply_guidance (options, loket_hub_guidance_set_checks, "", NULL, error);
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                       "checks knows import FILE, show and remove, with --data DIR");
  return FALSE;
}

/* loket-server checks */
LoketHubExit
_loket_hub_command_checks (int    argc,
                           char **argv)
{
  return _loket_hub_command_run_guidance (
      "checks import FILE|show|remove --data DIR — keep what an agency wants of the checks of replies",
      argc, argv, run);
}
