/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-http-message.h"

#include <string.h>

#include "loket-time.h"
#include "loket-limits.h"
#include "loket-wire-digest.h"
#include "loket-wire-field.h"

/* base64url without padding (RFC 4648, section 5). */
static char *
make_url_safe (const char *text)
{
  char *encoded = g_base64_encode ((const guchar *) text, strlen (text));

  g_strdelimit (encoded, "+", '-');
  g_strdelimit (encoded, "/", '_');
  *strchrnul (encoded, '=') = '\0';
  return encoded;
}

/* As in the resumable uploads of the IETF's draft, in the form that begins empty. */
static void
add_upload (SoupMessageHeaders    *headers,
            const LoketHttpUpload *upload)
{
  g_autofree char *number = NULL;

  soup_message_headers_replace (headers, "Upload-Complete", upload->is_last ? "?1" : "?0");
  if (upload->offset >= 0)
    {
      number = g_strdup_printf ("%" G_GINT64_FORMAT, upload->offset);
      soup_message_headers_replace (headers, "Upload-Offset", number);
    }
  else
    {
      g_autofree char *key = g_strdup_printf ("\"%s\"", upload->id);
      g_autofree char *digest = loket_wire_digest_from_sha256 (upload->sha256);

      number = g_strdup_printf ("%" G_GINT64_FORMAT, upload->size);
      soup_message_headers_replace (headers, "Upload-Length", number);
      soup_message_headers_replace (headers, "Idempotency-Key", key);
      soup_message_headers_replace (headers, "Repr-Digest", digest);
      soup_message_headers_set_content_length (headers, 0);
    }
}

/**
 * _loket_http_make_message:
 * @base: the address of the API
 * @request: what to ask
 *
 * Makes the message of a request: never redirected, its body with length and
 * digest, the answer's packed if the hub likes.
 *
 * Returns: (transfer full) (nullable): a message, %NULL for a path that makes
 *   no address
 */
SoupMessage *
_loket_http_make_message (const char             *base,
                          const LoketHttpRequest *request)
{
  g_autofree char *address = g_strconcat (base, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, address);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept-Encoding",
                                request->kind == LOKET_REQUEST_BLOB ? "identity" : "gzip");
  soup_message_headers_replace (headers, "Accept",
                                "application/json, application/x-ndjson, application/problem+json");
  if (request->epoch != NULL)
    soup_message_headers_replace (headers, "Sync-Epoch", request->epoch);
  if (request->access_token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", request->access_token, NULL);

      soup_message_headers_replace (headers, "Authorization", bearer);
    }
  if (request->event_id != NULL)
    soup_message_headers_replace (headers, "Last-Event-ID", request->event_id);
  if (request->receipt != NULL)
    {
      g_autofree char *receipt = make_url_safe (request->receipt);

      soup_message_headers_replace (headers, "Recovered-Receipt", receipt);
    }
  if (request->upload != NULL)
    add_upload (headers, request->upload);
  if (request->range_length > 0)
    soup_message_headers_set_range (headers, request->range_start,
                                    request->range_start + request->range_length - 1);
  if (request->body != NULL)
    {
      g_autofree char *digest = loket_wire_digest_header (request->body);

      soup_message_set_request_body_from_bytes (message,
                                                request->upload != NULL ? "application/partial-upload" : "application/json",
                                                request->body);
      soup_message_headers_replace (headers, "Content-Digest", digest);
    }
  return message;
}

/**
 * _loket_http_is_weak:
 * @event: what happened on the way to the hub
 * @connection: the connection
 *
 * Tells whether it is secured by a protocol that is too old.
 *
 * Returns: whether nothing must be said on it
 */
gboolean
_loket_http_is_weak (GSocketClientEvent  event,
                     GIOStream          *connection)
{
  GTlsProtocolVersion version;

  if (event != G_SOCKET_CLIENT_TLS_HANDSHAKED || !G_IS_TLS_CONNECTION (connection))
    return FALSE;

  version = g_tls_connection_get_protocol_version (G_TLS_CONNECTION (connection));
  return version != G_TLS_PROTOCOL_VERSION_TLS_1_2 && version != G_TLS_PROTOCOL_VERSION_TLS_1_3;
}

static char *
dup_media_type (SoupMessageHeaders *headers)
{
  const char *value = soup_message_headers_get_one (headers, "Content-Type");
  const char *end;
  g_autofree char *type = NULL;

  if (value == NULL)
    return NULL;
  end = strchr (value, ';');
  type = end != NULL ? g_strndup (value, (gsize) (end - value)) : g_strdup (value);
  return g_ascii_strdown (g_strstrip (type), -1);
}

static gint64
parse_http_date (const char *value)
{
  g_autoptr (GDateTime) date = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  return date != NULL ? g_date_time_to_unix (date) : LOKET_TIME_UNSET;
}

/* Seconds from a number or, counted from the answer's own Date, from a date. */
static gint64
parse_retry_after (const char *value,
                   gint64      date)
{
  guint64 seconds;
  gint64 instant;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds;
  instant = parse_http_date (value);
  if (instant == LOKET_TIME_UNSET || date == LOKET_TIME_UNSET)
    return -1;
  return CLAMP (instant - date, 0, G_MAXINT32);
}

/**
 * _loket_http_read_headers:
 * @message: a message whose headers have come
 * @answer: where to put them
 *
 * Takes what we look at out of an answer's headers. One that is there twice is
 * joined by a comma, and then fits nothing.
 */
void
_loket_http_read_headers (SoupMessage *message,
                          LoketAnswer *answer)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *length = soup_message_headers_get_list (headers, "Content-Length");
  guint64 value;

  answer->status = soup_message_get_status (message);
  answer->epoch = g_strdup (soup_message_headers_get_list (headers, "Sync-Epoch"));
  answer->content_type = dup_media_type (headers);
  answer->digest = g_strdup (soup_message_headers_get_list (headers, "Content-Digest"));
  answer->encoding = g_strdup (soup_message_headers_get_list (headers, "Content-Encoding"));
  if (length != NULL && g_ascii_string_to_unsigned (length, 10, 0, G_MAXINT64, &value, NULL))
    answer->length = (gint64) value;
  if (!loket_wire_field_parse_integer (soup_message_headers_get_list (headers, "Upload-Offset"),
                                       LOKET_LIMIT_JSON_INTEGER, &answer->upload_offset))
    answer->upload_offset = -1;
  loket_wire_field_parse_boolean (soup_message_headers_get_list (headers, "Upload-Complete"),
                                  &answer->upload_complete);
  answer->date = parse_http_date (soup_message_headers_get_one (headers, "Date"));
  answer->retry_after = parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"),
                                           answer->date);
}
