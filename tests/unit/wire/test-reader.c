/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-json-reader.h"

#include <string.h>

#include "loket-json-writer.h"

#define ID "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9"

static LoketJsonReader *
read_json (const char *json)
{
  g_autoptr (GError) error = NULL;
  LoketJsonReader *reader = loket_json_reader_new (json, strlen (json), 4096, &error);

  g_assert_no_error (error);
  return reader;
}

static void
assert_failed (LoketJsonReader *reader,
               const char      *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (loket_json_reader_check (reader, &error));
  g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_values (void)
{
  g_autoptr (LoketJsonReader) reader = read_json (
      "{\"text\":\"\\u00e9\\ud83d\\ude00 \\/\",\"id\":\"" ID "\",\"n\":-5,\"big\":9007199254740992,"
      "\"yes\":true,\"no\":false,\"none\":null,\"at\":\"2026-03-27T08:00:00+08:00\",\"hex\":\"00ff\"}");
  g_autofree char *text = loket_json_reader_dup_string (reader, "text", 4);
  g_autofree char *id = loket_json_reader_dup_uuid (reader, "id");
  g_autofree char *hex = loket_json_reader_dup_hex (reader, "hex", 4);

  g_assert_cmpstr (text, ==, "é😀 /");
  g_assert_cmpstr (id, ==, ID);
  g_assert_cmpstr (hex, ==, "00ff");
  g_assert_cmpint (loket_json_reader_get_int (reader, "n", -5, 5), ==, -5);
  g_assert_cmpint (loket_json_reader_get_int (reader, "big", 0, G_MAXINT64), ==, G_GINT64_CONSTANT (9007199254740992));
  g_assert_true (loket_json_reader_get_boolean (reader, "yes"));
  g_assert_false (loket_json_reader_get_boolean (reader, "no"));
  g_assert_cmpint (loket_json_reader_get_instant (reader, "at"), ==, 1774569600);
  g_assert_cmpstr (loket_json_reader_get_word (reader, "hex"), ==, "00ff");

  g_assert_false (loket_json_reader_has (reader, "none"));
  g_assert_false (loket_json_reader_has (reader, "absent"));
  g_assert_null (loket_json_reader_dup_string_or_null (reader, "none", 1));
  g_assert_null (loket_json_reader_dup_uuid_or_null (reader, "absent"));
  g_assert_null (loket_json_reader_get_word (reader, "absent"));
  g_assert_cmpint (loket_json_reader_get_int_or (reader, "none", 0, 1, 7), ==, 7);
  g_assert_true (loket_json_reader_get_boolean_or (reader, "absent", TRUE));
  g_assert_cmpint (loket_json_reader_get_instant_or_unset (reader, "none"), ==, LOKET_TIME_UNSET);
  g_assert_true (loket_json_reader_check (reader, NULL));
}

/* Each wrong thing alone, with the path it is told by. */
static void
test_wrong (void)
{
  static const char json[] =
      "{\"s\":\"abc\",\"n\":5,\"r\":5.0,\"b\":true,\"o\":{\"x\":[{\"y\":\"no\"},3]},\"a\":[1,2,3],"
      "\"up\":\"0B1C2D3E-4F50-4617-8293-A4B5C6D7E8F9\",\"H\":\"00FF\",\"none\":null}";
#define WRONG(call, message)                                    \
  {                                                             \
    g_autoptr (LoketJsonReader) reader = read_json (json);      \
    (void) call;                                                \
    assert_failed (reader, message);                            \
  }
  WRONG (loket_json_reader_dup_string (reader, "gone", 9), "$.gone is missing")
  WRONG (loket_json_reader_dup_string (reader, "none", 9), "$.none is missing")
  WRONG (loket_json_reader_dup_string (reader, "n", 9), "$.n is not a text")
  WRONG (loket_json_reader_dup_string (reader, "o", 9), "$.o is not a text")
  WRONG (loket_json_reader_dup_string (reader, "s", 2), "$.s is too long")
  WRONG (loket_json_reader_dup_uuid (reader, "s"), "$.s is not an id")
  WRONG (loket_json_reader_dup_uuid (reader, "up"), "$.up is not an id")
  WRONG (loket_json_reader_dup_hex (reader, "H", 4), "$.H is not a hexadecimal number of the right length")
  WRONG (loket_json_reader_get_int (reader, "s", 0, 9), "$.s is not a whole number")
  WRONG (loket_json_reader_get_int (reader, "r", 0, 9), "$.r is not a whole number")
  WRONG (loket_json_reader_get_int (reader, "n", 0, 4), "$.n is out of range")
  WRONG (loket_json_reader_get_int (reader, "n", 6, 9), "$.n is out of range")
  WRONG (loket_json_reader_get_boolean (reader, "n"), "$.n is neither true nor false")
  WRONG (loket_json_reader_get_instant (reader, "s"), "$.s is not an instant")
  WRONG (loket_json_reader_get_word (reader, "n"), "$.n is not a text")
  WRONG (loket_json_reader_enter (reader, "s"), "$.s is not an object")
  WRONG (loket_json_reader_enter (reader, "gone"), "$.gone is missing")
  WRONG (loket_json_reader_enter_array (reader, "o", 9), "$.o is not an array")
  WRONG (loket_json_reader_enter_array (reader, "a", 2), "$.a has too many elements")
#undef WRONG
}

static void
test_path (void)
{
  g_autoptr (LoketJsonReader) reader = read_json ("{\"o\":{\"x\":[{\"y\":\"ok\"},{\"y\":3}]},\"a\":[\"b\",4]}");
  g_autofree char *first = NULL;

  g_assert_true (loket_json_reader_enter (reader, "o"));
  g_assert_cmpuint (loket_json_reader_enter_array (reader, "x", 9), ==, 2);
  loket_json_reader_enter_element (reader, 0);
  first = loket_json_reader_dup_string (reader, "y", 9);
  g_assert_cmpstr (first, ==, "ok");
  loket_json_reader_leave (reader);
  loket_json_reader_enter_element (reader, 1);
  g_assert_null (loket_json_reader_dup_string (reader, "y", 9));
  loket_json_reader_leave (reader);
  loket_json_reader_leave (reader);
  loket_json_reader_leave (reader);

  /* The first thing that was wrong stays; nothing is given any more. */
  assert_failed (reader, "$.o.x[1].y is not a text");
  g_assert_cmpuint (loket_json_reader_enter_array (reader, "a", 9), ==, 0);
  g_assert_null (loket_json_reader_dup_element_string (reader, 0, 9));
  loket_json_reader_leave (reader);
  assert_failed (reader, "$.o.x[1].y is not a text");
}

static void
test_array (void)
{
  g_autoptr (LoketJsonReader) reader = read_json ("{\"a\":[\"b\",4],\"m\":{\"y\":1,\"x\":2}}");
  g_autofree char *first = NULL;
  g_auto (GStrv) members = NULL;

  g_assert_true (loket_json_reader_enter (reader, "m"));
  members = loket_json_reader_dup_members (reader);
  g_assert_cmpuint (g_strv_length (members), ==, 2);
  g_assert_cmpstr (members[0], ==, "y");
  loket_json_reader_leave (reader);

  g_assert_cmpuint (loket_json_reader_enter_array_or_null (reader, "gone", 9), ==, 0);
  loket_json_reader_leave (reader);
  g_assert_cmpuint (loket_json_reader_enter_array (reader, "a", 2), ==, 2);
  first = loket_json_reader_dup_element_string (reader, 0, 9);
  g_assert_cmpstr (first, ==, "b");
  g_assert_null (loket_json_reader_dup_element_string (reader, 1, 9));
  loket_json_reader_leave (reader);
  assert_failed (reader, "$.a[1] is not a text");
}

static void
test_writer (void)
{
  LoketJsonWriter *writer = loket_json_writer_new ();
  g_autofree char *json = NULL;

  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_string (writer, "s", "a\"\\\n\r\t\x01é/😀");
  loket_json_writer_string (writer, "\"k\"", NULL);
  loket_json_writer_begin_array (writer, "a");
  loket_json_writer_int (writer, NULL, -1);
  loket_json_writer_boolean (writer, NULL, TRUE);
  loket_json_writer_begin_object (writer, NULL);
  loket_json_writer_end_object (writer);
  loket_json_writer_end_array (writer);
  loket_json_writer_instant (writer, "t", 0);
  loket_json_writer_instant (writer, "u", LOKET_TIME_UNSET);
  loket_json_writer_string (writer, "bad", "x\xff");
  loket_json_writer_raw (writer, "r", "{\"z\":1}");
  loket_json_writer_null (writer, "n");
  loket_json_writer_end_object (writer);
  json = loket_json_writer_finish (writer);
  g_assert_cmpstr (json, ==,
                   "{\"s\":\"a\\\"\\\\\\n\\r\\t\\u0001é/😀\",\"\\\"k\\\"\":null,\"a\":[-1,true,{}],"
                   "\"t\":\"1970-01-01T00:00:00Z\",\"u\":null,\"bad\":\"x\357\277\275\",\"r\":{\"z\":1},\"n\":null}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/reader/values", test_values);
  g_test_add_func ("/wire/reader/wrong", test_wrong);
  g_test_add_func ("/wire/reader/path", test_path);
  g_test_add_func ("/wire/reader/array", test_array);
  g_test_add_func ("/wire/writer", test_writer);
  return g_test_run ();
}
