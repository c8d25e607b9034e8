/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-base"

#include "config.h"

#include "loket-time.h"

#define FIRST_INSTANT G_GINT64_CONSTANT (-62135596800) /* 0001-01-01T00:00:00Z */
#define LAST_INSTANT  G_GINT64_CONSTANT (253402300799) /* 9999-12-31T23:59:59Z */

/**
 * loket_time_parse:
 * @text: (nullable): an instant as RFC 3339, with `Z` or an offset
 * @instant: (out): Unix seconds; untouched when @text is no instant
 *
 * Reads an instant. Stricter than GLib: date, time and offset have to be
 * there, in the extended form, and fractions of a second are dropped. What an
 * offset moves out of the years 1 to 9999 is no instant, as loket_time_format()
 * could not write it again.
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
  gint64 seconds;

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

  seconds = g_date_time_to_unix (when);
  if (seconds < FIRST_INSTANT || seconds > LAST_INSTANT)
    return FALSE;
  *instant = seconds;
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
  return when == NULL ? NULL
                      : g_strdup_printf ("%04d-%02d-%02dT%02d:%02d:%02dZ", /* %Y does not fill up */
                                         g_date_time_get_year (when), g_date_time_get_month (when),
                                         g_date_time_get_day_of_month (when), g_date_time_get_hour (when),
                                         g_date_time_get_minute (when), g_date_time_get_second (when));
}
