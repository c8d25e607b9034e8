/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SIDEBAR (loket_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (LoketSidebar, loket_sidebar, LOKET, SIDEBAR, AdwBin)

void      loket_sidebar_set_session (LoketSidebar *self,
                                     LoketSession *session);
LoketView loket_sidebar_get_view    (LoketSidebar *self);
void      loket_sidebar_set_view    (LoketSidebar *self,
                                     LoketView     view);

G_END_DECLS
