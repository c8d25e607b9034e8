/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-pattern.h"

G_BEGIN_DECLS

typedef struct _LoketAnswers LoketAnswers;

LoketAnswers *_loket_answers_new    (void);
void          _loket_answers_free   (LoketAnswers       *answers);
gboolean      _loket_answers_lookup (const LoketAnswers *answers,
                                     const LoketPattern *pattern,
                                     LoketSpan           within,
                                     LoketSpan          *found);
void          _loket_answers_keep   (LoketAnswers       *answers,
                                     const LoketPattern *pattern,
                                     LoketSpan           within,
                                     LoketSpan           found);

G_END_DECLS
