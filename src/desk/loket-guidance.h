/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "loket-quality-settings.h"
#include "loket-templates.h"

G_BEGIN_DECLS

#define LOKET_TYPE_GUIDANCE (loket_guidance_get_type ())
G_DECLARE_FINAL_TYPE (LoketGuidance, loket_guidance, LOKET, GUIDANCE, GObject)

LoketGuidance        *loket_guidance_new           (void);
gint64                loket_guidance_get_edition   (LoketGuidance *self);
LoketQualitySettings *loket_guidance_dup_checks    (LoketGuidance *self);
LoketTemplates       *loket_guidance_dup_templates (LoketGuidance *self);

G_END_DECLS
