/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Files for the tests of attachments, made where they are needed. */

GBytes *files_text    (const char *text);
GBytes *files_join    (GBytes     *first,
                       const void *then,
                       gsize       length);
GBytes *files_zip     (const char *name,
                       ...) G_GNUC_NULL_TERMINATED; /* name, contents, … */
GBytes *files_docx    (const char *more_name);
GBytes *files_xlsx    (void);
GBytes *files_odf     (const char *type,
                       const char *more_name);
GBytes *files_pdf     (const char *inside);
GBytes *files_picture (const char *format,
                       guint       width,
                       guint       height);
GBytes *files_webp    (gboolean    extended);
