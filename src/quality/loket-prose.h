/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-scanner.h"

G_BEGIN_DECLS

/* One word of a text: letters and digits, with hyphens and apostrophes inside. */
typedef struct
{
  LoketSpan   span;
  const char *lower;    /* in small letters */
  guint       sentence;
  guint       letters;  /* code points */
  gboolean    upper;    /* begins with a capital letter */
} LoketWord;

/**
 * LoketProse:
 * @text: the text as rules see it: NFC, hidden marks gone, one kind of quotes,
 *   hyphens, spaces and digits
 * @length: its size in bytes
 * @first: for each byte of @text, the code point of the original it begins at
 * @last: for each byte of @text, the code point of the original after it
 * @quoted: for each byte of @text, whether it stands inside quotation marks
 * @sentences: (element-type LoketSpan): in order, without space around
 * @words: (element-type LoketWord): in order
 * @lowered: where the words in small letters are
 * @hits: (nullable): where patterns may match, once it was scanned
 *
 * A text, prepared once for all rules.
 */
typedef struct
{
  char    *text;
  gsize    length;
  guint32 *first;
  guint32 *last;
  guint8  *quoted;
  GArray  *sentences;
  GArray  *words;
  GStringChunk *lowered;
  LoketHits    *hits;
} LoketProse;

LoketProse      *_loket_prose_new         (const char       *text);
void             _loket_prose_scan        (LoketProse       *prose,
                                           const LoketScanner *scanner);
void             _loket_prose_free        (LoketProse *prose);
guint            _loket_prose_sentence_at (const LoketProse *draft,
                                           gsize             at);
LoketSpan        _loket_prose_sentence    (const LoketProse *draft,
                                           guint             index);
const LoketWord *_loket_prose_word        (const LoketProse *draft,
                                           guint             index);
char            *_loket_prose_dup_lower   (const LoketProse *draft,
                                           LoketSpan         span);
gboolean         _loket_prose_find        (const LoketProse *draft,
                                           const LoketPattern *pattern,
                                           LoketSpan         within,
                                           LoketSpan        *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketProse, _loket_prose_free)

G_END_DECLS
