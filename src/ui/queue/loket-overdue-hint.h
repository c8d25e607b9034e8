/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_OVERDUE_HINT (loket_overdue_hint_get_type ())
G_DECLARE_FINAL_TYPE (LoketOverdueHint, loket_overdue_hint, LOKET, OVERDUE_HINT, AdwBin)

void loket_overdue_hint_set_session (LoketOverdueHint *self,
                                     LoketSession     *session);
void loket_overdue_hint_set_view    (LoketOverdueHint *self,
                                     LoketView         view);

G_END_DECLS
