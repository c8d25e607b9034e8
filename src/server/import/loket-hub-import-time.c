/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-import-time.h"

#include <string.h>

#include "loket-sheet-serial.h"
#include "loket-time.h"

/*
 * Dates as they stand in exports and in what people made of them: `3 Jan 2026`,
 * `Senin, 5 Agustus 2025`, `5/8/2025` (the day first, always), `2026-01-03`,
 * a spreadsheet's day number, each with or without a time behind it.
 */

typedef struct
{
  int day;
  int month;
  int year;
  int hour;
  int minute;
  int second;
} Moment;

static const struct
{
  const char *prefix;
  int         month;
} months[] = {
  { "jan", 1 },  { "feb", 2 },  { "peb", 2 },  { "mar", 3 },  { "apr", 4 },  { "mei", 5 },
  { "may", 5 },  { "jun", 6 },  { "jul", 7 },  { "agu", 8 },  { "agt", 8 },  { "ags", 8 },
  { "aug", 8 },  { "sep", 9 },  { "okt", 10 }, { "oct", 10 }, { "nop", 11 }, { "nov", 11 },
  { "des", 12 }, { "dec", 12 },
};

/* What people write behind a time. */
static const struct
{
  const char *word;
  const char *zone;
} zone_words[] = {
  { "WIB", "Asia/Jakarta" },   { "WITA", "Asia/Makassar" }, { "WIT", "Asia/Jayapura" },
  { "UTC", "UTC" },            { "GMT", "UTC" },            { "Z", "UTC" },
};

static void
skip_space (const char **p)
{
  while (g_ascii_isspace (**p))
    (*p)++;
}

static gboolean
read_number (const char **p,
             int          max_digits,
             int         *number,
             int         *n_digits)
{
  int value = 0;
  int n = 0;

  for (; g_ascii_isdigit (**p); (*p)++)
    {
      if (++n > max_digits)
        return FALSE;
      value = value * 10 + g_ascii_digit_value (**p);
    }
  *number = value;
  if (n_digits != NULL)
    *n_digits = n;
  return n > 0;
}

static gboolean
read_month_name (const char **p,
                 int         *month)
{
  const char *start = *p;

  while (g_ascii_isalpha (**p))
    (*p)++;
  if (*p - start < 3 || *p - start > 9)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (g_ascii_strncasecmp (start, months[i].prefix, 3) == 0)
      {
        *month = months[i].month;
        if (**p == '.')
          (*p)++;
        return TRUE;
      }
  return FALSE;
}

/* `Senin, ` before the date says nothing that the date does not. */
static void
skip_weekday (const char **p)
{
  const char *end = *p;

  while (g_ascii_isalpha (*end) || *end == '\'')
    end++;
  if (end > *p && *end == ',')
    {
      *p = end + 1;
      skip_space (p);
    }
}

/* Leaves @p behind the date. */
static gboolean
read_date (const char **p,
           Moment      *moment)
{
  int first;
  int n_first;
  int n_year;

  skip_weekday (p);
  if (!read_number (p, 4, &first, &n_first))
    return FALSE;

  if (n_first == 4)
    {
      char separator = **p;

      moment->year = first;
      if (separator != '-' && separator != '/')
        return FALSE;
      (*p)++;
      if (!read_number (p, 2, &moment->month, NULL) || **p != separator)
        return FALSE;
      (*p)++;
      return read_number (p, 2, &moment->day, NULL);
    }
  if (n_first > 2)
    return FALSE;

  moment->day = first;
  if (**p == '/' || **p == '-' || **p == '.')
    {
      char separator = *(*p)++;

      if (g_ascii_isalpha (**p))
        {
          if (!read_month_name (p, &moment->month))
            return FALSE;
        }
      else if (!read_number (p, 2, &moment->month, NULL))
        return FALSE;
      if (**p != separator)
        return FALSE;
      (*p)++;
    }
  else
    {
      skip_space (p);
      if (!read_month_name (p, &moment->month))
        return FALSE;
      skip_space (p);
    }
  return read_number (p, 4, &moment->year, &n_year) && n_year == 4;
}

static gboolean
read_time (const char **p,
           Moment      *moment)
{
  char separator;

  if (!read_number (p, 2, &moment->hour, NULL))
    return FALSE;
  separator = **p;
  if (separator != ':' && separator != '.')
    return FALSE;
  (*p)++;
  if (!read_number (p, 2, &moment->minute, NULL))
    return FALSE;
  if (**p == separator)
    {
      (*p)++;
      if (!read_number (p, 2, &moment->second, NULL))
        return FALSE;
      if (**p == '.')
        {
          (*p)++;
          while (g_ascii_isdigit (**p))
            (*p)++;
        }
    }
  return moment->hour < 24 && moment->minute < 60 && moment->second < 60;
}

/* Nothing more, or a zone; it then takes the place of the file's. */
static gboolean
read_end (const char *p,
          GTimeZone **zone)
{
  g_autofree char *rest = g_strstrip (g_strdup (p));

  if (*rest == '\0')
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (zone_words); i++)
    if (g_ascii_strcasecmp (rest, zone_words[i].word) == 0)
      {
        g_clear_pointer (zone, g_time_zone_unref);
        *zone = g_time_zone_new_identifier (zone_words[i].zone);
        return *zone != NULL;
      }
  if ((*rest == '+' || *rest == '-') && strlen (rest) == 6 && rest[3] == ':')
    {
      g_clear_pointer (zone, g_time_zone_unref);
      *zone = g_time_zone_new_identifier (rest);
      return *zone != NULL;
    }
  return FALSE;
}

/* `08.15` is a quarter past eight, not the eighth day. */
static gboolean
is_clock_time (const char *text)
{
  gsize hours = strspn (text, "0123456789");

  return (hours == 1 || hours == 2) && text[hours] == '.' && strlen (text + hours) == 3;
}

/* A day number that lost its style on the way, as text again. */
static char *
normalise (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  char *end;
  double serial = g_ascii_strtod (stripped, &end);

  if (end != stripped && *end == '\0' && g_ascii_isdigit (*stripped) &&
      strspn (stripped, "0123456789.") == strlen (stripped) && !is_clock_time (stripped))
    {
      char *as_text = loket_sheet_serial_to_text (serial, FALSE);

      if (as_text != NULL)
        return as_text;
    }
  return g_steal_pointer (&stripped);
}

static gboolean
is_nothing (const char *text)
{
  return text == NULL || *text == '\0' || g_strcmp0 (text, "-") == 0;
}

/* The time's own cell may hold a whole instant of which only the time was shown. */
static gboolean
read_time_cell (const char *text,
                Moment     *moment,
                GTimeZone **zone)
{
  Moment ignored = { 0 };
  const char *p = text;

  if (strchr (p, '-') != NULL || strchr (p, '/') != NULL)
    {
      if (!read_date (&p, &ignored))
        return FALSE;
      if (*p == 'T' || *p == 't')
        p++;
      skip_space (&p);
      if (*p == '\0')
        return TRUE;
    }
  return read_time (&p, moment) && read_end (p, zone);
}

/**
 * loket_hub_import_time_parse:
 * @date: (nullable): the cell with the date, perhaps with a time
 * @time: (nullable): the cell with the time, empty where there is none
 * @zone: the zone that the file's times are in
 * @instant: (out): Unix seconds; untouched unless the result is OK
 *
 * Reads when a complaint came in. Without any time it is the start of the day.
 * A zone that stands behind the time (`WITA`) wins over the file's.
 *
 * Returns: whether there is an instant, none at all, or which cell is wrong
 */
LoketHubImportTime
loket_hub_import_time_parse (const char *date,
                             const char *time,
                             GTimeZone  *zone,
                             gint64     *instant)
{
  g_autofree char *date_text = normalise (date != NULL ? date : "");
  g_autofree char *time_text = normalise (time != NULL ? time : "");
  g_autoptr (GTimeZone) its_zone = g_time_zone_ref (zone);
  g_autoptr (GDateTime) when = NULL;
  const char *p = date_text;
  Moment moment = { 0 };

  if (is_nothing (date_text))
    return is_nothing (time_text) ? LOKET_HUB_IMPORT_TIME_NONE : LOKET_HUB_IMPORT_TIME_BAD_DATE;

  if (!read_date (&p, &moment) ||
      !g_date_valid_dmy ((GDateDay) moment.day, (GDateMonth) moment.month, (GDateYear) moment.year) ||
      moment.year < 1990 || moment.year > 2199)
    return LOKET_HUB_IMPORT_TIME_BAD_DATE;

  if (*p == 'T' || *p == 't' || *p == ',')
    p++;
  skip_space (&p);
  if (*p != '\0' && (!read_time (&p, &moment) || !read_end (p, &its_zone)))
    return LOKET_HUB_IMPORT_TIME_BAD_DATE;
  if (!is_nothing (time_text) && !read_time_cell (time_text, &moment, &its_zone))
    return LOKET_HUB_IMPORT_TIME_BAD_TIME;

  when = g_date_time_new (its_zone, moment.year, moment.month, moment.day,
                          moment.hour, moment.minute, moment.second);
  if (when == NULL)
    return LOKET_HUB_IMPORT_TIME_BAD_DATE;
  *instant = g_date_time_to_unix (when);
  return LOKET_HUB_IMPORT_TIME_OK;
}
