/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-hub-private.h"

#include "loket-limits.h"
#include "loket-wire-digest.h"

#include <string.h>

static void
put (GOutputStream *stream,
     const char    *text)
{
  g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL);
}

static void
put_bytes (GOutputStream *stream,
           GBytes        *bytes,
           gsize          limit)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  g_output_stream_write_all (stream, data, MIN (size, limit), NULL, NULL, NULL);
}

/* Waits until the test is over or the other side has had enough. */
static void
stall (GCancellable *stop,
       guint         ms)
{
  GPollFD fd;

  if (g_cancellable_make_pollfd (stop, &fd))
    {
      g_poll (&fd, 1, (int) ms);
      g_cancellable_release_fd (stop);
    }
}

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static GBytes *
nest (guint depth)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":");

  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* The content of the JSON mutants: marked rightly, and wrong in itself. */
static GBytes *
spoil_json (FakeHubMutant  mutant,
            GBytes        *body)
{
  g_autofree char *text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  switch ((int) mutant)
    {
    case MUTANT_JSON_ARRAY:
      return bytes_of ("[]");
    case MUTANT_JSON_EMPTY:
      return bytes_of ("{}");
    case MUTANT_JSON_DUPLICATE:
      {
        g_autofree char *twice = g_strconcat ("{\"epoch\":\"x\",\"epoch\":\"y\",", text + 1, NULL);

        return bytes_of (twice);
      }
    case MUTANT_JSON_DEEP:
      return nest (100000);
    case MUTANT_JSON_NUL:
      {
        g_autofree char *nul = g_strconcat ("{\"z\":\"\\u0000\",", text + 1, NULL);

        return bytes_of (nul);
      }
    default:
      return g_bytes_ref (body);
    }
}

static GBytes *
gzip (GBytes *bytes)
{
  g_autoptr (GConverter) packer =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, packer);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/* Packs a body, well or badly; the headers fit what is sent. */
static GBytes *
pack (FakeHubMutant  mutant,
      GBytes        *body)
{
  g_autoptr (GBytes) bomb = g_bytes_new_take (g_malloc0 (30 << 20), 30 << 20);
  g_autoptr (GBytes) packed = gzip (mutant == MUTANT_GZIP_BOMB ? bomb : body);
  gsize size = g_bytes_get_size (packed);
  GByteArray *longer;

  if (mutant == MUTANT_GZIP_CUT)
    return g_bytes_new_from_bytes (packed, 0, size - 9);
  if (mutant != MUTANT_GZIP_TRAIL)
    return g_steal_pointer (&packed);
  longer = g_byte_array_new ();
  g_byte_array_append (longer, g_bytes_get_data (packed, NULL), (guint) size);
  g_byte_array_append (longer, (const guint8 *) "more", 4);
  return g_byte_array_free_to_bytes (longer);
}

static void
put_headers (const FakeAnswer *self,
             FakeHubMutant     mutant,
             GBytes           *body,
             GOutputStream    *stream)
{
  g_autoptr (GString) head = g_string_new (NULL);
  gsize size = body != NULL ? g_bytes_get_size (body) : 0;

  g_string_append_printf (head, "HTTP/1.1 %u Status\r\nDate: Sun, 01 Mar 2026 00:00:00 GMT\r\n",
                          mutant == MUTANT_STATUS_202 ? 202 : self->status);
  g_string_append (head, "Cache-Control: private, no-store\r\nConnection: close\r\n");
  if (mutant != MUTANT_NO_EPOCH)
    g_string_append_printf (head, "Sync-Epoch: %s\r\n", self->epoch);
  if (body != NULL)
    {
      g_autofree char *digest = loket_wire_digest_header (body);

      if (mutant == MUTANT_WRONG_DIGEST)
        digest[12] = digest[12] == 'A' ? 'B' : 'A';
      if (mutant == MUTANT_TEXT_TYPE)
        g_string_append (head, "Content-Type: text/plain\r\n");
      else if (mutant != MUTANT_NO_TYPE)
        g_string_append_printf (head, "Content-Type: %s; charset=utf-8\r\n", self->type);
      if (mutant != MUTANT_NO_DIGEST)
        g_string_append_printf (head, "Content-Digest: %s\r\n", digest);
      if (mutant == MUTANT_BROTLI_CLAIM)
        g_string_append (head, "Content-Encoding: br\r\n");
      if (mutant >= MUTANT_GZIP && mutant <= MUTANT_GZIP_BOMB)
        g_string_append (head, "Content-Encoding: gzip\r\n");
      if (mutant == MUTANT_CHUNKED || mutant == MUTANT_CHUNKED_CUT)
        g_string_append (head, "Transfer-Encoding: chunked\r\n");
      else if (mutant == MUTANT_HUGE_CLAIM)
        g_string_append_printf (head, "Content-Length: %d\r\n", LOKET_LIMIT_ANSWER_BYTES + 1);
      else if (mutant == MUTANT_LONG_BODY)
        g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", size - 1);
      else if (mutant != MUTANT_NO_LENGTH && mutant != MUTANT_HUGE)
        g_string_append_printf (head, "Content-Length: %" G_GSIZE_FORMAT "\r\n", size);
    }
  g_string_append (head, "\r\n");

  if (mutant == MUTANT_CUT_HEADERS)
    g_string_truncate (head, head->len / 2);
  put (stream, head->str);
}

static void
put_chunks (GBytes        *body,
            gboolean       cut,
            GOutputStream *stream)
{
  gsize half = g_bytes_get_size (body) / 2;
  g_autoptr (GBytes) first = g_bytes_new_from_bytes (body, 0, half);
  g_autoptr (GBytes) second = g_bytes_new_from_bytes (body, half, g_bytes_get_size (body) - half);
  g_autofree char *one = g_strdup_printf ("%" G_GSIZE_MODIFIER "x\r\n", half);
  g_autofree char *two = g_strdup_printf ("\r\n%" G_GSIZE_MODIFIER "x\r\n",
                                          g_bytes_get_size (second));

  put (stream, one);
  put_bytes (stream, first, G_MAXSIZE);
  put (stream, two);
  if (cut)
    return;
  put_bytes (stream, second, G_MAXSIZE);
  put (stream, "\r\n0\r\n\r\n");
}

static void
put_body (FakeHubMutant  mutant,
          GBytes        *body,
          GCancellable  *stop,
          GOutputStream *stream)
{
  gsize size = g_bytes_get_size (body);

  if (mutant == MUTANT_CHUNKED || mutant == MUTANT_CHUNKED_CUT)
    {
      put_chunks (body, mutant == MUTANT_CHUNKED_CUT, stream);
    }
  else if (mutant == MUTANT_CUT_BODY)
    {
      put_bytes (stream, body, size - 1);
    }
  else if (mutant == MUTANT_STALL)
    {
      put_bytes (stream, body, size / 2);
      stall (stop, 60000);
    }
  else if (mutant == MUTANT_DRIP)
    {
      const char *data = g_bytes_get_data (body, NULL);

      for (gsize i = 0; i + 1 < size && !g_cancellable_is_cancelled (stop); i++)
        if (!g_output_stream_write_all (stream, data + i, 1, NULL, NULL, NULL))
          break;
        else
          stall (stop, 50);
    }
  else if (mutant == MUTANT_FLIPPED_BYTE)
    {
      g_autofree char *copy = g_memdup2 (g_bytes_get_data (body, NULL), size);

      copy[size / 2] ^= 1;
      g_output_stream_write_all (stream, copy, size, NULL, NULL, NULL);
    }
  else if (mutant == MUTANT_HUGE)
    {
      g_autofree char *block = g_malloc0 (1 << 20);

      for (guint i = 0; i < 20; i++)
        if (!g_output_stream_write_all (stream, block, 1 << 20, NULL, NULL, NULL))
          break;
    }
  else
    {
      put_bytes (stream, body, G_MAXSIZE);
    }
}

/* Those in whose place somebody else speaks; FALSE for the others. */
static gboolean
put_stranger (FakeHubMutant  mutant,
              const char    *server,
              GOutputStream *stream)
{
  static const char page[] = "Content-Type: text/html\r\nContent-Length: 13\r\n"
                             "Connection: close\r\n\r\n<html></html>";
  guint status = 0;

  switch ((int) mutant)
    {
    case MUTANT_HTML_200:
      status = 200;
      break;
    case MUTANT_PROXY_407:
      status = 407;
      break;
    case MUTANT_PORTAL_511:
      status = 511;
      break;
    case MUTANT_GATEWAY_502:
      status = 502;
      break;
    case MUTANT_REDIRECT_302:
      status = 302;
      break;
    case MUTANT_REDIRECT_303:
      status = 303;
      break;
    case MUTANT_REDIRECT_307:
      status = 307;
      break;
    case MUTANT_REDIRECT_308:
      status = 308;
      break;
    case MUTANT_EMPTY_200:
      put (stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      return TRUE;
    case MUTANT_GARBAGE:
      put (stream, "\x01\x02\x03 what is this\r\n\r\n");
      return TRUE;
    case MUTANT_NO_ANSWER:
      return TRUE;
    case MUTANT_ONLY_100:
      put (stream, "HTTP/1.1 100 Continue\r\n\r\n");
      return TRUE;
    default:
      return FALSE;
    }

  {
    g_autofree char *head = g_strdup_printf ("HTTP/1.1 %u Status\r\nLocation: %s/api/v1/session\r\n"
                                             "%s",
                                             status, server, page);

    put (stream, head);
  }
  return TRUE;
}

void
_fake_answer_write (const FakeAnswer *self,
                    FakeHubMutant     mutant,
                    const char       *server,
                    GCancellable     *stop,
                    GOutputStream    *stream)
{
  g_autoptr (GBytes) body = NULL;

  if (put_stranger (mutant, server, stream))
    return;

  if (self->body != NULL)
    body = mutant >= MUTANT_GZIP && mutant <= MUTANT_GZIP_BOMB && mutant != MUTANT_GZIP_CLAIM
               ? pack (mutant, self->body)
               : spoil_json (mutant, self->body);
  put_headers (self, mutant, body, stream);
  if (body != NULL && mutant != MUTANT_CUT_HEADERS)
    put_body (mutant, body, stop, stream);
}
