/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-error.h"

G_BEGIN_DECLS

#define LOKET_ATTACHMENT_TYPE_JPEG "image/jpeg"
#define LOKET_ATTACHMENT_TYPE_PNG  "image/png"
#define LOKET_ATTACHMENT_TYPE_WEBP "image/webp"
#define LOKET_ATTACHMENT_TYPE_PDF  "application/pdf"
#define LOKET_ATTACHMENT_TYPE_DOCX \
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#define LOKET_ATTACHMENT_TYPE_XLSX \
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#define LOKET_ATTACHMENT_TYPE_ODT  "application/vnd.oasis.opendocument.text"
#define LOKET_ATTACHMENT_TYPE_ODS  "application/vnd.oasis.opendocument.spreadsheet"
#define LOKET_ATTACHMENT_TYPE_TEXT "text/plain"

const char * const *loket_attachment_allowed_types   (void);
gboolean            loket_attachment_is_allowed_type (const char *type);
gboolean            loket_attachment_is_photo_type   (const char *type);
const char         *loket_attachment_extension       (const char *type);
const char         *loket_attachment_sniff           (GBytes     *bytes,
                                                      const char *name,
                                                      GError    **error);

G_END_DECLS
