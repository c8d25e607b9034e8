/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include "loket-json-writer.h"
#include "loket-text.h"
#include "loket-time.h"

static void
print_line_cb (const LoketReceipt *receipt,
               const char         *tracking_id,
               const char         *username,
               const char         *text,
               gboolean            recovered,
               gpointer            data)
{
  LoketJsonWriter *writer = loket_json_writer_new ();
  g_autofree char *json = NULL;

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_int (writer, "seq", receipt->seq);
  loket_json_writer_string (writer, "reply_id", receipt->reply_id);
  loket_json_writer_string (writer, "tracking_id", tracking_id);
  loket_json_writer_string (writer, "officer", username);
  loket_json_writer_string (writer, "body_sha256", receipt->body_sha256);
  loket_json_writer_instant (writer, "accepted_at", receipt->accepted_at);
  loket_json_writer_string (writer, "text", text);
  loket_json_writer_boolean (writer, "recovered", recovered);
  loket_json_writer_end_object (writer);
  json = loket_json_writer_finish (writer);
  g_print ("%s\n", json);
}

static void
print_row_cb (const LoketReceipt *receipt,
              const char         *tracking_id,
              const char         *username,
              const char         *text,
              gboolean            recovered,
              gpointer            data)
{
  g_autofree char *at = loket_time_format (receipt->accepted_at);
  g_autofree char *line = loket_text_to_line (text, 60);

  g_print ("%6" G_GINT64_FORMAT "  %s  #%-10s  %-16s  %s%s\n", receipt->seq, at, tracking_id, username,
           recovered ? "(recovered) " : "", line);
}

/* loket-server replies */
LoketHubExit
_loket_hub_command_replies (int    argc,
                            char **argv)
{
  g_autofree char *data = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The hub's folder", "DIR" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One line of JSON each", NULL },
    { NULL },
  };
  g_autoptr (LoketHubStorage) storage = NULL;
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (!_loket_hub_command_parse ("replies --data DIR — list the accepted replies", entries, &argc,
                                 &argv, &status))
    return status;
  if (data == NULL || argc > 1)
    return _loket_hub_command_misuse ("replies needs --data DIR and nothing else");

  storage = _loket_hub_command_open (data, &error);
  if (storage == NULL ||
      !loket_hub_storage_foreach_reply (storage, json ? print_line_cb : print_row_cb, NULL, &error))
    return _loket_hub_command_fail (error);
  return LOKET_HUB_EXIT_DONE;
}
