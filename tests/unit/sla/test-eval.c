/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <json-glib/json-glib.h>

#include "loket-eval-sla.h"

static void
assert_answer (LoketSlaEval *eval,
               const char   *line,
               const char   *expected)
{
  g_autofree char *answer = loket_sla_eval_line (eval, line);

  g_assert_cmpstr (answer, ==, expected);
}

static LoketSlaEval *
new_eval (void)
{
  g_autoptr (GError) error = NULL;
  LoketSlaEval *eval = loket_sla_eval_new (NULL, &error);

  g_assert_no_error (error);
  return eval;
}

static JsonNode *
get_member (const char *line,
            const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = json_from_string (line, &error);
  JsonNode *member;

  g_assert_no_error (error);
  member = json_object_get_member (json_node_get_object (root), name);
  return member == NULL ? NULL : json_node_copy (member);
}

/* Every case of the other projects' suites has the answer they expect. */
static void
test_cases (void)
{
  g_autoptr (LoketSlaEval) eval = new_eval ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "sla",
                                                 "business_time_cases.jsonl", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *answer = NULL;
      g_autoptr (JsonNode) expected = NULL, result = NULL, id = NULL;

      if (*lines[i] == '\0')
        continue;
      answer = loket_sla_eval_line (eval, lines[i]);
      expected = get_member (lines[i], "expected");
      result = get_member (answer, "result");
      id = get_member (lines[i], "id");
      if (result == NULL || !json_node_equal (expected, result))
        {
          g_test_message ("%s: %s", json_node_get_string (id), answer);
          g_test_fail ();
        }
      n++;
    }
  g_assert_cmpuint (n, ==, 141);
}

static void
test_working_days (void)
{
  g_autoptr (LoketSlaEval) eval = new_eval ();

  assert_answer (eval,
                 "{\"op\":\"nth_working_date\",\"calendar\":\"ID\",\"date\":\"2026-03-13\",\"days\":5}",
                 "{\"id\":null,\"result\":\"2026-03-27\"}");
  assert_answer (eval,
                 "{\"id\":7,\"op\":\"nth_working_date\",\"calendar\":\"ID\",\"date\":\"2026-03-13\","
                 "\"days\":5,\"joint_leave\":\"work\"}",
                 "{\"id\":7,\"result\":\"2026-03-23\"}");
  assert_answer (eval,
                 "{\"id\":\"b\",\"op\":\"nth_working_date\",\"calendar\":\"ID\","
                 "\"date\":\"2026-03-27\",\"days\":-5}",
                 "{\"id\":\"b\",\"result\":\"2026-03-13\"}");
  assert_answer (eval,
                 "{\"id\":\"c\",\"op\":\"due\",\"calendar\":\"ID\",\"tz\":\"Asia/Makassar\","
                 "\"hours\":{\"mon\":[[\"08:00\",\"12:00\"],[\"13:00\",\"16:30\"]],"
                 "\"fri\":[[\"08:00\",\"11:30\"]]},"
                 "\"start\":\"2026-01-19T01:00:00Z\",\"days\":2}",
                 "{\"id\":\"c\",\"result\":\"2026-01-26T08:30:00Z\"}");
}

/* A date whose hours all lie in pauses does not count; a partly paused one does. */
static void
test_paused_days (void)
{
  static const char form[] =
      "{\"id\":1,\"op\":\"due\",\"calendar\":\"ID\",\"tz\":\"Asia/Makassar\","
      "\"start\":\"2026-01-19T01:00:00Z\",\"days\":2,\"pauses\":[%s]}";
  static const struct { const char *pauses, *due; } cases[] = {
    { "", "2026-01-21T08:00:00Z" },
    { "{\"from\":\"2026-01-19T23:30:00Z\",\"to\":\"2026-01-20T08:00:00Z\"}", "2026-01-22T08:00:00Z" },
    { "{\"from\":\"2026-01-19T23:30:01Z\",\"to\":\"2026-01-20T08:00:00Z\"}", "2026-01-21T08:00:00Z" },
    { "{\"from\":\"2026-01-19T23:30:00Z\",\"to\":\"2026-01-20T07:59:59Z\"}", "2026-01-21T08:00:00Z" },
    { "{\"from\":\"2026-01-20T04:00:00Z\",\"to\":\"2026-01-21T09:00:00Z\"},"
      "{\"from\":\"2026-01-19T22:00:00Z\",\"to\":\"2026-01-20T04:00:00Z\"}", "2026-01-23T08:00:00Z" },
  };
  g_autoptr (LoketSlaEval) eval = new_eval ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (form, "%s", 2);
      g_autofree char *line = g_strconcat (parts[0], cases[i].pauses, parts[1], NULL);
      g_autofree char *expected = g_strdup_printf ("{\"id\":1,\"result\":\"%s\"}", cases[i].due);

      assert_answer (eval, line, expected);
    }
}

/* What is wrong is named, and the next line is answered all the same. */
static void
test_errors (void)
{
  static const struct { const char *line, *named; } cases[] = {
    { "", NULL },
    { "{", NULL },
    { "[1]", NULL },
    { "{\"op\":\"add\",\"tz\":\"UTC\",\"hours\":{},\"inputs\":{\"start\":\"2026-01-01T00:00:00Z\",\"seconds\":5}}", "no working time" },
    { "{\"op\":\"frobnicate\",\"tz\":\"UTC\",\"hours\":{}}", "op" },
    { "{\"op\":\"is_open\",\"tz\":\"Mars/Base\",\"hours\":{},\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "Mars/Base" },
    { "{\"op\":\"is_open\",\"tz\":\"+08:00\",\"hours\":{},\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "+08:00" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{\"tue\":[[\"08:00\",\"12:00\"],[\"11:00\",\"13:00\"]]},\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "tue" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{\"wed\":[[\"12:00\",\"08:00\"]]},\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "wed: 12:00–08:00 runs backwards" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{\"xyz\":[]},\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "hours" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{},\"date_hours\":{\"2026-02-01\":[[\"09:00\",\"08:00\"]]},\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "2026-02-01" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{},\"holidays\":[\"2026-02-30\"],\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "holidays" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{},\"holidays_yearly\":[\"02-30\"],\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "holidays_yearly" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{},\"breaks\":[{\"date\":\"2026-02-01\",\"from\":\"10:00\",\"to\":\"09:00\"}],\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "2026-02-01" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{},\"pauses\":[{\"from\":\"2026-02-02T00:00:00Z\",\"to\":\"2026-02-01T00:00:00Z\"}],\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "pause" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"hours\":{},\"inputs\":{}}", "at" },
    { "{\"op\":\"is_open\",\"tz\":\"UTC\",\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "hours" },
    { "{\"op\":\"is_open\",\"hours\":{},\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "tz" },
    { "{\"op\":\"nth_working_date\",\"calendar\":\"XX\",\"date\":\"2026-03-13\",\"days\":5}", "calendar: “XX”" },
    { "{\"op\":\"nth_working_date\",\"calendar\":\"ID\",\"date\":\"2031-03-13\",\"days\":5}", "2031" },
    { "{\"op\":\"nth_working_date\",\"calendar\":\"ID\",\"date\":\"2027-12-30\",\"days\":5}", "ID" },
    { "{\"op\":\"nth_working_date\",\"calendar\":\"ID\",\"date\":\"2026-3-13\",\"days\":5}", "date" },
    { "{\"op\":\"nth_working_date\",\"calendar\":\"ID\",\"date\":\"2026-03-13\"}", "days" },
    { "{\"op\":\"due\",\"calendar\":\"ID\",\"start\":\"2026-03-13T01:00:00Z\",\"days\":0}", "0 working days" },
    { "{\"op\":\"next_close\",\"tz\":\"UTC\",\"hours\":{\"mon\":[[\"00:00\",\"24:00\"]],\"tue\":[[\"00:00\",\"24:00\"]],\"wed\":[[\"00:00\",\"24:00\"]],\"thu\":[[\"00:00\",\"24:00\"]],\"fri\":[[\"00:00\",\"24:00\"]],\"sat\":[[\"00:00\",\"24:00\"]],\"sun\":[[\"00:00\",\"24:00\"]]},\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}", "outside" },
  };
  g_autoptr (LoketSlaEval) eval = new_eval ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = loket_sla_eval_line (eval, cases[i].line);
      g_autoptr (JsonNode) error = get_member (answer, "error");

      g_assert_nonnull (error);
      g_test_message ("%s", answer);
      if (cases[i].named != NULL)
        g_assert_nonnull (strstr (json_node_get_string (error), cases[i].named));
    }
  assert_answer (eval,
                 "{\"id\":\"x\",\"op\":\"next_open\",\"tz\":\"UTC\",\"hours\":{\"mon\":[[\"09:00\",\"17:00\"]]},"
                 "\"inputs\":{\"at\":\"2026-01-01T00:00:00Z\"}}",
                 "{\"id\":\"x\",\"result\":\"2026-01-05T09:00:00Z\"}");
}

/* Hours without a list of holidays hold for any year that an answer needs. */
static void
test_far_answers (void)
{
  g_autoptr (LoketSlaEval) eval = new_eval ();

  assert_answer (eval,
                 "{\"id\":1,\"op\":\"add\",\"tz\":\"UTC\",\"hours\":{\"mon\":[[\"09:00\",\"10:00\"]]},"
                 "\"inputs\":{\"start\":\"2026-01-05T09:00:00Z\",\"seconds\":3600000}}",
                 "{\"id\":1,\"result\":\"2045-02-27T10:00:00Z\"}");
}

static void
test_calendar_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "libur.csv", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketSlaEval) eval = NULL;

  g_assert_cmpint (g_mkdir_with_parents (g_get_user_cache_dir (), 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "tanggal,nama\n2026-03-16,Hari Jadi\n", -1, NULL));
  eval = loket_sla_eval_new (path, &error);
  g_assert_no_error (error);
  assert_answer (eval,
                 "{\"id\":1,\"op\":\"nth_working_date\",\"date\":\"2026-03-13\",\"days\":1}",
                 "{\"id\":1,\"result\":\"2026-03-17\"}");
  assert_answer (eval,
                 "{\"id\":1,\"op\":\"nth_working_date\",\"calendar\":\"ID\",\"date\":\"2026-03-13\",\"days\":1}",
                 "{\"id\":1,\"result\":\"2026-03-16\"}");
  g_clear_pointer (&eval, loket_sla_eval_free);

  g_assert_null (loket_sla_eval_new ("/nowhere/libur.csv", &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/sla/eval/cases", test_cases);
  g_test_add_func ("/sla/eval/working-days", test_working_days);
  g_test_add_func ("/sla/eval/paused-days", test_paused_days);
  g_test_add_func ("/sla/eval/errors", test_errors);
  g_test_add_func ("/sla/eval/far-answers", test_far_answers);
  g_test_add_func ("/sla/eval/calendar-file", test_calendar_file);
  return g_test_run ();
}
