/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include "loket-rule.h"

/* NAD: how a reply speaks to people. What is quoted is somebody else's tone. */

static gboolean
is_command (const LoketEntry *entry)
{
  return g_strcmp0 (entry->kind, "memerintah") == 0;
}

static void
check_tones (LoketRun *run,
             gboolean  commands)
{
  for (guint i = 0; i < run->lexicon->tones->len; i++)
    {
      const LoketEntry *entry = g_ptr_array_index (run->lexicon->tones, i);
      LoketSpan rest = _loket_run_whole (run);
      LoketSpan found;

      if (is_command (entry) != commands)
        continue;
      while (_loket_prose_find (run->draft, entry->pattern, rest, &found))
        {
          rest.start = found.end;
          if (_loket_run_is_quoted (run, found) ||
              (commands && _loket_run_has (run, LOKET_PATTERN_LEGAL_DUTY, _loket_run_sentence_of (run, found))))
            continue;
          _loket_run_report (run, found, NULL, NULL);
        }
    }
}

/* NAD-01: blame, cynicism, passing the buck. */
void
_loket_rule_nad_01 (LoketRun *run)
{
  check_tones (run, FALSE);
}

/* NAD-02: commands and lectures, unless the law commands. */
void
_loket_rule_nad_02 (LoketRun *run)
{
  check_tones (run, TRUE);
}

/* A capital that only begins a sentence. */
static gboolean
begins_sentence (LoketRun        *run,
                 const LoketWord *word)
{
  return word->letters > 1 && _loket_run_sentence_of (run, word->span).start == word->span.start &&
         !g_unichar_isupper (g_utf8_get_char (g_utf8_next_char (run->draft->text + word->span.start)));
}

/* NAD-03: words of chat. A capital letter makes it a name or an abbreviation. */
void
_loket_rule_nad_03 (LoketRun *run)
{
  for (guint i = 0; i < run->draft->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (run->draft, i);
      const LoketWordRow *row;
      LoketSpan found;

      if ((word->upper && !begins_sentence (run, word)) || _loket_run_is_quoted (run, word->span))
        continue;
      row = _loket_word_list_match (run->lexicon->slang, run->draft, i, &found);
      if (row == NULL)
        continue;
      if (*_loket_word_row_get (row, 1) != '\0')
        _loket_run_report_fix (run, found, NULL, _loket_word_row_get (row, 1), _loket_word_row_get (row, 1));
      else
        _loket_run_report (run, found, "drop", NULL);
    }
}

static void
report_each (LoketRun       *run,
             LoketPatternId  pattern,
             const char     *variant)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, pattern, &rest, &found))
    if (!_loket_run_is_quoted (run, found))
      _loket_run_report (run, found, variant, NULL);
}

/* NAD-04: shouting in capitals, rows of marks, little pictures. */
void
_loket_rule_nad_04 (LoketRun *run)
{
  report_each (run, LOKET_PATTERN_CAPITALS, NULL);
  report_each (run, LOKET_PATTERN_MARKS, "marks");
  report_each (run, LOKET_PATTERN_EMOJI, "emoji");
}

/* NAD-05: a fault of the office is told, and no word of regret anywhere. */
void
_loket_rule_nad_05 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  if (_loket_run_has (run, LOKET_PATTERN_SORRY, rest))
    return;
  if (_loket_run_next (run, LOKET_PATTERN_FAULT, &rest, &found) && !_loket_run_is_quoted (run, found))
    _loket_run_report (run, found, NULL, NULL);
}
