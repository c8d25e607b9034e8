/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-field.h"

#include <string.h>

/*
 * Values of header fields (RFC 8941), as uploads have them. Items
 * without parameters: what comes with one is refused, for we know none.
 */

/* RFC 8941, 3.3.1: at most 15 digits. */
#define INTEGER_DIGITS 15

/* Without the spaces and tabs around it; NULL for none. */
static const char *
trimmed (const char *value,
         gsize      *length)
{
  gsize n;

  if (value == NULL)
    return NULL;
  value += strspn (value, " \t");
  n = strlen (value);
  while (n > 0 && (value[n - 1] == ' ' || value[n - 1] == '\t'))
    n--;
  *length = n;
  return value;
}

/**
 * loket_wire_field_parse_integer:
 * @value: (nullable): the value of a header
 * @max: the most to accept
 * @number: (out): the number, 0 or more
 *
 * Reads a whole number, as of `Upload-Offset`. Any thread.
 *
 * Returns: whether it is one of 0 to @max
 */
gboolean
loket_wire_field_parse_integer (const char *value,
                                gint64      max,
                                gint64     *number)
{
  gsize length = 0;
  gint64 n = 0;

  value = trimmed (value, &length);
  if (value == NULL || length == 0 || length > INTEGER_DIGITS)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (value[i]))
        return FALSE;
      n = n * 10 + (value[i] - '0');
    }
  if (n > max)
    return FALSE;
  *number = n;
  return TRUE;
}

/**
 * loket_wire_field_parse_boolean:
 * @value: (nullable): the value of a header
 * @truth: (out): what it says
 *
 * Reads `?0` or `?1`, as of `Upload-Complete`. Any thread.
 *
 * Returns: whether it is one of them
 */
gboolean
loket_wire_field_parse_boolean (const char *value,
                                gboolean   *truth)
{
  gsize length = 0;

  value = trimmed (value, &length);
  if (value == NULL || length != 2 || value[0] != '?' || (value[1] != '0' && value[1] != '1'))
    return FALSE;
  *truth = value[1] == '1';
  return TRUE;
}

/**
 * loket_wire_field_parse_string:
 * @value: (nullable): the value of a header
 * @max_bytes: the longest to accept
 *
 * Reads a text in quotes, as of `Idempotency-Key`. One with an escape is none
 * of ours. Any thread.
 *
 * Returns: (transfer full) (nullable): what is between the quotes
 */
char *
loket_wire_field_parse_string (const char *value,
                               gsize       max_bytes)
{
  gsize length = 0;

  value = trimmed (value, &length);
  if (value == NULL || length < 2 || length - 2 > max_bytes || value[0] != '"' ||
      value[length - 1] != '"')
    return NULL;
  for (gsize i = 1; i < length - 1; i++)
    if (value[i] < 0x20 || value[i] > 0x7e || value[i] == '"' || value[i] == '\\')
      return NULL;
  return g_strndup (value + 1, length - 2);
}
