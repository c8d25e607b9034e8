/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-checker.h"

#include <string.h>

#include "golden.h"

/*
 * One golden table per rule: texts it has to find something in, with what it
 * has to find between ⟦ and ⟧, and texts that look alike and are fine.
 */

static LoketChecker *checker;
static gboolean has_dictionary;

static char *
strip_marks (const char *text)
{
  GString *plain = g_string_new (text);

  g_string_replace (plain, "⟦", "", 0);
  g_string_replace (plain, "⟧", "", 0);
  return g_string_free (plain, FALSE);
}

/* The findings of one rule, as the text with its places marked. */
static char *
mark_findings (const char *rule,
               const char *text,
               GPtrArray  *findings)
{
  GString *marked = g_string_new (NULL);
  guint at = 0;

  for (const char *p = text;; p = g_utf8_next_char (p), at++)
    {
      for (guint i = 0; i < findings->len; i++)
        {
          const LoketFinding *f = g_ptr_array_index (findings, i);

          if (g_str_equal (f->rule, rule) && f->end > f->start && f->end == at)
            g_string_append (marked, "⟧");
        }
      for (guint i = 0; i < findings->len; i++)
        {
          const LoketFinding *f = g_ptr_array_index (findings, i);

          if (g_str_equal (f->rule, rule) && f->end > f->start && f->start == at)
            g_string_append (marked, "⟦");
        }
      if (*p == '\0')
        break;
      g_string_append_unichar (marked, g_utf8_get_char (p));
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *f = g_ptr_array_index (findings, i);

      if (g_str_equal (f->rule, rule) && f->end == 0)
        g_string_prepend (marked, "⟦⟧");
    }
  return g_string_free (marked, FALSE);
}

static void
check_case (gconstpointer data)
{
  const Golden *golden = data;
  g_autofree char *text = strip_marks (golden->text);
  g_autoptr (LoketCheckInput) input = loket_check_input_new (text, golden->outcome);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *marked = NULL;

  if (!has_dictionary && g_str_equal (golden->rule, "BHS-02"))
    {
      g_test_skip ("no Indonesian dictionary (hunspell-id)");
      return;
    }
  if (golden->set_up != NULL)
    golden->set_up (input);
  findings = loket_checker_run (checker, input, "id");
  marked = mark_findings (golden->rule, text, findings);
  if (!g_str_equal (marked, golden->text))
    g_test_fail_printf ("%s: expected “%s”, got “%s”", golden->rule, golden->text, marked);

  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *f = g_ptr_array_index (findings, i);

      if (golden->severity != LOKET_SEVERITY_OFF && g_str_equal (f->rule, golden->rule))
        if (f->severity != golden->severity)
          g_test_fail_printf ("%s is a %s: “%s”", f->rule, loket_severity_to_name (f->severity), golden->text);
    }
}

/* Every rule has words in both languages, and a table with hits and misses. */
static void
test_complete (void)
{
  static const char *const formulas[] = { "KLG-01", "KLG-06", "KLG-08", NULL };
  g_auto (GStrv) rules = loket_checker_dup_rules (checker);

  for (guint i = 0; rules[i] != NULL; i++)
    {
      guint hits = 0, misses = 0;

      g_assert_cmpstr (loket_checker_get_title (checker, rules[i], "id"), !=, rules[i]);
      g_assert_cmpstr (loket_checker_get_title (checker, rules[i], "en"), !=,
                       loket_checker_get_title (checker, rules[i], "id"));
      /* Asked for by settings alone: see test-settings.c. */
      if (loket_checker_get_severity (checker, rules[i]) == LOKET_SEVERITY_OFF)
        {
          g_assert_true (g_strv_contains (formulas, rules[i]));
          continue;
        }
      for (guint j = 0; golden_cases[j].rule != NULL; j++)
        {
          if (!g_str_equal (golden_cases[j].rule, rules[i]))
            continue;
          if (strstr (golden_cases[j].text, "⟦") != NULL)
            hits++;
          else
            misses++;
        }
      if (hits < 2 || misses < 2)
        g_error ("%s has %u hits and %u hard negatives", rules[i], hits, misses);
    }
  g_assert_cmpint (loket_checker_get_severity (checker, "XYZ-99"), ==, LOKET_SEVERITY_OFF);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  has_dictionary = loket_checker_take_notice (checker, "en") == NULL;
  g_test_add_func ("/quality/rules/complete", test_complete);
  for (guint i = 0; golden_cases[i].rule != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/quality/rules/%s/%u", golden_cases[i].rule, i);

      g_test_add_data_func (path, &golden_cases[i], check_case);
    }
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
