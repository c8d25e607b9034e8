/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

#include <string.h>

void
_fake_request_clear (FakeRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->token);
  g_free (self->epoch);
  g_free (self->receipt);
  g_clear_pointer (&self->body, g_bytes_unref);
}

static LoketRequestKind
recognize (const FakeRequest *request)
{
  if (g_str_equal (request->path, "/auth/sign-in"))
    return LOKET_REQUEST_SIGN_IN;
  if (g_str_equal (request->path, "/auth/refresh"))
    return LOKET_REQUEST_REFRESH;
  if (g_str_equal (request->path, "/auth/sign-out"))
    return LOKET_REQUEST_SIGN_OUT;
  if (g_str_equal (request->path, "/session"))
    return LOKET_REQUEST_SESSION;
  if (g_str_equal (request->path, "/rules"))
    return LOKET_REQUEST_RULES;
  if (g_str_equal (request->path, "/guidance"))
    return LOKET_REQUEST_GUIDANCE;
  if (g_str_equal (request->path, "/sync/snapshot"))
    return LOKET_REQUEST_SNAPSHOT;
  if (g_str_equal (request->path, "/sync/changes"))
    return LOKET_REQUEST_CHANGES;
  if (g_str_has_prefix (request->path, "/devices/"))
    return LOKET_REQUEST_DEVICE;
  if (g_str_has_suffix (request->path, "/claim"))
    return g_str_equal (request->method, "PUT") ? LOKET_REQUEST_CLAIM : LOKET_REQUEST_UNCLAIM;
  if (g_str_has_prefix (request->path, "/uploads/") && g_str_equal (request->method, "DELETE"))
    return LOKET_REQUEST_END_UPLOAD;
  if (g_str_equal (request->path, "/sync/events"))
    return LOKET_REQUEST_EVENTS;
  if (g_str_equal (request->path, "/replies/status"))
    return LOKET_REQUEST_STATUS;
  if (strstr (request->path, "/replies/") != NULL)
    return g_str_equal (request->method, "DELETE") ? LOKET_REQUEST_REVOKE : LOKET_REQUEST_REPLY;
  return LOKET_REQUEST_COMPLAINT;
}

static char *
decode_url_safe (const char *text)
{
  g_autofree char *copy = g_strdup (text);
  g_autoptr (GString) padded = g_string_new (NULL);
  gsize length;
  g_autofree guchar *data = NULL;

  g_strdelimit (copy, "-", '+');
  g_strdelimit (copy, "_", '/');
  g_string_append (padded, copy);
  while (padded->len % 4 != 0)
    g_string_append_c (padded, '=');
  data = g_base64_decode (padded->str, &length);
  return g_strndup ((const char *) data, length);
}

gboolean
_fake_request_read (GDataInputStream *stream,
                    FakeRequest      *request)
{
  g_autofree char *first = g_data_input_stream_read_line (stream, NULL, NULL, NULL);
  g_auto (GStrv) words = first != NULL ? g_strsplit (g_strchomp (first), " ", 3) : NULL;
  gsize length = 0;
  char *question;

  if (words == NULL || g_strv_length (words) != 3)
    return FALSE;
  request->method = g_strdup (words[0]);
  question = strchr (words[1], '?');
  request->query = question != NULL ? g_strdup (question + 1) : NULL;
  if (question != NULL)
    *question = '\0';
  g_assert_true (g_str_has_prefix (words[1], "/api/v1/"));
  request->path = g_strdup (words[1] + strlen ("/api/v1"));

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

      if (line == NULL)
        return FALSE;
      g_strchomp (line);
      if (*line == '\0')
        break;
      if (g_ascii_strncasecmp (line, "Content-Length: ", 16) == 0)
        length = (gsize) g_ascii_strtoull (line + 16, NULL, 10);
      else if (g_ascii_strncasecmp (line, "Authorization: ", 15) == 0)
        request->token = g_strdup (line + 15);
      else if (g_ascii_strncasecmp (line, "Sync-Epoch: ", 12) == 0)
        request->epoch = g_strdup (line + 12);
      else if (g_ascii_strncasecmp (line, "Recovered-Receipt: ", 19) == 0)
        request->receipt = decode_url_safe (line + 19);
      else
        g_assert_false (g_ascii_strncasecmp (line, "Transfer-Encoding:", 18) == 0);
    }

  if (length > 0)
    {
      char *data = g_malloc (length);
      gsize got = 0;

      if (!g_input_stream_read_all (G_INPUT_STREAM (stream), data, length, &got, NULL, NULL) ||
          got != length)
        {
          g_free (data);
          return FALSE;
        }
      request->body = g_bytes_new_take (data, length);
    }
  else
    {
      request->body = g_bytes_new (NULL, 0);
    }
  request->kind = recognize (request);
  return TRUE;
}
