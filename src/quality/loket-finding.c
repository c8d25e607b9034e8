/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-finding.h"

G_DEFINE_BOXED_TYPE (LoketFinding, loket_finding, loket_finding_copy, loket_finding_free)

static const char *const severity_names[] = {
  "off",
  "hint",
  "warning",
  "blocker",
};

/**
 * loket_severity_to_name:
 * @value: a value
 *
 * Gives the name in `--json` output.
 *
 * Returns: a static text
 */
const char *
loket_severity_to_name (LoketSeverity value)
{
  g_return_val_if_fail ((guint) value < G_N_ELEMENTS (severity_names), severity_names[0]);

  return severity_names[value];
}

/**
 * loket_finding_new:
 * @rule: the rule's id
 * @severity: how much it matters
 * @start: first code point
 * @end: the one after the last
 * @message: what was found
 * @suggestion: (nullable): what to do
 *
 * Makes a finding.
 *
 * Returns: (transfer full): the finding
 */
LoketFinding *
loket_finding_new (const char    *rule,
                   LoketSeverity  severity,
                   guint          start,
                   guint          end,
                   const char    *message,
                   const char    *suggestion)
{
  LoketFinding *self = g_new0 (LoketFinding, 1);

  self->rule = g_strdup (rule);
  self->severity = severity;
  self->start = start;
  self->end = end;
  self->message = g_strdup (message);
  self->suggestion = g_strdup (suggestion);
  return self;
}

/**
 * loket_finding_copy:
 * @self: a finding
 *
 * Copies a finding.
 *
 * Returns: (transfer full): the copy
 */
LoketFinding *
loket_finding_copy (const LoketFinding *self)
{
  LoketFinding *copy = loket_finding_new (self->rule, self->severity, self->start, self->end, self->message,
                                          self->suggestion);

  copy->replacement = g_strdup (self->replacement);
  copy->choices = g_strdupv (self->choices);
  return copy;
}

/**
 * loket_finding_free:
 * @self: (nullable) (transfer full): a finding
 *
 * Frees a finding.
 */
void
loket_finding_free (LoketFinding *self)
{
  if (self == NULL)
    return;

  g_free (self->rule);
  g_free (self->message);
  g_free (self->suggestion);
  g_free (self->replacement);
  g_strfreev (self->choices);
  g_free (self);
}
