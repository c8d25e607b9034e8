/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-error.h"

G_BEGIN_DECLS

gboolean _loket_attachment_check_behind_photo (GBytes     *bytes,
                                               const char *type,
                                               GError    **error);
gboolean _loket_attachment_check_pdf          (GBytes     *bytes,
                                               GError    **error);
gboolean _loket_attachment_check_text         (GBytes     *bytes,
                                               GError    **error);

G_END_DECLS
