/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-desk.h"
#include "loket-hub-routes.h"

#define DRAFT_ID 0

#define JSON_TYPE "application/json"

static void
answer_draft (LoketHubRequest        *request,
              guint                   status,
              const LoketSharedDraft *draft)
{
  loket_hub_request_set_etag (request, draft->rev);
  loket_hub_request_answer (request, status, JSON_TYPE, loket_wire_shared_draft_to_json (draft));
}

static void
list_drafts_work (LoketHubRequest *request,
                  LoketHubStorage *storage)
{
  g_autoptr (GPtrArray) drafts = NULL;
  g_autoptr (GError) error = NULL;

  drafts = loket_hub_desk_list_drafts (LOKET_HUB_DESK (storage), request->account, &error);
  if (drafts != NULL)
    loket_hub_request_answer (request, SOUP_STATUS_OK, JSON_TYPE, loket_wire_draft_list_to_json (drafts));
  else
    loket_hub_request_refuse_error (request, error);
}

/* GET /drafts */
void
_loket_hub_handle_list_drafts (LoketHubRequest *request)
{
  loket_hub_request_work (request, list_drafts_work, NULL);
}

static void
get_draft_work (LoketHubRequest *request,
                LoketHubStorage *storage)
{
  g_autoptr (LoketSharedDraft) draft = NULL;
  g_autoptr (GError) error = NULL;

  draft = loket_hub_desk_get_draft (LOKET_HUB_DESK (storage), request->account,
                                    request->parameters[DRAFT_ID], &error);
  if (draft == NULL)
    loket_hub_request_refuse_error (request, error);
  else if (loket_hub_request_knows (request, draft->rev))
    {
      loket_hub_request_set_etag (request, draft->rev);
      loket_hub_request_answer_empty (request, SOUP_STATUS_NOT_MODIFIED);
    }
  else
    answer_draft (request, SOUP_STATUS_OK, draft);
}

/* GET /drafts/{draftId} */
void
_loket_hub_handle_get_draft (LoketHubRequest *request)
{
  loket_hub_request_work (request, get_draft_work, NULL);
}

static void
put_draft_work (LoketHubRequest *request,
                LoketHubStorage *storage)
{
  LoketSharedDraft *draft = request->data;
  g_autoptr (GError) error = NULL;
  gint64 known = draft->rev;

  if (loket_hub_desk_put_draft (LOKET_HUB_DESK (storage), request->account, draft, known, request->now,
                                &error))
    answer_draft (request, known == 0 ? SOUP_STATUS_CREATED : SOUP_STATUS_OK, draft);
  else
    loket_hub_request_refuse_error (request, error);
}

/* PUT /drafts/{draftId} */
void
_loket_hub_handle_put_draft (LoketHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *json = g_bytes_get_data (request->body, &length);
  g_autoptr (LoketSharedDraft) draft = loket_wire_shared_draft_parse (json, length, &error);
  gint64 known;

  if (draft == NULL)
    loket_hub_request_refuse_error (request, error);
  else if (g_strcmp0 (draft->id, request->parameters[DRAFT_ID]) != 0)
    loket_hub_request_refuse (request, LOKET_PROBLEM_VALIDATION, "The id of the body is not that of the path");
  else if (loket_hub_request_read_condition (request, &known))
    {
      draft->rev = known;
      request->data = g_steal_pointer (&draft);
      request->data_free = (GDestroyNotify) loket_shared_draft_free;
      loket_hub_request_work (request, put_draft_work, NULL);
      return;
    }
  loket_hub_request_send (request);
}

static void
delete_draft_work (LoketHubRequest *request,
                   LoketHubStorage *storage)
{
  g_autoptr (GError) error = NULL;
  gint64 known;

  if (!loket_hub_request_read_condition (request, &known))
    return;
  if (loket_hub_desk_delete_draft (LOKET_HUB_DESK (storage), request->account,
                                   request->parameters[DRAFT_ID], known, &error))
    loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
  else
    loket_hub_request_refuse_error (request, error);
}

/* DELETE /drafts/{draftId} */
void
_loket_hub_handle_delete_draft (LoketHubRequest *request)
{
  loket_hub_request_work (request, delete_draft_work, NULL);
}
