/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-wire-field.h"

static void
test_integer (void)
{
  static const struct
  {
    const char *value;
    gint64      number; /* -1: refused */
  } cases[] = {
    { "0", 0 }, { "262144", 262144 }, { " 7\t", 7 }, { "1000", 1000 }, { "007", 7 },
    { "262145", -1 }, { "999999999999999", -1 }, { "1000000000000000000", -1 },
    { "", -1 }, { " ", -1 }, { "-1", -1 }, { "+1", -1 }, { "1.0", -1 }, { "0x1", -1 }, { "1;a", -1 },
    { "1, 2", -1 }, { NULL, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 number = -1;

      g_assert_cmpint (loket_wire_field_parse_integer (cases[i].value, 262144, &number), ==,
                       cases[i].number >= 0);
      g_assert_cmpint (number, ==, cases[i].number);
    }
}

static void
test_boolean (void)
{
  static const char *const wrong[] = { "", "1", "?", "?2", "?1;a", "?11", "true", "? 1" };
  gboolean truth = FALSE;

  g_assert_true (loket_wire_field_parse_boolean ("?1", &truth));
  g_assert_true (truth);
  g_assert_true (loket_wire_field_parse_boolean (" ?0 ", &truth));
  g_assert_false (truth);
  g_assert_false (loket_wire_field_parse_boolean (NULL, &truth));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (loket_wire_field_parse_boolean (wrong[i], &truth));
}

static void
test_string (void)
{
  static const char *const wrong[] = { "", "\"", "abc", "\"abc", "abc\"", "\"a\\\"b\"", "\"a\"b\"",
                                       "\"a\x01\"", "\"\xc3\xa9\"", "\"abcde\"" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (loket_wire_field_parse_string (wrong[i], 4));
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = loket_wire_field_parse_string (i == 0 ? "\"abcd\"" : " \"abcd\" ", 4);

      g_assert_cmpstr (text, ==, "abcd");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/field/integer", test_integer);
  g_test_add_func ("/wire/field/boolean", test_boolean);
  g_test_add_func ("/wire/field/string", test_string);
  return g_test_run ();
}
