/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sheet"

#include "config.h"

#include "loket-sheet-serial.h"

#include <math.h>

/* The last day that a spreadsheet can hold: 9999-12-31. */
#define LAST_SERIAL 2958465.0

#define DAYS_FROM_1900_TO_1904 1462

/**
 * loket_sheet_serial_to_text:
 * @serial: days since the sheet's day 0, with the time as the fraction
 * @since_1904: whether the workbook counts from 1904 instead of 1900
 *
 * Writes a spreadsheet's instant as local text: `2026-01-05`, `13:26:23` for
 * less than a day, or `2026-01-05 13:26:23`. The 29 February 1900 that the
 * 1900 system counts never was; its days before are moved accordingly.
 *
 * Returns: (transfer full) (nullable): the text, %NULL for what is no instant
 */
char *
loket_sheet_serial_to_text (double   serial,
                            gboolean since_1904)
{
  g_autoptr (GDateTime) origin = NULL;
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *date = NULL;
  gint64 seconds;
  int days;
  int rest;

  if (!isfinite (serial) || serial < 0.0 || serial > LAST_SERIAL + 1.0)
    return NULL;

  seconds = llround (serial * 86400.0);
  days = (int) (seconds / 86400);
  rest = (int) (seconds % 86400);
  if (days == 0 && !since_1904)
    return g_strdup_printf ("%02d:%02d:%02d", rest / 3600, rest / 60 % 60, rest % 60);

  if (since_1904)
    days += DAYS_FROM_1900_TO_1904;
  else if (days < 60)
    days++;
  else if (days == 60)
    return NULL;

  origin = g_date_time_new_utc (1899, 12, 30, 0, 0, 0.0);
  day = g_date_time_add_days (origin, days);
  if (day == NULL)
    return NULL;
  date = g_date_time_format (day, "%Y-%m-%d");
  if (rest == 0)
    return g_steal_pointer (&date);
  return g_strdup_printf ("%s %02d:%02d:%02d", date, rest / 3600, rest / 60 % 60, rest % 60);
}

/**
 * loket_sheet_format_is_date:
 * @id: the number format's id
 * @code: (nullable): its code where the workbook defines one
 *
 * Tells whether numbers of a format are shown as dates or times: by the ids
 * that ECMA-376 §18.8.30 reserves, else by the letters of the code outside of
 * quotations, escapes and brackets.
 *
 * Returns: whether they are
 */
gboolean
loket_sheet_format_is_date (int         id,
                            const char *code)
{
  if (code == NULL)
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) ||
           (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

  if (g_ascii_strcasecmp (code, "General") == 0)
    return FALSE;

  for (const char *p = code; *p != '\0'; p++)
    {
      if (*p == ';')
        return FALSE;
      if (*p == '"')
        {
          while (p[1] != '\0' && p[1] != '"')
            p++;
          if (p[1] != '\0')
            p++;
        }
      else if (*p == '\\' || *p == '_' || *p == '*')
        {
          if (p[1] != '\0')
            p++;
        }
      else if (*p == '[')
        {
          /* `[h]` is an elapsed time; `[Red]` and `[$-421]` are not. */
          if (p[1] != '\0' && p[2] == ']' && strchr ("hmsHMS", p[1]) != NULL)
            return TRUE;
          while (p[1] != '\0' && *p != ']')
            p++;
        }
      else if (strchr ("ymdhsYMDHS", *p) != NULL)
        return TRUE;
    }
  return FALSE;
}
