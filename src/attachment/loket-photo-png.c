/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-photo-format.h"

#include <string.h>

/*
 * A PNG is a row of chunks, each with its length, name and check sum (ISO/IEC
 * 15948). Kept are those that say how the picture looks; an unknown one whose
 * name says that no decoder can do without it makes the file one we cannot judge.
 */

static const char signature[8] = { '\x89', 'P', 'N', 'G', '\r', '\n', '\x1a', '\n' };

/* ISO 3309, as annex D of the standard counts it, half a byte at a time. */
static guint32
count_crc (const guchar *data,
           gsize         length)
{
  static const guint32 table[16] = {
    0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
    0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C,
  };
  guint32 crc = 0xFFFFFFFF;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      crc = (crc >> 4) ^ table[crc & 15];
      crc = (crc >> 4) ^ table[crc & 15];
    }
  return crc ^ 0xFFFFFFFF;
}

static guint32
read_be32 (const guchar *p)
{
  return (guint32) p[0] << 24 | (guint32) p[1] << 16 | (guint32) p[2] << 8 | p[3];
}

static gboolean
is_kept (const char *name)
{
  static const char * const kept[] = {
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "cICP", "sBIT",
    "bKGD", "pHYs", "acTL", "fcTL", "fdAT", NULL
  };

  return g_strv_contains (kept, name);
}

static gboolean
is_metadata (const char *name)
{
  static const char * const words[] = { "tEXt", "zTXt", "iTXt", "eXIf", "tIME", NULL };

  return g_strv_contains (words, name);
}

static void
put_orientation (GByteArray *clean,
                 guint       orientation)
{
  guchar chunk[8 + LOKET_PHOTO_EXIF_BYTES + 4] = { 0, 0, 0, LOKET_PHOTO_EXIF_BYTES,
                                                   'e', 'X', 'I', 'f' };
  guint32 crc;

  _loket_photo_fill_exif (orientation, chunk + 8);
  crc = GUINT32_TO_BE (count_crc (chunk + 4, 4 + LOKET_PHOTO_EXIF_BYTES));
  memcpy (chunk + 8 + LOKET_PHOTO_EXIF_BYTES, &crc, 4);
  g_byte_array_append (clean, chunk, sizeof chunk);
}

static gboolean
set_unknown (GError **error)
{
  g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_NOT_CLEANED,
                       "The photo has parts that cannot be judged");
  return FALSE;
}

gboolean
_loket_photo_walk_png (const guchar    *data,
                       gsize            length,
                       guint            orientation,
                       GByteArray      *clean,
                       LoketPhotoShape *shape,
                       GError         **error)
{
  gsize at = sizeof signature;
  gboolean has_picture = FALSE;

  if (length < at || memcmp (data, signature, at) != 0)
    return _loket_photo_set_damaged (error);
  if (clean != NULL)
    g_byte_array_append (clean, data, sizeof signature);

  while (length - at >= 12)
    {
      const guchar *chunk = data + at;
      gsize n = read_be32 (chunk);
      char name[5] = { (char) chunk[4], (char) chunk[5], (char) chunk[6], (char) chunk[7], 0 };

      if (n > length - at - 12 || read_be32 (chunk + 8 + n) != count_crc (chunk + 4, n + 4) ||
          (at == sizeof signature) != (strcmp (name, "IHDR") == 0))
        return _loket_photo_set_damaged (error);
      if (strcmp (name, "IHDR") == 0)
        {
          if (n != 13)
            return _loket_photo_set_damaged (error);
          shape->width = read_be32 (chunk + 8);
          shape->height = read_be32 (chunk + 12);
        }
      if (clean != NULL && !has_picture && orientation > 1 && strcmp (name, "IDAT") == 0)
        put_orientation (clean, orientation);
      has_picture |= strcmp (name, "IDAT") == 0;

      if (is_kept (name))
        {
          if (clean != NULL)
            g_byte_array_append (clean, chunk, (guint) (n + 12));
        }
      else if (g_ascii_isupper (name[0]) && clean != NULL)
        return set_unknown (error);
      else if (!is_metadata (name))
        shape->had_more = TRUE;
      at += n + 12;

      if (strcmp (name, "IEND") == 0)
        {
          if (!has_picture || n != 0 || shape->width == 0 || shape->height == 0)
            return _loket_photo_set_damaged (error);
          shape->end = at;
          shape->had_more |= at < length;
          return TRUE;
        }
    }
  return _loket_photo_set_damaged (error);
}
