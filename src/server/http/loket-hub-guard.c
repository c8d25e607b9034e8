/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-guard.h"

#include <string.h>

#include "loket-hub-routes.h"
#include "loket-hub-server.h"
#include "loket-wire-digest.h"

#define MAX_TOKEN_CHARS 128

/*
 * What is checked of a request before anything of its body is read, in this
 * order: headers that must not come twice, the host, the route and method, the
 * body's length and type. The token follows in the server, since it needs the
 * storage. SoupServer takes the last of several Host headers and answers a
 * Content-Length beside a Transfer-Encoding, both roads for smuggling.
 */

static SoupMessageHeaders *
get_headers (LoketHubRequest *request)
{
  return soup_server_message_get_request_headers (request->message);
}

static guint
count_header (LoketHubRequest *request,
              const char      *wanted)
{
  SoupMessageHeadersIter iter;
  const char *name;
  const char *value;
  guint n = 0;

  soup_message_headers_iter_init (&iter, get_headers (request));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (g_ascii_strcasecmp (name, wanted) == 0)
      n++;
  return n;
}

static gboolean
check_doubles (LoketHubRequest *request)
{
  static const char *const single[] = {
    "Host", "Content-Length", "Content-Type", "Content-Digest", "Authorization", "Sync-Epoch",
    "If-Match", "If-None-Match", "Last-Event-ID", "Recovered-Receipt", "Idempotency-Key",
    "Upload-Offset", "Upload-Complete", "Upload-Length", "Repr-Digest", "Range",
  };

  for (guint i = 0; i < G_N_ELEMENTS (single); i++)
    if (count_header (request, single[i]) > 1)
      {
        loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "A header came twice");
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_loopback_name (const char *host)
{
  return host != NULL && (g_ascii_strcasecmp (host, "localhost") == 0 ||
                          g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1"));
}

/* A name from elsewhere in a request to loopback is a page of somebody else. */
static gboolean
check_host (LoketHubRequest *request)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  gboolean known = loket_hub_server_is_behind_proxy (request->server) ||
                   is_loopback_name (g_uri_get_host (uri));

  if (count_header (request, "Host") == 1 && known)
    return TRUE;

  loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "The host is not this hub");
  return FALSE;
}

static gboolean
find_route (LoketHubRequest *request,
            const char      *path)
{
  g_autofree char *allowed = NULL;

  request->route = loket_hub_routes_find (soup_server_message_get_method (request->message), path,
                                          request->parameters, &allowed);
  if (request->route != NULL)
    return TRUE;

  if (allowed != NULL)
    {
      loket_hub_request_add_header (request, "Allow", allowed);
      loket_hub_request_refuse (request, LOKET_PROBLEM_METHOD_NOT_ALLOWED, NULL);
    }
  else
    loket_hub_request_refuse (request, LOKET_PROBLEM_NOT_FOUND, NULL);
  return FALSE;
}

static gboolean
check_length (LoketHubRequest *request)
{
  SoupMessageHeaders *headers = get_headers (request);
  goffset length = soup_message_headers_get_content_length (headers);
  LoketProblemCode code = LOKET_PROBLEM_UNKNOWN;

  if (soup_message_headers_get_one (headers, "Transfer-Encoding") != NULL ||
      (request->route->body_limit > 0 && soup_message_headers_get_one (headers, "Content-Length") == NULL))
    code = LOKET_PROBLEM_LENGTH_REQUIRED;
  else if (length < 0)
    code = LOKET_PROBLEM_BAD_REQUEST;
  else if ((guint64) length > request->route->body_limit)
    code = LOKET_PROBLEM_TOO_LARGE;

  if (code == LOKET_PROBLEM_UNKNOWN)
    return TRUE;
  loket_hub_request_refuse (request, code, NULL);
  return FALSE;
}

static gboolean
check_type (LoketHubRequest *request)
{
  const char *wanted = request->route->begin != NULL ? "application/partial-upload" : "application/json";
  const char *type;

  if (request->route->body_limit == 0)
    return TRUE;

  type = soup_message_headers_get_content_type (get_headers (request), NULL);
  if (g_strcmp0 (type, wanted) == 0)
    return TRUE;
  loket_hub_request_refuse (request, LOKET_PROBLEM_UNSUPPORTED_MEDIA_TYPE, NULL);
  return FALSE;
}

/**
 * loket_hub_guard_check_head:
 * @request: a fresh request
 * @path: its path as it came
 *
 * Checks everything that can be seen before the body, finds the route, and
 * answers with a problem where something is wrong. Main thread.
 */
void
loket_hub_guard_check_head (LoketHubRequest *request,
                            const char      *path)
{
  SoupMessageHeaders *headers = get_headers (request);

  request->epoch = g_strdup (soup_message_headers_get_one (headers, "Sync-Epoch"));
  if (check_doubles (request) && check_host (request) && find_route (request, path) &&
      check_length (request))
    check_type (request);

  /* SoupServer would cut an answer to a range and break its digest. */
  request->range = g_strdup (soup_message_headers_get_one (headers, "Range"));
  soup_message_headers_remove (headers, "Range");
}

/**
 * loket_hub_guard_has_body:
 * @request: a request
 *
 * Tells whether a body follows that nobody has looked at yet.
 *
 * Returns: whether it says so
 */
gboolean
loket_hub_guard_has_body (LoketHubRequest *request)
{
  SoupMessageHeaders *headers = get_headers (request);

  return soup_message_headers_get_one (headers, "Transfer-Encoding") != NULL ||
         soup_message_headers_get_content_length (headers) != 0;
}

/**
 * loket_hub_guard_check_body:
 * @request: a request whose body was read
 *
 * Takes the body over when it is the one announced, else answers with a
 * problem. Main thread.
 */
void
loket_hub_guard_check_body (LoketHubRequest *request)
{
  SoupMessageHeaders *headers = get_headers (request);
  g_autoptr (GError) error = NULL;
  const char *digest;

  if (request->route->body_limit == 0 || request->route->begin != NULL)
    return;

  request->body = soup_message_body_flatten (soup_server_message_get_request_body (request->message));
  digest = soup_message_headers_get_one (headers, "Content-Digest");
  if ((goffset) g_bytes_get_size (request->body) != soup_message_headers_get_content_length (headers))
    loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "The body is not complete");
  else if (digest == NULL)
    loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, "Content-Digest is missing");
  else if (!loket_wire_digest_check (digest, request->body, &error))
    loket_hub_request_refuse (request, LOKET_PROBLEM_DIGEST_MISMATCH, NULL);
}

/**
 * loket_hub_guard_dup_token:
 * @request: a request
 *
 * Reads the bearer token.
 *
 * Returns: (transfer full) (nullable): the token, %NULL where none is given
 */
char *
loket_hub_guard_dup_token (LoketHubRequest *request)
{
  const char *value = soup_message_headers_get_one (get_headers (request), "Authorization");
  gsize prefix = strlen ("Bearer ");

  if (value == NULL || g_ascii_strncasecmp (value, "Bearer ", prefix) != 0)
    return NULL;
  value += prefix;
  if (*value == '\0' || strlen (value) > MAX_TOKEN_CHARS || strpbrk (value, " ,") != NULL)
    return NULL;
  return g_strdup (value);
}
