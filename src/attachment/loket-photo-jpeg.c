/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-photo-format.h"

#include <string.h>

/*
 * A JPEG is a row of segments (ITU-T T.81, annex B). Only those that a decoder
 * needs for the picture are written again, so whatever a camera invents next
 * stays behind too: what is dropped needs no name.
 */

enum
{
  MARKER_SOI = 0xD8,
  MARKER_EOI = 0xD9,
  MARKER_SOS = 0xDA,
  MARKER_APP0 = 0xE0,
  MARKER_APP1 = 0xE1,
  MARKER_APP2 = 0xE2,
  MARKER_APP13 = 0xED,
  MARKER_APP14 = 0xEE,
};

typedef struct
{
  const guchar    *data;
  gsize            length;
  gsize            at;
  guint            orientation; /* still to be written, 0: none */
  GByteArray      *clean;       /* (nullable) */
  LoketPhotoShape *shape;
  gboolean         has_scan;
} Walk;

static void
put (Walk         *walk,
     const guchar *bytes,
     gsize         n)
{
  if (walk->clean != NULL)
    g_byte_array_append (walk->clean, bytes, (guint) n);
}

/* JFIF wants to stand first, so the orientation goes in front of what follows
 * it. */
static void
put_orientation (Walk *walk)
{
  guchar segment[4 + 6 + LOKET_PHOTO_EXIF_BYTES] = { 0xFF, MARKER_APP1, 0, 2 + 6 + LOKET_PHOTO_EXIF_BYTES,
                                                     'E', 'x', 'i', 'f', 0, 0 };

  if (walk->orientation <= 1)
    return;
  _loket_photo_fill_exif (walk->orientation, segment + 10);
  put (walk, segment, sizeof segment);
  walk->orientation = 0;
}

static gboolean
is_frame (guchar marker)
{
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Tables, frames, scans, intervals: without them there is no picture. */
static gboolean
is_needed (guchar marker)
{
  return (marker >= 0xC0 && marker <= 0xCF && marker != 0xC8) ||
         (marker >= MARKER_SOS && marker <= 0xDF);
}

static gboolean
starts_with (const guchar *payload,
             gsize         n,
             const char   *what,
             gsize         n_what)
{
  return n >= n_what && memcmp (payload, what, n_what) == 0;
}

static void
put_jfif (Walk         *walk,
          const guchar *payload,
          gsize         n)
{
  guchar segment[18] = { 0xFF, MARKER_APP0, 0, 16 };

  memcpy (segment + 4, payload, 12);
  put (walk, segment, sizeof segment); /* ends in 0, 0: no small picture */
  walk->shape->had_more |= n > 14;
}

static void
put_adobe (Walk         *walk,
           const guchar *payload)
{
  guchar segment[16] = { 0xFF, MARKER_APP14, 0, 14 };

  memcpy (segment + 4, payload, 12);
  put_orientation (walk);
  put (walk, segment, sizeof segment);
}

static gboolean
take_segment (Walk  *walk,
              guchar marker,
              gsize  n)
{
  const guchar *payload = walk->data + walk->at + 2;

  if (is_frame (marker))
    {
      if (n < 6 || walk->shape->width != 0)
        return FALSE;
      walk->shape->height = (guint) (payload[1] << 8 | payload[2]);
      walk->shape->width = (guint) (payload[3] << 8 | payload[4]);
      if (walk->shape->width == 0 || walk->shape->height == 0)
        return FALSE;
    }

  if (marker == MARKER_APP0 && starts_with (payload, n, "JFIF", 5) && n >= 14)
    put_jfif (walk, payload, n);
  else if (marker == MARKER_APP14 && starts_with (payload, n, "Adobe", 5) && n >= 12)
    put_adobe (walk, payload);
  else if (is_needed (marker) ||
           (marker == MARKER_APP2 && starts_with (payload, n, "ICC_PROFILE", 12)))
    {
      put_orientation (walk);
      put (walk, walk->data + walk->at - 2, n + 4);
    }
  else if (marker != MARKER_APP1 && marker != MARKER_APP13)
    walk->shape->had_more = TRUE;
  return TRUE;
}

/* Copies the compressed picture up to the marker that ends it. */
static void
take_scan (Walk *walk)
{
  gsize from = walk->at;

  while (walk->at + 1 < walk->length)
    {
      guchar next = walk->data[walk->at + 1];

      if (walk->data[walk->at] != 0xFF)
        walk->at++;
      else if (next == 0x00 || (next >= 0xD0 && next <= 0xD7))
        walk->at += 2;
      else if (next == 0xFF)
        walk->at++;
      else
        break;
    }
  put (walk, walk->data + from, walk->at - from);
}

/* Goes to the next marker, over filling and what does not belong there; 0 at the
 * end of the file. */
static guchar
next_marker (Walk *walk)
{
  while (walk->at + 1 < walk->length)
    {
      if (walk->data[walk->at] != 0xFF)
        walk->shape->had_more = TRUE;
      else if (walk->data[walk->at + 1] != 0xFF)
        {
          walk->at += 2;
          return walk->data[walk->at - 1];
        }
      walk->at++;
    }
  return 0;
}

static gboolean
walk_segments (Walk *walk)
{
  static const guchar eoi[] = { 0xFF, MARKER_EOI };
  guchar marker;

  while ((marker = next_marker (walk)) != 0)
    {
      gsize n;

      if (marker == MARKER_EOI)
        {
          put (walk, eoi, sizeof eoi);
          walk->shape->end = walk->at;
          return walk->has_scan;
        }
      if (marker == MARKER_SOI)
        return FALSE;
      if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7))
        continue;
      if (walk->length - walk->at < 2)
        return FALSE;
      n = (gsize) (walk->data[walk->at] << 8 | walk->data[walk->at + 1]);
      if (n < 2 || n > walk->length - walk->at || !take_segment (walk, marker, n - 2))
        return FALSE;
      walk->at += n;
      if (marker == MARKER_SOS)
        {
          if (walk->shape->width == 0)
            return FALSE;
          walk->has_scan = TRUE;
          take_scan (walk);
        }
    }
  return FALSE;
}

gboolean
_loket_photo_walk_jpeg (const guchar    *data,
                        gsize            length,
                        guint            orientation,
                        GByteArray      *clean,
                        LoketPhotoShape *shape,
                        GError         **error)
{
  static const guchar soi[] = { 0xFF, MARKER_SOI };
  Walk walk = { data, length, 2, orientation, clean, shape, FALSE };

  if (length < 4 || memcmp (data, soi, 2) != 0)
    return _loket_photo_set_damaged (error);
  put (&walk, soi, sizeof soi);
  if (!walk_segments (&walk))
    return _loket_photo_set_damaged (error);
  shape->had_more |= shape->end < length;
  return TRUE;
}
