/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-limits.h"

G_BEGIN_DECLS

const char *loket_words_attachment_type     (const char                  *type);
char       *loket_words_attachment_details  (const char                  *type,
                                             gint64                       size);
char       *loket_words_attachment_progress (gboolean                     upload,
                                             double                       progress);
char       *loket_words_attachment_removed  (guint                        removed);
char       *loket_words_attachment_limits   (const LoketAttachmentLimits *limits);
char       *loket_words_attachment_error    (const GError                *error,
                                             const LoketAttachmentLimits *limits);

G_END_DECLS
