/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command-rules.h"

#include <string.h>

#include "loket-file.h"
#include "loket-limits.h"
#include "loket-text.h"

typedef struct
{
  char    *data;
  char    *reason;
  gboolean dry_run;
} Options;

static char *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GBytes) bytes = loket_file_read (path, LOKET_LIMIT_POLICY_FILE_BYTES, error);
  g_autoptr (LoketPolicies) policies = NULL;
  const char *data;
  gsize size;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  policies = loket_policies_new (size == 0 ? "" : data, size, error);
  if (policies == NULL)
    {
      g_autofree char *name = g_path_get_basename (path);

      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  return g_strndup (data, size);
}

static gboolean
import_file (const char     *path,
             const Options  *options,
             GError        **error)
{
  g_autoptr (LoketRulesRecord) current = NULL;
  g_autoptr (LoketHubStorage) storage = NULL;
  g_autofree char *text = NULL;
  LoketHubRulesChange change = { .reason = options->reason };

  if (loket_text_is_blank (options->reason))
    {
      g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                           "policy import needs --reason: officers read it where a deadline moved");
      return FALSE;
    }
  storage = _loket_hub_command_open_rules (options->data, options->dry_run, &current, error);
  if (storage == NULL)
    return FALSE;
  text = read_file (path, error);
  if (text == NULL)
    return FALSE;
  if (g_str_equal (text, current->policies))
    {
      g_print ("the rules stay as they are, nothing published\n");
      return TRUE;
    }
  change.before = current;
  change.policies = text;
  return _loket_hub_command_publish (storage, &change, options->dry_run, error);
}

static void
print_rule (const LoketPolicy *policy)
{
  g_print ("%s: %s, %u %s, calendar %s", policy->id, loket_sla_clock_to_name (policy->clock),
           policy->limit, loket_sla_unit_to_name (policy->unit), policy->calendar);
  if (policy->scope_name != NULL)
    g_print (", %s %s",
             policy->scope == LOKET_SLA_SCOPE_PROVINCE ? "province" : "agency", policy->scope_name);
  g_print (", limit %s, start %s: %s\n", loket_sla_confidence_to_name (policy->limit_confidence),
           loket_sla_confidence_to_name (policy->start_confidence), policy->basis_en);
}

static gboolean
show (const Options  *options,
      gboolean        whole,
      GError        **error)
{
  g_autoptr (LoketRulesRecord) current = NULL;
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open_rules (options->data, TRUE, &current,
                                                                       error);
  g_autoptr (LoketPolicies) policies = NULL;

  if (storage == NULL)
    return FALSE;
  if (whole)
    {
      g_print ("%s", current->policies);
      return TRUE;
    }
  policies = loket_policies_new (current->policies, strlen (current->policies), error);
  if (policies == NULL)
    return FALSE;
  _loket_hub_command_tell_rules (current);
  for (guint i = 0; i < loket_policies_get_n (policies); i++)
    print_rule (loket_policies_get (policies, i));
  return TRUE;
}

static gboolean
run (int             argc,
     char          **argv,
     const Options  *options,
     GError        **error)
{
  const char *verb = argc > 1 ? argv[1] : "";

  if (options->data != NULL && g_str_equal (verb, "import") && argc == 3)
    return import_file (argv[2], options, error);
  if (options->data != NULL && argc == 2 &&
      (g_str_equal (verb, "list") || g_str_equal (verb, "export")))
    return show (options, g_str_equal (verb, "export"), error);
  g_set_error_literal (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE,
                       "policy knows import FILE, export and list, with --data DIR");
  return FALSE;
}

/* loket-server policy */
LoketHubExit
_loket_hub_command_policy (int    argc,
                           char **argv)
{
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "The hub's folder", "DIR" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason,
      "Why; officers read it where a deadline moved", "TEXT" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      "Tell which open deadlines would move, publish nothing", NULL },
    { NULL },
  };
  LoketHubExit status = LOKET_HUB_EXIT_DONE;
  g_autoptr (GError) error = NULL;

  if (_loket_hub_command_parse ("policy import FILE|export|list --data DIR — keep the rules of the clocks",
                                entries, &argc, &argv, &status) &&
      !run (argc, argv, &options, &error))
    status = _loket_hub_command_fail (error);
  g_free (options.data);
  g_free (options.reason);
  return status;
}
