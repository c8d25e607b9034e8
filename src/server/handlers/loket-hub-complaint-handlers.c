/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include <string.h>

#include "loket-attachment-name.h"
#include "loket-fault-point.h"
#include "loket-hub-core-reply.h"
#include "loket-hub-group.h"
#include "loket-hub-keeper.h"
#include "loket-hub-quality.h"
#include "loket-hub-server.h"
#include "loket-hub-state.h"
#include "loket-text.h"
#include "loket-wire-reply.h"

/* The order of the open parts of these routes' paths. */
#define COMPLAINT_ID 0
#define REPLY_ID     1

static void
complaint_work (LoketHubRequest *request,
                LoketHubStorage *storage)
{
  g_autofree char *agency_code = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  gint64 rev = 0;

  line = loket_hub_storage_get_line (storage, request->parameters[COMPLAINT_ID], &agency_code, &rev,
                                     &error);
  if (line == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      return;
    }
  if (!loket_hub_policy_can (request->account->officer, LOKET_HUB_ACTION_READ,
                             LOKET_HUB_OBJECT_COMPLAINT, agency_code))
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_NOT_FOUND, NULL);
      return;
    }

  loket_hub_request_set_etag (request, rev);
  if (loket_hub_request_knows (request, rev))
    loket_hub_request_answer_empty (request, SOUP_STATUS_NOT_MODIFIED);
  else
    loket_hub_request_answer_json (request, SOUP_STATUS_OK, g_steal_pointer (&line));
}

/* GET /complaints/{complaintId} */
void
_loket_hub_handle_complaint (LoketHubRequest *request)
{
  loket_hub_request_work (request, complaint_work, NULL);
}

/* What _loket_hub_put_reply_work() needs. */
typedef struct
{
  LoketReply   *reply;
  LoketReceipt *former;
} Sent;

static void
sent_free (gpointer data)
{
  Sent *sent = data;

  g_clear_pointer (&sent->reply, loket_reply_unref);
  g_clear_pointer (&sent->former, loket_receipt_unref);
  g_free (sent);
}

/* Sealed by us, of this very life, and past its end: then the end was cut off. */
static gboolean
is_from_future (LoketHubRequest    *request,
                LoketHubStorage    *storage,
                const LoketReceipt *former)
{
  g_autofree char *text = former != NULL ? loket_hub_core_receipt_text (former) : NULL;
  LoketHubMark mark;

  return former != NULL &&
         g_strcmp0 (former->epoch, loket_hub_server_get_epoch (request->server)) == 0 &&
         loket_hub_keys_verify (loket_hub_server_get_keys (request->server), "receipt", text, former->mac) &&
         loket_hub_keeper_get_mark (LOKET_HUB_KEEPER (storage), &mark, NULL) &&
         former->seq > mark.replies;
}

/* Inside the transaction of its group. */
void
_loket_hub_put_reply_work (LoketHubRequest *request,
                           LoketHubStorage *storage)
{
  const Sent *sent = request->data;
  LoketHubSubmission submission = {
    .account = request->account,
    .reply = sent->reply,
    .former = sent->former,
    .body = request->body,
    .epoch = request->epoch,
    .now = request->now,
    .check = loket_hub_quality_check,
    .check_data = _loket_hub_server_get_quality (request->server),
  };
  g_autoptr (LoketHubAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  if (is_from_future (request, storage, sent->former))
    {
      loket_hub_life_suspect (_loket_hub_server_get_life (request->server), storage,
                              "a client showed a receipt that the hub never gave");
      loket_hub_request_refuse (request, LOKET_PROBLEM_UNAVAILABLE, "The hub has forgotten something");
      return;
    }
  if (loket_hub_quality_prepare (submission.check_data, storage, request->account->officer->agency_code,
                                 &submission.guidance, &error))
    answer = loket_hub_storage_accept_reply (storage, &submission, &error);
  if (answer == NULL)
    loket_hub_request_refuse_error (request, error);
  else if (answer->problem != NULL)
    loket_hub_request_refuse_with (request, g_steal_pointer (&answer->problem));
  else
    loket_hub_request_answer_json (request, answer->replayed ? SOUP_STATUS_OK : SOUP_STATUS_CREATED,
                                   loket_wire_receipt_to_json (answer->receipt));
}

/* Names as everybody will see them: what a client did not clean is cleaned here. */
static void
clean_names (LoketReply *reply)
{
  for (guint i = 0; i < reply->attachments->len; i++)
    {
      LoketAttachment *sent = g_ptr_array_index (reply->attachments, i);
      g_autofree char *name = loket_attachment_clean_name (sent->name, sent->type);
      LoketAttachment *clean = loket_attachment_new (sent->id, sent->sha256, sent->size, name, sent->type);

      g_clear_pointer (&g_ptr_array_index (reply->attachments, i), loket_attachment_unref);
      g_ptr_array_index (reply->attachments, i) = clean;
    }
}

/* The receipt of an acceptance that a restored hub may have forgotten, from its
 * header; answers with a problem where there is one that is none. */
static gboolean
read_former (LoketHubRequest  *request,
             LoketReceipt    **former)
{
  const char *value = loket_hub_request_get_header (request, "Recovered-Receipt");
  g_autofree char *json = NULL;

  if (value == NULL)
    return TRUE;
  json = loket_hub_state_decode (value);
  if (json != NULL)
    *former = loket_wire_receipt_parse (json, strlen (json), NULL);
  if (*former != NULL)
    return TRUE;
  loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "Recovered-Receipt is no receipt");
  return FALSE;
}

/* PUT /complaints/{complaintId}/replies/{replyId} */
void
_loket_hub_handle_put_reply (LoketHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  LoketReply *reply = loket_wire_reply_parse (request->body, &error);
  Sent *sent;

  LOKET_FAULT_POINT ("parsed");
  if (reply == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      loket_hub_request_send (request);
      return;
    }

  clean_names (reply);
  sent = g_new0 (Sent, 1);
  sent->reply = reply;
  request->data = sent;
  request->data_free = sent_free;
  if (!read_former (request, &sent->former))
    {
      loket_hub_request_send (request);
      return;
    }
  if (g_strcmp0 (reply->reply_id, request->parameters[REPLY_ID]) != 0 ||
      g_strcmp0 (reply->complaint_id, request->parameters[COMPLAINT_ID]) != 0)
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_VALIDATION,
                                "The ids of the body are not those of the path");
      loket_hub_request_send (request);
      return;
    }
  loket_hub_group_add (_loket_hub_server_get_replies (request->server), request);
}

static void
get_reply_work (LoketHubRequest *request,
                LoketHubStorage *storage)
{
  g_autoptr (LoketVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;

  verdict = loket_hub_storage_get_verdict (storage, request->account, request->parameters[REPLY_ID],
                                           &error);
  if (verdict == NULL)
    loket_hub_request_refuse_error (request, error);
  else if (verdict->state == LOKET_VERDICT_UNKNOWN ||
           (verdict->receipt != NULL &&
            g_strcmp0 (verdict->receipt->complaint_id, request->parameters[COMPLAINT_ID]) != 0))
    loket_hub_request_refuse (request, LOKET_PROBLEM_NOT_FOUND, NULL);
  else
    loket_hub_request_answer_json (request, SOUP_STATUS_OK, loket_wire_verdict_to_json (verdict));
}

/* GET /complaints/{complaintId}/replies/{replyId} */
void
_loket_hub_handle_get_reply (LoketHubRequest *request)
{
  loket_hub_request_work (request, get_reply_work, NULL);
}

static void
delete_reply_work (LoketHubRequest *request,
                   LoketHubStorage *storage)
{
  g_autoptr (LoketHubAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = loket_hub_storage_revoke_reply (storage, request->account,
                                           request->parameters[COMPLAINT_ID],
                                           request->parameters[REPLY_ID], request->now, &error);
  if (answer == NULL)
    loket_hub_request_refuse_error (request, error);
  else if (answer->problem != NULL)
    loket_hub_request_refuse_with (request, g_steal_pointer (&answer->problem));
  else
    loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
}

/* DELETE /complaints/{complaintId}/replies/{replyId} */
void
_loket_hub_handle_delete_reply (LoketHubRequest *request)
{
  loket_hub_request_work (request, delete_reply_work, NULL);
}

static void
statuses_work (LoketHubRequest *request,
               LoketHubStorage *storage)
{
  g_autoptr (GPtrArray) verdicts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_verdict_free);
  GPtrArray *ids = request->data;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < ids->len; i++)
    {
      LoketVerdict *verdict = loket_hub_storage_get_verdict (storage, request->account,
                                                             g_ptr_array_index (ids, i), &error);

      if (verdict == NULL)
        {
          loket_hub_request_refuse_error (request, error);
          return;
        }
      g_ptr_array_add (verdicts, verdict);
    }
  loket_hub_request_answer_json (request, SOUP_STATUS_OK, loket_wire_verdicts_to_json (verdicts));
}

static gboolean
are_uuids (GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    if (!loket_text_is_uuid (g_ptr_array_index (ids, i)))
      return FALSE;
  return TRUE;
}

/* POST /replies/status */
void
_loket_hub_handle_statuses (LoketHubRequest *request)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *json = g_bytes_get_data (request->body, &length);
  GPtrArray *ids = loket_wire_status_request_parse (json, length, &error);

  if (ids == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      loket_hub_request_send (request);
      return;
    }
  request->data = ids;
  request->data_free = (GDestroyNotify) g_ptr_array_unref;
  if (are_uuids (ids))
    {
      loket_hub_request_work (request, statuses_work, NULL);
      return;
    }
  loket_hub_request_refuse (request, LOKET_PROBLEM_VALIDATION, "ids holds something else than ids");
  loket_hub_request_send (request);
}
