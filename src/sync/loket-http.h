/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-answer.h"
#include "loket-sync-error.h"

G_BEGIN_DECLS

/**
 * LoketHttpUpload:
 * @id: (nullable): the file's id, where it is announced
 * @sha256: (nullable): its hash, where it is announced
 * @size: bytes, where it is announced
 * @offset: where the part begins; -1 where it is announced
 * @is_last: whether it is the last part
 *
 * What the headers of an upload say.
 */
typedef struct
{
  const char *id;
  const char *sha256;
  gint64      size;
  gint64      offset;
  gboolean    is_last;
} LoketHttpUpload;

/**
 * LoketHttpRequest:
 * @kind: what is asked
 * @method: the HTTP method
 * @path: below `/api/v1`, with the query, escaped
 * @body: (nullable): JSON to send
 * @access_token: (nullable): for the Authorization header
 * @epoch: (nullable): for the Sync-Epoch header
 * @event_id: (nullable): for the Last-Event-ID header
 * @upload: (nullable): for a file; @body then is a part of it
 * @range_start: for a part of a file of the hub: from which byte on
 * @range_length: and how many bytes; 0 for no part
 * @receipt: (nullable): receipt JSON for the Recovered-Receipt header
 *
 * A request; the caller's until the call returns.
 */
typedef struct
{
  LoketRequestKind kind;
  const char      *method;
  const char      *path;
  GBytes          *body;
  const char      *access_token;
  const char      *epoch;
  const char      *event_id;
  const char      *receipt;
  const LoketHttpUpload *upload;
  gint64           range_start;
  gint64           range_length;
} LoketHttpRequest;

#define LOKET_TYPE_HTTP (loket_http_get_type ())
G_DECLARE_FINAL_TYPE (LoketHttp, loket_http, LOKET, HTTP, GObject)

LoketHttp   *loket_http_new          (const char              *server,
                                      const char              *ca_file,
                                      GError                 **error);
void         loket_http_set_timeouts (LoketHttp               *self,
                                      guint                    idle_seconds,
                                      guint                    total_ms);
void         loket_http_send_async   (LoketHttp               *self,
                                      const LoketHttpRequest  *request,
                                      GCancellable            *cancellable,
                                      GAsyncReadyCallback      callback,
                                      gpointer                 user_data);
LoketAnswer *loket_http_send_finish  (LoketHttp               *self,
                                      GAsyncResult            *result,
                                      GError                 **error);
void         loket_http_stop         (LoketHttp               *self);

G_END_DECLS
