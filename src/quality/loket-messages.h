/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-quality-settings.h"

G_BEGIN_DECLS

const char *_loket_message_title      (const char *rule,
                                       const char *language);
char       *_loket_message_text       (LoketQualitySettings *settings,
                                       const char           *rule,
                                       const char           *variant,
                                       const char           *language,
                                       const char           *argument);
char       *_loket_message_suggestion (LoketQualitySettings *settings,
                                       const char           *rule,
                                       const char           *variant,
                                       const char           *language,
                                       const char           *argument);

G_END_DECLS
