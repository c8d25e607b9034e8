/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LoketLiterals:
 * @words: (element-type utf8): what to look for: ASCII in small letters, every
 *   digit written as 0
 * @leads: whether every match begins with one of them; else it holds one
 * @at_word: whether they stand at the beginning of a word
 *
 * What has to be in a text for a pattern to match there.
 */
typedef struct
{
  GPtrArray *words;
  gboolean   leads;
  gboolean   at_word;
} LoketLiterals;

gboolean _loket_literals_read  (const char    *source,
                                LoketLiterals *out);
void     _loket_literals_clear (LoketLiterals *literals);

G_END_DECLS
