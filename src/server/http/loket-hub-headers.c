/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-headers.h"

#include <string.h>

#include "loket-limits.h"
#include "loket-text.h"
#include "loket-wire-field.h"

#define UUID_CHARS 36

/* Headers that say something about files, as RFC 8941 and RFC 9110 write them. */

static gboolean
refuse (LoketHubRequest *request,
        const char      *name)
{
  g_autofree char *detail = g_strdup_printf ("%s is missing or wrong", name);

  loket_hub_request_refuse (request, LOKET_PROBLEM_BAD_REQUEST, detail);
  return FALSE;
}

/**
 * loket_hub_headers_read_integer:
 * @request: a request
 * @name: a header that has to be there
 * @min: the least value
 * @max: the largest value
 * @value: (out): the value
 *
 * Reads a number. Larger ones are answered with %LOKET_PROBLEM_TOO_LARGE. Main
 * thread.
 *
 * Returns: whether it is one; else the request was answered
 */
gboolean
loket_hub_headers_read_integer (LoketHubRequest *request,
                                const char      *name,
                                gint64           min,
                                gint64           max,
                                gint64          *value)
{
  gint64 number;

  if (!loket_wire_field_parse_integer (loket_hub_request_get_header (request, name),
                                       LOKET_LIMIT_JSON_INTEGER, &number) ||
      number < min)
    return refuse (request, name);
  if (number > max)
    {
      loket_hub_request_refuse (request, LOKET_PROBLEM_TOO_LARGE, NULL);
      return FALSE;
    }
  *value = number;
  return TRUE;
}

/**
 * loket_hub_headers_read_boolean:
 * @request: a request
 * @name: a header that has to be there
 * @value: (out): the value
 *
 * Reads `?0` or `?1`. Main thread.
 *
 * Returns: whether it is one; else the request was answered
 */
gboolean
loket_hub_headers_read_boolean (LoketHubRequest *request,
                                const char      *name,
                                gboolean        *value)
{
  return loket_wire_field_parse_boolean (loket_hub_request_get_header (request, name), value) ||
         refuse (request, name);
}

/**
 * loket_hub_headers_dup_key:
 * @request: a request
 *
 * Reads the Idempotency-Key, a UUID in quotes. Main thread.
 *
 * Returns: (transfer full) (nullable): the UUID; %NULL where the request was answered
 */
char *
loket_hub_headers_dup_key (LoketHubRequest *request)
{
  g_autofree char *key = loket_wire_field_parse_string (
    loket_hub_request_get_header (request, "Idempotency-Key"), UUID_CHARS);

  if (key != NULL && loket_text_is_uuid (key))
    return g_steal_pointer (&key);
  refuse (request, "Idempotency-Key");
  return NULL;
}

/* Digits up to @end; -1 for none, as many as fit for more. */
static gint64
read_digits (const char *text,
             const char *end)
{
  gint64 number = 0;

  if (text == end)
    return -1;
  for (; text < end; text++)
    number = MIN (number * 10 + (*text - '0'), G_MAXINT32);
  return number;
}

/**
 * loket_hub_headers_read_range:
 * @text: (nullable): the value of a Range header
 * @size: of the whole, in bytes; not 0
 * @offset: (out): where the part begins
 * @length: (out): how long it is; 0 where there is no such part
 *
 * Reads a range of bytes. More than one, or what we do not understand, is the
 * whole. Any thread.
 *
 * Returns: whether a part is meant
 */
gboolean
loket_hub_headers_read_range (const char *text,
                              gint64      size,
                              gint64     *offset,
                              gint64     *length)
{
  const char *dash;
  gint64 first;
  gint64 last;

  *offset = 0;
  *length = size;
  if (text == NULL || !g_str_has_prefix (text, "bytes="))
    return FALSE;
  text += strlen ("bytes=");
  dash = text + strspn (text, "0123456789");
  if (*dash != '-' || strspn (dash + 1, "0123456789") != strlen (dash + 1))
    return FALSE;
  first = read_digits (text, dash);
  last = read_digits (dash + 1, dash + strlen (dash));
  if ((first < 0 && last < 0) || (first >= 0 && last >= 0 && last < first))
    return FALSE;

  if (first < 0)
    {
      *length = MIN (last, size);
      *offset = size - *length;
    }
  else
    {
      *offset = first;
      *length = first < size ? MIN (last < 0 ? size - 1 : last, size - 1) - first + 1 : 0;
    }
  return TRUE;
}
