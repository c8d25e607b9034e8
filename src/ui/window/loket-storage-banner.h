/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_STORAGE_BANNER (loket_storage_banner_get_type ())
G_DECLARE_FINAL_TYPE (LoketStorageBanner, loket_storage_banner, LOKET, STORAGE_BANNER, AdwBin)

void loket_storage_banner_set_session (LoketStorageBanner *self,
                                       LoketSession       *session);

G_END_DECLS
