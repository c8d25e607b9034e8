/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-received.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#include "loket-attachment-type.h"
#include "loket-hub-files.h"
#include "loket-hub-headers.h"
#include "loket-hub-uploads.h"
#include "loket-limits.h"
#include "loket-wire-digest.h"

#define UPLOAD_ID 0

/**
 * loket_hub_received_make_key:
 * @request: a request for an upload
 *
 * Tells whose upload it is for and which. Somebody else's of the same id, which
 * is not there for the asker, has another key. Main thread.
 *
 * Returns: (transfer full): the key
 */
char *
loket_hub_received_make_key (LoketHubRequest *request)
{
  return g_strconcat (request->account->officer->id, " ", request->parameters[UPLOAD_ID], NULL);
}

/**
 * loket_hub_received_new:
 * @request: a request whose body is to come
 * @folder: the hub's folder
 *
 * Reads what a request says of its piece of a file. Main thread.
 *
 * Returns: (transfer full) (nullable): the piece; %NULL where the request was
 *   answered with a problem
 */
LoketHubReceived *
loket_hub_received_new (LoketHubRequest *request,
                        const char      *folder)
{
  LoketHubReceived *self;
  gboolean is_last;
  gint64 offset;

  if (!loket_hub_headers_read_integer (request, "Upload-Offset", 0, LOKET_LIMIT_ATTACHMENT_BYTES, &offset) ||
      !loket_hub_headers_read_boolean (request, "Upload-Complete", &is_last))
    return NULL;

  self = g_new0 (LoketHubReceived, 1);
  self->folder = g_strdup (folder);
  self->key = loket_hub_received_make_key (request);
  self->offset = self->position = offset;
  self->length = soup_message_headers_get_content_length (
    soup_server_message_get_request_headers (request->message));
  self->is_last = is_last;
  self->message = request->message;
  self->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  self->fd = -1;
  return self;
}

/**
 * loket_hub_received_free:
 * @data: (transfer full): a piece
 *
 * Frees it, and closes its file.
 */
void
loket_hub_received_free (gpointer data)
{
  LoketHubReceived *self = data;

  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_clear_pointer (&self->upload, loket_hub_upload_free);
  g_clear_error (&self->error);
  g_checksum_free (self->checksum);
  g_free (self->type);
  g_free (self->folder);
  g_free (self->key);
  g_free (self);
}

/* The upload goes on elsewhere. */
static void
refuse_place (LoketHubRequest      *request,
              const LoketHubUpload *upload)
{
  loket_hub_uploads_tell (request, upload->received, upload->size, upload->type != NULL);
  loket_hub_request_refuse (request, LOKET_PROBLEM_MISMATCHING_UPLOAD_OFFSET, NULL);
}

/* Whether the piece fits the file that was announced; else answers. */
static gboolean
check_place (LoketHubReceived *self,
             LoketHubRequest  *request)
{
  const LoketHubUpload *upload = self->upload;
  gint64 end = self->offset + self->length;

  if (upload->type != NULL || upload->received != self->offset)
    refuse_place (request, upload);
  else if (end > upload->size)
    loket_hub_request_refuse (request, LOKET_PROBLEM_TOO_LARGE, "More comes than was announced");
  else if (self->is_last && end < upload->size)
    loket_hub_request_refuse (request, LOKET_PROBLEM_VALIDATION, "Less comes than was announced");
  else
    return TRUE;
  return FALSE;
}

/**
 * loket_hub_received_open:
 * @self: a piece
 * @request: its request
 * @shelf: the storage
 * @error: return location for a #GError
 *
 * Finds the upload and opens its bytes, or answers where the piece is not what
 * comes next. Storage's thread.
 *
 * Returns: whether it went well
 */
gboolean
loket_hub_received_open (LoketHubReceived *self,
                         LoketHubRequest  *request,
                         LoketHubShelf    *shelf,
                         GError          **error)
{
  struct stat info;

  self->upload = loket_hub_shelf_get_upload (shelf, request->account, request->parameters[UPLOAD_ID],
                                             request->now, error);
  if (self->upload == NULL)
    return FALSE;
  if (!check_place (self, request))
    return TRUE;
  self->fd = loket_hub_files_open_partial (self->folder, self->upload->id, error);
  if (self->fd < 0)
    return FALSE;
  if (fstat (self->fd, &info) == 0 && info.st_size >= self->offset)
    return TRUE;

  /* The disk has lost some of what counted. */
  if (!loket_hub_shelf_advance_upload (shelf, request->account, self->upload->id, self->offset, 0,
                                       request->now, error))
    return FALSE;
  self->upload->received = 0;
  refuse_place (request, self->upload);
  return TRUE;
}

/**
 * loket_hub_received_write:
 * @self: a piece
 * @bytes: what came of it
 *
 * Writes behind what was written before; an error stays with the piece. Thread
 * for files.
 */
void
loket_hub_received_write (LoketHubReceived *self,
                          GBytes           *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (self->error != NULL || !loket_hub_files_write (self->fd, self->position, bytes, &self->error))
    return;
  self->position += (gint64) size;
  g_checksum_update (self->checksum, data, (gssize) size);
}

/* Whether the last piece makes the file that was announced, and one that is
 * allowed; else answers, and the upload is of no use. */
static gboolean
check_whole (LoketHubReceived  *self,
             LoketHubRequest   *request,
             GError           **error)
{
  g_autofree char *path = loket_hub_files_dup_partial (self->folder, self->upload->id);
  g_autofree char *hash = NULL;
  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) unfit = NULL;

  hash = loket_hub_files_hash (path, NULL, error);
  if (hash == NULL)
    return FALSE;
  if (g_strcmp0 (hash, self->upload->sha256) != 0)
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_UPLOAD_DIGEST_MISMATCH, NULL);
      return FALSE;
    }
  mapped = g_mapped_file_new (path, FALSE, error);
  if (mapped == NULL)
    return FALSE;
  bytes = g_mapped_file_get_bytes (mapped);
  self->type = g_strdup (loket_attachment_sniff (bytes, NULL, &unfit));
  if (self->type != NULL)
    return TRUE;
  if (g_error_matches (unfit, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_FAILED))
    g_propagate_error (error, g_steal_pointer (&unfit));
  else
    loket_hub_request_refuse (request, LOKET_PROBLEM_UNSUPPORTED_MEDIA_TYPE, unfit->message);
  return FALSE;
}

/* Whether all of it came, as it was sent, and is durable; else answers. */
static gboolean
check_bytes (LoketHubReceived  *self,
             LoketHubRequest   *request,
             GError           **error)
{
  g_autofree char *announced = loket_wire_digest_to_sha256 (
    loket_hub_request_get_header (request, "Content-Digest"));

  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (self->lost || self->position != self->offset + self->length)
    loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "The body is not complete");
  else if (announced == NULL)
    loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "Content-Digest is missing");
  else if (g_strcmp0 (announced, g_checksum_get_string (self->checksum)) != 0)
    loket_hub_request_refuse (request, LOKET_PROBLEM_DIGEST_MISMATCH, NULL);
  else
    /* What a piece before left behind the end is not the file's. */
    return (!self->is_last || loket_hub_files_shorten (self->fd, self->position, error)) &&
           loket_hub_files_sync (self->fd, error);
  return FALSE;
}

/**
 * loket_hub_received_check:
 * @self: a piece whose body was read
 * @request: its request
 *
 * Looks at what came and makes it durable, or answers why it does not count.
 * Thread for files.
 */
void
loket_hub_received_check (LoketHubReceived *self,
                          LoketHubRequest  *request)
{
  g_autoptr (GError) error = NULL;

  if (check_bytes (self, request, &error) && self->is_last && !check_whole (self, request, &error))
    self->drop = error == NULL;
  if (error != NULL)
    loket_hub_request_refuse_error (request, error);
}

/**
 * loket_hub_received_count:
 * @self: a piece that was looked at
 * @request: its request
 * @shelf: the storage
 *
 * Has the piece count, or drops an upload that came to nothing. Storage's thread.
 */
void
loket_hub_received_count (LoketHubReceived *self,
                          LoketHubRequest  *request,
                          LoketHubShelf    *shelf)
{
  gint64 end = self->offset + self->length;
  g_autoptr (GError) error = NULL;
  gboolean counts;

  if (self->drop && !loket_hub_shelf_drop_upload (shelf, request->account, self->upload->id, &error))
    g_warning ("An upload that came to nothing stays for now: %s", error->message);
  if (loket_hub_request_is_answered (request))
    return;

  counts = self->is_last
             ? loket_hub_shelf_finish_upload (shelf, request->account, self->upload->id, self->offset,
                                              self->type, request->now, &error)
             : loket_hub_shelf_advance_upload (shelf, request->account, self->upload->id, self->offset,
                                               end, request->now, &error);
  if (!counts)
    {
      loket_hub_request_refuse_error (request, error);
      return;
    }
  loket_hub_uploads_tell (request, end, self->upload->size, self->is_last);
  loket_hub_request_answer_empty (request, SOUP_STATUS_NO_CONTENT);
}
