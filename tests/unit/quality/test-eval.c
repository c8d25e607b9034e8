/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-eval-quality.h"

#include <string.h>

#include "loket-json-reader.h"

static LoketChecker *checker;

static LoketJsonReader *
eval (const char *line)
{
  g_autofree char *answer = loket_quality_eval_line (checker, "id", line);
  g_autoptr (GError) error = NULL;
  LoketJsonReader *reader;

  g_assert_null (strchr (answer, '\n'));
  reader = loket_json_reader_new (answer, strlen (answer), 1024 * 1024, &error);
  g_assert_no_error (error);
  return reader;
}

static void
test_finding (void)
{
  g_autoptr (LoketJsonReader) reader = eval (
      "{\"id\":\"a\",\"draft\":{\"text\":\"😀 NIK 6303045208899909 sudah diperiksa petugas kemarin pagi di kantor kami.\","
      "\"outcome\":\"information\",\"attachments\":[{\"name\":\"a.jpg\"}]},\"now\":\"2026-03-03T02:00:00Z\","
      "\"complaint\":{\"title\":\"NIK\",\"class\":\"information_request\",\"anonymous\":false,\"reporter\":{\"name\":\"\"}},"
      "\"agency\":{\"name\":\"Dinas\",\"phones\":[\"112\"]},\"previous_replies\":[],\"unknown\":[1]}");
  g_autofree char *id = loket_json_reader_dup_string (reader, "id", 9);
  guint n, found = 0;

  g_assert_cmpstr (id, ==, "a");
  n = loket_json_reader_enter_array (reader, "findings", 99);
  for (guint i = 0; i < n; i++)
    {
      loket_json_reader_enter_element (reader, i);
      if (g_strcmp0 (loket_json_reader_get_word (reader, "rule"), "PDP-01") == 0)
        {
          found++;
          g_assert_cmpstr (loket_json_reader_get_word (reader, "severity"), ==, "blocker");
          g_assert_cmpint (loket_json_reader_get_int (reader, "start", 0, 99), ==, 6);
          g_assert_cmpint (loket_json_reader_get_int (reader, "end", 0, 99), ==, 22);
          g_assert_nonnull (loket_json_reader_get_word (reader, "message"));
          g_assert_nonnull (loket_json_reader_get_word (reader, "suggestion"));
        }
      loket_json_reader_leave (reader);
    }
  g_assert_cmpuint (found, ==, 1);
  g_assert_true (loket_json_reader_check (reader, NULL));
}

static void
test_minimal (void)
{
  g_autoptr (LoketJsonReader) reader = eval ("{\"id\":7,\"draft\":{\"text\":\"Lubang di Jalan Melati sudah kami tambal.\"}}");

  g_assert_cmpint (loket_json_reader_get_int (reader, "id", 0, 9), ==, 7);
  loket_json_reader_enter_array (reader, "findings", 99);
  loket_json_reader_leave (reader);
  g_assert_true (loket_json_reader_check (reader, NULL));
}

static void
test_bad_lines (void)
{
  static const struct
  {
    const char *line;
    const char *id;
  } cases[] = {
    { "", NULL },
    { "x", NULL },
    { "[]", NULL },
    { "{\"id\":\"a\"}", "a" },
    { "{\"id\":\"a\",\"draft\":3}", "a" },
    { "{\"id\":\"a\",\"draft\":{\"text\":3}}", "a" },
    { "{\"id\":\"a\",\"draft\":{\"text\":\"x\"},\"now\":\"today\"}", "a" },
    { "{\"id\":\"a\",\"id\":\"b\",\"draft\":{\"text\":\"x\"}}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LoketJsonReader) reader = eval (cases[i].line);

      g_assert_false (loket_json_reader_has (reader, "findings"));
      g_assert_nonnull (loket_json_reader_get_word (reader, "error"));
      g_assert_cmpstr (loket_json_reader_get_word (reader, "id"), ==, cases[i].id);
    }
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/quality/eval/finding", test_finding);
  g_test_add_func ("/quality/eval/minimal", test_minimal);
  g_test_add_func ("/quality/eval/bad-lines", test_bad_lines);
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
