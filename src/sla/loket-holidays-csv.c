/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sla"

#include "config.h"

#include "loket-holidays.h"

#include "loket-limits.h"
#include "loket-text.h"

/*
 * A holiday file as CSV: a line of column names, then one free day a line.
 * `tanggal` (or `date`) is needed; `jenis`/`kind`, `nama`/`name`, `status` and
 * `wilayah`/`place` may be missing. Comma or semicolon, quotes as usual, lines with `#` are
 * remarks. A wrong line refuses the file, because a holiday that silently fell
 * out would move deadlines.
 */
typedef enum
{
  COLUMN_DATE,
  COLUMN_KIND,
  COLUMN_NAME,
  COLUMN_STATUS,
  COLUMN_PLACE,
  N_COLUMNS
} Column;

static const char *const column_names[N_COLUMNS][2] = {
  { "tanggal", "date" },
  { "jenis", "kind" },
  { "nama", "name" },
  { "status", "status" },
  { "wilayah", "place" },
};

typedef struct
{
  char  separator;
  guint line;
  int   columns[N_COLUMNS];
} Format;

static gboolean
fail_line (guint        line,
           const char  *what,
           GError     **error)
{
  g_set_error (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
               "line %u of the holiday file: %s", line, what);
  return FALSE;
}

static GPtrArray *
split_line (const char  *line,
            char         separator,
            GError     **error,
            guint        number)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) cell = g_string_new (NULL);
  gboolean quoted = FALSE;

  for (const char *p = line;; p++)
    {
      if (*p == '\0' && quoted)
        {
          fail_line (number, "a quote is not closed", error);
          return NULL;
        }
      else if (*p == '"' && quoted && p[1] == '"')
        g_string_append_c (cell, *p++);
      else if (*p == '"')
        quoted = !quoted;
      else if (*p == '\0' || (*p == separator && !quoted))
        {
          g_ptr_array_add (cells, g_strstrip (g_strdup (cell->str)));
          g_string_truncate (cell, 0);
          if (*p == '\0')
            return g_steal_pointer (&cells);
        }
      else
        g_string_append_c (cell, *p);
    }
}

static gboolean
read_header (Format      *format,
             const char  *line,
             GError     **error)
{
  g_autoptr (GPtrArray) cells = NULL;

  format->separator = strchr (line, ';') != NULL ? ';' : ',';
  cells = split_line (line, format->separator, error, format->line);
  if (cells == NULL)
    return FALSE;

  for (guint column = 0; column < N_COLUMNS; column++)
    {
      format->columns[column] = -1;
      for (guint i = 0; i < cells->len; i++)
        if (g_ascii_strcasecmp (cells->pdata[i], column_names[column][0]) == 0 ||
            g_ascii_strcasecmp (cells->pdata[i], column_names[column][1]) == 0)
          format->columns[column] = (int) i;
    }

  if (format->columns[COLUMN_DATE] < 0)
    return fail_line (format->line, "there is no column “tanggal”", error);
  return TRUE;
}

static const char *
get_cell (const Format *format,
          GPtrArray    *cells,
          Column        column)
{
  int at = format->columns[column];

  return at < 0 || (guint) at >= cells->len ? "" : cells->pdata[at];
}

static gboolean
read_entry (const Format *format,
            const char   *line,
            LoketHoliday *entry,
            GError      **error)
{
  g_autoptr (GPtrArray) cells = split_line (line, format->separator, error, format->line);
  const char *kind, *name, *status, *place;

  if (cells == NULL)
    return FALSE;

  kind = get_cell (format, cells, COLUMN_KIND);
  name = get_cell (format, cells, COLUMN_NAME);
  status = get_cell (format, cells, COLUMN_STATUS);
  place = get_cell (format, cells, COLUMN_PLACE);

  if (!loket_day_parse (get_cell (format, cells, COLUMN_DATE), &entry->day))
    return fail_line (format->line, "this is no date (YYYY-MM-DD)", error);
  if (*kind != '\0' && !loket_holiday_kind_from_name (kind, &entry->kind))
    return fail_line (format->line, "unknown kind of holiday", error);
  if (g_utf8_strlen (name, -1) > LOKET_LIMIT_HOLIDAY_NAME_CHARS)
    return fail_line (format->line, "the name is too long", error);
  if (g_utf8_strlen (place, -1) > LOKET_LIMIT_NAME_CHARS)
    return fail_line (format->line, "the name of the place is too long", error);

  entry->decreed = *status == '\0' || g_strcmp0 (status, "SKB") == 0;
  entry->name = loket_text_to_line (name, G_MAXSIZE);
  entry->place = loket_text_to_line (place, G_MAXSIZE);
  if (*entry->place == '\0')
    g_clear_pointer (&entry->place, g_free);
  return TRUE;
}

static GArray *
read_lines (char   **lines,
            GError **error)
{
  g_autoptr (GArray) entries = loket_holidays_entries_new ();
  Format format = { 0 };

  for (; lines[format.line] != NULL; )
    {
      char *line = g_strchomp (lines[format.line++]);
      LoketHoliday entry = { 0 };

      if (*line == '\0' || *line == '#')
        continue;
      if (format.separator == 0)
        {
          if (!read_header (&format, line, error))
            return NULL;
          continue;
        }
      if (entries->len == LOKET_LIMIT_HOLIDAYS)
        {
          fail_line (format.line, "too many holidays", error);
          return NULL;
        }
      if (!read_entry (&format, line, &entry, error))
        return NULL;
      g_array_append_val (entries, entry);
    }
  return g_steal_pointer (&entries);
}

/**
 * loket_holidays_new_from_csv:
 * @text: (array length=length): a holiday file in UTF-8, with or without BOM
 * @length: its size in bytes
 * @error: return location for %LOKET_SLA_ERROR_INVALID; the message names the
 *   line
 *
 * Reads a list of free days from CSV: columns `tanggal`, `jenis`, `nama`,
 * `status`, `wilayah`. A status other than `SKB` or nothing marks a day that may still
 * move. A name or place is one clean line, as loket_holidays_to_csv() writes it.
 *
 * Returns: (transfer full): the list
 */
LoketHolidays *
loket_holidays_new_from_csv (const char  *text,
                             gsize        length,
                             GError     **error)
{
  static const char bom[] = "\xef\xbb\xbf";
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;
  GArray *entries;

  if (length > LOKET_LIMIT_HOLIDAY_FILE_BYTES || !g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, LOKET_SLA_ERROR, LOKET_SLA_ERROR_INVALID,
                           "the holiday file is too large or not UTF-8 text");
      return NULL;
    }

  copy = g_strndup (text, length);
  lines = g_strsplit (g_str_has_prefix (copy, bom) ? copy + strlen (bom) : copy, "\n", -1);
  entries = read_lines (lines, error);
  return entries == NULL ? NULL : loket_holidays_new_take (entries, error);
}

static void
append_cell (GString    *text,
             const char *cell)
{
  if (cell == NULL)
    return;
  if (strpbrk (cell, ",;\"\r\n") == NULL)
    {
      g_string_append (text, cell);
      return;
    }

  g_string_append_c (text, '"');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p == '\r' || *p == '\n' ? ' ' : *p);
    }
  g_string_append_c (text, '"');
}

/**
 * loket_holidays_to_csv:
 * @self: a list
 *
 * Writes a list as loket_holidays_new_from_csv() reads it. A column for the
 * place is there when some days have one.
 *
 * Returns: (transfer full): the text
 */
char *
loket_holidays_to_csv (LoketHolidays *self)
{
  gboolean places = loket_holidays_has_places (self);
  GString *text = g_string_new (places ? "tanggal,jenis,nama,status,wilayah\n"
                                       : "tanggal,jenis,nama,status\n");
  guint n;
  const LoketHoliday *all = loket_holidays_get_all (self, &n);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *day = loket_day_format (all[i].day);

      g_string_append_printf (text, "%s,%s,", day, loket_holiday_kind_to_name (all[i].kind));
      append_cell (text, all[i].name);
      g_string_append (text, all[i].decreed ? ",SKB" : ",perkiraan");
      if (places)
        {
          g_string_append_c (text, ',');
          append_cell (text, all[i].place);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
