/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-routes.h"

#include <glib/gstdio.h>

#include "loket-hub-files.h"
#include "loket-hub-headers.h"
#include "loket-hub-sender.h"
#include "loket-hub-server.h"
#include "loket-hub-shelf.h"
#include "loket-text.h"
#include "loket-wire-digest.h"

#define SHA256 0

/* A file under its hash never changes (RFC 8246). */
#define FOR_EVER "private, max-age=31536000, immutable"

/* A file that is asked for. */
typedef struct
{
  char  *type;
  int    fd;
  gint64 size;
} Asked;

static void
asked_free (gpointer data)
{
  Asked *asked = data;

  if (asked->fd >= 0)
    g_close (asked->fd, NULL);
  g_free (asked->type);
  g_free (asked);
}

/* Whether it is the asker's to see; what is not theirs is not there. */
static gboolean
check_right (LoketHubRequest *request,
             LoketHubStorage *storage,
             Asked           *asked)
{
  g_autofree char *agency_code = NULL;
  g_autoptr (GError) error = NULL;

  if (!loket_hub_shelf_find_file (LOKET_HUB_SHELF (storage),
                                  loket_hub_request_get_query (request, "complaint"),
                                  request->parameters[SHA256], &agency_code, &asked->type, &error))
    loket_hub_request_refuse_error (request, error);
  else if (!loket_hub_policy_can (request->account->officer, LOKET_HUB_ACTION_READ,
                                  LOKET_HUB_OBJECT_COMPLAINT, agency_code))
    loket_hub_request_refuse (request, LOKET_PROBLEM_NOT_FOUND, NULL);
  else
    return TRUE;
  return FALSE;
}

static void
blob_work (LoketHubRequest *request,
           LoketHubStorage *storage)
{
  Asked *asked = request->data;
  g_autoptr (GError) error = NULL;

  if (!check_right (request, storage, asked))
    return;
  asked->fd = loket_hub_files_open_blob (_loket_hub_server_get_folder (request->server),
                                         request->parameters[SHA256], &asked->size, &error);
  if (asked->fd >= 0)
    return;
  g_warning ("A file is missing; see loket-server verify");
  loket_hub_request_refuse (request, LOKET_PROBLEM_NOT_FOUND, NULL);
}

static void
send_part (LoketHubRequest *request)
{
  Asked *asked = request->data;
  g_autofree char *etag = g_strdup_printf ("\"%s\"", request->parameters[SHA256]);
  g_autofree char *digest = loket_wire_digest_from_sha256 (request->parameters[SHA256]);
  g_autofree char *part = NULL;
  const char *only_if = loket_hub_request_get_header (request, "If-Range");
  gint64 offset;
  gint64 length;
  gboolean is_part = loket_hub_headers_read_range (only_if == NULL || g_str_equal (only_if, etag)
                                                     ? request->range : NULL,
                                                   asked->size, &offset, &length);

  if (length == 0)
    {
      part = g_strdup_printf ("bytes */%" G_GINT64_FORMAT, asked->size);
      loket_hub_request_add_header (request, "Content-Range", part);
      loket_hub_request_refuse (request, LOKET_PROBLEM_RANGE_NOT_SATISFIABLE, NULL);
      loket_hub_request_send (request);
      return;
    }
  part = g_strdup_printf ("bytes %" G_GINT64_FORMAT "-%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, offset,
                          offset + length - 1, asked->size);
  loket_hub_request_add_header (request, "ETag", etag);
  loket_hub_request_add_header (request, "Cache-Control", FOR_EVER);
  loket_hub_request_add_header (request, "Accept-Ranges", "bytes");
  loket_hub_request_add_header (request, "Content-Disposition", "attachment");
  loket_hub_request_add_header (request, "Repr-Digest", digest);
  loket_hub_request_add_header (request, is_part ? "Content-Range" : "Content-Digest",
                                is_part ? part : digest);
  loket_hub_sender_send (request, is_part ? SOUP_STATUS_PARTIAL_CONTENT : SOUP_STATUS_OK, asked->type,
                         g_steal_fd (&asked->fd), offset, length);
}

static void
found_cb (LoketHubRequest *request)
{
  const char *known = loket_hub_request_get_header (request, "If-None-Match");
  g_autofree char *etag = g_strdup_printf ("\"%s\"", request->parameters[SHA256]);

  if (g_strcmp0 (known, etag) != 0)
    {
      send_part (request);
      return;
    }
  loket_hub_request_add_header (request, "ETag", etag);
  loket_hub_request_add_header (request, "Cache-Control", FOR_EVER);
  loket_hub_request_answer_empty (request, SOUP_STATUS_NOT_MODIFIED);
  loket_hub_request_send (request);
}

/* GET /blobs/{sha256}?complaint=ID */
void
_loket_hub_handle_blob (LoketHubRequest *request)
{
  const char *complaint_id = loket_hub_request_get_query (request, "complaint");
  Asked *asked;

  if (complaint_id == NULL || !loket_text_is_uuid (complaint_id))
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "complaint is missing or no id");
      loket_hub_request_send (request);
      return;
    }
  asked = g_new0 (Asked, 1);
  asked->fd = -1;
  request->data = asked;
  request->data_free = asked_free;
  loket_hub_request_work (request, blob_work, found_cb);
}
