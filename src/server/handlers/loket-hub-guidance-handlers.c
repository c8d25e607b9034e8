/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include "loket-hub-guidance.h"

static void
guidance_work (LoketHubRequest *request,
               LoketHubStorage *storage)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketGuidanceRecord) record =
      loket_hub_guidance_find (storage, request->account->officer->agency_code, &error);

  if (record == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      return;
    }
  if (record->edition == 0)
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_NOT_FOUND, "The agency gives its officers nothing");
      return;
    }
  loket_hub_request_set_etag (request, record->edition);
  if (loket_hub_request_knows (request, record->edition))
    loket_hub_request_answer_empty (request, SOUP_STATUS_NOT_MODIFIED);
  else
    loket_hub_request_answer_json (request, SOUP_STATUS_OK, loket_wire_guidance_build (record));
}

/* GET /guidance */
void
_loket_hub_handle_guidance (LoketHubRequest *request)
{
  loket_hub_request_work (request, guidance_work, NULL);
}
