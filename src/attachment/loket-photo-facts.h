/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-photo.h"

G_BEGIN_DECLS

/* LoketPhotoFacts: what a photo says besides the picture. @n_left counts every
 * entry but the orientation (1 to 8, 1 where nothing says it). */
typedef struct
{
  LoketPhotoReport report;
  guint            orientation;
  guint            n_left;
} LoketPhotoFacts;

gboolean _loket_photo_read_facts (GBytes          *bytes,
                                  LoketPhotoFacts *facts,
                                  GError         **error);

G_END_DECLS
