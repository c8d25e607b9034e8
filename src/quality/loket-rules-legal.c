/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-quality"

#include "config.h"

#include <string.h>

#include "loket-rule.h"

/* HKM and TAU: what a reply refers to: regulations, attachments, links. */

/* HKM-01: a regulation named in shorthand. */
void
_loket_rule_hkm_01 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_LEGAL_SHORT, &rest, &found))
    if (!_loket_run_is_quoted (run, found))
      _loket_run_report (run, found, NULL, NULL);

  rest = _loket_run_whole (run);
  while (_loket_run_next (run, LOKET_PATTERN_LEGAL_NO, &rest, &found))
    if (!_loket_run_is_quoted (run, found))
      _loket_run_report_as (run, LOKET_SEVERITY_HINT, found, NULL, NULL);
}

/* The kind of a regulation as the list has it. */
static const char *
short_kind (const char *text)
{
  static const struct
  {
    const char *start;
    const char *kind;
  } kinds[] = {
    { "undang", "uu" },
    { "uu", "uu" },
    { "peraturan pemerintah", "pp" },
    { "pp", "pp" },
    { "permenpan", "permenpanrb" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (text, kinds[i].start))
      return kinds[i].kind;
  return "";
}

static int
year_of (gint64 instant)
{
  g_autoptr (GDateTime) when = instant != LOKET_TIME_UNSET ? g_date_time_new_from_unix_utc (instant) : NULL;

  return when != NULL ? g_date_time_get_year (when) : 0;
}

/* HKM-02: a regulation that was replaced, or of a year that is still to come.
 * What the list does not know is not wrong. */
void
_loket_rule_hkm_02 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_LEGAL_FULL, &rest, &found))
    {
      g_autofree char *text = _loket_prose_dup_lower (run->draft, found);
      const char *digits = strpbrk (text, "0123456789");
      guint64 number = g_ascii_strtoull (digits, NULL, 10);
      guint64 year = g_ascii_strtoull (text + strlen (text) - 4, NULL, 10);
      g_autofree char *key = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT, short_kind (text), number, year);
      const LoketWordRow *row = _loket_word_list_lookup (run->lexicon->repealed, key);
      int now = year_of (run->input->now);

      if (_loket_run_is_quoted (run, found))
        continue;
      if (row != NULL)
        _loket_run_report (run, found, NULL, _loket_word_row_get (row, 3));
      else if (now > 0 && year > (guint64) now)
        _loket_run_report (run, found, "future", NULL);
    }
}

/* TAU-01: “terlampir”, and nothing is attached. */
void
_loket_rule_tau_01 (LoketRun *run)
{
  if (run->input->attachments == NULL || run->input->attachments[0] != NULL)
    return;

  for (guint i = 0; i < run->draft->sentences->len; i++)
    {
      LoketSpan sentence = _loket_prose_sentence (run->draft, i);
      LoketSpan found;

      if (!_loket_prose_find (run->draft, run->lexicon->patterns[LOKET_PATTERN_ATTACHED], sentence, &found) ||
          _loket_run_is_quoted (run, found) || _loket_run_has (run, LOKET_PATTERN_ATTACHED_NOT, sentence))
        continue;
      _loket_run_report (run, found, NULL, NULL);
    }
}

/* TAU-02: links that are not safe, not lasting or not ours. */
void
_loket_rule_tau_02 (LoketRun *run)
{
  LoketSpan rest = _loket_run_whole (run);
  LoketSpan found;

  while (_loket_run_next (run, LOKET_PATTERN_LINK, &rest, &found))
    {
      g_autofree char *link = NULL;
      gsize length;
      LoketSpan none;

      while (found.end > found.start + 1 && strchr (".,;:!?", run->draft->text[found.end - 1]) != NULL)
        found.end--;
      link = g_strndup (run->draft->text + found.start, found.end - found.start);
      length = strlen (link);
      if (_loket_pattern_find (run->lexicon->patterns[LOKET_PATTERN_LINK_SHORT], link, length, 0, &none))
        _loket_run_report (run, found, "short", NULL);
      else if (g_ascii_strncasecmp (link, "http://", 7) == 0)
        _loket_run_report (run, found, NULL, NULL);
      else if (!loket_quality_settings_allows_link (run->input->settings, link) &&
               !_loket_pattern_find (run->lexicon->patterns[LOKET_PATTERN_LINK_OFFICIAL], link, length, 0, &none))
        _loket_run_report_as (run, LOKET_SEVERITY_HINT, found, "foreign", NULL);
    }
}
