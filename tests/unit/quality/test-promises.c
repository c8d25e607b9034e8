/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-checker.h"

#include <string.h>

/* KON-05 by the calendar and the limits of the answering agency. */

#define NOW G_GINT64_CONSTANT (1775095200) /* 2 April 2026, 10.00 in Makassar */

static LoketChecker *checker;

static guint n_freed;

static void
count_free (gpointer data)
{
  n_freed++;
}

/* Works on Saturdays, not on 15 and 16 April; knows nothing of 2027. */
static gboolean
look_up (const GDate *day,
         gboolean    *is_free,
         gpointer     data)
{
  g_assert_true (data == &n_freed);
  if (g_date_get_year (day) != 2026)
    return FALSE;
  *is_free = g_date_get_weekday (day) == G_DATE_SUNDAY ||
             (g_date_get_month (day) == G_DATE_APRIL && (g_date_get_day (day) == 15 || g_date_get_day (day) == 16));
  return TRUE;
}

static LoketCheckInput *
input_new (const char  *text,
           LoketOutcome outcome,
           gboolean     calendar)
{
  LoketCheckInput *input = loket_check_input_new (text, outcome);
  GDate last_day;

  input->now = NOW;
  input->time_zone = g_strdup ("Asia/Makassar");
  if (!calendar)
    return input;
  g_date_clear (&last_day, 1);
  g_date_set_dmy (&last_day, 23, G_DATE_APRIL, 2026);
  loket_check_input_set_calendar (input, look_up, &n_freed, count_free);
  loket_check_input_set_limit (input, &last_day, "Aturan contoh: 14 hari kerja", "A rule: 14 working days");
  return input;
}

/* “severity place”, or nothing. */
static char *
dup_found (const char  *text,
           LoketOutcome outcome,
           gboolean     calendar,
           const char  *language,
           char       **message)
{
  g_autoptr (LoketCheckInput) input = input_new (text, outcome, calendar);
  g_autoptr (GPtrArray) findings = loket_checker_run (checker, input, language);
  GString *found = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *f = g_ptr_array_index (findings, i);
      g_autofree char *place = g_utf8_substring (text, f->start, f->end);

      if (!g_str_equal (f->rule, "KON-05"))
        continue;
      g_string_append_printf (found, "%s%s %s", found->len > 0 ? "; " : "", loket_severity_to_name (f->severity), place);
      if (message != NULL)
        *message = g_strdup (f->message);
    }
  return g_string_free (found, FALSE);
}

static void
assert_found (const char  *text,
              LoketOutcome outcome,
              gboolean     calendar,
              const char  *expected)
{
  g_autofree char *found = dup_found (text, outcome, calendar, "id", NULL);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_calendar (void)
{
  const LoketOutcome under_way = LOKET_OUTCOME_IN_PROGRESS;

  /* A Saturday: free where nothing is known of the agency. */
  assert_found ("Lubang akan ditambal pada 11 April 2026.", under_way, FALSE, "warning 11 April 2026");
  assert_found ("Lubang akan ditambal pada 11 April 2026.", under_way, TRUE, "");
  assert_found ("Lubang akan ditambal pada 12 April 2026.", under_way, TRUE, "warning 12 April 2026");
  assert_found ("Lubang akan ditambal pada Minggu, 12 April 2026.", under_way, TRUE, "");
  /* That a Wednesday is free is told also where it is named. */
  assert_found ("Lubang akan ditambal pada 15 April 2026.", under_way, FALSE, "");
  assert_found ("Lubang akan ditambal pada 15 April 2026.", under_way, TRUE, "warning 15 April 2026");
  assert_found ("Lubang akan ditambal pada Rabu, 15 April 2026.", under_way, TRUE, "warning Rabu, 15 April 2026");
  assert_found ("Kantor tutup pada 15 April 2026.", under_way, TRUE, "");
  /* Beyond the calendar's years: what is so everywhere. */
  assert_found ("Bantuan akan disalurkan pada 1 Januari 2027.", LOKET_OUTCOME_INFORMATION, TRUE, "warning 1 Januari 2027");
  assert_found ("Bantuan akan disalurkan pada 4 Januari 2027.", LOKET_OUTCOME_INFORMATION, TRUE, "");
}

static void
test_limit (void)
{
  const LoketOutcome under_way = LOKET_OUTCOME_IN_PROGRESS;
  g_autofree char *message = NULL;
  g_autofree char *english = NULL;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;

  assert_found ("Lubang akan ditambal pada 23 April 2026.", under_way, TRUE, "");
  assert_found ("Lubang akan ditambal pada 24 April 2026.", under_way, TRUE, "hint 24 April 2026");
  assert_found ("Lubang akan ditambal pada 24 April 2026.", under_way, FALSE, "");
  /* One hint; none where a step comes before, where the reply tells why, and for
   * what is not work under way. */
  assert_found ("Lubang akan ditambal pada 24 April 2026. Rambu akan dipasang 5 Mei 2026.", under_way, TRUE,
                "hint 24 April 2026");
  assert_found ("Pekerjaan dimulai 6 April 2026. Lubang akan ditambal pada 24 April 2026.", under_way, TRUE, "");
  assert_found ("Lubang akan ditambal pada 24 April 2026 karena aspal baru datang.", under_way, TRUE, "");
  assert_found ("Bantuan akan disalurkan pada 24 April 2026.", LOKET_OUTCOME_INFORMATION, TRUE, "");
  /* A free day is told before the limit. */
  assert_found ("Lubang akan ditambal pada 26 April 2026.", under_way, TRUE, "warning 26 April 2026");

  one = dup_found ("Lubang akan ditambal pada 24 April 2026.", under_way, TRUE, "id", &message);
  two = dup_found ("Lubang akan ditambal pada 24 April 2026.", under_way, TRUE, "en", &english);
  g_assert_nonnull (strstr (message, "Aturan contoh: 14 hari kerja"));
  g_assert_nonnull (strstr (english, "A rule: 14 working days"));
}

static void
test_freed (void)
{
  LoketCheckInput *input = input_new ("", LOKET_OUTCOME_UNKNOWN, TRUE);

  n_freed = 0;
  loket_check_input_free (input);
  g_assert_cmpuint (n_freed, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/quality/promises/calendar", test_calendar);
  g_test_add_func ("/quality/promises/limit", test_limit);
  g_test_add_func ("/quality/promises/freed", test_freed);
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
