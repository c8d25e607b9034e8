/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What may come in place of an answer. Those of “raw” come from somebody on the
 * way; “head” changes what an answer says of itself; “body” changes its text and
 * signs it again, as only a hub with a mistake would; “hub” is what a hub in
 * trouble says.
 */
#include "cutproxy.h"

#include <string.h>

#define PAGE "<html><body>Silakan masuk ke jaringan tamu.</body></html>"

typedef struct
{
  const char *name;
  void      (*apply) (CutMessage *answer,
                      GByteArray *out,
                      const char *value);
  const char *value;
  CutEnd      end;
} Mutant;

static void
put (GByteArray *out,
     const char *text)
{
  g_byte_array_append (out, (const guint8 *) text, (guint) strlen (text));
}

static void
put_message (GByteArray       *out,
             const CutMessage *answer)
{
  g_byte_array_append (out, (const guint8 *) answer->head->str, (guint) answer->head->len);
  g_byte_array_append (out, answer->body->data, answer->body->len);
}

/* Length and digest that fit the body. */
void
cut_message_sign (CutMessage *answer)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *length = g_strdup_printf ("%u", answer->body->len);
  g_autofree char *encoded = NULL;
  g_autofree char *digest = NULL;
  guint8 sum[32];
  gsize size = sizeof sum;

  g_checksum_update (checksum, answer->body->data, answer->body->len);
  g_checksum_get_digest (checksum, sum, &size);
  encoded = g_base64_encode (sum, size);
  digest = g_strdup_printf ("sha-256=:%s:", encoded);
  cut_message_set (answer, "Content-Digest", digest);
  cut_message_set (answer, "Content-Length", length);
}

static char *
dup_body (const CutMessage *answer)
{
  return answer->body->len > 0 ? g_strndup ((const char *) answer->body->data, answer->body->len)
                               : g_strdup ("");
}

static void
set_body (CutMessage *answer,
          const char *text,
          gssize      size)
{
  g_byte_array_set_size (answer->body, 0);
  g_byte_array_append (answer->body, (const guint8 *) text, (guint) (size < 0 ? (gssize) strlen (text) : size));
}

static void
set_status (CutMessage *answer,
            const char *status)
{
  gsize end = strcspn (answer->head->str, "\r");

  g_string_erase (answer->head, 0, (gssize) end);
  g_string_prepend (answer->head, status);
  g_string_prepend (answer->head, "HTTP/1.1 ");
}

/* raw */

static void
raw (CutMessage *answer,
     GByteArray *out,
     const char *value)
{
  put (out, value);
}

static void
page (CutMessage *answer,
      GByteArray *out,
      const char *value)
{
  g_autofree char *head = g_strdup_printf ("HTTP/1.1 %s\r\nContent-Type: text/html\r\n"
                                           "Content-Length: %zu\r\n\r\n" PAGE, value, strlen (PAGE));

  put (out, head);
}

static void
before (CutMessage *answer,
        GByteArray *out,
        const char *value)
{
  put (out, value);
  put_message (out, answer);
}

static void
behind (CutMessage *answer,
        GByteArray *out,
        const char *value)
{
  put_message (out, answer);
  put (out, value);
}

static void
only_body (CutMessage *answer,
           GByteArray *out,
           const char *value)
{
  g_byte_array_append (out, answer->body->data, answer->body->len);
}

static void
old_version (CutMessage *answer,
             GByteArray *out,
             const char *value)
{
  answer->head->str[7] = '0';
  put_message (out, answer);
}

/* head */

static void
without (CutMessage *answer,
         GByteArray *out,
         const char *value)
{
  cut_message_set (answer, value, NULL);
  put_message (out, answer);
}

/* @value: `Name: content`; in place of what is there. */
static void
with (CutMessage *answer,
      GByteArray *out,
      const char *value)
{
  g_autofree char *name = g_strndup (value, strcspn (value, ":"));

  cut_message_set (answer, name, value + strlen (name) + 2);
  put_message (out, answer);
}

/* Beside what is there. */
static void
again (CutMessage *answer,
       GByteArray *out,
       const char *value)
{
  g_string_insert (answer->head, (gssize) answer->head->len - 2, value);
  g_string_insert (answer->head, (gssize) answer->head->len - 2, "\r\n");
  put_message (out, answer);
}

static void
flood (CutMessage *answer,
       GByteArray *out,
       const char *value)
{
  g_autofree char *much = g_strnfill (300 * 1024, 'x');

  cut_message_set (answer, "X-Much", much);
  put_message (out, answer);
}

static void
length (CutMessage *answer,
        GByteArray *out,
        const char *value)
{
  g_autofree char *text = g_strdup_printf ("%d", (int) answer->body->len + atoi (value));

  cut_message_set (answer, "Content-Length", text);
  put_message (out, answer);
}

static void
chunked (CutMessage *answer,
         GByteArray *out,
         const char *value)
{
  guint half = answer->body->len / 2;
  g_autofree char *size = g_strdup_printf ("%x\r\n", half);
  g_autofree char *rest = g_strdup_printf ("\r\n%x\r\n", answer->body->len - half);

  cut_message_set (answer, "Content-Length", NULL);
  cut_message_set (answer, "Transfer-Encoding", "chunked");
  put (out, answer->head->str);
  if (half > 0)
    {
      put (out, size);
      g_byte_array_append (out, answer->body->data, half);
      put (out, rest);
    }
  if (g_str_equal (value, "cut"))
    return;
  g_byte_array_append (out, answer->body->data + half, answer->body->len - half);
  put (out, half > 0 ? "\r\n0\r\n\r\n" : "0\r\n\r\n");
}

static void
cut (CutMessage *answer,
     GByteArray *out,
     const char *value)
{
  put_message (out, answer);
  g_byte_array_set_size (out, (guint) answer->head->len + answer->body->len / 2);
}

static void
zip (CutMessage   *answer,
     const guint8 *data,
     gsize         size)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, G_CONVERTER (compressor));
  g_autoptr (GBytes) packed = NULL;

  g_output_stream_write_all (stream, data, size, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  packed = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
  set_body (answer, g_bytes_get_data (packed, NULL), (gssize) g_bytes_get_size (packed));
  cut_message_set (answer, "Content-Encoding", "gzip");
}

static void
gzip (CutMessage *answer,
      GByteArray *out,
      const char *value)
{
  if (g_str_equal (value, "bomb"))
    {
      gsize size = 80 * 1024 * 1024;
      g_autofree guint8 *zeros = g_malloc0 (size);

      zip (answer, zeros, size);
    }
  else
    {
      g_autoptr (GBytes) plain = g_bytes_new (answer->body->data, answer->body->len);

      zip (answer, g_bytes_get_data (plain, NULL), g_bytes_get_size (plain));
    }
  if (g_str_equal (value, "cut"))
    g_byte_array_set_size (answer->body, answer->body->len - 9);
  cut_message_sign (answer);
  put_message (out, answer);
}

/* body */

static void
text (CutMessage *answer,
      GByteArray *out,
      const char *value)
{
  set_body (answer, value, -1);
  cut_message_sign (answer);
  put_message (out, answer);
}

static void
deep (CutMessage *answer,
      GByteArray *out,
      const char *value)
{
  g_autoptr (GString) json = g_string_new ("{\"a\":");

  for (guint i = 0; i < 5000; i++)
    g_string_append_c (json, '[');
  for (guint i = 0; i < 5000; i++)
    g_string_append_c (json, ']');
  g_string_append_c (json, '}');
  text (answer, out, json->str);
}

/* Puts @value behind the first brace of the body. */
static void
insert (CutMessage *answer,
        GByteArray *out,
        const char *value)
{
  g_autofree char *old = dup_body (answer);
  char *brace = strchr (old, '{');

  if (brace != NULL)
    {
      g_autofree char *new = g_strdup_printf ("%.*s%s%s", (int) (brace + 1 - old), old, value,
                                              brace + 1);

      set_body (answer, new, -1);
    }
  cut_message_sign (answer);
  put_message (out, answer);
}

static void
nul (CutMessage *answer,
     GByteArray *out,
     const char *value)
{
  if (answer->body->len > 2)
    answer->body->data[answer->body->len / 2] = value[0] == '0' ? 0 : 0xff;
  cut_message_sign (answer);
  put_message (out, answer);
}

static void
half (CutMessage *answer,
      GByteArray *out,
      const char *value)
{
  g_byte_array_set_size (answer->body, answer->body->len / 2);
  cut_message_sign (answer);
  put_message (out, answer);
}

static void
flip (CutMessage *answer,
      GByteArray *out,
      const char *value)
{
  if (answer->body->len > 0)
    answer->body->data[answer->body->len / 3] ^= 1;
  put_message (out, answer);
}

/* Replaces what the expression finds, everywhere. */
static void
exchange (CutMessage *answer,
          const char *pattern,
          const char *value)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_RAW, 0, NULL);
  g_autofree char *old = dup_body (answer);
  g_autofree char *new = g_regex_replace_literal (regex, old, -1, 0, value, 0, NULL);

  if (new != NULL)
    set_body (answer, new, -1);
  cut_message_sign (answer);
}

static void
numbers (CutMessage *answer,
         GByteArray *out,
         const char *value)
{
  exchange (answer, "(?<=:)\\d+(?=[,}])", value);
  put_message (out, answer);
}

static void
ids (CutMessage *answer,
     GByteArray *out,
     const char *value)
{
  exchange (answer, "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", value);
  put_message (out, answer);
}

static void
hashes (CutMessage *answer,
        GByteArray *out,
        const char *value)
{
  exchange (answer, "(?<=\")[0-9a-f]{64}(?=\")", value);
  put_message (out, answer);
}

static void
type_lie (CutMessage *answer,
          GByteArray *out,
          const char *value)
{
  set_body (answer, PAGE, -1);
  cut_message_sign (answer);
  put_message (out, answer);
}

/* hub */

/* @value: `503 Service Unavailable|code`; signed as the hub does. */
static void
hub (CutMessage *answer,
     GByteArray *out,
     const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "|", 2);
  g_autofree char *json =
      g_strdup_printf ("{\"type\":\"urn:loket:problem:%s\",\"title\":\"x\",\"status\":%d}", parts[1],
                       atoi (parts[0]));

  set_status (answer, parts[0]);
  cut_message_set (answer, "Content-Type", "application/problem+json");
  set_body (answer, json, -1);
  cut_message_sign (answer);
  put_message (out, answer);
}

static void
status (CutMessage *answer,
        GByteArray *out,
        const char *value)
{
  set_status (answer, value);
  put_message (out, answer);
}

#define ZERO64 "0000000000000000000000000000000000000000000000000000000000000000"

static const Mutant mutants[] = {
  { "html-200", page, "200 OK", CUT_FIN },
  { "html-kept-open", page, "200 OK", CUT_STALL },
  { "empty-200", raw, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", CUT_FIN },
  { "redirect-301", page, "301 Moved\r\nLocation: https://127.0.0.1/portal", CUT_FIN },
  { "redirect-302", page, "302 Found\r\nLocation: https://127.0.0.1/portal", CUT_FIN },
  { "redirect-303", page, "303 See Other\r\nLocation: https://127.0.0.1/portal", CUT_FIN },
  { "redirect-307", page, "307 Temporary\r\nLocation: https://127.0.0.1/portal", CUT_FIN },
  { "redirect-308", page, "308 Permanent\r\nLocation: https://127.0.0.1/portal", CUT_FIN },
  { "page-401", page, "401 Unauthorized\r\nWWW-Authenticate: Basic realm=x", CUT_FIN },
  { "page-403", page, "403 Forbidden", CUT_FIN },
  { "page-404", page, "404 Not Found", CUT_FIN },
  { "proxy-407", page, "407 Proxy Authentication Required", CUT_FIN },
  { "page-413", page, "413 Too Large", CUT_FIN },
  { "page-429", page, "429 Too Many\r\nRetry-After: 99999999999999999999", CUT_FIN },
  { "gateway-502", page, "502 Bad Gateway", CUT_FIN },
  { "gateway-503", page, "503 Unavailable\r\nRetry-After: -1", CUT_FIN },
  { "gateway-504", page, "504 Gateway Timeout", CUT_FIN },
  { "portal-511", page, "511 Network Authentication Required", CUT_FIN },
  { "status-999", page, "999 Strange", CUT_FIN },
  { "only-100", raw, "HTTP/1.1 100 Continue\r\n\r\n", CUT_FIN },
  { "first-100", before, "HTTP/1.1 100 Continue\r\n\r\n", CUT_FIN },
  { "first-103", before, "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", CUT_FIN },
  { "switch-101", raw, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n", CUT_FIN },
  { "garbage", raw, "\x16\x03\x01\x02 this is no HTTP at all\n\n", CUT_FIN },
  { "silence", raw, "", CUT_FIN },
  { "only-body", only_body, NULL, CUT_FIN },
  { "html-before", before, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx", CUT_FIN },
  { "html-behind", behind, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1\r\n\r\nx", CUT_NOT },
  { "http-1.0", old_version, NULL, CUT_FIN },
  { "no-epoch", without, "Sync-Epoch", CUT_FIN },
  { "other-epoch", with, "Sync-Epoch: 00000000-0000-4000-8000-000000000000", CUT_FIN },
  { "two-epochs", again, "Sync-Epoch: x", CUT_FIN },
  { "no-digest", without, "Content-Digest", CUT_FIN },
  { "wrong-digest", with, "Content-Digest: sha-256=:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=:", CUT_FIN },
  { "two-digests", again, "Content-Digest: sha-256=:AAAA:", CUT_FIN },
  { "other-digest", with, "Content-Digest: md5=:AAAAAAAAAAAAAAAAAAAAAA==:", CUT_FIN },
  { "no-length", without, "Content-Length", CUT_FIN },
  { "short-length", length, "-3", CUT_FIN },
  { "long-length", length, "3", CUT_FIN },
  { "two-lengths", again, "Content-Length: 1", CUT_FIN },
  { "minus-length", with, "Content-Length: -5", CUT_FIN },
  { "huge-length", with, "Content-Length: 99999999999999999999", CUT_FIN },
  { "chunked", chunked, "", CUT_FIN },
  { "chunked-cut", chunked, "cut", CUT_FIN },
  { "no-type", without, "Content-Type", CUT_FIN },
  { "text-type", with, "Content-Type: text/plain", CUT_FIN },
  { "brotli-claim", with, "Content-Encoding: br", CUT_FIN },
  { "gzip-claim", with, "Content-Encoding: gzip", CUT_FIN },
  { "gzip", gzip, "", CUT_FIN },
  { "gzip-cut", gzip, "cut", CUT_FIN },
  { "gzip-bomb", gzip, "bomb", CUT_FIN },
  { "flood", flood, NULL, CUT_FIN },
  { "retry-never", with, "Retry-After: 99999999999999999999", CUT_FIN },
  { "cut-body", cut, NULL, CUT_RST },
  { "stalled-body", cut, NULL, CUT_STALL },
  { "drip", before, "", CUT_DRIP },
  { "flipped", flip, NULL, CUT_FIN },
  { "html-signed", type_lie, NULL, CUT_FIN },
  { "json-array", text, "[]", CUT_FIN },
  { "json-empty", text, "{}", CUT_FIN },
  { "json-half", half, NULL, CUT_FIN },
  { "json-twice", insert, "\"x\":1,\"x\":2,", CUT_FIN },
  { "json-deep", deep, NULL, CUT_FIN },
  { "json-nul", nul, "0", CUT_FIN },
  { "json-escape", insert, "\"x\":\"\\u0000\",", CUT_FIN },
  { "json-bytes", nul, "f", CUT_FIN },
  { "numbers-huge", numbers, "99999999999999999999", CUT_FIN },
  { "numbers-minus", numbers, "-1", CUT_FIN },
  { "ids-other", ids, "11111111-1111-4111-8111-111111111111", CUT_FIN },
  { "hashes-other", hashes, ZERO64, CUT_FIN },
  { "status-202", status, "202 Accepted", CUT_FIN },
  { "status-204", status, "204 No Content", CUT_FIN },
  { "status-226", status, "226 IM Used", CUT_FIN },
  { "status-304", status, "304 Not Modified", CUT_FIN },
  { "hub-401", hub, "401 Unauthorized|unauthorized", CUT_FIN },
  { "hub-408", hub, "408 Request Timeout|timeout", CUT_FIN },
  { "hub-409", hub, "409 Conflict|in-progress", CUT_FIN },
  { "hub-412", hub, "412 Precondition Failed|epoch-mismatch", CUT_FIN },
  { "hub-429", hub, "429 Too Many Requests|rate-limited", CUT_FIN },
  { "hub-500", hub, "500 Internal Server Error|internal", CUT_FIN },
  { "hub-503", hub, "503 Service Unavailable|unavailable", CUT_FIN },
};

guint
cut_mutants_get_n (void)
{
  return G_N_ELEMENTS (mutants);
}

const char *
cut_mutants_get_name (guint number)
{
  return mutants[number].name;
}

/* Puts into @out what comes in place of @answer; FALSE for a name nobody knows. */
gboolean
cut_mutants_apply (const char *name,
                   CutMessage *answer,
                   GByteArray *out,
                   CutEnd     *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (mutants); i++)
    if (g_str_equal (mutants[i].name, name))
      {
        mutants[i].apply (answer, out, mutants[i].value);
        *end = mutants[i].end;
        return TRUE;
      }
  return FALSE;
}
