/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-error.h"

G_BEGIN_DECLS

/**
 * LoketPhotoReport:
 * @had_place: it said where it was taken (coordinates, or names of places)
 * @had_device: it said with what (maker, model, serial number, program, maker's
 *   notes)
 * @had_time: it said when
 * @had_more: it carried something else that went: comments, a small picture of
 *   itself, other pictures or a film behind its end
 *
 * What loket_photo_strip() found and took out.
 */
typedef struct
{
  gboolean had_place;
  gboolean had_device;
  gboolean had_time;
  gboolean had_more;
} LoketPhotoReport;

GBytes  *loket_photo_strip        (GBytes            *bytes,
                                   const char        *type,
                                   LoketPhotoReport  *report,
                                   GError           **error);
gboolean loket_photo_check_pixels (GBytes            *bytes,
                                   const char        *type,
                                   GError           **error);

G_END_DECLS
