/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-wordlist.h"

G_BEGIN_DECLS

typedef struct _LoketSpelling LoketSpelling;

LoketSpelling *_loket_spelling_new          (const char          *directory,
                                             const LoketWordList *vocabulary);
void           _loket_spelling_free         (LoketSpelling       *self);
gboolean       _loket_spelling_is_available (LoketSpelling       *self);
gboolean       _loket_spelling_is_slip      (LoketSpelling       *self,
                                             const char          *lower);
GStrv          _loket_spelling_suggest      (LoketSpelling       *self,
                                             const char          *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSpelling, _loket_spelling_free)

G_END_DECLS
