/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-pattern.h"

G_BEGIN_DECLS

/* One word of a text: letters and digits, with hyphens and apostrophes inside. */
typedef struct
{
  LoketSpan span;
  guint     sentence;
  guint     letters; /* code points */
  gboolean  upper;   /* begins with a capital letter */
} LoketWord;

/**
 * LoketDraft:
 * @text: the text as rules see it: NFC, hidden marks gone, one kind of quotes,
 *   hyphens, spaces and digits
 * @length: its size in bytes
 * @first: for each byte of @text, the code point of the original it begins at
 * @last: for each byte of @text, the code point of the original after it
 * @quoted: for each byte of @text, whether it stands inside quotation marks
 * @sentences: (element-type LoketSpan): in order, without space around
 * @words: (element-type LoketWord): in order
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
} LoketDraft;

LoketDraft      *_loket_draft_new         (const char       *text);
void             _loket_draft_free        (LoketDraft       *draft);
guint            _loket_draft_sentence_at (const LoketDraft *draft,
                                           gsize             at);
LoketSpan        _loket_draft_sentence    (const LoketDraft *draft,
                                           guint             index);
const LoketWord *_loket_draft_word        (const LoketDraft *draft,
                                           guint             index);
char            *_loket_draft_dup_lower   (const LoketDraft *draft,
                                           LoketSpan         span);
gboolean         _loket_draft_find        (const LoketDraft *draft,
                                           const LoketPattern *pattern,
                                           LoketSpan         within,
                                           LoketSpan        *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketDraft, _loket_draft_free)

G_END_DECLS
