/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sync"

#include "config.h"

#include "loket-answer.h"

#include <string.h>

#include "loket-limits.h"

#define CHUNK_BYTES ((gsize) 64 * 1024)

static GBytes *
inflate (GBytes      *packed,
         LoketReason *fault)
{
  g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gsize size, at = 0;
  const guint8 *in = g_bytes_get_data (packed, &size);
  gsize limit = MIN ((gsize) LOKET_LIMIT_UNPACKED_BYTES, size * LOKET_LIMIT_UNPACKED_RATIO);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      gsize n_read, n_written;

      result = g_converter_convert (gunzip, in + at, size - at, chunk, CHUNK_BYTES,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL);
      if (result == G_CONVERTER_ERROR)
        {
          *fault = LOKET_REASON_UNREADABLE;
          return NULL;
        }
      at += n_read;
      if (out->len + n_written > limit)
        {
          *fault = LOKET_REASON_TOO_LARGE;
          return NULL;
        }
      g_byte_array_append (out, chunk, (guint) n_written);
    }

  if (at != size)
    {
      *fault = LOKET_REASON_UNREADABLE;
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

/**
 * loket_answer_unpack:
 * @self: an answer that came whole
 *
 * Unpacks a packed body, if the packed bytes are certainly the hub's: nobody
 * else gets to fill our memory. It may grow two hundredfold and to 64 MiB; what
 * grows more, is cut, has something behind it or is packed in another way than
 * we asked for is no answer. Any thread.
 */
void
loket_answer_unpack (LoketAnswer *self)
{
  GBytes *body;
  LoketReason fault = LOKET_REASON_NONE;

  if (self->encoding == NULL || g_ascii_strcasecmp (self->encoding, "identity") == 0 ||
      self->body == NULL || self->packed != NULL ||
      loket_answer_check (self) != LOKET_REASON_NONE)
    return;
  if (g_ascii_strcasecmp (self->encoding, "gzip") != 0)
    {
      self->fault = LOKET_REASON_WRONG_TYPE;
      return;
    }

  body = inflate (self->body, &fault);
  if (body == NULL)
    {
      self->fault = fault;
      return;
    }
  self->packed = self->body;
  self->body = body;
}
