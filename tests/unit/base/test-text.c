/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-text.h"

static void
assert_line (const char *text, gsize max, const char *expected)
{
  g_autofree char *line = loket_text_to_line (text, max);

  g_assert_cmpstr (line, ==, expected);
}

static void
test_to_line (void)
{
  assert_line (NULL, 10, "");
  assert_line ("  a\n\n b\t ", 10, "a b");
  assert_line ("abcde", 5, "abcde");
  assert_line ("abcdef", 5, "abcde…");
  assert_line ("ab cd", 3, "ab…");
  assert_line ("\xe2\x80\xaeterbalik\xe2\x80\xac", 20, "terbalik");
  assert_line ("rusak \xff!", 20, "rusak \xef\xbf\xbd!");
}

static void
test_mask (void)
{
  g_autofree char *name = loket_text_mask ("Siti  Rahmah");
  g_autofree char *nothing = loket_text_mask (NULL);

  g_assert_cmpstr (name, ==, "S••• R•••");
  g_assert_cmpstr (nothing, ==, "");
}

static void
test_blank (void)
{
  g_assert_true (loket_text_is_blank (NULL));
  g_assert_true (loket_text_is_blank (" \n\t\xe2\x80\x8b"));
  g_assert_false (loket_text_is_blank (" . "));
}

static void
test_uuid (void)
{
  g_autofree char *fresh = loket_text_new_uuid ();

  g_assert_true (loket_text_is_uuid (fresh));
  g_assert_false (loket_text_is_uuid (NULL));
  g_assert_false (loket_text_is_uuid ("6BA7B810-9DAD-11D1-80B4-00C04FD430C8"));
  g_assert_false (loket_text_is_uuid ("../../etc/passwd"));
}

static void
test_sha256 (void)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  g_autofree char *hash = loket_text_sha256 (empty);

  g_assert_cmpstr (hash, ==, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/base/text/to-line", test_to_line);
  g_test_add_func ("/base/text/mask", test_mask);
  g_test_add_func ("/base/text/blank", test_blank);
  g_test_add_func ("/base/text/uuid", test_uuid);
  g_test_add_func ("/base/text/sha256", test_sha256);
  return g_test_run ();
}
