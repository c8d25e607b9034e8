/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-ids.h"
#include "loket-wire-page.h"

#define NDJSON_TYPE "application/x-ndjson"

/* The complaint's line, or that of one which is not there for the asker. */
static char *
find_line (LoketHubRequest  *request,
           LoketHubStorage  *storage,
           const char       *complaint_id,
           GError          **error)
{
  g_autofree char *agency_code = NULL;
  g_autofree char *line = NULL;
  gint64 rev = 0;

  line = loket_hub_storage_get_line (storage, complaint_id, &agency_code, &rev, error);
  if (line == NULL && !g_error_matches (*error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_NOT_FOUND))
    return NULL;
  g_clear_error (error);
  if (line != NULL && loket_hub_policy_can (request->account->officer, LOKET_HUB_ACTION_READ,
                                            LOKET_HUB_OBJECT_COMPLAINT, agency_code))
    return g_steal_pointer (&line);
  return loket_wire_removal_to_json (complaint_id, LOKET_REMOVAL_UNKNOWN, LOKET_TIME_UNSET, NULL);
}

static void
batch_work (LoketHubRequest *request,
            LoketHubStorage *storage)
{
  g_autoptr (LoketWirePage) header = loket_wire_page_new (LOKET_WIRE_PAGE_BATCH);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) lines = g_string_new (NULL);
  GPtrArray *ids = request->data;
  g_autofree char *first = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ids->len && !header->has_more; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autofree char *line = NULL;

      if (!g_hash_table_add (seen, (char *) id))
        continue;
      line = find_line (request, storage, id, &error);
      if (line == NULL)
        {
          loket_hub_request_refuse_error (request, error);
          return;
        }
      /* An answer ends before it outgrows what a client takes. */
      if (lines->len > 0 && lines->len + strlen (line) > LOKET_LIMIT_ANSWER_BYTES / 2)
        header->has_more = TRUE;
      else
        g_string_append_printf (lines, "%s\n", line);
    }

  first = loket_wire_page_header_to_json (header);
  g_string_prepend_c (lines, '\n');
  g_string_prepend (lines, first);
  loket_hub_request_answer (request, SOUP_STATUS_OK, NDJSON_TYPE,
                            g_string_free_to_bytes (g_steal_pointer (&lines)));
}

/* POST /complaints/batch-get */
void
_loket_hub_handle_batch (LoketHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *json = g_bytes_get_data (request->body, &length);

  request->data = loket_wire_ids_parse (json, length, LOKET_LIMIT_BATCH_IDS, &error);
  request->data_free = (GDestroyNotify) g_ptr_array_unref;
  if (request->data == NULL)
    {
      request->data_free = NULL;
      loket_hub_request_refuse_error (request, error);
      loket_hub_request_send (request);
      return;
    }
  loket_hub_request_work (request, batch_work, NULL);
}
