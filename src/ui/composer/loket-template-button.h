/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "loket-composer.h"

G_BEGIN_DECLS

#define LOKET_TYPE_TEMPLATE_BUTTON (loket_template_button_get_type ())
G_DECLARE_FINAL_TYPE (LoketTemplateButton, loket_template_button, LOKET, TEMPLATE_BUTTON, AdwBin)

void loket_template_button_set_composer (LoketTemplateButton *self,
                                         LoketComposer       *composer);
void loket_template_button_set_compact  (LoketTemplateButton *self,
                                         gboolean             compact);
void loket_template_button_popup        (LoketTemplateButton *self);

G_END_DECLS
