/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SECURITY_PAGE (loket_security_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketSecurityPage, loket_security_page, LOKET, SECURITY_PAGE, AdwPreferencesPage)

void loket_security_page_set_up (LoketSecurityPage *self,
                                 GSettings         *settings,
                                 LoketSession      *session);

G_END_DECLS
