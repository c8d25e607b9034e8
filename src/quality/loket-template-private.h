/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-template-match.h"
#include "loket-templates.h"

G_BEGIN_DECLS

LoketTemplate  *_loket_template_new          (const char           *id);
gboolean        _loket_template_fail         (GError              **error,
                                              const char           *group,
                                              const char           *key,
                                              const char           *what);
LoketTemplate  *_loket_template_read         (GKeyFile             *file,
                                              const char           *group,
                                              GError              **error);
LoketApproved  *_loket_templates_match       (LoketTemplates       *self,
                                              const LoketProse     *prose);

G_END_DECLS
