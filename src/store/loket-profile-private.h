/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-profile.h"

G_BEGIN_DECLS

/* The version of user.db from which on its content is sealed. */
#define LOKET_USER_SEALED_VERSION 5

int      _loket_profile_lock      (const char  *folder,
                                   GError     **error);
gboolean _loket_profile_end_erasing (const char *folder,
                                   GError     **error);
gboolean _loket_profile_check_key (const char  *folder,
                                   GError     **error);

G_END_DECLS
