/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-rule.h"

/* BHS-02: slips of typing, by a dictionary. */

/* More unknown words than this: not the Indonesian the dictionary is of, and the
 * time for it has an end. */
#define MOST_UNKNOWN 40
#define SHORTEST     5

/* The words of everything that is known of the case: what the citizen, the place
 * and the agency are called is right as it is. */
static GHashTable *
known_words_new (LoketRun *run)
{
  const LoketCheckInput *input = run->input;
  const char *const texts[] = { input->category, input->province, input->regency, input->district, input->village,
                                input->agency_name, input->agency_short_name, input->reporter_name, input->reporter_address };
  GHashTable *known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < run->complaint->words->len; i++)
    g_hash_table_add (known, g_strdup (_loket_prose_word (run->complaint, i)->lower));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LoketProse) prose = texts[i] != NULL ? _loket_prose_new (texts[i]) : NULL;

      for (guint j = 0; prose != NULL && j < prose->words->len; j++)
        g_hash_table_add (known, g_strdup (_loket_prose_word (prose, j)->lower));
    }
  for (guint i = 0; input->vocabulary != NULL && input->vocabulary[i] != NULL; i++)
    g_hash_table_add (known, g_strdup (input->vocabulary[i]));
  return known;
}

/* Whether a word stands for itself: small letters a to z, and no piece of an
 * address, a link or a number. */
static gboolean
is_plain_word (LoketRun        *run,
               const LoketWord *word)
{
  const char *text = run->draft->text;
  char before = word->span.start > 0 ? text[word->span.start - 1] : ' ';
  char after = text[word->span.end];

  if (word->letters < SHORTEST || word->upper || (after != '\0' && strchr ("@/_=&#", after) != NULL) ||
      strchr ("@/._=&#", before) != NULL || (after == '.' && g_ascii_isalnum (text[word->span.end + 1])))
    return FALSE;
  for (gsize i = word->span.start; i < word->span.end; i++)
    if (!g_ascii_islower (text[i]))
      return FALSE;
  return TRUE;
}

static gboolean
is_other_rule (LoketRun   *run,
               const char *lower)
{
  return _loket_run_knows_word (run, lower) ||
         _loket_word_list_lookup (run->lexicon->spelling, lower) != NULL ||
         _loket_word_list_lookup (run->lexicon->slang, lower) != NULL ||
         _loket_word_list_lookup (run->lexicon->acronyms, lower) != NULL;
}

/* BHS-02: a word that nobody knows, one keystroke from one that is known. */
void
_loket_rule_bhs_02 (LoketRun *run)
{
  g_autoptr (GHashTable) known = NULL;
  guint unknown = 0;

  for (guint i = 0; i < run->draft->words->len && unknown < MOST_UNKNOWN; i++)
    {
      const LoketWord *word = _loket_prose_word (run->draft, i);
      LoketWordVerdict verdict;

      if (!is_plain_word (run, word) || _loket_run_is_quoted (run, word->span) ||
          is_other_rule (run, word->lower))
        continue;
      verdict = _loket_spelling_judge (run->spelling, word->lower);
      unknown += verdict != LOKET_WORD_KNOWN ? 1 : 0;
      if (verdict != LOKET_WORD_SLIP)
        continue;
      if (known == NULL)
        known = known_words_new (run);
      if (!g_hash_table_contains (known, word->lower))
        _loket_run_report (run, word->span, NULL, word->lower);
    }
}
