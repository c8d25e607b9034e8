/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-attachment-error.h"

G_BEGIN_DECLS

gboolean    _loket_attachment_is_zip       (GBytes  *bytes);
const char *_loket_attachment_sniff_office (GBytes  *bytes,
                                            GError **error);

G_END_DECLS
