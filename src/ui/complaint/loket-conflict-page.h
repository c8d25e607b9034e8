/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CONFLICT_PAGE (loket_conflict_page_get_type ())
G_DECLARE_FINAL_TYPE (LoketConflictPage, loket_conflict_page, LOKET, CONFLICT_PAGE, AdwBin)

void loket_conflict_page_set_session  (LoketConflictPage   *self,
                                       LoketSession        *session);
void loket_conflict_page_set_conflict (LoketConflictPage   *self,
                                       LoketConflict       *conflict);
const LoketConflict *
     loket_conflict_page_get_conflict (LoketConflictPage   *self);

G_END_DECLS
