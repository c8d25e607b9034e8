/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-wire"

#include "config.h"

#include "loket-wire-complaint.h"

#include <string.h>

#include "loket-wire-private.h"

/*
 * Only the text of a record, for the search, which asks for thousands of them:
 * the members before it are passed over, those behind it are not looked at.
 */

/* From a quote to behind the string; %NULL where there is no end. */
static const char *
pass_string (const char *p,
             const char *end)
{
  for (p++; p < end; p++)
    {
      p = memchr (p, '"', (gsize) (end - p));
      if (p == NULL)
        return NULL;
      for (gsize n = 0; ; n++)
        if (p[-1 - (gssize) n] != '\\')
          {
            if (n % 2 == 0)
              return p + 1;
            break;
          }
    }
  return NULL;
}

/* From behind the colon to the comma or brace behind the value. */
static const char *
pass_value (const char *p,
            const char *end)
{
  guint depth = 0;

  while (p != NULL && p < end)
    switch (*p)
      {
      case '"':
        p = pass_string (p, end);
        break;
      case '{':
      case '[':
        depth++;
        p++;
        break;
      case '}':
      case ']':
        if (depth == 0)
          return p;
        depth--;
        p++;
        break;
      case ',':
        if (depth == 0)
          return p;
        p++;
        break;
      default:
        p++;
        break;
      }
  return NULL;
}

static const char *
pass_space (const char *p,
            const char *end)
{
  while (p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'))
    p++;
  return p;
}

/* Where the value of the member `body` begins; %NULL for anything unexpected. */
static const char *
find_body (const char *line,
           const char *end)
{
  static const char name[] = "\"body\"";
  const char *p = pass_space (line, end);

  if (p == end || *p != '{')
    return NULL;
  do
    {
      const char *start = pass_space (p + 1, end);

      if (start == end || *start != '"')
        return NULL;
      p = pass_string (start, end);
      if (p == NULL)
        return NULL;
      p = pass_space (p, end);
      if (p == end || *p != ':')
        return NULL;
      if ((gsize) (p - start) >= sizeof name - 1 && memcmp (start, name, sizeof name - 1) == 0)
        return pass_space (p + 1, end);
      p = pass_value (p + 1, end);
    }
  while (p != NULL && *p == ',');
  return NULL;
}

static char *
dup_thoroughly (const char *line,
                gsize       length)
{
  g_autoptr (LoketComplaint) complaint = loket_wire_complaint_parse (line, length, NULL);

  return complaint != NULL ? g_steal_pointer (&complaint->body) : g_strdup ("");
}

/**
 * loket_wire_complaint_dup_body:
 * @line: (array length=length): a record that was read before, as it was then
 * @length: its size in bytes
 *
 * Reads only the text of a record. Any thread.
 *
 * Returns: (transfer full): the text, empty where there is none
 */
char *
loket_wire_complaint_dup_body (const char *line,
                               gsize       length)
{
  const char *end = line + length;
  const char *start = find_body (line, end);
  const char *after;

  if (start == NULL || start == end || *start != '"')
    return dup_thoroughly (line, length);
  after = pass_string (start, end);
  if (after == NULL)
    return dup_thoroughly (line, length);
  start++;
  length = (gsize) (after - 1 - start);
  return memchr (start, '\\', length) == NULL ? g_strndup (start, length)
                                             : _loket_wire_unescape (start, length);
}
