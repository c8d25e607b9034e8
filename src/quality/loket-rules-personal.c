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
  LoketSpan reach = _loket_run_before (run, number.start, LABEL_REACH);
  LoketSpan found = { 0, 0 };

  while (_loket_run_next (run, LOKET_PATTERN_ID_LABEL, &reach, &found))
    continue;
  return g_ascii_strup (run->draft->text + found.start, (gssize) (found.end - found.start));
}

/* PDP-01: a NIK or the number of a family card. */
void
_loket_rule_pdp_01 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan number;

  while (_loket_run_next (run, LOKET_PATTERN_ID_NUMBER, &rest, &number))
    {
      char digits[ID_DIGITS + 1];
      g_autofree char *label = NULL;

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

/* PDP-02: a tax number: written with its dots, or named as one. */
void
_loket_rule_pdp_02 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan number;

  while (_loket_run_next (run, LOKET_PATTERN_TAX_DOTTED, &rest, &number))
    _loket_run_report (run, number, NULL, NULL);

  rest = _loket_run_whole (run);
  while (_loket_run_next (run, LOKET_PATTERN_TAX_BARE, &rest, &number))
    {
      g_autofree char *label = dup_label (run, number);

      if (g_str_equal (label, "NPWP"))
        _loket_run_report (run, number, NULL, NULL);
    }
}

/* The digits of a telephone number from its 0 on; 62 is 0. */
static char *
dup_phone_digits (const char *text,
                  gsize       length)
{
  GString *digits = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      g_string_append_c (digits, text[i]);
  if (g_str_has_prefix (digits->str, "62"))
    g_string_replace (digits, "62", "0", 1);
  return g_string_free (digits, FALSE);
}

static gboolean
same_phone (const char *digits,
            const char *phone)
{
  g_autofree char *other = phone != NULL ? dup_phone_digits (phone, strlen (phone)) : NULL;

  return other != NULL && strlen (other) >= 6 && g_str_equal (digits, other);
}

static gboolean
is_agency_phone (LoketRun   *run,
                 const char *digits)
{
  for (guint i = 0; run->input->agency_phones != NULL && run->input->agency_phones[i] != NULL; i++)
    if (same_phone (digits, run->input->agency_phones[i]))
      return TRUE;
  for (guint i = 0; run->input->settings != NULL && loket_quality_settings_get_phones (run->input->settings)[i] != NULL; i++)
    if (same_phone (digits, loket_quality_settings_get_phones (run->input->settings)[i]))
      return TRUE;
  return FALSE;
}

/* Whether a list of contacts is there; an empty one of an agency says that it has none. */
static gboolean
knows_phones (LoketRun *run)
{
  return run->input->agency_phones != NULL ||
         (run->input->settings != NULL && loket_quality_settings_get_phones (run->input->settings)[0] != NULL);
}

static void
check_phones (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan number;

  while (_loket_run_next (run, LOKET_PATTERN_MOBILE, &rest, &number))
    {
      g_autofree char *digits = dup_phone_digits (run->draft->text + number.start, number.end - number.start);

      if (same_phone (digits, run->input->reporter_phone))
        _loket_run_report (run, number, "reporter", NULL);
      else if (is_agency_phone (run, digits))
        continue;
      else if (knows_phones (run) &&
               !_loket_run_has (run, LOKET_PATTERN_OFFICIAL_CONTACT, _loket_run_sentence_of (run, number)))
        _loket_run_report (run, number, NULL, NULL);
      else if (!knows_phones (run)
                   ? !_loket_run_has (run, LOKET_PATTERN_OFFICIAL_CONTACT, _loket_run_sentence_of (run, number))
                   : run->input->agency_phones == NULL || run->input->agency_phones[0] != NULL)
        _loket_run_report_as (run, LOKET_SEVERITY_WARNING, number, "unlisted", NULL);
    }
}

static gboolean
is_agency_mail (LoketRun   *run,
                const char *address)
{
  if (g_str_has_suffix (address, ".go.id") || g_str_has_suffix (address, ".desa.id") ||
      g_str_has_suffix (address, ".mil.id") || g_str_has_suffix (address, "polri.go.id"))
    return TRUE;
  for (guint i = 0; run->input->agency_emails != NULL && run->input->agency_emails[i] != NULL; i++)
    if (g_ascii_strcasecmp (run->input->agency_emails[i], address) == 0)
      return TRUE;
  for (guint i = 0; run->input->settings != NULL && loket_quality_settings_get_emails (run->input->settings)[i] != NULL; i++)
    if (g_ascii_strcasecmp (loket_quality_settings_get_emails (run->input->settings)[i], address) == 0)
      return TRUE;
  return FALSE;
}

/* PDP-03: a private telephone number or mail address. */
void
_loket_rule_pdp_03 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan place;

  check_phones (run);
  while (_loket_run_next (run, LOKET_PATTERN_MAIL, &rest, &place))
    {
      g_autofree char *address = _loket_prose_dup_lower (run->draft, place);

      if (run->input->reporter_email != NULL && g_ascii_strcasecmp (run->input->reporter_email, address) == 0)
        _loket_run_report (run, place, "mail", NULL);
      else if (!is_agency_mail (run, address))
        _loket_run_report_as (run, LOKET_SEVERITY_WARNING, place, "mail", NULL);
    }
}

/* Whether a number, taken by itself, is a telephone's or a span of years. */
static gboolean
is_landline (LoketRun  *run,
             LoketSpan  number)
{
  const char *text = run->draft->text + number.start;
  g_autofree char *digits = dup_phone_digits (text, number.end - number.start);
  LoketSpan found;

  return is_agency_phone (run, digits) ||
         _loket_pattern_find (run->lexicon->patterns[LOKET_PATTERN_LANDLINE], text, number.end - number.start, 0, &found);
}

/* PDP-04: a bank account. Bills have “rekening”, too, and a treasury's account
 * is public. */
void
_loket_rule_pdp_04 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan place;

  while (_loket_run_next (run, LOKET_PATTERN_ACCOUNT, &rest, &place))
    {
      LoketSpan number = place;

      while (number.start < number.end && !g_ascii_isdigit (run->draft->text[number.start]))
        number.start++;
      if (_loket_run_has (run, LOKET_PATTERN_ACCOUNT_NOT, place) ||
          _loket_run_has (run, LOKET_PATTERN_NUMERIC_DATE, number) ||
          _loket_run_has (run, LOKET_PATTERN_MOBILE, number) ||
          is_landline (run, number) ||
          _loket_run_has (run, LOKET_PATTERN_ID_NUMBER, number) ||
          _loket_run_has (run, LOKET_PATTERN_TREASURY, _loket_run_sentence_of (run, place)))
        continue;
      _loket_run_report (run, number, NULL, NULL);
    }
}

static guint
count_digits (LoketRun  *run,
              LoketSpan  span)
{
  guint n = 0;

  for (gsize i = span.start; i < span.end; i++)
    n += g_ascii_isdigit (run->draft->text[i]) ? 1 : 0;
  return n;
}

/* PDP-05: the plate of a private vehicle. A short one needs a word that says so. */
void
_loket_rule_pdp_05 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan plate;

  while (_loket_run_next (run, LOKET_PATTERN_PLATE, &rest, &plate))
    {
      LoketSpan sentence = _loket_run_sentence_of (run, plate);

      if (_loket_run_has (run, LOKET_PATTERN_OFFICIAL_VEHICLE, sentence))
        continue;
      if (count_digits (run, plate) >= 3 || _loket_run_has (run, LOKET_PATTERN_VEHICLE, sentence))
        _loket_run_report (run, plate, NULL, NULL);
    }
}

static gboolean
is_staff_number (const char *text,
                 gsize       length)
{
  char digits[ID_DIGITS + 1];
  int month, day, entry;

  keep_digits (text, length, digits);
  month = two (digits + 4);
  day = two (digits + 6);
  entry = two (digits + 12);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && ((entry >= 1 && entry <= 12) || entry == 21);
}

/* PDP-06: health insurance, passport and staff numbers. */
void
_loket_rule_pdp_06 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan number;

  while (_loket_run_next (run, LOKET_PATTERN_HEALTH_CARD, &rest, &number))
    _loket_run_report (run, number, "health", NULL);

  rest = _loket_run_whole (run);
  while (_loket_run_next (run, LOKET_PATTERN_PASSPORT, &rest, &number))
    if (_loket_run_has (run, LOKET_PATTERN_PASSPORT_WORD, _loket_run_before (run, number.start, LABEL_REACH)))
      _loket_run_report (run, number, NULL, NULL);

  rest = _loket_run_whole (run);
  while (_loket_run_next (run, LOKET_PATTERN_STAFF, &rest, &number))
    if (is_staff_number (run->draft->text + number.start, number.end - number.start))
      _loket_run_report_as (run, LOKET_SEVERITY_HINT, number, "staff", NULL);
}

/* PDP-07: what only the person concerned may tell: birth date, health, crime. */
void
_loket_rule_pdp_07 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan place;

  while (_loket_run_next (run, LOKET_PATTERN_BIRTH, &rest, &place))
    _loket_run_report (run, place, "birth", NULL);

  rest = _loket_run_whole (run);
  while (_loket_run_next (run, LOKET_PATTERN_CONDITION, &rest, &place))
    if (_loket_run_has (run, LOKET_PATTERN_PERSON, _loket_run_sentence_of (run, place)) &&
        !_loket_run_is_quoted (run, place))
      _loket_run_report (run, place, NULL, NULL);
}
