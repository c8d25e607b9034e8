/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loket-check-input.h"
#include "loket-copies.h"
#include "loket-prose.h"
#include "loket-finding.h"
#include "loket-lexicon.h"
#include "loket-skeleton.h"
#include "loket-spelling.h"
#include "loket-template-match.h"

G_BEGIN_DECLS

/*
 * How a rule is written:
 *
 * - one static function in the file of its group, that looks at run->draft and
 *   run->input and reports what it finds; pure, any thread, and silent about
 *   what it does not know;
 * - a line in the table of loket-rules.c: id, default severity, function;
 * - its words in both languages in loket-messages.c;
 * - a golden table of hits and hard negatives in tests/unit/quality.
 */

typedef struct _LoketRule LoketRule;

/**
 * LoketRun:
 * @input: what is known
 * @draft: the draft, prepared
 * @complaint: title and body of the complaint, prepared; empty where not known
 * @told: what words of the complaint are compared by, see loket-keys.c
 * @lexicon: the word lists and patterns
 * @spelling: the dictionary
 * @copies: (nullable): the agency's other replies, where they are not in @input
 * @approved: (nullable): what of the draft is from the agency's templates
 * @rule: the rule at work
 * @language: `id` or `en`
 * @findings: (element-type LoketFinding): so far
 *
 * One run of the rules over one draft.
 */
typedef struct
{
  const LoketCheckInput *input;
  const LoketProse      *draft;
  const LoketProse      *complaint;
  GHashTable            *told;
  const LoketLexicon    *lexicon;
  LoketSpelling         *spelling;
  LoketCopies           *copies;
  const LoketApproved   *approved;
  const LoketRule       *rule;
  const char            *language;
  GPtrArray             *findings;
} LoketRun;

struct _LoketRule
{
  const char   *id;
  LoketSeverity severity;
  void        (*check) (LoketRun *run);
  gboolean      on_wish; /* off unless an agency asks for it: a habit, no fault */
};

extern const LoketRule _loket_rules[];
extern const guint     _loket_n_rules;

/* @variant picks other words of the same rule, NULL the plain ones; @argument
 * is put into them. */
void     _loket_run_report         (LoketRun      *run,
                                    LoketSpan      span,
                                    const char    *variant,
                                    const char    *argument);
void     _loket_run_report_as      (LoketRun      *run,
                                    LoketSeverity  severity,
                                    LoketSpan      span,
                                    const char    *variant,
                                    const char    *argument);
void     _loket_run_report_fix     (LoketRun      *run,
                                    LoketSpan      span,
                                    const char    *variant,
                                    const char    *argument,
                                    const char    *replacement);
void     _loket_run_report_missing (LoketRun      *run,
                                    const char    *variant,
                                    const char    *argument);
gboolean _loket_run_has_date       (LoketRun      *run,
                                    LoketSpan      span);
gboolean _loket_run_has_unit       (LoketRun      *run,
                                    LoketSpan      span);
gboolean _loket_run_is_quoted      (LoketRun      *run,
                                    LoketSpan      span);
gboolean _loket_run_is_approved    (LoketRun      *run,
                                    LoketSpan      span);
gboolean _loket_run_is_excused     (LoketRun      *run,
                                    LoketSpan      span);
gboolean _loket_run_has            (LoketRun      *run,
                                    LoketPatternId pattern,
                                    LoketSpan      span);
gboolean _loket_run_next           (LoketRun      *run,
                                    LoketPatternId pattern,
                                    LoketSpan     *rest,
                                    LoketSpan     *found);
LoketSpan _loket_run_whole         (LoketRun      *run);
LoketSpan _loket_run_sentence_of   (LoketRun      *run,
                                    LoketSpan      span);
LoketSpan _loket_run_around        (LoketRun      *run,
                                    LoketSpan      span,
                                    guint          sentences);
LoketSpan _loket_run_before        (LoketRun      *run,
                                    gsize          at,
                                    gsize          bytes);
LoketSpan _loket_run_after         (LoketRun      *run,
                                    gsize          at,
                                    gsize          bytes);
void     _loket_run_read_skeleton (LoketRun      *run,
                                    LoketSkeleton *out);
gboolean _loket_run_has_substance  (LoketRun      *run);
gboolean _loket_run_knows_word     (LoketRun      *run,
                                    const char    *lower);
gboolean _loket_run_shares_nothing (LoketRun      *run);
gboolean _loket_run_shares_object  (LoketRun      *run);
gboolean _loket_run_names          (LoketRun      *run,
                                    LoketSpan      span,
                                    const char    *name);

void _loket_rule_pdp_01 (LoketRun *run);
void _loket_rule_pdp_02 (LoketRun *run);
void _loket_rule_pdp_03 (LoketRun *run);
void _loket_rule_pdp_04 (LoketRun *run);
void _loket_rule_pdp_05 (LoketRun *run);
void _loket_rule_pdp_06 (LoketRun *run);
void _loket_rule_pdp_07 (LoketRun *run);
void _loket_rule_pdp_08 (LoketRun *run);
void _loket_rule_pdp_09 (LoketRun *run);
void _loket_rule_tpl_01 (LoketRun *run);
void _loket_rule_kon_01 (LoketRun *run);
void _loket_rule_tau_01 (LoketRun *run);
void _loket_rule_tau_02 (LoketRun *run);
void _loket_rule_hkm_01 (LoketRun *run);
void _loket_rule_hkm_02 (LoketRun *run);
void _loket_rule_kon_02 (LoketRun *run);
void _loket_rule_kon_03 (LoketRun *run);
void _loket_rule_kon_04 (LoketRun *run);
void _loket_rule_kon_05 (LoketRun *run);
void _loket_rule_kon_06 (LoketRun *run);
void _loket_rule_klg_01 (LoketRun *run);
void _loket_rule_klg_02 (LoketRun *run);
void _loket_rule_klg_03 (LoketRun *run);
void _loket_rule_klg_04 (LoketRun *run);
void _loket_rule_klg_05 (LoketRun *run);
void _loket_rule_klg_06 (LoketRun *run);
void _loket_rule_klg_07 (LoketRun *run);
void _loket_rule_klg_08 (LoketRun *run);
void _loket_rule_klg_09 (LoketRun *run);
void _loket_rule_klg_10 (LoketRun *run);
void _loket_rule_rel_01 (LoketRun *run);
void _loket_rule_rel_02 (LoketRun *run);
void _loket_rule_rel_03 (LoketRun *run);
void _loket_rule_rel_04 (LoketRun *run);
void _loket_rule_rel_05 (LoketRun *run);
void _loket_rule_nad_01 (LoketRun *run);
void _loket_rule_nad_02 (LoketRun *run);
void _loket_rule_nad_03 (LoketRun *run);
void _loket_rule_nad_04 (LoketRun *run);
void _loket_rule_nad_05 (LoketRun *run);
void _loket_rule_bhs_01 (LoketRun *run);
void _loket_rule_bhs_02 (LoketRun *run);
void _loket_rule_bhs_03 (LoketRun *run);
void _loket_rule_bhs_04 (LoketRun *run);
void _loket_rule_bhs_05 (LoketRun *run);
void _loket_rule_bhs_06 (LoketRun *run);

G_END_DECLS
