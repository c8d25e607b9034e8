/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-dates.h"

/* KON: answers that say when, who and what. */

static gboolean
is_promise (const LoketEntry *entry)
{
  return g_strcmp0 (entry->kind, "janji") == 0 || g_strcmp0 (entry->kind, "waktu-kabur") == 0;
}

/* Finds the first place of a pattern in @rest that the officer answers for. */
static gboolean
find_own (LoketRun           *run,
          const LoketPattern *pattern,
          LoketSpan           rest,
          LoketSpan          *found)
{
  while (_loket_prose_find (run->draft, pattern, rest, found))
    {
      if (!_loket_run_is_excused (run, *found))
        return TRUE;
      rest.start = found->end;
    }
  return FALSE;
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

      if (!is_promise (entry) || !find_own (run, entry->pattern, sentence, &place))
        continue;
      if (!found || place.start < promise->start ||
          (place.start == promise->start && place.end > promise->end))
        *promise = place;
      found = TRUE;
    }
  return found;
}

/* A sentence with the next one, unless a paragraph ends between them. */
static LoketSpan
with_next (LoketRun *run,
           guint     sentence)
{
  LoketSpan both = _loket_prose_sentence (run->draft, sentence);
  LoketSpan next = _loket_prose_sentence (run->draft, sentence + 1);
  g_autofree char *between = NULL;

  if (next.start >= next.end)
    return both;
  between = g_strndup (run->draft->text + both.end, next.start - both.end);
  if (strstr (between, "\n\n") == NULL || run->draft->text[both.end - 1] == ':')
    both.end = next.end;
  return both;
}

/* KON-01: a vague promise or time. Silent when this sentence or the next has a
 * date and a unit, or says that the date is withheld; only a hint where the date
 * is there. One finding a sentence. */
void
_loket_rule_kon_01 (LoketRun *run)
{
  for (guint i = 0; i < run->draft->sentences->len; i++)
    {
      LoketSpan sentence = _loket_prose_sentence (run->draft, i);
      LoketSpan both = with_next (run, i);
      LoketSpan promise;
      gboolean date, unit;

      if (!find_promise (run, sentence, &promise))
        continue;
      if (_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_WITHHELD], both, NULL))
        continue;
      date = _loket_run_has_date (run, both);
      unit = _loket_run_has_unit (run, both);
      if (!date)
        _loket_run_report (run, promise, unit ? "date" : NULL, NULL);
      else if (!unit)
        _loket_run_report_as (run, LOKET_SEVERITY_HINT, promise, "unit", NULL);
    }
}

static void
report_entries (LoketRun   *run,
                const char *kind,
                gboolean  (*is_fine) (LoketRun *run, LoketSpan place))
{
  for (guint i = 0; i < run->lexicon->promises->len; i++)
    {
      const LoketEntry *entry = g_ptr_array_index (run->lexicon->promises, i);
      LoketSpan rest = _loket_run_whole (run);
      LoketSpan found;

      if (g_strcmp0 (entry->kind, kind) != 0)
        continue;
      while (_loket_prose_find (run->draft, entry->pattern, rest, &found))
        {
          rest.start = found.end;
          if (!_loket_run_is_excused (run, found) && !is_fine (run, found))
            _loket_run_report (run, found, NULL, NULL);
        }
    }
}

static gboolean
names_unit (LoketRun  *run,
            LoketSpan  place)
{
  return _loket_run_has (run, LOKET_PATTERN_UNIT, _loket_run_sentence_of (run, place));
}

/* KON-02: “the agency concerned”, when no agency is named beside it. */
void
_loket_rule_kon_02 (LoketRun *run)
{
  report_entries (run, "unit-kabur", names_unit);
}

static gboolean
says_something (LoketRun  *run,
                LoketSpan  place)
{
  return _loket_run_has_substance (run);
}

/* KON-03: wishes and “material for evaluation”, when that is all there is. */
void
_loket_rule_kon_03 (LoketRun *run)
{
  report_entries (run, "tanpa-tindakan", says_something);
  report_entries (run, "harapan", says_something);
}

/* KON-04: “in line with the rules in force”, and no rule is named. */
void
_loket_rule_kon_04 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_AS_REGULATED, &rest, &found))
    if (!_loket_run_is_excused (run, found) &&
        !_loket_run_has (run, LOKET_PATTERN_LEGAL, _loket_run_around (run, found, 1)))
      _loket_run_report (run, found, NULL, NULL);
}

/* The clause of a sentence that a date stands in: from a colon, a semicolon or a
 * comma with “dan” to the next joint, and not over another date. */
static LoketSpan
clause_of (LoketRun         *run,
           const LoketDated *date)
{
  static const char *const joints[] = { ";", ":", ", dan ", ", jadi ", " dan ", " serta ", " sedangkan ", " lalu ", " tetapi " };
  LoketSpan clause = _loket_run_sentence_of (run, date->span);
  LoketSpan rest = clause;
  LoketDated other;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  while (_loket_run_next_date (run, &rest, &other))
    if (other.span.end <= date->span.start)
      clause.start = other.span.end;
    else if (other.span.start >= date->span.end)
      clause.end = MIN (clause.end, other.span.start);
  before = g_strndup (run->draft->text + clause.start, date->span.start - clause.start);
  after = g_strndup (run->draft->text + date->span.end, clause.end - date->span.end);
  for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
    {
      const char *last = g_strrstr (before, joints[i]);
      const char *next = strstr (after, joints[i]);

      if (last != NULL && i < 4)
        clause.start = MAX (clause.start, date->span.start - strlen (last));
      if (next != NULL)
        clause.end = MIN (clause.end, date->span.end + (gsize) (next - after));
    }
  return clause;
}

/* Who names a Sunday knows that it is one; that a Thursday is a holiday is not seen. */
static gboolean
is_free_unawares (LoketRun         *run,
                  const LoketDated *date)
{
  return (date->weekday == 0 || (run->input->look_up_day != NULL && date->weekday < 6)) &&
         _loket_run_is_free_day (run, date);
}

/* Whether something is to happen from today on until the limit of the class. */
static gboolean
has_date_in_time (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketDated date;

  while (_loket_run_next_date (run, &rest, &date))
    if (_loket_dated_is_valid (&date) && _loket_run_compare_now (run, &date) >= 0 &&
        !_loket_run_is_beyond_limit (run, &date))
      return TRUE;
  return FALSE;
}

/* A day beyond the limit, of work under way, with no step before it and no word on
 * why: what is planned long and told honestly is no fault. */
static gboolean
is_too_late (LoketRun         *run,
             const LoketDated *date)
{
  return run->input->outcome == LOKET_OUTCOME_IN_PROGRESS && _loket_run_is_beyond_limit (run, date) &&
         !_loket_run_has (run, LOKET_PATTERN_REASON, _loket_run_around (run, date->span, 1)) && !has_date_in_time (run);
}

/* @late: whether a day beyond the limit was told already. */
static void
check_date (LoketRun         *run,
            const LoketDated *date,
            gboolean         *late)
{
  LoketSpan clause = clause_of (run, date);
  gboolean promised = _loket_run_has (run, LOKET_PATTERN_FUTURE, clause) &&
                      !_loket_run_has (run, LOKET_PATTERN_PAST, clause) &&
                      !_loket_run_has (run, LOKET_PATTERN_PAST_AFTER, _loket_run_after (run, date->span.end, 16));

  if (!_loket_dated_is_valid (date))
    _loket_run_report (run, date->span, "impossible", NULL);
  else if (date->weekday != 0 && date->weekday != _loket_dated_weekday (date))
    _loket_run_report (run, date->span, "weekday", NULL);
  else if (promised && _loket_run_compare_now (run, date) < 0)
    _loket_run_report (run, date->span, NULL, NULL);
  else if (promised && is_free_unawares (run, date))
    _loket_run_report (run, date->span, "holiday", NULL);
  else if (promised && !*late && is_too_late (run, date))
    {
      *late = TRUE;
      _loket_run_report_as (run, LOKET_SEVERITY_HINT, date->span, "limit",
                            g_strcmp0 (run->language, "en") == 0 ? run->input->limit_en : run->input->limit_id);
    }
}

/* KON-05: a promised date that has passed, falls on a day without office hours,
 * or does not exist. Beyond the limit of the complaint's class is a hint, once. */
void
_loket_rule_kon_05 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketDated date;
  gboolean late = FALSE;

  while (_loket_run_next_date (run, &rest, &date))
    if (!_loket_run_is_excused (run, date.span))
      check_date (run, &date, &late);
}

/* The first clause that promises work on a day that is still to come. */
static gboolean
find_planned_work (LoketRun       *run,
                   LoketPatternId  work,
                   LoketSpan      *found)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketDated date;

  while (_loket_run_next_date (run, &rest, &date))
    {
      LoketSpan clause = clause_of (run, &date);

      if (_loket_dated_is_valid (&date) && _loket_run_compare_now (run, &date) > 0 &&
          !_loket_run_has (run, LOKET_PATTERN_CONDITION_SET, clause) &&
          find_own (run, run->lexicon->patterns[work], clause, found))
        return TRUE;
    }
  return FALSE;
}

/* The first sentence that promises work tomorrow, next week, … */
static gboolean
find_work_soon (LoketRun  *run,
                LoketSpan *found)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan soon;

  while (_loket_run_next (run, LOKET_PATTERN_SOON, &rest, &soon))
    {
      LoketSpan sentence = _loket_run_sentence_of (run, soon);

      if (!_loket_run_has (run, LOKET_PATTERN_CONDITION_SET, sentence) && !_loket_run_is_excused (run, soon) &&
          _loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_REPAIR_PLANNED], sentence, found))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_date_to_come (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketDated date;

  while (_loket_run_next_date (run, &rest, &date))
    if (_loket_dated_is_valid (&date) && _loket_run_compare_now (run, &date) > 0)
      return TRUE;
  return FALSE;
}

static void
check_resolved (LoketRun *run)
{
  LoketSpan whole = _loket_run_whole (run);
  LoketSpan found;

  if (find_planned_work (run, LOKET_PATTERN_REPAIR_PLANNED, &found) || find_work_soon (run, &found))
    _loket_run_report_as (run, _loket_run_has (run, LOKET_PATTERN_REPAIR_DONE, whole) ? LOKET_SEVERITY_WARNING : LOKET_SEVERITY_BLOCKER,
                          found, NULL, NULL);
  else if (!_loket_run_has (run, LOKET_PATTERN_DONE, whole) &&
           find_own (run, run->lexicon->patterns[LOKET_PATTERN_WILL_WORK], whole, &found))
    _loket_run_report (run, found, NULL, NULL);
  /* Something else that is planned may well follow what is resolved. */
  else if (find_planned_work (run, LOKET_PATTERN_WORK_PLANNED, &found))
    _loket_run_report_as (run, LOKET_SEVERITY_WARNING, found, NULL, NULL);
}

/* KON-06: “resolved” is chosen and the text says that it will be; or “in
 * progress”, and the text says that all is done. */
void
_loket_rule_kon_06 (LoketRun *run)
{
  LoketSpan whole = _loket_run_whole (run);
  LoketSpan found;

  if (run->input->outcome == LOKET_OUTCOME_RESOLVED)
    check_resolved (run);
  else if (run->input->outcome == LOKET_OUTCOME_IN_PROGRESS && !has_date_to_come (run) &&
           find_own (run, run->lexicon->patterns[LOKET_PATTERN_ALL_DONE], whole, &found) &&
           !_loket_run_has (run, LOKET_PATTERN_STILL, whole))
    _loket_run_report (run, found, "done", NULL);
}
