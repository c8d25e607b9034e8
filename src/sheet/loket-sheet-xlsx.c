/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sheet"

#include "config.h"

#include "loket-sheet-private.h"

#include <errno.h>
#include <math.h>

#include "loket-limits.h"
#include "loket-sheet-book.h"
#include "loket-sheet-serial.h"
#include "loket-sheet-xml.h"
#include "loket-sheet-zip.h"

#define MAX_ROW_NUMBER 1048576

typedef struct
{
  LoketSheetZip  *zip;
  LoketSheetBook *book;
  LoketSheetXml  *xml;
  guint           number; /* of the row before */
  GString        *value;
} LoketSheetXlsx;

/* The cell whose start tag was read. */
typedef struct
{
  guint    column;
  char     type; /* s shared, i inline, x formula text, b, e, d, n */
  gboolean is_date;
} Cell;

static void
xlsx_free (gpointer data)
{
  LoketSheetXlsx *self = data;

  g_clear_pointer (&self->xml, _loket_sheet_xml_free);
  g_clear_pointer (&self->book, _loket_sheet_book_free);
  g_clear_pointer (&self->zip, _loket_sheet_zip_free);
  g_string_free (self->value, TRUE);
  g_free (self);
}

gpointer
_loket_sheet_xlsx_new (int      fd,
                       goffset  size,
                       GError **error)
{
  LoketSheetXlsx *self = g_new0 (LoketSheetXlsx, 1);

  self->value = g_string_new (NULL);
  self->zip = _loket_sheet_zip_new (fd, size, error);
  if (self->zip != NULL)
    self->book = _loket_sheet_book_new (self->zip, error);
  if (self->book != NULL)
    self->xml = _loket_sheet_xml_new (self->zip, self->book->sheet, error);
  if (self->xml == NULL)
    g_clear_pointer (&self, xlsx_free);
  return self;
}

static gboolean
set_bad_row (LoketSheetXlsx *self,
             GError        **error)
{
  g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
               "The workbook is damaged near row %u", self->number);
  return FALSE;
}

/* `BC12` -> 54; FALSE for anything else. */
static gboolean
parse_column (const char *reference,
              guint      *column)
{
  guint n = 0;

  for (; *reference >= 'A' && *reference <= 'Z'; reference++)
    {
      n = n * 26 + (guint) (*reference - 'A') + 1;
      if (n > 16384)
        return FALSE;
    }
  if (n == 0 || !g_ascii_isdigit (*reference))
    return FALSE;
  *column = n - 1;
  return TRUE;
}

static gboolean
read_cell_tag (LoketSheetXlsx *self,
               guint           next_column,
               Cell           *cell,
               GError        **error)
{
  g_autofree char *reference = _loket_sheet_xml_dup_attr (self->xml, "r");
  g_autofree char *type = _loket_sheet_xml_dup_attr (self->xml, "t");
  g_autofree char *style = _loket_sheet_xml_dup_attr (self->xml, "s");

  cell->column = next_column;
  if (reference != NULL && !parse_column (reference, &cell->column))
    return set_bad_row (self, error);

  cell->type = 'n';
  if (g_strcmp0 (type, "inlineStr") == 0)
    cell->type = 'i';
  else if (g_strcmp0 (type, "str") == 0)
    cell->type = 'x';
  else if (type != NULL && type[0] != '\0' && type[1] == '\0')
    cell->type = type[0];
  cell->is_date = style != NULL && _loket_sheet_book_is_date (self->book, g_ascii_strtoll (style, NULL, 10));
  return TRUE;
}

/* A number as people see it: a date by its style, a whole number in full where
 * the file has `9.9E7`, any other as it stands. */
static char *
number_to_text (LoketSheetXlsx *self,
                const char     *text,
                gboolean        is_date)
{
  char whole[32];
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !isfinite (number))
    return g_strdup (text);
  if (is_date)
    {
      char *date = loket_sheet_serial_to_text (number, self->book->since_1904);

      if (date != NULL)
        return date;
    }
  if (fabs (number) < 1e15 && fabs (number - round (number)) <= 0.0)
    {
      g_snprintf (whole, sizeof whole, "%" G_GINT64_FORMAT, (gint64) number);
      return g_strdup (whole);
    }
  return g_strdup (text);
}

static gboolean
put_cell (LoketSheetXlsx *self,
          const Cell     *cell,
          LoketSheetRow  *row,
          GError        **error)
{
  g_autofree char *made = NULL;
  const char *text = self->value->str;

  switch (cell->type)
    {
    case 's':
      {
        char *end;
        gint64 index = g_ascii_strtoll (text, &end, 10);

        text = end != self->value->str && *end == '\0' ? _loket_sheet_book_get_string (self->book, index) : NULL;
        if (text == NULL)
          return set_bad_row (self, error);
        break;
      }
    case 'b':
      text = g_strcmp0 (text, "1") == 0 ? "TRUE" : "FALSE";
      break;
    case 'n':
      text = made = number_to_text (self, text, cell->is_date);
      break;
    default:
      break;
    }
  return _loket_sheet_row_set (row, cell->column, text, strlen (text), error);
}

/* From a cell's start tag to its end tag. */
static gboolean
read_cell (LoketSheetXlsx *self,
           const Cell     *cell,
           LoketSheetRow  *row,
           GError        **error)
{
  gboolean has_value = FALSE;
  gboolean in_value = FALSE;

  if (_loket_sheet_xml_is_empty (self->xml))
    return TRUE;

  g_string_truncate (self->value, 0);
  while (_loket_sheet_xml_next (self->xml, error))
    {
      const char *characters;

      if (_loket_sheet_xml_ends (self->xml, "c"))
        return !has_value || put_cell (self, cell, row, error);

      if (_loket_sheet_xml_starts (self->xml, "is"))
        {
          has_value = TRUE;
          if (!_loket_sheet_read_text (self->xml, "is", self->value, error))
            return FALSE;
        }
      else if (_loket_sheet_xml_starts (self->xml, "v"))
        has_value = in_value = !_loket_sheet_xml_is_empty (self->xml);
      else if (_loket_sheet_xml_ends (self->xml, "v"))
        in_value = FALSE;
      else if (in_value && (characters = _loket_sheet_xml_get_text (self->xml)) != NULL)
        g_string_append (self->value, characters);
    }

  if (error == NULL || *error == NULL)
    set_bad_row (self, error);
  return FALSE;
}

static gboolean
read_row_tag (LoketSheetXlsx *self,
              GError        **error)
{
  g_autofree char *text = _loket_sheet_xml_dup_attr (self->xml, "r");
  gint64 number = text != NULL ? g_ascii_strtoll (text, NULL, 10) : (gint64) self->number + 1;

  if (number <= (gint64) self->number || number > MAX_ROW_NUMBER)
    return set_bad_row (self, error);
  self->number = (guint) number;
  return TRUE;
}

static gboolean
xlsx_next (gpointer       data,
           LoketSheetRow *row,
           GError       **error)
{
  LoketSheetXlsx *self = data;
  GError *local_error = NULL;
  guint next_column = 0;

  while (_loket_sheet_xml_next (self->xml, &local_error))
    {
      if (_loket_sheet_xml_starts (self->xml, "row"))
        {
          if (!read_row_tag (self, error))
            return FALSE;
          _loket_sheet_row_clear (row, self->number);
          next_column = 0;
          if (_loket_sheet_xml_is_empty (self->xml))
            return TRUE;
        }
      else if (_loket_sheet_xml_ends (self->xml, "row"))
        return TRUE;
      else if (self->number > 0 && _loket_sheet_xml_starts (self->xml, "c"))
        {
          Cell cell;

          if (!read_cell_tag (self, next_column, &cell, &local_error) ||
              !read_cell (self, &cell, row, &local_error))
            break;
          next_column = cell.column + 1;
        }
    }

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  return FALSE;
}

const LoketSheetFormat _loket_sheet_xlsx_format = {
  .next = xlsx_next,
  .free = xlsx_free,
};
