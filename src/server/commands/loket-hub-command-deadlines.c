/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include <string.h>

#include "loket-hub-rules.h"
#include "loket-json-writer.h"
#include "loket-sla-reading.h"
#include "loket-wire-complaint.h"

typedef struct
{
  LoketRulebook *rules;
  gint64         now;
  gboolean       json;
  guint          n_complaints;
} Printing;

static void
print_json (const LoketComplaint  *complaint,
            const LoketSlaReading *reading,
            const char            *explanation)
{
  LoketJsonWriter *writer = loket_json_writer_new ();
  g_autofree char *json = NULL;

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "tracking_id", complaint->tracking_id);
  loket_json_writer_string (writer, "clock", loket_sla_clock_to_name (reading->policy->clock));
  loket_json_writer_instant (writer, "start_at", reading->start);
  loket_json_writer_instant (writer, "due_at", reading->due);
  loket_json_writer_instant (writer, "stopped_at", reading->stop);
  loket_json_writer_string (writer, "sla_state", loket_sla_state_to_name (reading->state));
  loket_json_writer_boolean (writer, "provisional", reading->provisional);
  loket_json_writer_string (writer, "policy", reading->policy->id);
  loket_json_writer_int (writer, "edition", reading->edition->number);
  loket_json_writer_string (writer, "explanation", explanation);
  loket_json_writer_end_object (writer);
  json = loket_json_writer_finish (writer);
  g_print ("%s\n", json);
}

static gboolean
print_complaint (const char  *line,
                 gpointer     data,
                 GError     **error)
{
  Printing *printing = data;
  g_autoptr (LoketComplaint) complaint = loket_wire_complaint_parse_stored (line, strlen (line), error);
  g_autoptr (GPtrArray) readings = NULL;

  if (complaint == NULL)
    return FALSE;
  readings = loket_sla_read_clocks (complaint, printing->rules, printing->now, error);
  if (readings == NULL)
    {
      g_prefix_error (error, "complaint %s: ", complaint->tracking_id);
      return FALSE;
    }

  printing->n_complaints++;
  for (guint i = 0; i < readings->len; i++)
    {
      const LoketSlaReading *reading = g_ptr_array_index (readings, i);
      g_autofree char *explanation = loket_sla_reading_explain (reading, "en");

      if (printing->json)
        print_json (complaint, reading, explanation);
      else
        g_print ("#%s  %-11s  %s\n", complaint->tracking_id, loket_sla_state_to_name (reading->state),
                 explanation);
    }
  return TRUE;
}

static gboolean
print_all (const char  *folder,
           const char  *tracking_id,
           gboolean     json,
           GError     **error)
{
  g_autoptr (LoketHubStorage) storage = _loket_hub_command_open (folder, error);
  g_autoptr (LoketRulebook) rules = storage == NULL ? NULL : loket_hub_rules_load (storage, error);
  Printing printing = { rules, g_get_real_time () / G_USEC_PER_SEC, json, 0 };

  if (rules == NULL ||
      !loket_hub_storage_foreach_open (storage, tracking_id, print_complaint, &printing, error))
    return FALSE;
  if (tracking_id == NULL || printing.n_complaints > 0)
    return TRUE;
  g_set_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND,
               "There is no open complaint %s", tracking_id);
  return FALSE;
}

/* loket-server deadlines */
LoketHubExit
_loket_hub_command_deadlines (int    argc,
                              char **argv)
{
  g_autofree char *data = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The hub's folder", "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One line of JSON each", NULL },
    { NULL },
  };
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (!_loket_hub_command_parse ("deadlines [TRACKING_ID] --data DIR — the clocks of open complaints",
                                 entries, &argc, &argv, &status))
    return status;
  if (data == NULL || argc > 2)
    return _loket_hub_command_misuse ("deadlines needs --data DIR and at most one TRACKING_ID");
  if (!print_all (data, argc == 2 ? argv[1] + (*argv[1] == '#') : NULL, json, &error))
    return _loket_hub_command_fail (error);
  return LOKET_HUB_EXIT_DONE;
}
