/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-prose.h"

G_BEGIN_DECLS

/* One row of a word list: its fields after the first, which is the key. */
typedef struct
{
  GStrv fields;
} LoketWordRow;

typedef struct _LoketWordList LoketWordList;

LoketWordList      *_loket_word_list_new    (void);
void                _loket_word_list_free   (LoketWordList       *list);
void                _loket_word_list_add    (LoketWordList       *list,
                                             GStrv                fields);
const LoketWordRow *_loket_word_list_lookup (const LoketWordList *list,
                                             const char          *words);
const LoketWordRow *_loket_word_list_match  (const LoketWordList *list,
                                             const LoketProse    *prose,
                                             guint                word,
                                             LoketSpan           *found);
const char         *_loket_word_row_get     (const LoketWordRow  *row,
                                             guint                field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketWordList, _loket_word_list_free)

G_END_DECLS
