/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-cases.h"
#include "loket-hub-routes.h"

#define COMPLAINT_ID 0

static void
return_work (LoketHubRequest *request,
             LoketHubStorage *storage)
{
  LoketProblem *problem;
  g_autoptr (GError) error = NULL;

  problem = loket_hub_cases_give_back (LOKET_HUB_CASES (storage), request->account,
                                       request->parameters[COMPLAINT_ID], request->data, request->now,
                                       &error);
  if (problem != NULL)
    loket_hub_request_refuse_with (request, problem);
  else if (error != NULL)
    loket_hub_request_refuse_error (request, error);
  else
    loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
}

/* POST /complaints/{complaintId}/return */
void
_loket_hub_handle_return (LoketHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *json = g_bytes_get_data (request->body, &length);
  LoketReturn *record = loket_wire_return_parse (json, length, &error);

  if (record == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      loket_hub_request_send (request);
      return;
    }
  request->data = record;
  request->data_free = (GDestroyNotify) loket_return_free;
  loket_hub_request_work (request, return_work, NULL);
}
