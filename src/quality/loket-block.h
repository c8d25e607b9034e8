/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-answers.h"
#include "loket-normal.h"
#include "loket-scanner.h"

G_BEGIN_DECLS

#define LOKET_WORD_KEYS 3

/* One word of a text: letters and digits, with hyphens and apostrophes inside. */
typedef struct
{
  LoketSpan   span;
  const char *lower;    /* in small letters */
  const char *keys[LOKET_WORD_KEYS]; /* what it is compared by, see loket-keys.c; NULL for none */
  guint       sentence;
  guint       letters;  /* code points */
  gboolean    upper;    /* begins with a capital letter */
} LoketWord;

/**
 * LoketBlock:
 * @raw: the paragraph as it was written, with the empty lines after it
 * @raw_length: its size in bytes
 * @points: its size in code points
 * @normal: the paragraph as rules see it
 * @quoted: for each byte of the text, whether it stands inside quotation marks
 * @sentences: (element-type LoketSpan): in order, without space around
 * @words: (element-type LoketWord): in order
 * @hits: (nullable): where patterns may match, once it was scanned
 * @answers: (nullable): what was asked before, where somebody keeps the block
 *
 * One paragraph of a text, which empty lines part from the others: all that can
 * be said of it without looking at them. No word, sentence, quotation or match
 * of a pattern reaches over its ends, and so a change of one paragraph leaves
 * the others as they are. Of one thread at a time.
 */
typedef struct
{
  guint         refs;
  char         *raw;
  gsize         raw_length;
  guint32       points;
  LoketNormal   normal;
  guint8       *quoted;
  GArray       *sentences;
  GArray       *words;
  GStringChunk *lowered;
  LoketHits    *hits;
  LoketAnswers *answers;
} LoketBlock;

gsize       _loket_block_measure (const char         *text);
LoketBlock *_loket_block_new     (const char         *text,
                                  gsize               length);
LoketBlock *_loket_block_ref     (LoketBlock         *block);
void        _loket_block_unref   (LoketBlock         *block);
void        _loket_block_scan    (LoketBlock         *block,
                                  const LoketScanner *scanner);
void        _loket_block_keep    (LoketBlock         *block);
gboolean    _loket_block_find    (const LoketBlock   *block,
                                  const LoketPattern *pattern,
                                  LoketSpan           within,
                                  LoketSpan          *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketBlock, _loket_block_unref)

G_END_DECLS
