/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean         loket_hub_tls_create (const char  *folder,
                                       const char  *authority_name,
                                       gint64       now,
                                       GError     **error);
gboolean         loket_hub_tls_renew  (const char  *folder,
                                       gint64       now,
                                       gboolean    *renewed,
                                       GError     **error);
GTlsCertificate *loket_hub_tls_load   (const char  *certificate_path,
                                       const char  *key_path,
                                       GError     **error);

G_END_DECLS
