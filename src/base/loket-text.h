/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char    *loket_text_to_line      (const char *text,
                                  gsize       max_chars);
char    *loket_text_mask         (const char *text);
gboolean loket_text_is_blank     (const char *text);
gboolean loket_text_is_same_name (const char *a,
                                  const char *b);
gboolean loket_text_is_uuid      (const char *text);
char    *loket_text_new_uuid     (void);
char    *loket_text_sha256       (GBytes     *bytes);

G_END_DECLS
