/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-rules.h"

/* A page ends before its texts, with what JSON adds, could grow beyond what a
 * client takes. One edition always fits. */
#define MAX_PAGE_BYTES (LOKET_LIMIT_ANSWER_BYTES / 4)

typedef struct
{
  LoketRulesPage *page;
  gsize           n_bytes;
} Filling;

static gboolean
take_record (LoketRulesRecord *record,
             gpointer          data)
{
  Filling *filling = data;

  filling->n_bytes += strlen (record->holidays) + strlen (record->policies);
  if (filling->page->editions->len > 0 && filling->n_bytes > MAX_PAGE_BYTES)
    {
      loket_rules_record_free (record);
      return FALSE;
    }
  g_ptr_array_add (filling->page->editions, record);
  return TRUE;
}

static void
rules_work (LoketHubRequest *request,
            LoketHubStorage *storage)
{
  const char *since = loket_hub_request_get_query (request, "since");
  g_autoptr (LoketRulesPage) page = loket_rules_page_new ();
  g_autoptr (GError) error = NULL;
  Filling filling = { page, 0 };
  guint64 number = 0;

  if (since != NULL && !g_ascii_string_to_unsigned (since, 10, 0, LOKET_LIMIT_JSON_INTEGER, &number,
                                                    NULL))
    loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "since is no number of an edition");
  else if (loket_hub_storage_get_rules_head (storage, &page->latest, &error) &&
           loket_hub_storage_foreach_rules (storage, (gint64) number, take_record, &filling, &error))
    loket_hub_request_answer_json (request, SOUP_STATUS_OK, loket_wire_rules_build (page));
  else
    loket_hub_request_refuse_error (request, error);
}

/* GET /rules */
void
_loket_hub_handle_rules (LoketHubRequest *request)
{
  loket_hub_request_work (request, rules_work, NULL);
}
