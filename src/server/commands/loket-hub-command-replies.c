/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-command.h"

#include "loket-hub-review.h"
#include "loket-json-writer.h"
#include "loket-text.h"
#include "loket-time.h"

typedef struct
{
  LoketHubStorage *storage;
  GError         **error; /* the first */
} Listing;

/* What the checks said, for those who look over replies; null where nobody looked. */
static void
write_checks (LoketJsonWriter *writer,
              Listing         *listing,
              const char      *reply_id)
{
  g_autoptr (LoketHubChecks) checks = NULL;

  if (*listing->error == NULL)
    loket_hub_review_get_checks (LOKET_HUB_REVIEW (listing->storage), reply_id, &checks, listing->error);
  if (checks == NULL)
    {
      loket_json_writer_null (writer, "checks");
      return;
    }
  loket_json_writer_begin_object (writer, "checks");
  loket_json_writer_string (writer, "version", checks->version);
  loket_json_writer_int (writer, "guidance", checks->guidance);
  loket_json_writer_boolean (writer, "compared", checks->compared != NULL);
  loket_json_writer_begin_array (writer, "findings");
  for (guint i = 0; i < checks->found->len; i++)
    {
      const LoketHubFound *found = g_ptr_array_index (checks->found, i);

      loket_json_writer_begin_object (writer, NULL);
      loket_json_writer_string (writer, "rule", found->rule);
      loket_json_writer_string (writer, "severity", found->severity);
      loket_json_writer_int (writer, "start", found->start);
      loket_json_writer_int (writer, "end", found->end);
      loket_json_writer_boolean (writer, "overridden", found->overridden);
      loket_json_writer_end_object (writer);
    }
  loket_json_writer_end_array (writer);
  loket_json_writer_end_object (writer);
}

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
  write_checks (writer, data, receipt->reply_id);
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
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, "One line of JSON each, with what the checks found", NULL },
    { NULL },
  };
  g_autoptr (LoketHubStorage) storage = NULL;
  g_autoptr (GError) unread = NULL;
  Listing listing = { NULL, &unread };
  LoketHubExit status;
  g_autoptr (GError) error = NULL;

  if (!_loket_hub_command_parse ("replies --data DIR — list the accepted replies", entries, &argc,
                                 &argv, &status))
    return status;
  if (data == NULL || argc > 1)
    return _loket_hub_command_misuse ("replies needs --data DIR and nothing else");

  storage = _loket_hub_command_open (data, &error);
  listing.storage = storage;
  if (storage == NULL ||
      !loket_hub_storage_foreach_reply (storage, json ? print_line_cb : print_row_cb, &listing, &error))
    return _loket_hub_command_fail (error);
  return unread != NULL ? _loket_hub_command_fail (unread) : LOKET_HUB_EXIT_DONE;
}
