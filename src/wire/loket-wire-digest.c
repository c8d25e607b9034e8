/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-digest.h"

#include <string.h>

#define DIGEST_BYTES 32

/* 44 characters of base64 for 32 bytes, between two colons. */
#define MEMBER_PREFIX "sha-256=:"
#define BASE64_CHARS  44

static char *
dup_base64_digest (GBytes *body)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[DIGEST_BYTES];
  gsize size = sizeof digest;
  gsize length;
  const guint8 *data = g_bytes_get_data (body, &length);

  if (length > 0)
    g_checksum_update (checksum, data, (gssize) length);
  g_checksum_get_digest (checksum, digest, &size);
  return g_base64_encode (digest, size);
}

/**
 * loket_wire_digest_header:
 * @body: the bytes of a request or an answer
 *
 * Makes the value of a Content-Digest header (RFC 9530). Any thread.
 *
 * Returns: (transfer full): `sha-256=:…:`
 */
char *
loket_wire_digest_header (GBytes *body)
{
  g_autofree char *base64 = NULL;

  g_return_val_if_fail (body != NULL, NULL);

  base64 = dup_base64_digest (body);
  return g_strconcat (MEMBER_PREFIX, base64, ":", NULL);
}

/* The base64 of the sha-256 in a header, up to its closing colon; NULL without
 * one. @members keeps it. */
static const char *
find_sha256 (char **members)
{
  const char *found = NULL;

  for (guint i = 0; members[i] != NULL; i++)
    {
      const char *member = g_strstrip (members[i]);

      /* In a structured dictionary the last member of a name counts. */
      if (g_str_has_prefix (member, MEMBER_PREFIX))
        found = member + strlen (MEMBER_PREFIX);
    }
  return found != NULL && strlen (found) == BASE64_CHARS + 1 && found[BASE64_CHARS] == ':' ? found : NULL;
}

/**
 * loket_wire_digest_from_sha256:
 * @sha256: a SHA-256 as 64 lower-case hexadecimal digits
 *
 * Makes the value of a Content-Digest or Repr-Digest header (RFC 9530) from a
 * hash that is known. Any thread.
 *
 * Returns: (transfer full): `sha-256=:…:`
 */
char *
loket_wire_digest_from_sha256 (const char *sha256)
{
  g_autofree char *base64 = NULL;
  guint8 digest[DIGEST_BYTES];

  for (guint i = 0; i < DIGEST_BYTES; i++)
    {
      int high = sha256[0] != '\0' ? g_ascii_xdigit_value (sha256[2 * i]) : -1;
      int low = high >= 0 ? g_ascii_xdigit_value (sha256[2 * i + 1]) : -1;

      g_return_val_if_fail (high >= 0 && low >= 0, NULL);
      digest[i] = (guint8) (high * 16 + low);
    }
  base64 = g_base64_encode (digest, sizeof digest);
  return g_strconcat (MEMBER_PREFIX, base64, ":", NULL);
}

/**
 * loket_wire_digest_to_sha256:
 * @header: (nullable): the value of a Content-Digest or Repr-Digest header
 *
 * Reads the SHA-256 of such a header; other algorithms beside it are skipped. Any
 * thread.
 *
 * Returns: (transfer full) (nullable): 64 lower-case hexadecimal digits; %NULL
 *   where there is none
 */
char *
loket_wire_digest_to_sha256 (const char *header)
{
  g_auto (GStrv) members = g_strsplit (header != NULL ? header : "", ",", 16);
  const char *found = find_sha256 (members);
  g_autofree char *base64 = found != NULL ? g_strndup (found, BASE64_CHARS) : NULL;
  g_autofree guchar *digest = NULL;
  g_autofree char *again = NULL;
  GString *hex;
  gsize size;

  if (base64 == NULL)
    return NULL;
  /* Decoding skips what is no base64; what comes back the same had none of it. */
  digest = g_base64_decode (base64, &size);
  again = g_base64_encode (digest, size);
  if (size != DIGEST_BYTES || !g_str_equal (again, base64))
    return NULL;
  hex = g_string_sized_new (2 * DIGEST_BYTES);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  return g_string_free (hex, FALSE);
}

/**
 * loket_wire_digest_check:
 * @header: (nullable): the value of a Content-Digest header; other algorithms
 *   beside sha-256 are skipped
 * @body: the bytes that came with it
 * @error: return location for a #GError of %LOKET_WIRE_ERROR
 *
 * Tells whether the bytes are those that were sent. A header that is missing
 * or has no sha-256 is %LOKET_WIRE_ERROR_MALFORMED, another digest
 * %LOKET_WIRE_ERROR_MISMATCH. Any thread.
 *
 * Returns: whether the digest is there and right
 */
gboolean
loket_wire_digest_check (const char *header,
                         GBytes     *body,
                         GError    **error)
{
  g_auto (GStrv) members = NULL;
  const char *found;
  g_autofree char *base64 = NULL;

  g_return_val_if_fail (body != NULL, FALSE);

  members = g_strsplit (header != NULL ? header : "", ",", 16);
  found = find_sha256 (members);
  if (found == NULL)
    {
      g_set_error_literal (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_MALFORMED,
                           "Content-Digest has no sha-256");
      return FALSE;
    }

  base64 = dup_base64_digest (body);
  if (strncmp (found, base64, BASE64_CHARS) != 0)
    {
      g_set_error_literal (error, LOKET_WIRE_ERROR, LOKET_WIRE_ERROR_MISMATCH,
                           "Content-Digest is not that of the body");
      return FALSE;
    }
  return TRUE;
}
