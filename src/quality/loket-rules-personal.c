/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-rule.h"

/* PDP: personal data that a reply must not disclose (UU 27/2022). */

#define ID_DIGITS 16

/* How far before a number its label may stand, in bytes. */
#define LABEL_REACH 60

/* Province codes of Kemendagri, old and new ones of Papua included. */
static gboolean
is_province (int code)
{
  static const guint8 ranges[][2] = {
    { 11, 21 }, { 31, 36 }, { 51, 53 }, { 61, 65 }, { 71, 76 }, { 81, 82 }, { 91, 97 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (code >= ranges[i][0] && code <= ranges[i][1])
      return TRUE;
  return FALSE;
}

static int
two (const char *digits)
{
  return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/* Province, regency, district, birth or issue date (women 40 days on), serial:
 * one random number in two thousand passes. */
static gboolean
has_id_structure (const char *digits)
{
  int regency = two (digits + 2);
  int day = two (digits + 6);
  int month = two (digits + 8);

  return is_province (two (digits)) &&
         ((regency >= 1 && regency <= 39) || (regency >= 71 && regency <= 79)) &&
         two (digits + 4) >= 1 &&
         ((day >= 1 && day <= 31) || (day >= 41 && day <= 71)) &&
         month >= 1 && month <= 12 &&
         strncmp (digits + 12, "0000", 4) != 0;
}

static void
keep_digits (const char *text,
             gsize       length,
             char       *digits)
{
  guint n = 0;

  for (gsize i = 0; i < length && n < ID_DIGITS; i++)
    if (g_ascii_isdigit (text[i]))
      digits[n++] = text[i];
  digits[n] = '\0';
}

/* The label nearest before a number in its sentence, in capitals; "" for none. */
static char *
dup_label (LoketRun  *run,
           LoketSpan  number)
{
  LoketSpan reach = _loket_prose_sentence (run->draft, _loket_prose_sentence_at (run->draft, number.start));
  LoketSpan found = { 0, 0 };
  LoketSpan next;

  reach.end = number.start;
  if (number.start > LABEL_REACH)
    reach.start = MAX (reach.start, number.start - LABEL_REACH);
  /* Not into the middle of a character. */
  while (reach.start < reach.end && (run->draft->text[reach.start] & 0xC0) == 0x80)
    reach.start++;
  while (reach.start < reach.end &&
         _loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_ID_LABEL], reach, &next))
    {
      found = next;
      reach.start = next.end;
    }
  return g_ascii_strup (run->draft->text + found.start, (gssize) (found.end - found.start));
}

/* PDP-01: a NIK or the number of a family card. */
void
_loket_rule_pdp_01 (LoketRun *run)
{
  LoketSpan rest = { 0, run->draft->length };
  LoketSpan number;

  while (_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_ID_NUMBER], rest, &number))
    {
      char digits[ID_DIGITS + 1];
      g_autofree char *label = NULL;

      rest.start = number.end;
      keep_digits (run->draft->text + number.start, number.end - number.start, digits);
      if (!has_id_structure (digits) && g_strcmp0 (digits, run->input->reporter_nik) != 0)
        continue;
      label = dup_label (run, number);
      /* As a tax number it is told by the rule for those. */
      if (g_str_equal (label, "NPWP"))
        continue;
      _loket_run_report (run, number,
                         g_str_equal (label, "KK") || g_str_equal (label, "KARTU KELUARGA") ? "kk" : NULL,
                         NULL);
    }
}
