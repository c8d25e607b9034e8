/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-wire-digest.h"

/* The example of RFC 9530, appendix B.1, and the empty body. */
static void
test_known (void)
{
  static const char example[] = "{\"hello\": \"world\"}\n";
  g_autoptr (GBytes) body = g_bytes_new_static (example, sizeof example - 1);
  g_autoptr (GBytes) nothing = g_bytes_new_static (NULL, 0);
  g_autofree char *header = loket_wire_digest_header (body);
  g_autofree char *empty = loket_wire_digest_header (nothing);

  g_assert_cmpstr (header, ==, "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:");
  g_assert_cmpstr (empty, ==, "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
}

static void
assert_check (const char *header,
              int         code)
{
  g_autoptr (GBytes) nothing = g_bytes_new_static (NULL, 0);
  g_autoptr (GError) error = NULL;
  gboolean fine = loket_wire_digest_check (header, nothing, &error);

  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, LOKET_WIRE_ERROR, code);
  g_assert_cmpint (fine, ==, code < 0);
}

static void
test_check (void)
{
#define GOOD  "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
#define OTHER "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
  assert_check (GOOD, -1);
  assert_check ("md5=:xxx:, " GOOD, -1);
  assert_check (GOOD ", sha-512=:AAAA:", -1);
  assert_check (OTHER ", " GOOD, -1);
  assert_check (OTHER, LOKET_WIRE_ERROR_MISMATCH);
  assert_check (GOOD ", " OTHER, LOKET_WIRE_ERROR_MISMATCH);
  assert_check (NULL, LOKET_WIRE_ERROR_MALFORMED);
  assert_check ("", LOKET_WIRE_ERROR_MALFORMED);
  assert_check ("sha-512=:AAAA:", LOKET_WIRE_ERROR_MALFORMED);
  assert_check ("sha-256=:47DEQpj8HBSa:", LOKET_WIRE_ERROR_MALFORMED);
  assert_check ("sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", LOKET_WIRE_ERROR_MALFORMED);
  assert_check (GOOD "x", LOKET_WIRE_ERROR_MALFORMED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/digest/known", test_known);
  g_test_add_func ("/wire/digest/check", test_check);
  return g_test_run ();
}
