/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-wire-digest.h"
#include "loket-wire-field.h"

/* Values of the headers that an upload comes with: how long, how far, whether to
 * its end, under which key, with which digest. What is read is written and read
 * again alike, and no value is two things at once. */

static gboolean
read_integer (const char *value)
{
  g_autofree char *written = NULL;
  gint64 number = -1;
  gint64 again = -1;

  if (!loket_wire_field_parse_integer (value, LOKET_LIMIT_ATTACHMENT_BYTES, &number))
    {
      g_assert_cmpint (number, ==, -1);
      return FALSE;
    }
  g_assert_cmpint (number, >=, 0);
  g_assert_cmpint (number, <=, LOKET_LIMIT_ATTACHMENT_BYTES);
  g_assert_false (loket_wire_field_parse_integer (value, number - 1, &again));
  written = g_strdup_printf (" %" G_GINT64_FORMAT "\t", number);
  g_assert_true (loket_wire_field_parse_integer (written, number, &again));
  g_assert_cmpint (again, ==, number);
  return TRUE;
}

static gboolean
read_boolean (const char *value)
{
  gboolean truth = -1;
  gboolean again = -1;

  if (!loket_wire_field_parse_boolean (value, &truth))
    {
      g_assert_cmpint (truth, ==, -1);
      return FALSE;
    }
  g_assert_true (loket_wire_field_parse_boolean (truth ? "?1" : "?0", &again));
  g_assert_cmpint (again, ==, truth);
  return TRUE;
}

static gboolean
read_string (const char *value)
{
  g_autofree char *text = loket_wire_field_parse_string (value, 36);
  g_autofree char *written = NULL;
  g_autofree char *again = NULL;

  if (text == NULL)
    return FALSE;
  g_assert_cmpuint (strlen (text), <=, 36);
  g_assert_true (g_str_is_ascii (text));
  g_assert_null (strpbrk (text, "\"\\\r\n"));
  written = g_strdup_printf ("\"%s\"", text);
  again = loket_wire_field_parse_string (written, strlen (text));
  g_assert_cmpstr (again, ==, text);
  return TRUE;
}

static gboolean
read_digest (const char *value)
{
  g_autofree char *sha256 = loket_wire_digest_to_sha256 (value);
  g_autofree char *written = NULL;
  g_autofree char *beside = NULL;
  g_autofree char *again = NULL;

  if (sha256 == NULL)
    return FALSE;
  g_assert_cmpuint (strlen (sha256), ==, 64);
  g_assert_cmpuint (strspn (sha256, "0123456789abcdef"), ==, 64);
  written = loket_wire_digest_from_sha256 (sha256);
  beside = g_strconcat ("md5=:1B2M2Y8AsgTpgAmY7PhCfg==:, ", written, NULL);
  again = loket_wire_digest_to_sha256 (beside);
  g_assert_cmpstr (again, ==, sha256);
  return TRUE;
}

/* Its own digest is right for the bytes, and no value is that says another. */
static void
check_body (const char *value,
            GBytes     *body)
{
  g_autofree char *right = loket_wire_digest_header (body);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
  g_autofree char *read = loket_wire_digest_to_sha256 (right);
  g_autofree char *said = loket_wire_digest_to_sha256 (value);

  g_assert_cmpstr (read, ==, sha256);
  g_assert_true (loket_wire_digest_check (right, body, NULL));
  g_assert_cmpint (loket_wire_digest_check (value, body, NULL), ==, g_strcmp0 (said, sha256) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *value = g_strndup ((const char *) data, size);
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);

  g_assert_cmpint (read_integer (value) + read_boolean (value) + read_string (value) + read_digest (value), <=, 1);
  check_body (value, body);
  check_body (value, empty);
  return 0;
}
