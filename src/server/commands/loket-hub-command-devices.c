/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include "loket-hub-desk.h"
#include "loket-json-writer.h"
#include "loket-time.h"

/* A reply that waits for so long on a device is worth a call. */
#define STUCK_SECONDS (24 * 60 * 60)

typedef struct
{
  gint64 now;
  guint  n_stuck;
} Listing;

static gboolean
is_stuck (const Listing *listing,
          gint64         oldest_at)
{
  return oldest_at != LOKET_TIME_UNSET && listing->now - oldest_at >= STUCK_SECONDS;
}

static void
print_line_cb (const char              *device_id,
               const char              *username,
               const LoketDeviceReport *report,
               gint64                   oldest_at,
               gint64                   seen_at,
               gpointer                 data)
{
  LoketJsonWriter *writer = loket_json_writer_new ();
  g_autofree char *json = NULL;

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "device_id", device_id);
  loket_json_writer_string (writer, "officer", username);
  loket_json_writer_string (writer, "version", report->version);
  loket_json_writer_int (writer, "pending", report->pending);
  loket_json_writer_int (writer, "needs_user", report->needs_user);
  loket_json_writer_instant (writer, "oldest_at", oldest_at);
  loket_json_writer_instant (writer, "seen_at", seen_at);
  loket_json_writer_boolean (writer, "stuck", is_stuck (data, oldest_at));
  loket_json_writer_end_object (writer);
  json = loket_json_writer_finish (writer);
  g_print ("%s\n", json);
}

static void
print_row_cb (const char              *device_id,
              const char              *username,
              const LoketDeviceReport *report,
              gint64                   oldest_at,
              gint64                   seen_at,
              gpointer                 data)
{
  Listing *listing = data;
  g_autofree char *seen = loket_time_format (seen_at);
  g_autofree char *oldest = oldest_at != LOKET_TIME_UNSET ? loket_time_format (oldest_at) : NULL;

  if (is_stuck (listing, oldest_at))
    listing->n_stuck++;
  g_print ("%-16s  %.8s  %-8s  seen %s  waiting %" G_GINT64_FORMAT "%s%s%s\n", username, device_id,
           report->version, seen, report->pending, oldest != NULL ? " since " : "",
           oldest != NULL ? oldest : "", is_stuck (listing, oldest_at) ? "  STUCK" : "");
}

/* loket-server devices */
LoketHubExit
_loket_hub_command_devices (int    argc,
                            char **argv)
{
  g_autofree char *data = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The hub's folder", "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One line of JSON each", NULL },
    { NULL },
  };
  Listing listing = { .now = g_get_real_time () / G_USEC_PER_SEC };
  g_autoptr (LoketHubStorage) storage = NULL;
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (!_loket_hub_command_parse ("devices --data DIR — list devices and what waits on them", entries,
                                 &argc, &argv, &status))
    return status;
  if (data == NULL || argc > 1)
    return _loket_hub_command_misuse ("devices needs --data DIR and nothing else");

  storage = _loket_hub_command_open (data, &error);
  if (storage == NULL ||
      !loket_hub_desk_foreach_device (LOKET_HUB_DESK (storage), json ? print_line_cb : print_row_cb,
                                      &listing, &error))
    return _loket_hub_command_fail (error);
  if (listing.n_stuck > 0)
    g_print ("%u devices hold replies for more than a day.\n", listing.n_stuck);
  return LOKET_HUB_EXIT_DONE;
}
