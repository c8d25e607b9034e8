/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-composer.h"

G_BEGIN_DECLS

#define LOKET_TYPE_COMPOSER_PANE (loket_composer_pane_get_type ())
G_DECLARE_FINAL_TYPE (LoketComposerPane, loket_composer_pane, LOKET, COMPOSER_PANE, AdwBin)

void           loket_composer_pane_set_composer (LoketComposerPane *self,
                                                 LoketComposer     *composer);
LoketComposer *loket_composer_pane_get_composer (LoketComposerPane *self);
void           loket_composer_pane_set_compact  (LoketComposerPane *self,
                                                 gboolean           compact);
gboolean       loket_composer_pane_get_folded   (LoketComposerPane *self);
void           loket_composer_pane_write        (LoketComposerPane *self);
void           loket_composer_pane_choose_template (LoketComposerPane *self);
gboolean       loket_composer_pane_may_attach   (LoketComposerPane *self);
void           loket_composer_pane_attach       (LoketComposerPane *self,
                                                 GFile             *file);
gboolean       loket_composer_pane_may_send     (LoketComposerPane *self);
void           loket_composer_pane_send         (LoketComposerPane *self);
gboolean       loket_composer_pane_may_discard  (LoketComposerPane *self);
void           loket_composer_pane_discard      (LoketComposerPane *self);
gboolean       loket_composer_pane_move_finding (LoketComposerPane *self,
                                                 gboolean           forward);

G_END_DECLS
