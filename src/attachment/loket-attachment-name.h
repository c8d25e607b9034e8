/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *loket_attachment_clean_name (const char *name,
                                   const char *type);

G_END_DECLS
