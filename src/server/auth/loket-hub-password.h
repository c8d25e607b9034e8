/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean loket_hub_password_check  (const char  *password,
                                    GError     **error);
char    *loket_hub_password_hash   (const char  *password);
gboolean loket_hub_password_verify (const char  *hash,
                                    const char  *password);

G_END_DECLS
