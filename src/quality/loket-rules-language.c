/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-rule.h"

/* BHS: standard Indonesian that a citizen can read. */

#define LONG_WORDS      40
#define VERY_LONG_WORDS 60

static gboolean
begins_sentence (LoketRun        *run,
                 const LoketWord *word)
{
  return _loket_prose_sentence (run->draft, word->sentence).start == word->span.start;
}

/* Whether a word with a capital letter may be meant by an entry: at the start of
 * a sentence, unless the word is a name, too; names of times anywhere. */
static gboolean
fits_capital (LoketRun           *run,
              const LoketWord    *word,
              const LoketWordRow *row)
{
  if (!word->upper || g_str_equal (_loket_word_row_get (row, 2), "nama"))
    return TRUE;
  return begins_sentence (run, word) && *_loket_word_row_get (row, 3) == '\0';
}

static void
check_split_prefix (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_SPLIT_PREFIX, &rest, &found))
    {
      g_autofree char *text = _loket_prose_dup_lower (run->draft, found);
      g_autofree char *joined = g_strconcat ("di", text + strlen ("di "), NULL);

      if (_loket_run_is_quoted (run, found) || _loket_run_has (run, LOKET_PATTERN_SPLIT_NOT, found) ||
          _loket_word_list_lookup (run->lexicon->spelling, text) != NULL)
        continue;
      _loket_run_report_fix (run, found, NULL, joined, joined);
    }
}

/* A form that is the only one offered. */
static const char *
one_form (const char *form)
{
  return strchr (form, '/') == NULL ? form : NULL;
}

/* BHS-01: a spelling that is not standard, with the one that is. */
void
_loket_rule_bhs_01 (LoketRun *run)
{
  for (guint i = 0; i < run->draft->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (run->draft, i);
      const LoketWordRow *row;
      LoketSpan found;

      if (_loket_run_is_quoted (run, word->span) || _loket_run_knows_word (run, word->lower))
        continue;
      row = _loket_word_list_match (run->lexicon->spelling, run->draft, i, &found);
      if (row != NULL && fits_capital (run, word, row))
        _loket_run_report_fix (run, found, NULL, _loket_word_row_get (row, 1), one_form (_loket_word_row_get (row, 1)));
    }
  check_split_prefix (run);
}

/* BHS-03: sentences nobody follows to the end. */
void
_loket_rule_bhs_03 (LoketRun *run)
{
  guint word = 0;

  for (guint i = 0; i < run->draft->sentences->len; i++)
    {
      guint n = 0;
      g_autofree char *count = NULL;

      while (word < run->draft->words->len && _loket_prose_word (run->draft, word)->sentence <= i)
        {
          word++;
          n++;
        }
      if (n <= LONG_WORDS)
        continue;
      count = g_strdup_printf ("%u", n);
      _loket_run_report_as (run, n > VERY_LONG_WORDS ? LOKET_SEVERITY_WARNING : LOKET_SEVERITY_HINT,
                            _loket_prose_sentence (run->draft, i), NULL, count);
    }
}

/* BHS-04: “akan di…” with nobody who does it and no date. */
void
_loket_rule_bhs_04 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_PASSIVE_PROMISE, &rest, &found))
    {
      LoketSpan around = _loket_run_around (run, found, 1);

      if (!_loket_run_is_quoted (run, found) && !_loket_run_has (run, LOKET_PATTERN_BY, around) &&
          !_loket_run_has_date (run, around) && !_loket_run_has_unit (run, around))
        _loket_run_report (run, found, NULL, NULL);
    }
}

static gboolean
is_explained (LoketRun   *run,
              LoketSpan   span,
              const char *expansion)
{
  LoketSpan before = { 0, span.start };
  gboolean bracket = (span.start > 0 && run->draft->text[span.start - 1] == '(') ||
                     (run->draft->text[span.end] == ' ' && run->draft->text[span.end + 1] == '(');

  return bracket || _loket_run_names (run, before, expansion);
}

static gboolean
citizen_knows (LoketRun   *run,
               const char *acronym)
{
  g_autofree char *told = g_ascii_strdown (run->complaint->text, -1);

  return strstr (told, acronym) != NULL;
}

/* BHS-05: an abbreviation of the office that nobody has explained. The first
 * time only, and not where the citizen used it. */
void
_loket_rule_bhs_05 (LoketRun *run)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_ACRONYM, &rest, &found))
    {
      char *acronym = _loket_prose_dup_lower (run->draft, found);
      const LoketWordRow *row = _loket_word_list_lookup (run->lexicon->acronyms, acronym);
      gboolean known = row == NULL || _loket_run_knows_word (run, acronym) ||
                       g_hash_table_contains (seen, acronym) || citizen_knows (run, acronym) ||
                       is_explained (run, found, _loket_word_row_get (row, 1));

      g_hash_table_add (seen, acronym);
      if (!known)
        _loket_run_report (run, found, NULL, _loket_word_row_get (row, 1));
    }
}

static gboolean
is_repeated (const LoketProse *draft,
             const LoketWord  *word,
             const LoketWord  *next)
{
  return !word->upper && !next->upper && word->letters >= 2 && g_ascii_isalpha (*word->lower) &&
         next->span.start == word->span.end + 1 && draft->text[word->span.end] == ' ' &&
         g_str_equal (word->lower, next->lower);
}

static void
report_repeated (LoketRun *run)
{
  for (guint i = 0; i + 1 < run->draft->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (run->draft, i);
      const LoketWord *next = _loket_prose_word (run->draft, i + 1);
      LoketSpan both = { word->span.start, next->span.end };

      if (!is_repeated (run->draft, word, next))
        continue;
      if (!_loket_run_is_quoted (run, both))
        _loket_run_report_fix (run, both, NULL, NULL, word->lower);
      i++;
    }
}

static char *
fix_space (const char *text)
{
  return g_strdup (text + strspn (text, " "));
}

static char *
fix_rupiah (const char *text)
{
  const char *amount = text + strlen ("Rp.");

  return g_strconcat ("Rp", amount + strspn (amount, " "), NULL);
}

/* s/d is s.d., and so on. */
static char *
fix_slashed (const char *text)
{
  return g_strdup_printf ("%c.%c.", text[0], text[2]);
}

static char *
fix_clock (const char *text)
{
  return g_strconcat ("pukul", text + strlen ("jam"), NULL);
}

static void
report_each (LoketRun       *run,
             LoketPatternId  pattern,
             const char     *variant,
             char         *(*fix) (const char *text))
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, pattern, &rest, &found))
    {
      g_autofree char *text = g_strndup (run->draft->text + found.start, found.end - found.start);
      g_autofree char *better = fix (text);

      if (!_loket_run_is_quoted (run, found))
        _loket_run_report_fix (run, found, variant, NULL, better);
    }
}

/* BHS-06: small faults of typing. */
void
_loket_rule_bhs_06 (LoketRun *run)
{
  report_repeated (run);
  report_each (run, LOKET_PATTERN_SPACE_BEFORE, "space", fix_space);
  report_each (run, LOKET_PATTERN_RUPIAH, "rupiah", fix_rupiah);
  report_each (run, LOKET_PATTERN_SLASHED, "slash", fix_slashed);
  report_each (run, LOKET_PATTERN_CLOCK, "clock", fix_clock);
}
