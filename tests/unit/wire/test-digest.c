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

/* The same hash in a header and as digits, and back. */
static void
test_sha256 (void)
{
  static const char sha[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  static const char *const wrong[] = {
    NULL, "", "sha-256", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "sha-512=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
    "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSu===:",
    "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF!=:",
    "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=::",
  };
  g_autofree char *header = loket_wire_digest_from_sha256 (sha);
  g_autofree char *many = g_strconcat ("sha-512=:AA==:, ", header, NULL);
  g_autofree char *back = loket_wire_digest_to_sha256 (header);
  g_autofree char *found = loket_wire_digest_to_sha256 (many);

  g_assert_cmpstr (header, ==, "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
  g_assert_cmpstr (back, ==, sha);
  g_assert_cmpstr (found, ==, sha);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (loket_wire_digest_to_sha256 (wrong[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/wire/digest/known", test_known);
  g_test_add_func ("/wire/digest/check", test_check);
  g_test_add_func ("/wire/digest/sha256", test_sha256);
  return g_test_run ();
}
