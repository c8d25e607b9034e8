/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_SIGN_IN_PAGE (loket_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketSignInPage, loket_sign_in_page, LOKET, SIGN_IN_PAGE, AdwBin)

void loket_sign_in_page_set_session (LoketSignInPage *self,
                                     LoketSession    *session);
void loket_sign_in_page_begin       (LoketSignInPage *self,
                                     const char      *server_address);

G_END_DECLS
