/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-db.h"

G_BEGIN_DECLS

/**
 * LoketTokenSink:
 * @token: (array length=length): what the index is to hold, of any bytes but NUL
 * @length: its size in bytes
 * @sink: what came with the word
 *
 * Takes a token of the word that is being read.
 */
typedef void (*LoketTokenSink) (const char *token,
                                gsize       length,
                                gpointer    sink);

/**
 * LoketTokenFunc:
 * @word: (array length=length): a word, folded: no capitals, no diacritics
 * @length: its size in bytes
 * @emit: takes the tokens, none or more, that stand for the word
 * @sink: for @emit
 * @user_data: what was handed over with the function
 *
 * Tells what the index holds in place of a word. On the connection's thread.
 */
typedef void (*LoketTokenFunc) (const char     *word,
                                gsize           length,
                                LoketTokenSink  emit,
                                gpointer        sink,
                                gpointer        user_data);

/**
 * LoketWordFunc:
 * @word: (array length=length): a folded word
 * @length: its size in bytes
 * @user_data: what was handed over with the function
 *
 * Takes a word of a text.
 *
 * Returns: whether to go on
 */
typedef gboolean (*LoketWordFunc) (const char *word,
                                   gsize       length,
                                   gpointer    user_data);

gboolean loket_db_add_tokenizer (LoketDb         *self,
                                 const char      *name,
                                 LoketTokenFunc   func,
                                 gpointer         user_data,
                                 GDestroyNotify   destroy,
                                 GError         **error);
gboolean loket_db_split_words   (LoketDb         *self,
                                 const char      *text,
                                 gssize           length,
                                 LoketWordFunc    func,
                                 gpointer         user_data,
                                 GError         **error);

G_END_DECLS
