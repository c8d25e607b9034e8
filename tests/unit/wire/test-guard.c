/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-json-guard.h"

#include <string.h>

#include "loket-limits.h"

#define MAX_BYTES (1024 * 1024)

static gboolean
passes (const char *json,
        gsize       length,
        GError    **error)
{
  /* A copy of just the size, so that a sanitizer sees a read beyond it. */
  g_autofree char *copy = g_memdup2 (json, length);

  return loket_json_guard_check (copy, length, MAX_BYTES, error);
}

static void
assert_passes (const char *json)
{
  g_autoptr (GError) error = NULL;

  passes (json, strlen (json), &error);
  g_assert_no_error (error);
}

/* Refused, and the message names byte @at. */
static void
assert_refused (const char *json,
                gsize       length,
                gsize       at)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *position = g_strdup_printf ("JSON byte %" G_GSIZE_FORMAT ":", at);

  g_assert_false (passes (json, length, &error));
  g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_MALFORMED);
  if (!g_str_has_prefix (error->message, position))
    g_error ("%.60s: expected “%s”, got “%s”", json, position, error->message);
}

static char *
nested (const char *open,
        const char *close,
        guint       depth)
{
  GString *json = g_string_new ("{\"a\":");

  for (guint i = 0; i < depth; i++)
    g_string_append (json, open);
  g_string_append_c (json, '1');
  for (guint i = 0; i < depth; i++)
    g_string_append (json, close);
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

static void
test_accepted (void)
{
  static const char *const documents[] = {
    "{}",
    " \t\r\n{ } \n",
    "{\"a\":[],\"b\":{},\"c\":[{},[],\"\"]}",
    "{\"a\":true,\"b\":false,\"c\":null}",
    "{\"a\":0,\"b\":-0,\"c\":-12.5e+3,\"d\":1E9,\"e\":0.25}",
    "{\"a\":9007199254740992,\"b\":-9007199254740992}",
    "{\"\":1,\"a\":{\"a\":{\"a\":1}},\"b\":{\"a\":1}}",
    "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}",
    "{\"a\":\"Jalan Melati — “lubang” 😀\"}",
    "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"}",
    "{\"a\\u0062\":1,\"a\":2,\"b\":3}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    assert_passes (documents[i]);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *json;
    gsize       at;
  } cases[] = {
    { " ", 1 },
    { "[]", 0 },
    { "1", 0 },
    { "\"a\"", 0 },
    { "null", 0 },
    { "\xef\xbb\xbf{}", 0 },
    { "{}{}", 2 },
    { "{} x", 3 },
    { "{},", 2 },
    { "{", 1 },
    { "{\"a\"", 4 },
    { "{\"a\":", 5 },
    { "{\"a\":1", 6 },
    { "{\"a\":1,", 7 },
    { "{\"a\":1,}", 7 },
    { "{,}", 1 },
    { "{\"a\":[1,]}", 8 },
    { "{\"a\":[1 2]}", 8 },
    { "{\"a\":[}", 6 },
    { "{\"a\":1]", 6 },
    { "{\"a\" 1}", 5 },
    { "{a:1}", 1 },
    { "{'a':1}", 1 },
    { "{\"a\":'\"'}", 5 },
    { "{\"a\":/**/1}", 5 },
    { "// x\n{}", 0 },
    { "var x = {}", 0 },
    { "{\"a\":tru}", 5 },
    { "{\"a\":nullx}", 9 },
    { "{\"a\":NaN}", 5 },
    { "{\"a\":01}", 5 },
    { "{\"a\":-}", 6 },
    { "{\"a\":+1}", 5 },
    { "{\"a\":1.}", 7 },
    { "{\"a\":.5}", 5 },
    { "{\"a\":1e}", 7 },
    { "{\"a\":1e400}", 5 },
    { "{\"a\":9007199254740993}", 5 },
    { "{\"a\":-9007199254740993}", 5 },
    { "{\"a\":99999999999999999999999999999999}", 5 },
    { "{\"a\":\"", 5 },
    { "{\"a\":\"\\", 6 },
    { "{\"a\":\"\\x\"}", 6 },
    { "{\"a\":\"\\u12\"}", 10 },
    { "{\"a\":\"\\u12g4\"}", 10 },
    { "{\"a\":\"\\u0000\"}", 6 },
    { "{\"a\":\"\\ud800\"}", 6 },
    { "{\"a\":\"\\ud800x\"}", 6 },
    { "{\"a\":\"\\ud800\\n\"}", 6 },
    { "{\"a\":\"\\ud800\\ud800\"}", 6 },
    { "{\"a\":\"\\udc00\"}", 6 },
    { "{\"a\":\"\n\"}", 6 },
    { "{\"a\":\"\t\"}", 6 },
    { "{\"a\":\"\xff\"}", 6 },
    { "{\"a\":\"\xc0\xaf\"}", 6 },
    { "{\"a\":\"\xed\xa0\x80\"}", 6 },
    { "{\"a\":\"\xf0\x9f\x98\"}", 6 },
    { "{\"a\":1,\"a\":2}", 7 },
    { "{\"a\":1,\"b\":2,\"a\":3}", 13 },
    { "{\"a\":1,\"\\u0061\":2}", 7 },
    { "{\"\\u0061\":1,\"a\":2}", 12 },
    { "{\"\\u0061\":1,\"\\u0061\":2}", 12 },
    { "{\"\":1,\"\":2}", 6 },
    { "{\"x\":{\"\\/\":1,\"/\":2}}", 13 },
    { "{\"\\ud83d\\ude00\":1,\"😀\":2}", 18 },
    { "{\"a\":{\"b\":1},\"a\":2}", 13 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_refused (cases[i].json, strlen (cases[i].json), cases[i].at);

  assert_refused ("", 0, 0);
  assert_refused ("{}\0", 3, 2);
  assert_refused ("{\"a\":\"\0\"}", 9, 6);
}

/* Nesting is refused at its limit, at once and without a deep stack. */
static void
test_depth (void)
{
  static const char *const forms[][2] = { { "[", "]" }, { "{\"a\":", "}" } };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *most = nested (forms[i][0], forms[i][1], LOKET_LIMIT_JSON_DEPTH - 1);
      g_autofree char *over = nested (forms[i][0], forms[i][1], LOKET_LIMIT_JSON_DEPTH);
      g_autofree char *absurd = nested (forms[i][0], forms[i][1], 100000);
      gsize at = strlen ("{\"a\":") + strlen (forms[i][0]) * (LOKET_LIMIT_JSON_DEPTH - 1);

      assert_passes (most);
      assert_refused (over, strlen (over), at);
      assert_refused (absurd, strlen (absurd), at);
    }
}

/* A quote inside single quotes must not hide the brackets behind it. */
static void
test_quote_trick (void)
{
  GString *json = g_string_new ("{\"a\":['\"',");

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (json, '[');
  assert_refused (json->str, json->len, 6);
  g_string_free (json, TRUE);
}

static void
test_size (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_json_guard_check ("{\"a\":1}", 7, 7, &error));
  g_assert_no_error (error);
  g_assert_false (loket_json_guard_check ("{\"a\":1}", 7, 6, &error));
  g_assert_error (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_TOO_LARGE);
}

static void
test_members (void)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < LOKET_LIMIT_JSON_MEMBERS; i++)
    g_string_append_printf (json, "%s\"k%u\":{\"k\":%u}", i > 0 ? "," : "", i, i);
  g_string_append_c (json, '}');
  assert_passes (json->str);

  g_string_truncate (json, json->len - 1);
  g_string_append (json, ",\"more\":1}");
  assert_refused (json->str, json->len, json->len - strlen ("\"more\":1}"));
  g_string_free (json, TRUE);
}

/* No part of a document is a document, and no message quotes what it is about. */
static void
test_every_cut (void)
{
  static const char whole[] =
      "{\"nik\":\"6303\\u0030\",\"b\":[1,-2.5e3,true,{\"c\":null,\"d\":\"é😀\"}],\"e\":{}}";

  assert_passes (whole);
  for (gsize n = 0; n < strlen (whole); n++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (passes (whole, n, &error));
      g_assert_null (strstr (error->message, "6303"));
    }
}

/* One changed byte never crashes the scan, and what passes is UTF-8 still. */
static void
test_every_byte (void)
{
  static const char whole[] = "{\"a\":\"x\\u00e9\",\"b\":[10,\"é\"],\"c\":-0.5}";
  guint accepted = 0;

  for (gsize i = 0; i < strlen (whole); i++)
    for (guint c = 0; c < 256; c++)
      {
        g_autofree char *copy = g_strdup (whole);

        copy[i] = (char) c;
        if (!loket_json_guard_check (copy, sizeof whole - 1, MAX_BYTES, NULL))
          continue;
        g_assert_true (g_utf8_validate_len (copy, sizeof whole - 1, NULL));
        accepted++;
      }
  g_assert_cmpuint (accepted, >, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/guard/accepted", test_accepted);
  g_test_add_func ("/wire/guard/refused", test_refused);
  g_test_add_func ("/wire/guard/depth", test_depth);
  g_test_add_func ("/wire/guard/quote-trick", test_quote_trick);
  g_test_add_func ("/wire/guard/size", test_size);
  g_test_add_func ("/wire/guard/members", test_members);
  g_test_add_func ("/wire/guard/every-cut", test_every_cut);
  g_test_add_func ("/wire/guard/every-byte", test_every_byte);
  return g_test_run ();
}
