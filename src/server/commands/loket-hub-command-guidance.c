/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command-guidance.h"

#include "loket-file.h"

/* What `checks` and `templates` have in common. */

static const char *
get_agency (const LoketHubGuidanceOptions *options)
{
  return options->agency != NULL ? options->agency : LOKET_HUB_WHOLE_HUB;
}

/* Opens the hub, and sees that it has the agency. */
LoketHubStorage *
_loket_hub_command_open_guidance (const LoketHubGuidanceOptions  *options,
                                  gboolean                        write,
                                  GError                        **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open (options->data, error);
  g_autoptr (LoketHubAgency) agency = NULL;

  if (storage == NULL || (write && !_loket_hub_command_may_write (storage, error)))
    return NULL;
  if (options->agency == NULL)
    return g_steal_pointer (&storage);
  agency = loket_hub_storage_find_agency (storage, options->agency, error);
  if (agency == NULL)
    return NULL;
  if (g_str_equal (agency->code, options->agency))
    return g_steal_pointer (&storage);
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, "--agency wants a code; this one's is %s",
               agency->code);
  return NULL;
}

/* The text of a file that the operator names. */
char *
_loket_hub_command_read_guidance (const char  *path,
                                  gsize        max_bytes,
                                  GError     **error)
{
  g_autoptr (GBytes) bytes = loket_file_read (path, max_bytes, error);
  const char *data;
  gsize size;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  if (g_utf8_validate (data, (gssize) size, NULL))
    return g_strndup (size > 0 ? data : "", size);
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE, "“%s” is not UTF-8", path);
  return NULL;
}

/* Does what a command asks for and tells the edition. @file is named in errors. */
gboolean
_loket_hub_command_apply_guidance (const LoketHubGuidanceOptions  *options,
                                   LoketHubGuidanceApply           apply,
                                   const char                     *argument,
                                   const char                     *file,
                                   GError                        **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open_guidance (options, TRUE, error);
  LoketHubGuidanceChange change = {
    .agency = get_agency (options),
    .by = "operator",
    .reason = options->reason,
    .now = g_get_real_time () / G_USEC_PER_SEC,
  };
  g_autoptr (GError) local_error = NULL;
  gint64 number;

  if (storage == NULL)
    return FALSE;
  number = apply (storage, &change, argument, &local_error);
  if (number > 0)
    {
      g_print ("published edition %" G_GINT64_FORMAT "\n", number);
      return TRUE;
    }
  if (g_error_matches (local_error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS))
    {
      g_print ("nothing is another than it was, nothing published\n");
      return TRUE;
    }
  if (file != NULL)
    g_prefix_error (&local_error, "“%s”: ", file);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Which edition it is, beside what may go into a file. */
void
_loket_hub_command_tell_guidance (const LoketHubGuidance *guidance)
{
  const char *whose = *guidance->agency != '\0' ? guidance->agency : "the whole hub";
  g_autofree char *edition = NULL;

  if (guidance->number == 0)
    {
      g_printerr ("%s: nothing was published\n", whose);
      return;
    }
  edition = _loket_hub_command_dup_edition (guidance->number, guidance->published_at, guidance->published_by,
                                            guidance->reason);
  g_printerr ("%s: %s\n", whose, edition);
}

/* Reads the options and runs the command. */
LoketHubExit
_loket_hub_command_run_guidance (const char *synopsis,
                                 int         argc,
                                 char      **argv,
                                 gboolean  (*run) (int argc, char **argv, const LoketHubGuidanceOptions *options, GError **error))
{
  LoketHubGuidanceOptions options = { NULL };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "The hub's folder", "DIR" },
    { "agency", 0, 0, G_OPTION_ARG_STRING, &options.agency,
      "Whose; without it, the whole hub's", "CODE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, "Why; kept with the edition", "TEXT" },
    { NULL },
  };
  LoketHubExit status = LOKET_HUB_EXIT_DONE;
  g_autoptr (GError) error = NULL;

  if (_loket_hub_command_parse (synopsis, entries, &argc, &argv, &status) &&
      !run (argc, argv, &options, &error))
    status = _loket_hub_command_fail (error);
  g_free (options.data);
  g_free (options.agency);
  g_free (options.reason);
  return status;
}
