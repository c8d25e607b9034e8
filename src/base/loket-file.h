/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean loket_file_make_private_dir (const char *path,
                                      GError    **error);
gboolean loket_file_write_private    (const char *path,
                                      GBytes     *content,
                                      GError    **error);
GBytes  *loket_file_read             (const char *path,
                                      gsize       max_bytes,
                                      GError    **error);
gboolean loket_file_wipe             (const char *path,
                                      GError    **error);
int      loket_file_lock             (const char *path,
                                      GError    **error);

G_END_DECLS
