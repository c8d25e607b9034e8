/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-wordlist.h"

G_BEGIN_DECLS

typedef struct _LoketSpelling LoketSpelling;

typedef enum
{
  LOKET_WORD_KNOWN,
  LOKET_WORD_UNKNOWN,
  LOKET_WORD_SLIP, /* unknown, and one keystroke from a known one */
} LoketWordVerdict;

LoketSpelling *_loket_spelling_new          (const char          *directory,
                                             const LoketWordList *vocabulary);
void           _loket_spelling_free         (LoketSpelling       *self);
gboolean       _loket_spelling_is_available (LoketSpelling       *self);
LoketWordVerdict _loket_spelling_judge      (LoketSpelling       *self,
                                             const char          *lower);
GStrv          _loket_spelling_suggest      (LoketSpelling       *self,
                                             const char          *word);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSpelling, _loket_spelling_free)

G_END_DECLS
