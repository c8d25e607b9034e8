/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include "loket-hub-headers.h"
#include "loket-hub-server.h"
#include "loket-hub-shelf.h"
#include "loket-hub-uploads.h"
#include "loket-limits.h"
#include "loket-wire-attachment.h"
#include "loket-wire-digest.h"

#define UPLOAD_ID 0

/* Room comes when replies take files or uploads end. */
#define QUOTA_RETRY_SECONDS "300"

static void
answer_upload (LoketHubRequest      *request,
               const LoketHubUpload *upload,
               gboolean              is_new)
{
  g_autofree char *location = g_strconcat (LOKET_HUB_BASE_PATH "/uploads/", upload->id, NULL);
  g_autoptr (LoketUpload) told = loket_upload_new (upload->id, upload->received, upload->type != NULL);

  loket_hub_request_add_header (request, "Location", location);
  loket_hub_uploads_tell (request, upload->received, upload->size, upload->type != NULL);
  loket_hub_request_answer_json (request, is_new ? SOUP_STATUS_CREATED : SOUP_STATUS_OK,
                                 loket_wire_upload_to_json (told));
}

static void
post_work (LoketHubRequest *request,
           LoketHubStorage *storage)
{
  g_autoptr (LoketHubUpload) upload = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_new;

  upload = loket_hub_shelf_begin_upload (LOKET_HUB_SHELF (storage), request->account, request->data,
                                         request->now, &is_new, &error);
  if (upload != NULL)
    answer_upload (request, upload, is_new);
  else if (g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_EXISTS))
    loket_hub_request_refuse (request, LOKET_PROBLEM_IDEMPOTENCY_MISMATCH, NULL);
  else if (g_error_matches (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_FULL))
    {
      loket_hub_request_add_header (request, "Retry-After", QUOTA_RETRY_SECONDS);
      loket_hub_request_refuse (request, LOKET_PROBLEM_UPLOAD_QUOTA, NULL);
    }
  else
    loket_hub_request_refuse_error (request, error);
}

static LoketHubUpload *
read_upload (LoketHubRequest *request)
{
  g_autofree char *id = loket_hub_headers_dup_key (request);
  g_autofree char *sha256 = NULL;
  gboolean is_complete;
  gint64 size;

  if (id == NULL ||
      !loket_hub_headers_read_integer (request, "Upload-Length", 1, LOKET_LIMIT_ATTACHMENT_BYTES, &size) ||
      !loket_hub_headers_read_boolean (request, "Upload-Complete", &is_complete))
    return NULL;
  sha256 = loket_wire_digest_to_sha256 (loket_hub_request_get_header (request, "Repr-Digest"));
  if (sha256 != NULL && !is_complete)
    return loket_hub_upload_new (id, sha256, size);
  loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST,
                            sha256 == NULL ? "Repr-Digest has no sha-256"
                                           : "An upload begins empty, with Upload-Complete: ?0");
  return NULL;
}

/* POST /uploads */
void
_loket_hub_handle_post_upload (LoketHubRequest *request)
{
  LoketHubUpload *upload = read_upload (request);

  if (upload == NULL)
    {
      loket_hub_request_send (request);
      return;
    }
  request->data = upload;
  request->data_free = (GDestroyNotify) loket_hub_upload_free;
  loket_hub_request_work (request, post_work, NULL);
}

static void
head_work (LoketHubRequest *request,
           LoketHubStorage *storage)
{
  g_autoptr (LoketHubUpload) upload = NULL;
  g_autoptr (GError) error = NULL;

  upload = loket_hub_shelf_get_upload (LOKET_HUB_SHELF (storage), request->account,
                                       request->parameters[UPLOAD_ID], request->now, &error);
  if (upload == NULL)
    {
      loket_hub_request_refuse_error (request, error);
      return;
    }
  loket_hub_uploads_tell (request, upload->received, upload->size, upload->type != NULL);
  loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
}

/* HEAD /uploads/{uploadId} */
void
_loket_hub_handle_head_upload (LoketHubRequest *request)
{
  loket_hub_request_work (request, head_work, NULL);
}

/* PATCH /uploads/{uploadId}: before the body */
gboolean
_loket_hub_begin_patch_upload (LoketHubRequest *request,
                               LoketHubHandler  then)
{
  return loket_hub_uploads_begin (_loket_hub_server_get_uploads (request->server), request, then);
}

/* PATCH /uploads/{uploadId}: after the body */
void
_loket_hub_handle_patch_upload (LoketHubRequest *request)
{
  loket_hub_uploads_finish (_loket_hub_server_get_uploads (request->server), request);
}

static void
delete_work (LoketHubRequest *request,
             LoketHubStorage *storage)
{
  g_autoptr (GError) error = NULL;

  if (loket_hub_shelf_drop_upload (LOKET_HUB_SHELF (storage), request->account,
                                   request->parameters[UPLOAD_ID], &error))
    loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
  else
    loket_hub_request_refuse_error (request, error);
}

/* DELETE /uploads/{uploadId} */
void
_loket_hub_handle_delete_upload (LoketHubRequest *request)
{
  if (loket_hub_uploads_cancel (_loket_hub_server_get_uploads (request->server), request))
    loket_hub_request_work (request, delete_work, NULL);
  else
    loket_hub_request_send (request);
}
