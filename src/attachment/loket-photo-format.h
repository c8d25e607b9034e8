/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-error.h"

G_BEGIN_DECLS

/*
 * LoketPhotoShape: what a walk through a photo found.
 * @width, @height: in pixels
 * @end: the offset behind the picture; what follows belongs to no picture
 * @had_more: it carries something besides the picture and its metadata
 */
typedef struct
{
  guint    width;
  guint    height;
  gsize    end;
  gboolean had_more;
} LoketPhotoShape;

#define LOKET_PHOTO_EXIF_BYTES 26

gboolean _loket_photo_walk      (GBytes          *bytes,
                                 const char      *type,
                                 guint            orientation,
                                 GByteArray      *clean,
                                 LoketPhotoShape *shape,
                                 GError         **error);
gboolean _loket_photo_walk_jpeg (const guchar    *data,
                                 gsize            length,
                                 guint            orientation,
                                 GByteArray      *clean,
                                 LoketPhotoShape *shape,
                                 GError         **error);
gboolean _loket_photo_walk_png  (const guchar    *data,
                                 gsize            length,
                                 guint            orientation,
                                 GByteArray      *clean,
                                 LoketPhotoShape *shape,
                                 GError         **error);
gboolean _loket_photo_walk_webp (const guchar    *data,
                                 gsize            length,
                                 guint            orientation,
                                 GByteArray      *clean,
                                 LoketPhotoShape *shape,
                                 GError         **error);
void     _loket_photo_fill_exif (guint            orientation,
                                 guchar           exif[LOKET_PHOTO_EXIF_BYTES]);
gboolean _loket_photo_set_damaged (GError       **error);

G_END_DECLS
