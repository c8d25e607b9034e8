/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-blank.h"

G_BEGIN_DECLS

gboolean    _loket_blank_read_date      (const char       *given,
                                         GDate            *date);
char       *_loket_blank_dup_date       (const GDate      *date);
gboolean    _loket_blank_is_working_day (const GDate      *date);
const char *_loket_blank_find_choice    (const LoketBlank *self,
                                         const char       *text);

G_END_DECLS
