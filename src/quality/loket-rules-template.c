/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-rule.h"

/* TPL: what a template leaves behind. */

/* Crosses that stand for digits somebody hid on purpose, or for twenty. */
static gboolean
is_meant (LoketRun   *run,
          const char *kind,
          LoketSpan   span)
{
  if (g_strcmp0 (kind, "crosses") != 0)
    return FALSE;
  return _loket_run_has (run, LOKET_PATTERN_MASKED, _loket_run_before (run, span.start, 24)) ||
         _loket_run_has (run, LOKET_PATTERN_ROMAN, _loket_run_before (run, span.start, 24));
}

/* TPL-01: a placeholder that was not filled in. */
void
_loket_rule_tpl_01 (LoketRun *run)
{
  for (guint i = 0; i < run->lexicon->placeholders->len; i++)
    {
      const LoketEntry *entry = g_ptr_array_index (run->lexicon->placeholders, i);
      LoketSpan rest = { 0, run->draft->length };
      LoketSpan found;

      while (_loket_prose_find (run->draft, entry->pattern, rest, &found))
        {
          rest.start = found.end;
          if (_loket_run_is_quoted (run, found) || is_meant (run, entry->kind, found))
            continue;
          if (g_strcmp0 (entry->kind, "salutation") == 0)
            _loket_run_report_as (run, LOKET_SEVERITY_WARNING, found, "salutation", NULL);
          else
            _loket_run_report (run, found, NULL, NULL);
        }
    }
}
