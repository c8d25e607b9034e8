/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command-guidance.h"

#include "loket-limits.h"
#include "loket-templates.h"

static gboolean
import_file (const char                     *path,
             const LoketHubGuidanceOptions  *options,
             GError                        **error)
{
  g_autofree char *text = _loket_hub_command_read_guidance (path, LOKET_LIMIT_TEMPLATES_BYTES, error);

  return text != NULL && _loket_hub_command_apply_guidance (options, loket_hub_guidance_add_templates,
                                                            text, path, error);
}

static void
print_template (const LoketTemplate *template,
                const GDate         *today)
{
  char review[16];

  g_date_strftime (review, sizeof review, "%Y-%m-%d", &template->review_on);
  g_print ("%s  version %u  %s  (%s)  review %s%s\n", template->id, template->version, template->title,
           template->owner, review, loket_template_is_due (template, today) ? "  OVERDUE" : "");
}

static gboolean
print_all (const char  *text,
           GError     **error)
{
  g_autoptr (LoketTemplates) templates = loket_templates_parse (text, -1, error);
  GDate today;

  if (templates == NULL)
    return FALSE;
  g_date_clear (&today, 1);
  g_date_set_time_t (&today, g_get_real_time () / G_USEC_PER_SEC);
  for (guint i = 0; i < loket_templates_get_n (templates); i++)
    print_template (loket_templates_get (templates, i), &today);
  return TRUE;
}

/* An agency's own; those of the whole hub are told without --agency. */
static gboolean
show (const LoketHubGuidanceOptions  *options,
      gboolean                        whole,
      GError                        **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open_guidance (options, FALSE, error);
  g_autoptr (LoketHubGuidance) guidance = NULL;

  if (storage != NULL)
    guidance = loket_hub_counsel_get_latest (LOKET_HUB_COUNSEL (storage),
                                             options->agency != NULL ? options->agency
                                                                     : LOKET_HUB_WHOLE_HUB,
                                             error);
  if (guidance == NULL)
    return FALSE;
  _loket_hub_command_tell_guidance (guidance);
  if (!whole)
    return print_all (guidance->templates, error);
  g_print ("%s", guidance->templates);
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
  if (options->data != NULL && g_str_equal (verb, "remove") && argc == 3)
    return _loket_hub_command_apply_guidance (options, loket_hub_guidance_remove_template, argv[2], NULL,
                                              error);
  if (options->data != NULL && argc == 2 &&
      (g_str_equal (verb, "list") || g_str_equal (verb, "export")))
    return show (options, g_str_equal (verb, "export"), error);
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                       "templates knows import FILE, list, export and remove ID, with --data DIR");
  return FALSE;
}

/* loket-server templates */
LoketHubExit
_loket_hub_command_templates (int    argc,
                              char **argv)
{
  return _loket_hub_command_run_guidance (
      "templates import FILE|list|export|remove ID --data DIR — keep the approved templates of replies",
      argc, argv, run);
}
