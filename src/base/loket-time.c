/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-base"

#include "config.h"

#include "loket-time.h"

/**
 * loket_time_parse:
 * @text: (nullable): an instant as RFC 3339, with `Z` or an offset
 * @instant: (out): Unix seconds; untouched when @text is no instant
 *
 * Reads an instant. Stricter than GLib: date, time and offset have to be
 * there, in the extended form, and fractions of a second are dropped.
 *
 * Returns: whether @text was an instant
 */
gboolean
loket_time_parse (const char *text,
                  gint64     *instant)
{
  static const char shape[] = "dddd-dd-ddTdd:dd:dd";
  g_autoptr (GDateTime) when = NULL;
  const char *rest;

  g_return_val_if_fail (instant != NULL, FALSE);

  if (text == NULL)
    return FALSE;

  for (gsize i = 0; i < sizeof shape - 1; i++)
    {
      gboolean fits = shape[i] == 'd'   ? g_ascii_isdigit (text[i])
                      : shape[i] == 'T' ? text[i] == 'T' || text[i] == 't'
                                        : text[i] == shape[i];
      if (!fits)
        return FALSE;
    }

  rest = text + sizeof shape - 1;
  if (*rest == '.')
    {
      if (!g_ascii_isdigit (*++rest))
        return FALSE;
      while (g_ascii_isdigit (*rest))
        rest++;
    }

  if (*rest == 'Z' || *rest == 'z')
    {
      if (rest[1] != '\0')
        return FALSE;
    }
  else if (!((*rest == '+' || *rest == '-') &&
             g_ascii_isdigit (rest[1]) && g_ascii_isdigit (rest[2]) && rest[3] == ':' &&
             g_ascii_isdigit (rest[4]) && g_ascii_isdigit (rest[5]) && rest[6] == '\0'))
    return FALSE;

  when = g_date_time_new_from_iso8601 (text, NULL);
  if (when == NULL)
    return FALSE;

  *instant = g_date_time_to_unix (when);
  return TRUE;
}

/**
 * loket_time_format:
 * @instant: Unix seconds, or %LOKET_TIME_UNSET
 *
 * Writes an instant the one way it stands on the wire and in `--json` output:
 * `2026-03-27T08:00:00Z`.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for an unset instant or
 *   one outside the years 1 to 9999
 */
char *
loket_time_format (gint64 instant)
{
  g_autoptr (GDateTime) when = NULL;

  if (instant == LOKET_TIME_UNSET)
    return NULL;

  when = g_date_time_new_from_unix_utc (instant);
  return when == NULL ? NULL : g_date_time_format (when, "%Y-%m-%dT%H:%M:%SZ");
}
