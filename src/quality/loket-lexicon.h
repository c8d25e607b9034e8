/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-pattern.h"

G_BEGIN_DECLS

/* Patterns that rules share or that are too close to their code for a list. */
typedef enum
{
  LOKET_PATTERN_DATE,
  LOKET_PATTERN_UNIT,
  LOKET_PATTERN_WE,
  LOKET_PATTERN_WITHHELD,
  LOKET_PATTERN_ID_NUMBER,
  LOKET_PATTERN_ID_LABEL,
  LOKET_PATTERN_MASKED,
  LOKET_PATTERN_ROMAN,
  LOKET_N_PATTERNS,
} LoketPatternId;

/* A pattern of a list in data/quality, with what stands beside it there. */
typedef struct
{
  LoketPattern *pattern;
  char         *kind;
  char         *note;
} LoketEntry;

/**
 * LoketLexicon:
 * @patterns: those of %LoketPatternId
 * @promises: (element-type LoketEntry): janji-kabur.tsv
 * @placeholders: (element-type LoketEntry): penanda-templat.txt
 *
 * What the rules look things up in. Never changes once it is loaded.
 */
typedef struct
{
  LoketPattern *patterns[LOKET_N_PATTERNS];
  GPtrArray    *promises;
  GPtrArray    *placeholders;
} LoketLexicon;

LoketLexicon *_loket_lexicon_new  (GError      **error);
void          _loket_lexicon_free (LoketLexicon *lexicon);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketLexicon, _loket_lexicon_free)

G_END_DECLS
