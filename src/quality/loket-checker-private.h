/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-checker.h"
#include "loket-rule.h"

G_BEGIN_DECLS

struct _LoketChecker
{
  GObject        parent_instance;

  GMutex         lock;
  GError        *broken;   /* why there are no word lists */
  LoketLexicon  *lexicon;  /* from loading on, never changes then */
  LoketSpelling *spelling; /* the same */
  int            is_broken; /* atomic */
  int            noticed;   /* atomic */
};

/**
 * LoketCheckTexts:
 * @draft: the draft
 * @complaint: title and body of the complaint
 * @told: what the words of the complaint are compared by
 *
 * The texts of a check, prepared.
 */
typedef struct
{
  LoketProse *draft;
  LoketProse *complaint;
  GHashTable *told;
} LoketCheckTexts;

GPtrArray  *_loket_checker_no_findings (void);
LoketProse *_loket_checker_read     (LoketChecker          *self,
                                     const char            *text,
                                     GHashTable            *known);
char       *_loket_checker_dup_told (const LoketCheckInput *input);
GPtrArray  *_loket_checker_judge    (LoketChecker          *self,
                                     const LoketCheckTexts *texts,
                                     const LoketCheckInput *input,
                                     const char            *language,
                                     LoketSkeleton         *skeleton);
GPtrArray  *_loket_checker_judge_copies (LoketChecker      *self,
                                     const LoketCheckTexts *texts,
                                     LoketCopies           *copies,
                                     const LoketCheckInput *input,
                                     const char            *language);

G_END_DECLS
