/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * LoketSeverity:
 * @LOKET_SEVERITY_OFF: not looked for
 * @LOKET_SEVERITY_HINT: a reader might like it better otherwise
 * @LOKET_SEVERITY_WARNING: a reader will stumble
 * @LOKET_SEVERITY_BLOCKER: not sent unless the officer overrules it, which is kept
 */
typedef enum
{
  LOKET_SEVERITY_OFF,
  LOKET_SEVERITY_HINT,
  LOKET_SEVERITY_WARNING,
  LOKET_SEVERITY_BLOCKER,
} LoketSeverity;

const char *loket_severity_to_name (LoketSeverity value);

/**
 * LoketFinding:
 * @rule: the rule's id, as in `PDP-01`
 * @severity: how much it matters
 * @start: where it begins in the draft, in code points
 * @end: where it ends; 0 like @start for something that is missing
 * @message: what was found and why it matters
 * @suggestion: (nullable): what to do
 * @replacement: (nullable): what can stand in place of the words as it is
 * @choices: (nullable): where there are several, all of them; @replacement is
 *   %NULL then
 *
 * One remark on a draft.
 */
typedef struct
{
  char         *rule;
  LoketSeverity severity;
  guint         start;
  guint         end;
  char         *message;
  char         *suggestion;
  char         *replacement;
  GStrv         choices;
} LoketFinding;

#define LOKET_TYPE_FINDING (loket_finding_get_type ())

GType         loket_finding_get_type (void) G_GNUC_CONST;
LoketFinding *loket_finding_new      (const char         *rule,
                                      LoketSeverity       severity,
                                      guint               start,
                                      guint               end,
                                      const char         *message,
                                      const char         *suggestion);
LoketFinding *loket_finding_copy     (const LoketFinding *self);
void          loket_finding_free     (LoketFinding       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFinding, loket_finding_free)

G_END_DECLS
