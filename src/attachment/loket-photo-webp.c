/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-photo-format.h"

#include <string.h>

/*
 * A WebP is a RIFF file (RFC 9649): a row of chunks, each with name and length,
 * padded to even. Kept are the picture, its transparency, its frames and its
 * colour profile; the header of the extended form says whether metadata follows
 * and is set right.
 */

enum
{
  FLAG_XMP = 0x04,
  FLAG_EXIF = 0x08,
};

typedef struct
{
  guint            orientation;
  GByteArray      *clean; /* (nullable) */
  LoketPhotoShape *shape;
  gboolean         has_header;
  gboolean         has_picture;
} Walk;

static gsize
read_le32 (const guchar *p)
{
  return (gsize) p[0] | (gsize) p[1] << 8 | (gsize) p[2] << 16 | (gsize) p[3] << 24;
}

static guint
read_le24 (const guchar *p)
{
  return (guint) p[0] | (guint) p[1] << 8 | (guint) p[2] << 16;
}

static gboolean
is_named (const guchar *chunk,
          const char   *name)
{
  return memcmp (chunk, name, 4) == 0;
}

static void
grow (LoketPhotoShape *shape,
      guint            width,
      guint            height)
{
  shape->width = MAX (shape->width, width);
  shape->height = MAX (shape->height, height);
}

/* The size that a picture's own first bytes name. */
static gboolean
measure (LoketPhotoShape *shape,
         const guchar    *chunk,
         gsize            n)
{
  const guchar *p = chunk + 8;

  if (is_named (chunk, "VP8L"))
    {
      guint32 bits;

      if (n < 5 || p[0] != 0x2F)
        return FALSE;
      bits = (guint32) read_le32 (p + 1);
      grow (shape, (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1);
      return TRUE;
    }
  if (n < 10 || p[3] != 0x9D || p[4] != 0x01 || p[5] != 0x2A)
    return FALSE;
  grow (shape, (p[6] | p[7] << 8) & 0x3FFF, (p[8] | p[9] << 8) & 0x3FFF);
  return TRUE;
}

/* A frame of a film holds chunks of its own, and any of them may be foreign. */
static gboolean
is_plain_frame (const guchar *chunk,
                gsize         n)
{
  gsize at = 16;

  while (n >= at + 8)
    {
      const guchar *inner = chunk + 8 + at;
      gsize size = read_le32 (inner + 4);

      if ((!is_named (inner, "ALPH") && !is_named (inner, "VP8 ") && !is_named (inner, "VP8L")) ||
          size > n - at - 8)
        return FALSE;
      at += 8 + size + (size & 1);
    }
  return at == n;
}

static void
put_chunk (Walk         *walk,
           const guchar *chunk,
           gsize         n)
{
  static const guchar padding = 0;

  if (walk->clean == NULL)
    return;
  g_byte_array_append (walk->clean, chunk, (guint) (n + 8));
  if (n & 1)
    g_byte_array_append (walk->clean, &padding, 1);
}

static void
put_header (Walk         *walk,
            const guchar *chunk)
{
  guchar header[18];

  memcpy (header, chunk, sizeof header);
  header[8] &= (guchar) ~(FLAG_XMP | FLAG_EXIF);
  if (walk->orientation > 1)
    header[8] |= FLAG_EXIF;
  put_chunk (walk, header, 10);
}

/* Only the extended form has a place for it. */
static void
put_orientation (Walk *walk)
{
  guchar chunk[8 + LOKET_PHOTO_EXIF_BYTES] = { 'E', 'X', 'I', 'F', LOKET_PHOTO_EXIF_BYTES };

  if (!walk->has_header || walk->orientation <= 1)
    return;
  _loket_photo_fill_exif (walk->orientation, chunk + 8);
  put_chunk (walk, chunk, LOKET_PHOTO_EXIF_BYTES);
}

static gboolean
take_chunk (Walk         *walk,
            const guchar *chunk,
            gsize         n,
            GError      **error)
{
  if (is_named (chunk, "VP8X"))
    {
      if (n != 10 || walk->has_header || walk->has_picture)
        return _loket_photo_set_damaged (error);
      grow (walk->shape, read_le24 (chunk + 12) + 1, read_le24 (chunk + 15) + 1);
      walk->has_header = TRUE;
      put_header (walk, chunk);
    }
  else if (is_named (chunk, "VP8 ") || is_named (chunk, "VP8L"))
    {
      if (!measure (walk->shape, chunk, n))
        return _loket_photo_set_damaged (error);
      walk->has_picture = TRUE;
      put_chunk (walk, chunk, n);
    }
  else if (is_named (chunk, "ANMF"))
    {
      if (walk->clean != NULL && !is_plain_frame (chunk, n))
        {
          g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_NOT_CLEANED,
                               "The photo has parts that cannot be judged");
          return FALSE;
        }
      walk->has_picture = TRUE;
      put_chunk (walk, chunk, n);
    }
  else if (is_named (chunk, "ALPH") || is_named (chunk, "ANIM") || is_named (chunk, "ICCP"))
    put_chunk (walk, chunk, n);
  else if (!is_named (chunk, "EXIF") && !is_named (chunk, "XMP "))
    walk->shape->had_more = TRUE;
  return TRUE;
}

gboolean
_loket_photo_walk_webp (const guchar    *data,
                        gsize            length,
                        guint            orientation,
                        GByteArray      *clean,
                        LoketPhotoShape *shape,
                        GError         **error)
{
  Walk walk = { orientation, clean, shape, FALSE, FALSE };
  gsize at = 12;
  gsize end;
  guint32 size;

  if (length < 12 || !is_named (data, "RIFF") || !is_named (data + 8, "WEBP") ||
      read_le32 (data + 4) > length - 8 || read_le32 (data + 4) < 4)
    return _loket_photo_set_damaged (error);
  end = 8 + read_le32 (data + 4);
  if (clean != NULL)
    g_byte_array_append (clean, data, 12);

  while (end - at >= 8)
    {
      gsize n = read_le32 (data + at + 4);

      if (n > end - at - 8)
        return _loket_photo_set_damaged (error);
      if (!take_chunk (&walk, data + at, n, error))
        return FALSE;
      at = MIN (at + 8 + n + (n & 1), end);
    }
  if (!walk.has_picture || at != end)
    return _loket_photo_set_damaged (error);

  put_orientation (&walk);
  shape->end = end;
  shape->had_more |= end < length;
  if (clean != NULL)
    {
      size = GUINT32_TO_LE (clean->len - 8);
      memcpy (clean->data + 4, &size, 4);
    }
  return TRUE;
}
