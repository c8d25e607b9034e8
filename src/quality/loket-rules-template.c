/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-blank-private.h"
#include "loket-dates.h"
#include "loket-limits.h"
#include "loket-rule.h"

/* TPL: what a template leaves behind, and what stands in its placeholders. */

/* Crosses that stand for digits somebody hid on purpose, or for twenty. */
static gboolean
is_meant (LoketRun   *run,
          const char *kind,
          LoketSpan   span)
{
  if (g_strcmp0 (kind, "crosses") != 0)
    return FALSE;
  return _loket_run_has (run, LOKET_PATTERN_MASKED, _loket_run_before (run, span.start, 24)) ||
         _loket_run_has (run, LOKET_PATTERN_ROMAN, _loket_run_before (run, span.start, 24));
}

static void
add_names (GStrvBuilder      *builder,
           const char *const *names,
           guint             *n)
{
  for (guint i = 0; names != NULL && names[i] != NULL && *n < LOKET_LIMIT_BLANK_CHOICES; i++, (*n)++)
    g_strv_builder_add (builder, names[i]);
}

/* What an officer can choose from: the template's words, or the agency's units. */
static GStrv
dup_choices (LoketRun         *run,
             const LoketBlank *blank)
{
  g_autoptr (GStrvBuilder) builder = NULL;
  guint n = 0;

  if (blank->kind != LOKET_BLANK_UNIT)
    return g_strdupv (blank->choices);
  builder = g_strv_builder_new ();
  add_names (builder, (const char *const *) run->input->agency_units, &n);
  if (run->input->settings != NULL)
    add_names (builder, loket_quality_settings_get_units (run->input->settings), &n);
  return n > 0 ? g_strv_builder_end (builder) : NULL;
}

static void
give_choices (LoketRun         *run,
              guint             before,
              const LoketBlank *blank)
{
  if (run->findings->len > before)
    ((LoketFinding *) g_ptr_array_index (run->findings, before))->choices = dup_choices (run, blank);
}

static void
report_blank (LoketRun         *run,
              const LoketBlank *blank)
{
  LoketSpan span = { blank->from, blank->to };
  guint before = run->findings->len;

  _loket_run_report (run, span, loket_blank_kind_to_name (blank->kind), blank->name);
  give_choices (run, before, blank);
}

static gboolean
is_in_blank (GPtrArray *blanks,
             LoketSpan  span)
{
  for (guint i = 0; i < blanks->len; i++)
    {
      const LoketBlank *blank = g_ptr_array_index (blanks, i);

      if (span.start < blank->to && blank->from < span.end)
        return TRUE;
    }
  return FALSE;
}

static void
report_others (LoketRun         *run,
               const LoketEntry *entry,
               GPtrArray        *blanks)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_prose_find (run->draft, entry->pattern, rest, &found))
    {
      rest.start = found.end;
      if (_loket_run_is_quoted (run, found) || is_meant (run, entry->kind, found) || is_in_blank (blanks, found))
        continue;
      if (g_strcmp0 (entry->kind, "salutation") == 0)
        _loket_run_report_as (run, LOKET_SEVERITY_WARNING, found, "salutation", NULL);
      else
        _loket_run_report (run, found, NULL, NULL);
    }
}

/* --- what was filled in --- */

static gboolean
has_digits (const char *text,
            guint       fewest)
{
  guint n = 0;

  for (const char *p = text; *p != '\0'; p++)
    n += g_ascii_isdigit (*p) ? 1 : 0;
  return n >= fewest;
}

/* “tiga”, “dua belas”, “seratus” */
static gboolean
has_number_word (const char *text)
{
  static const char *const words[] = {
    "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "puluh", "belas", "ratus", "ribu", "juta", "nol",
  };
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* A day in figures is written out by one step; one that offices are closed on is told,
 * and so are words without any time. That a day does not exist or has passed is
 * KON-05's to say. */
static void
check_day (LoketRun          *run,
           const LoketFilled *filled,
           const char        *words)
{
  GDate date;

  g_date_clear (&date, 1);
  if (!_loket_blank_read_date (words, &date))
    {
      if (!_loket_run_has_date (run, filled->span))
        _loket_run_report_as (run, LOKET_SEVERITY_WARNING, filled->span, "no-day", filled->blank->name);
      return;
    }
  if (filled->blank->kind == LOKET_BLANK_WORKING_DAY && !_loket_blank_is_working_day (&date))
    _loket_run_report_as (run, LOKET_SEVERITY_WARNING, filled->span, "closed", filled->blank->name);
  else if (g_ascii_isdigit (*words) && strpbrk (words, "/-.") != NULL)
    {
      guint before = run->findings->len;

      _loket_run_report_as (run, LOKET_SEVERITY_HINT, filled->span, "figures", NULL);
      if (run->findings->len > before)
        ((LoketFinding *) g_ptr_array_index (run->findings, before))->replacement = _loket_blank_dup_date (&date);
    }
}

static void
check_filled (LoketRun          *run,
              const LoketFilled *filled)
{
  g_autofree char *words = g_strndup (run->draft->text + filled->span.start, filled->span.end - filled->span.start);
  guint before = run->findings->len;

  switch (filled->blank->kind)
    {
    case LOKET_BLANK_DATE:
    case LOKET_BLANK_WORKING_DAY:
      check_day (run, filled, words);
      break;
    case LOKET_BLANK_NUMBER:
      if (!has_digits (words, 1) && !has_number_word (words))
        _loket_run_report_as (run, LOKET_SEVERITY_HINT, filled->span, "no-number", filled->blank->name);
      break;
    case LOKET_BLANK_PHONE:
      if (!has_digits (words, 3))
        _loket_run_report_as (run, LOKET_SEVERITY_HINT, filled->span, "no-phone", filled->blank->name);
      break;
    case LOKET_BLANK_CHOICE:
      if (_loket_blank_find_choice (filled->blank, words) == NULL)
        _loket_run_report_as (run, LOKET_SEVERITY_HINT, filled->span, "no-choice", filled->blank->name);
      give_choices (run, before, filled->blank);
      break;
    case LOKET_BLANK_AUTOMATIC:
    case LOKET_BLANK_TEXT:
    case LOKET_BLANK_UNIT:
    case LOKET_BLANK_PLACE:
    default:
      break;
    }
}

/* TPL-01: a placeholder that was not filled in, or with something of another kind. */
void
_loket_rule_tpl_01 (LoketRun *run)
{
  g_autoptr (GPtrArray) blanks = loket_blank_find_all (run->draft->text);

  for (guint i = 0; i < blanks->len; i++)
    report_blank (run, g_ptr_array_index (blanks, i));
  for (guint i = 0; i < run->lexicon->placeholders->len; i++)
    report_others (run, g_ptr_array_index (run->lexicon->placeholders, i), blanks);
  for (guint i = 0; run->approved != NULL && i < run->approved->filled->len; i++)
    {
      const LoketFilled *filled = &g_array_index (run->approved->filled, LoketFilled, i);

      if (!is_in_blank (blanks, filled->span))
        check_filled (run, filled);
    }
}
