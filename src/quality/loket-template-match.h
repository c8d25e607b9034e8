/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-blank.h"
#include "loket-prose.h"

G_BEGIN_DECLS

/* The sentences of templates, made ready for finding them in a text. */
typedef struct _LoketSentences LoketSentences;

/* What somebody wrote in place of a placeholder. @blank belongs to the sentences. */
typedef struct
{
  const LoketBlank *blank;
  LoketSpan         span;
} LoketFilled;

/*
 * What of a text is from templates.
 * @approved: for each byte, whether it is a template's own
 * @filled: of LoketFilled, in the order of the text
 */
typedef struct
{
  guint8 *approved;
  GArray *filled;
} LoketApproved;

LoketSentences *_loket_sentences_new   (void);
void            _loket_sentences_free  (LoketSentences       *self);
void            _loket_sentences_add   (LoketSentences       *self,
                                        const char           *text);
LoketApproved  *_loket_sentences_match (const LoketSentences *self,
                                        const LoketProse     *prose);
void            _loket_approved_free   (LoketApproved        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketSentences, _loket_sentences_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketApproved, _loket_approved_free)

G_END_DECLS
