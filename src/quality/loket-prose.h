/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-block.h"

G_BEGIN_DECLS

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
 * @blocks: (element-type LoketBlock): its paragraphs
 * @starts: (element-type gsize): where each of them begins
 *
 * A text, prepared once for all rules: its paragraphs, joined.
 */
typedef struct
{
  char      *text;
  gsize      length;
  guint32   *first;
  guint32   *last;
  guint8    *quoted;
  GArray    *sentences;
  GArray    *words;
  GPtrArray *blocks;
  GArray    *starts;
} LoketProse;

LoketProse      *_loket_prose_new         (const char       *text);
LoketProse      *_loket_prose_read        (const char       *text,
                                           const LoketScanner *scanner,
                                           GHashTable       *known);
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
