/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-tokenizer.h"
#include "loket-vault.h"

G_BEGIN_DECLS

/* What the search index holds in place of words: ten letters for 60 bits. */
#define LOKET_SEARCH_TOKEN_CHARS 10

/* How many letters the two beginnings have that the index knows of a word. */
#define LOKET_SEARCH_PREFIX_CHARS 3
#define LOKET_SEARCH_LONG_PREFIX_CHARS 5

/* What the table `search` calls the tokenizer. */
#define LOKET_SEARCH_TOKENIZER "loket"

typedef char LoketSearchToken[LOKET_SEARCH_TOKEN_CHARS + 1];

/**
 * LoketSearchWords:
 *
 * Makes the tokens of words: of each its stem, by which “perbaikan” finds
 * “diperbaiki”, and the beginning that a word still being typed is looked up by.
 * Both are hashed with the profile's key. On one thread at a time.
 */
typedef struct _LoketSearchWords LoketSearchWords;

LoketSearchWords *_loket_search_words_new         (LoketVault       *vault);
void              _loket_search_words_free        (LoketSearchWords *self);
void              _loket_search_words_stem        (LoketSearchWords *self,
                                                   const char       *word,
                                                   gsize             length,
                                                   LoketSearchToken  token);
gboolean          _loket_search_words_prefix      (LoketSearchWords *self,
                                                   const char       *word,
                                                   gsize             length,
                                                   guint             n_chars,
                                                   LoketSearchToken  token);
gboolean          _loket_search_words_attach      (LoketDb          *db,
                                                   LoketVault       *vault,
                                                   GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSearchWords, _loket_search_words_free)

G_END_DECLS
