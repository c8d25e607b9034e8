/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-messages.h"
#include "loket-rule.h"

/* What all rules need: telling what they found, and asking for common facts. */

static void
add_finding (LoketRun      *run,
             LoketSeverity  severity,
             guint          start,
             guint          end,
             const char    *variant,
             const char    *argument)
{
  g_autofree char *text = NULL;
  g_autofree char *suggestion = NULL;

  severity = loket_quality_settings_apply (run->input->settings, run->rule->id, severity);
  if (severity == LOKET_SEVERITY_OFF)
    return;
  text = _loket_message_text (run->input->settings, run->rule->id, variant, run->language, argument);
  suggestion = _loket_message_suggestion (run->input->settings, run->rule->id, variant, run->language, argument);
  g_ptr_array_add (run->findings, loket_finding_new (run->rule->id, severity, start, end, text, suggestion));
}

/* Reports a place in the draft with a severity of its own. */
void
_loket_run_report_as (LoketRun      *run,
                      LoketSeverity  severity,
                      LoketSpan      span,
                      const char    *variant,
                      const char    *argument)
{
  g_return_if_fail (span.start < span.end && span.end <= run->draft->length);

  add_finding (run, severity, run->draft->first[span.start], run->draft->last[span.end - 1], variant, argument);
}

/* Reports a place in the draft. */
void
_loket_run_report (LoketRun   *run,
                   LoketSpan   span,
                   const char *variant,
                   const char *argument)
{
  _loket_run_report_as (run, run->rule->severity, span, variant, argument);
}

/* Reports a place in the draft, and what can stand there as it is; a capital letter
 * of the draft stays one. %NULL where there is no such text. */
void
_loket_run_report_fix (LoketRun   *run,
                       LoketSpan   span,
                       const char *variant,
                       const char *argument,
                       const char *replacement)
{
  guint before = run->findings->len;
  gunichar first = g_utf8_get_char (run->draft->text + span.start);
  LoketFinding *finding;

  _loket_run_report (run, span, variant, argument);
  if (replacement == NULL || run->findings->len == before)
    return;
  finding = g_ptr_array_index (run->findings, before);
  if (g_unichar_isupper (first) && *replacement != '\0')
    {
      g_autofree char *capital = g_utf8_strup (replacement, (gssize) (g_utf8_next_char (replacement) - replacement));

      finding->replacement = g_strconcat (capital, g_utf8_next_char (replacement), NULL);
    }
  else
    finding->replacement = g_strdup (replacement);
}

/* Reports something that is not there. */
void
_loket_run_report_missing (LoketRun   *run,
                           const char *variant,
                           const char *argument)
{
  add_finding (run, run->rule->severity, 0, 0, variant, argument);
}

/* Whether a piece of the draft names a time that can be checked. */
gboolean
_loket_run_has_date (LoketRun  *run,
                     LoketSpan  span)
{
  return _loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_DATE], span, NULL);
}

/* Whether a piece of the draft holds @name, in any case. */
gboolean
_loket_run_names (LoketRun   *run,
                  LoketSpan   span,
                  const char *name)
{
  g_autofree char *piece = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *wanted = NULL;

  if (name == NULL || *name == '\0')
    return FALSE;
  piece = g_strndup (run->draft->text + span.start, span.end - span.start);
  folded = g_utf8_casefold (piece, -1);
  wanted = g_utf8_casefold (name, -1);
  return strstr (folded, wanted) != NULL;
}

/* Whether a piece of the draft names somebody who acts: a unit, the agency, or
 * “kami”, by which an official means the agency. */
gboolean
_loket_run_has_unit (LoketRun  *run,
                     LoketSpan  span)
{
  const LoketCheckInput *input = run->input;

  if (_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_UNIT], span, NULL) ||
      _loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_WE], span, NULL) ||
      _loket_run_names (run, span, input->agency_name) ||
      _loket_run_names (run, span, input->agency_short_name))
    return TRUE;
  for (guint i = 0; input->agency_units != NULL && input->agency_units[i] != NULL; i++)
    if (_loket_run_names (run, span, input->agency_units[i]))
      return TRUE;
  for (guint i = 0; input->settings != NULL && loket_quality_settings_get_units (input->settings)[i] != NULL; i++)
    if (_loket_run_names (run, span, loket_quality_settings_get_units (input->settings)[i]))
      return TRUE;
  return FALSE;
}

/* Whether a place is inside quotation marks: the words of somebody else. */
gboolean
_loket_run_is_quoted (LoketRun  *run,
                      LoketSpan  span)
{
  return span.start < run->draft->length && run->draft->quoted[span.start];
}

/* Whether a place is all an approved template's own words; what was filled in is
 * the officer's. */
gboolean
_loket_run_is_approved (LoketRun  *run,
                        LoketSpan  span)
{
  return run->approved != NULL && span.start < span.end && span.end <= run->draft->length &&
         memchr (run->approved->approved + span.start, 0, span.end - span.start) == NULL;
}

/* Whether how concrete the words are is not the officer's to answer for: those of
 * somebody else, or of a text that the agency approved. */
gboolean
_loket_run_is_excused (LoketRun  *run,
                       LoketSpan  span)
{
  return _loket_run_is_quoted (run, span) || _loket_run_is_approved (run, span);
}

/* Whether a pattern is found in a piece of the draft. */
gboolean
_loket_run_has (LoketRun       *run,
                LoketPatternId  pattern,
                LoketSpan       span)
{
  return _loket_prose_find (run->draft, run->lexicon->patterns[pattern], span, NULL);
}

/* Finds the next place of a pattern in @rest, and moves @rest behind it. */
gboolean
_loket_run_next (LoketRun       *run,
                 LoketPatternId  pattern,
                 LoketSpan      *rest,
                 LoketSpan      *found)
{
  if (!_loket_prose_find (run->draft, run->lexicon->patterns[pattern], *rest, found))
    return FALSE;
  rest->start = found->end;
  return TRUE;
}

/* All of the draft. */
LoketSpan
_loket_run_whole (LoketRun *run)
{
  LoketSpan whole = { 0, run->draft->length };

  return whole;
}

/* The sentence a place begins in. */
LoketSpan
_loket_run_sentence_of (LoketRun  *run,
                        LoketSpan  span)
{
  return _loket_prose_sentence (run->draft, _loket_prose_sentence_at (run->draft, span.start));
}

/* The sentence a place begins in, with as many before and after it. */
LoketSpan
_loket_run_around (LoketRun  *run,
                   LoketSpan  span,
                   guint      sentences)
{
  guint at = _loket_prose_sentence_at (run->draft, span.start);
  LoketSpan first = _loket_prose_sentence (run->draft, at > sentences ? at - sentences : 0);
  LoketSpan last = _loket_prose_sentence (run->draft, MIN (at + sentences, MAX (run->draft->sentences->len, 1) - 1));
  LoketSpan around = { first.start, last.end };

  return around;
}

/* What stands before byte @at in its sentence, at most @bytes of it. */
LoketSpan
_loket_run_before (LoketRun *run,
                   gsize     at,
                   gsize     bytes)
{
  LoketSpan here = { at, at };
  LoketSpan before = { MIN (_loket_run_sentence_of (run, here).start, at), at };

  if (at - before.start > bytes)
    before.start = at - bytes;
  /* Not into the middle of a character. */
  while (before.start < at && (run->draft->text[before.start] & 0xC0) == 0x80)
    before.start++;
  return before;
}

/* What stands after byte @at in its sentence, at most @bytes of it. */
LoketSpan
_loket_run_after (LoketRun *run,
                  gsize     at,
                  gsize     bytes)
{
  LoketSpan here = { at > 0 ? at - 1 : 0, at };
  LoketSpan after = { at, MAX (_loket_run_sentence_of (run, here).end, at) };

  if (after.end - at > bytes)
    after.end = at + bytes;
  while (after.end > at && after.end < run->draft->length && (run->draft->text[after.end] & 0xC0) == 0x80)
    after.end--;
  return after;
}

/* Whether the draft says anything that was done, found out or can be done. What
 * is thanks, receipt or a vague promise does not count. */
gboolean
_loket_run_has_substance (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_SUBSTANCE, &rest, &found))
    {
      LoketSpan clauses = _loket_run_sentence_of (run, found);
      LoketSpan courtesy = { 0, 0 };

      while (courtesy.end <= found.start && _loket_run_next (run, LOKET_PATTERN_COURTESY, &clauses, &courtesy))
        continue;
      if (found.start < courtesy.start || found.start >= courtesy.end ||
          _loket_run_has (run, LOKET_PATTERN_REPAIR_DONE, courtesy))
        return TRUE;
      rest.start = MAX (rest.start, courtesy.end);
    }
  return FALSE;
}

/* Whether the agency or the officer says that a word is right here. */
gboolean
_loket_run_knows_word (LoketRun   *run,
                       const char *lower)
{
  const char *const *vocabulary = (const char *const *) run->input->vocabulary;

  return loket_quality_settings_knows_word (run->input->settings, lower) ||
         (vocabulary != NULL && g_strv_contains (vocabulary, lower));
}
