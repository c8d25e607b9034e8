/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-rule.h"

/* PDP, the part about the reporter: name and address of one who asked not to be known. */

/* How far a house number may stand from its street: “Jalan Melati Raya Blok C Nomor 12”. */
#define HOUSE_NUMBER_WORDS 5

/* Names that are everyday words or places, too: alone they prove nothing. */
static const char *const everyday[] = {
  "abadi", "adil", "agung", "akbar", "alam", "aman", "amanah", "bahari", "bakti", "bintang", "budi", "bumi", "bunga",
  "cahaya", "cinta", "citra", "damai", "dewi", "dharma", "fajar", "gunawan", "harapan", "harum", "hidayah", "hijau",
  "ikhlas", "indah", "insan", "intan", "jaya", "juara", "karya", "kartini", "kasih", "kurnia", "lestari", "makmur",
  "mandiri", "mawar", "melati", "merdeka", "mulia", "murni", "mutiara", "nirmala", "permata", "pertiwi", "putra",
  "putri", "rahmat", "raya", "rizki", "rizky", "sabar", "sakti", "salam", "santoso", "sari", "sehat", "sejahtera",
  "selamat", "sentosa", "setia", "slamet", "subur", "surya", "syukur", "taufik", "teguh", "tri", "utama", "utomo",
  "wahyu", "wati", "widya", "wijaya", "yani", "muhammad", "ahmad", "abdul", "nur", "siti", "anang", "maria",
};

static const char *const titles[] = {
  "h", "hj", "m", "muh", "moh", "mhd", "drs", "dra", "ir", "dr", "prof", "kh", "ust", "bapak", "ibu", "pak", "bu",
  "sdr", "sdri", "bin", "binti", "alm", "gusti", "andi", "raden", "st", "sh", "se", "spd", "mm", "msi",
};

static gboolean
is_among (const char        *word,
          const char *const *list,
          guint              n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (word, list[i]))
      return TRUE;
  return FALSE;
}

/* The words of the reporter's name that tell a person, in small letters. */
static GPtrArray *
name_words (const char *name)
{
  g_autoptr (LoketProse) prose = _loket_prose_new (name);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < prose->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (prose, i);

      if (word->letters >= 3 && !is_among (word->lower, titles, G_N_ELEMENTS (titles)))
        g_ptr_array_add (words, g_strdup (word->lower));
    }
  return words;
}

static gboolean
is_name_word (GPtrArray  *names,
              const char *text)
{
  for (guint i = 0; i < names->len; i++)
    if (g_str_equal (g_ptr_array_index (names, i), text))
      return TRUE;
  return FALSE;
}

/* Whether a single word of the name is the person here: addressed as one, or a
 * rare word that is no part of a place or an office. */
static gboolean
is_person (LoketRun   *run,
           LoketSpan   span,
           const char *text)
{
  const LoketCheckInput *input = run->input;
  const char *const known[] = { input->province, input->regency, input->district, input->village,
                                input->agency_name, input->agency_short_name };
  LoketSpan before = _loket_run_before (run, span.start, 40);

  if (_loket_run_has (run, LOKET_PATTERN_PLACE_BEFORE, before))
    return FALSE;
  if (_loket_run_has (run, LOKET_PATTERN_ADDRESS_BEFORE, before))
    return TRUE;
  if (strlen (text) < 5 || is_among (text, everyday, G_N_ELEMENTS (everyday)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *lower = known[i] != NULL ? g_utf8_strdown (known[i], -1) : NULL;

      if (lower != NULL && strstr (lower, text) != NULL)
        return FALSE;
    }
  return TRUE;
}

static void
check_name (LoketRun  *run,
            GPtrArray *names)
{
  const LoketProse *draft = run->draft;
  guint i = 0;

  while (i < draft->words->len)
    {
      guint n = 0;
      LoketSpan span = _loket_prose_word (draft, i)->span;

      while (i + n < draft->words->len)
        {
          const LoketWord *word = _loket_prose_word (draft, i + n);

          if (!is_name_word (names, word->lower) ||
              (!word->upper && n == 0 &&
               !_loket_run_has (run, LOKET_PATTERN_ADDRESS_BEFORE, _loket_run_before (run, word->span.start, 40))))
            break;
          span.end = word->span.end;
          n++;
        }
      if (n == 1 && !is_person (run, span, _loket_prose_word (draft, i)->lower))
        n = 0;
      if (n > 0)
        _loket_run_report_as (run,
                              run->input->anonymous == LOKET_FACT_YES ? LOKET_SEVERITY_BLOCKER : LOKET_SEVERITY_HINT,
                              span, run->input->anonymous == LOKET_FACT_YES ? NULL : "secret", NULL);
      i += MAX (n, 1);
    }
}

static gboolean
wants_secrecy (LoketRun *run)
{
  return run->input->anonymous == LOKET_FACT_YES || run->input->secret == LOKET_FACT_YES;
}

/* PDP-08: the name of a reporter who is anonymous; a hint where the report is
 * only secret: the public does not see it, but the reported party may. */
void
_loket_rule_pdp_08 (LoketRun *run)
{
  g_autoptr (GPtrArray) names = NULL;

  if (!wants_secrecy (run) || run->input->reporter_name == NULL)
    return;
  names = name_words (run->input->reporter_name);
  if (names->len > 0)
    check_name (run, names);
}

/* The RT of an address, 0 for none. */
static int
find_rt (LoketRun         *run,
         const LoketProse *prose,
         LoketSpan         within)
{
  LoketSpan found;
  const char *p;

  if (!_loket_prose_find (prose, run->lexicon->patterns[LOKET_PATTERN_RT], within, &found))
    return 0;
  for (p = prose->text + found.start; !g_ascii_isdigit (*p); p++)
    continue;
  return (int) g_ascii_strtoll (p, NULL, 10);
}

/* The street of the reporter's address with the house number, where it has both. */
static gboolean
read_house (LoketRun         *run,
            const LoketProse *address,
            char            **street,
            char            **number)
{
  LoketSpan all = { 0, address->length };
  LoketSpan place;

  if (!_loket_prose_find (address, run->lexicon->patterns[LOKET_PATTERN_STREET], all, &place))
    return FALSE;
  for (guint i = 0; i < address->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (address, i);

      if (word->span.end == place.end)
        *street = g_strdup (word->lower);
      else if (word->span.start > place.end && g_ascii_isdigit (*word->lower))
        {
          *number = g_strdup (word->lower);
          break;
        }
    }
  return *street != NULL && *number != NULL;
}

/* The words of a street's name and a house number near each other. */
static gboolean
find_house (const LoketProse *prose,
            const char       *street,
            const char       *number,
            LoketSpan        *found)
{
  for (guint i = 0; i < prose->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (prose, i);

      if (!g_str_equal (word->lower, street))
        continue;
      for (guint j = i + 1; j < prose->words->len && j <= i + HOUSE_NUMBER_WORDS; j++)
        if (g_str_equal (_loket_prose_word (prose, j)->lower, number))
          {
            found->start = word->span.start;
            found->end = _loket_prose_word (prose, j)->span.end;
            return TRUE;
          }
    }
  return FALSE;
}

/* The house of a reporter who must not be known, unless the complaint is about it. */
static void
check_house (LoketRun         *run,
             const LoketProse *address)
{
  g_autofree char *street = NULL;
  g_autofree char *number = NULL;
  LoketSpan told, found;

  if (wants_secrecy (run) && read_house (run, address, &street, &number) &&
      !find_house (run->complaint, street, number, &told) && find_house (run->draft, street, number, &found))
    _loket_run_report_as (run, LOKET_SEVERITY_BLOCKER, found, "reporter", NULL);
}

/* PDP-09: the address of somebody's home; a blocker where it is that of a
 * reporter who must not be known. RT and RW of a street lamp are no home. */
void
_loket_rule_pdp_09 (LoketRun *run)
{
  g_autoptr (LoketProse) address = _loket_prose_new (run->input->reporter_address);
  LoketSpan all = { 0, address->length };
  LoketSpan told = { 0, run->complaint->length };
  int own = wants_secrecy (run) ? find_rt (run, address, all) : 0;
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan place;

  check_house (run, address);
  /* Where the complaint itself is about that RT, it is the object's place. */
  if (own > 0 && find_rt (run, run->complaint, told) == own)
    own = 0;
  while (_loket_run_next (run, LOKET_PATTERN_RT, &rest, &place))
    {
      LoketSpan sentence = _loket_run_sentence_of (run, place);

      if (own > 0 && find_rt (run, run->draft, place) == own)
        _loket_run_report_as (run, LOKET_SEVERITY_BLOCKER, place, "reporter", NULL);
      else if (_loket_run_has (run, LOKET_PATTERN_HOME, sentence))
        _loket_run_report (run, place, NULL, NULL);
    }
}
