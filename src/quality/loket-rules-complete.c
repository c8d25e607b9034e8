/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-rule.h"

/* KLG: what a complete answer has. What is only a habit is no finding. */

#define FEWEST_WORDS 8

static gboolean
is_follow_up (LoketRun *run)
{
  for (guint i = 0; i < run->input->previous_replies->len; i++)
    if (((LoketPreviousReply *) g_ptr_array_index (run->input->previous_replies, i))->same_complaint)
      return TRUE;
  return FALSE;
}

static gboolean
is_long_enough (LoketRun *run)
{
  return run->draft->words->len >= FEWEST_WORDS;
}

/* KLG-02: nothing of the complaint is left in the answer. */
void
_loket_rule_klg_02 (LoketRun *run)
{
  if (is_long_enough (run) && !is_follow_up (run) && _loket_run_shares_nothing (run))
    _loket_run_report_missing (run, NULL, NULL);
}

/* KLG-03: no action, finding or explanation. */
void
_loket_rule_klg_03 (LoketRun *run)
{
  if (is_long_enough (run) && !_loket_run_has_substance (run))
    _loket_run_report_missing (run, NULL, NULL);
}

static gboolean
promises (LoketRun *run)
{
  return _loket_run_has (run, LOKET_PATTERN_RUNNING, _loket_run_whole (run));
}

/* KLG-04: something is promised, and nobody at all is named who does it. */
void
_loket_rule_klg_04 (LoketRun *run)
{
  LoketSpan whole = _loket_run_whole (run);

  if (is_long_enough (run) && promises (run) && !_loket_run_has_unit (run, whole) &&
      !_loket_run_has (run, LOKET_PATTERN_BY, whole))
    _loket_run_report_missing (run, NULL, NULL);
}

/* KLG-05: something is under way, and no date at all. */
void
_loket_rule_klg_05 (LoketRun *run)
{
  if (run->input->outcome == LOKET_OUTCOME_IN_PROGRESS && is_long_enough (run) && promises (run) &&
      !_loket_run_has_date (run, _loket_run_whole (run)))
    _loket_run_report_missing (run, NULL, NULL);
}

/* Whether a street is named that the complaint is not about: an office's. */
static gboolean
names_other_street (LoketRun *run,
                    LoketSpan within)
{
  LoketSpan all = { 0, run->complaint->length };
  g_autofree char *told = _loket_prose_dup_lower (run->complaint, all);
  LoketSpan place;

  while (_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_ANY_STREET], within, &place))
    {
      g_autofree char *street = _loket_prose_dup_lower (run->draft, place);

      if (strstr (told, strrchr (street, ' ') + 1) == NULL)
        return TRUE;
      within.start = place.end;
    }
  return FALSE;
}

/* KLG-07: the reporter is sent somewhere, with no place, hours or channel. */
void
_loket_rule_klg_07 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_GO_THERE, &rest, &found))
    {
      LoketSpan around = _loket_run_around (run, found, 2);

      if (!_loket_run_is_quoted (run, found) && !_loket_run_has (run, LOKET_PATTERN_CHANNEL, around) &&
          !names_other_street (run, around) && !_loket_run_has (run, LOKET_PATTERN_UNIT, _loket_run_sentence_of (run, found)))
        _loket_run_report (run, found, NULL, NULL);
    }
}

/* An abbreviation that can only be an institution's. */
static gboolean
names_institution (LoketRun *run)
{
  static const char *const others[] = { "KTP", "NIK", "SMS", "WIB", "WITA", "LAPOR", "SP4N", "NPWP", "BPKB", "STNK", "SIM" };
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_ACRONYM, &rest, &found))
    {
      g_autofree char *text = g_strndup (run->draft->text + found.start, found.end - found.start);
      gboolean other = found.end - found.start < 3 || g_strcmp0 (text, run->input->agency_short_name) == 0;

      for (guint i = 0; i < G_N_ELEMENTS (others); i++)
        other = other || g_str_equal (text, others[i]);
      if (!other)
        return TRUE;
    }
  return FALSE;
}

/* The whole name that begins at a place: the words after it in capitals, and
 * what joins them. */
static LoketSpan
extend_name (const LoketProse *draft,
             LoketSpan         name)
{
  for (guint i = 0; i < draft->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (draft, i);
      gboolean joins = g_str_equal (word->lower, "dan");

      if (word->span.start <= name.end)
        continue;
      if (word->span.start > name.end + 1 || draft->text[name.end] != ' ')
        break;
      if (joins && i + 1 < draft->words->len && _loket_prose_word (draft, i + 1)->upper)
        word = _loket_prose_word (draft, ++i);
      if (!word->upper)
        break;
      name.end = word->span.end;
    }
  return name;
}

/* A unit that is not the answering agency itself. */
static gboolean
names_other_unit (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_UNIT, &rest, &found))
    {
      g_autofree char *unit = NULL;
      g_autofree char *own = run->input->agency_name != NULL ? g_utf8_strdown (run->input->agency_name, -1) : NULL;

      /* A sentence may end with the name. */
      if (run->draft->text[found.end - 1] == '.')
        found.end--;
      unit = _loket_prose_dup_lower (run->draft, extend_name (run->draft, found));
      if (own == NULL || !g_str_has_prefix (own, unit))
        return TRUE;
    }
  return names_institution (run);
}

/* KLG-09: a refusal without a reason, or a case sent on to nobody. */
void
_loket_rule_klg_09 (LoketRun *run)
{
  LoketSpan whole = _loket_run_whole (run);
  LoketSpan rest = whole;
  LoketSpan found;

  if (!is_long_enough (run) && run->input->outcome != LOKET_OUTCOME_NOT_OUR_AUTHORITY)
    return;
  if (run->input->outcome == LOKET_OUTCOME_NOT_OUR_AUTHORITY && !names_other_unit (run))
    {
      _loket_run_report_missing (run, "unit", NULL);
      return;
    }
  while (_loket_run_next (run, LOKET_PATTERN_REFUSAL, &rest, &found))
    if (!_loket_run_is_quoted (run, found) &&
        !_loket_run_has (run, LOKET_PATTERN_REASON, _loket_run_around (run, found, 2)))
      _loket_run_report (run, found, NULL, NULL);
}

/* KLG-10: too short to be an answer. */
void
_loket_rule_klg_10 (LoketRun *run)
{
  LoketSpan all = { 0, 0 };

  if (is_long_enough (run))
    return;
  if (run->draft->sentences->len == 0)
    {
      _loket_run_report_missing (run, "empty", NULL);
      return;
    }
  all.start = _loket_prose_sentence (run->draft, 0).start;
  all.end = _loket_prose_sentence (run->draft, run->draft->sentences->len - 1).end;
  _loket_run_report (run, all, NULL, NULL);
}
