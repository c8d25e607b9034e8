/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-desk.h"
#include "loket-hub-routes.h"
#include "loket-wire-claim.h"

#define COMPLAINT_ID 0

static void
put_claim_work (LoketHubRequest *request,
                LoketHubStorage *storage)
{
  g_autoptr (LoketClaim) claim = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ours;

  claim = loket_hub_desk_claim (LOKET_HUB_DESK (storage), request->account,
                                request->parameters[COMPLAINT_ID], request->now, &ours, &error);
  if (claim == NULL)
    loket_hub_request_refuse_error (request, error);
  else if (ours)
    loket_hub_request_answer_json (request, SOUP_STATUS_OK, loket_wire_claim_to_json (claim));
  else
    {
      LoketProblem *problem = loket_problem_new (LOKET_PROBLEM_CLAIMED, NULL);

      problem->claim = g_steal_pointer (&claim);
      loket_hub_request_refuse_with (request, problem);
    }
}

/* PUT /complaints/{complaintId}/claim */
void
_loket_hub_handle_put_claim (LoketHubRequest *request)
{
  loket_hub_request_work (request, put_claim_work, NULL);
}

static void
delete_claim_work (LoketHubRequest *request,
                   LoketHubStorage *storage)
{
  g_autoptr (GError) error = NULL;

  if (loket_hub_desk_release (LOKET_HUB_DESK (storage), request->account,
                              request->parameters[COMPLAINT_ID], request->now, &error))
    loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
  else
    loket_hub_request_refuse_error (request, error);
}

/* DELETE /complaints/{complaintId}/claim */
void
_loket_hub_handle_delete_claim (LoketHubRequest *request)
{
  loket_hub_request_work (request, delete_claim_work, NULL);
}
