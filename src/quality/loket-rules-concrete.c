/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-rule.h"

/* KON: answers that say when, who and what. */

static gboolean
is_promise (const LoketEntry *entry)
{
  return g_strcmp0 (entry->kind, "janji") == 0 || g_strcmp0 (entry->kind, "waktu-kabur") == 0;
}

/* Where a promise begins in a sentence: the first match of any list entry. */
static gboolean
find_promise (LoketRun  *run,
              LoketSpan  sentence,
              LoketSpan *promise)
{
  gboolean found = FALSE;

  for (guint i = 0; i < run->lexicon->promises->len; i++)
    {
      const LoketEntry *entry = g_ptr_array_index (run->lexicon->promises, i);
      LoketSpan place;

      if (!is_promise (entry) || !_loket_prose_find (run->draft, entry->pattern, sentence, &place) ||
          _loket_run_is_quoted (run, place))
        continue;
      if (!found || place.start < promise->start ||
          (place.start == promise->start && place.end > promise->end))
        *promise = place;
      found = TRUE;
    }
  return found;
}

/* KON-01: a vague promise or time. Silent when this sentence or the next has a
 * date and a unit, or says that the date is withheld. One finding a sentence. */
void
_loket_rule_kon_01 (LoketRun *run)
{
  for (guint i = 0; i < run->draft->sentences->len; i++)
    {
      LoketSpan sentence = _loket_prose_sentence (run->draft, i);
      LoketSpan next = _loket_prose_sentence (run->draft, i + 1);
      LoketSpan both = { sentence.start, MAX (sentence.end, next.end) };
      LoketSpan promise;
      gboolean date, unit;

      if (!find_promise (run, sentence, &promise))
        continue;
      if (_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_WITHHELD], both, NULL))
        continue;
      date = _loket_run_has_date (run, both);
      unit = _loket_run_has_unit (run, both);
      if (!date || !unit)
        _loket_run_report (run, promise, date ? "unit" : unit ? "date" : NULL, NULL);
    }
}
