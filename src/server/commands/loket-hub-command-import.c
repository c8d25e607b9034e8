/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include "loket-hub-import.h"
#include "loket-json-writer.h"

static void
write_refusals (LoketJsonWriter *writer,
                GPtrArray       *refusals)
{
  loket_json_writer_begin_array (writer, "refused");
  for (guint i = 0; i < refusals->len; i++)
    {
      const LoketHubImportRefusal *refusal = g_ptr_array_index (refusals, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_int (writer, "row", refusal->row);
      loket_json_writer_string (writer, "column", refusal->column);
      loket_json_writer_string (writer, "reason", refusal->reason);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
}

static void
print_json (const LoketHubImportResult *result,
            gboolean                    dry_run)
{
  LoketJsonWriter *writer = loket_json_writer_new ();
  g_autofree char *json = NULL;

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_boolean (writer, "dry_run", dry_run);
  loket_json_writer_int (writer, "new", result->n_new);
  loket_json_writer_int (writer, "changed", result->n_changed);
  loket_json_writer_int (writer, "unchanged", result->n_unchanged);
  loket_json_writer_int (writer, "unassigned", result->n_unassigned);
  write_refusals (writer, result->refusals);
  loket_json_writer_begin_array (writer, "new_agencies");
  for (guint i = 0; i < result->new_agencies->len; i++)
    {
      const LoketHubAgency *agency = g_ptr_array_index (result->new_agencies, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "code", agency->code);
      loket_json_writer_string (writer, "name", agency->name);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
  loket_json_writer_begin_array (writer, "unmapped");
  for (guint i = 0; i < result->unmapped->len; i++)
    loket_json_writer_string (writer, NULL, g_ptr_array_index (result->unmapped, i));
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
  json = loket_json_writer_finish (writer);
  g_print ("%s\n", json);
}

/* loket-server import */
LoketHubExit
_loket_hub_command_import (int    argc,
                           char **argv)
{
  g_autofree char *data = NULL;
  g_autofree char *agency_map = NULL;
  g_autofree char *zone = NULL;
  gboolean dry_run = FALSE;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The hub's folder", "DIR" },
    { "agency-map", 0, 0, G_OPTION_ARG_FILENAME, &agency_map,
      "CSV “name,code[,zone]” for agencies without an id", "FILE" },
    { "zone", 0, 0, G_OPTION_ARG_STRING, &zone, "Time zone of the file's times (UTC)", "TZ" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, "Tell what would happen, store nothing", NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "Tell it as JSON", NULL },
    { NULL },
  };
  g_autoptr (LoketHubStorage) storage = NULL;
  g_autoptr (LoketHubImportResult) result = NULL;
  LoketHubImportOptions options = { NULL };
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (!_loket_hub_command_parse ("import FILE --data DIR — take in an export", entries, &argc, &argv,
                                 &status))
    return status;
  if (data == NULL || argc != 2)
    return _loket_hub_command_misuse ("import needs one FILE and --data DIR");

  options.zone = zone;
  options.agency_map = agency_map;
  options.dry_run = dry_run;
  storage = _loket_hub_command_open (data, &error);
  if (storage != NULL && (dry_run || _loket_hub_command_may_write (storage, &error)))
    result = loket_hub_import_run (storage, argv[1], &options, g_get_real_time () / G_USEC_PER_SEC,
                                   &error);
  if (result == NULL)
    return _loket_hub_command_fail (error);

  if (json)
    print_json (result, dry_run);
  else
    {
      g_autofree char *text = loket_hub_import_result_to_text (result, dry_run);

      g_print ("%s", text);
    }
  return LOKET_HUB_EXIT_DONE;
}
