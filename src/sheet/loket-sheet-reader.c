/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sheet"

#include "config.h"

#include "loket-sheet-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-limits.h"
#include "loket-sheet-private.h"

/*
 * A sheet comes from outside: mailed about, saved by any program. The reader
 * therefore trusts nothing of it, holds one row at a time, and stops at the
 * first limit instead of growing.
 */

struct _LoketSheetReader
{
  const LoketSheetFormat *format;
  gpointer                state;
  LoketSheetRow          *row;
  guint                   n_rows;
  gboolean                done;
};

G_DEFINE_QUARK (loket-sheet-error-quark, loket_sheet_error)

/* --- a row --------------------------------------------------------------- */

LoketSheetRow *
_loket_sheet_row_new (void)
{
  LoketSheetRow *self = g_new0 (LoketSheetRow, 1);

  self->text = g_string_new (NULL);
  self->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  return self;
}

void
_loket_sheet_row_free (LoketSheetRow *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_array_unref (self->offsets);
  g_free (self);
}

void
_loket_sheet_row_clear (LoketSheetRow *self,
                        guint          number)
{
  self->number = number;
  g_string_truncate (self->text, 0);
  g_array_set_size (self->offsets, 0);
}

/* Columns come in any order; a second text for one wins. */
gboolean
_loket_sheet_row_set (LoketSheetRow *self,
                      guint          column,
                      const char    *text,
                      gsize          length,
                      GError       **error)
{
  static const guint32 none = G_MAXUINT32;
  guint32 offset = (guint32) self->text->len;

  if (column >= LOKET_LIMIT_SHEET_COLUMNS)
    {
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                   "Row %u has more than %d columns", self->number, LOKET_LIMIT_SHEET_COLUMNS);
      return FALSE;
    }
  if (length > LOKET_LIMIT_SHEET_CELL_CHARS &&
      g_utf8_strlen (text, (gssize) length) > LOKET_LIMIT_SHEET_CELL_CHARS)
    {
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                   "Row %u has a cell of more than %d characters",
                   self->number, LOKET_LIMIT_SHEET_CELL_CHARS);
      return FALSE;
    }

  while (self->offsets->len <= column)
    g_array_append_val (self->offsets, none);
  g_array_index (self->offsets, guint32, column) = offset;
  g_string_append_len (self->text, text, (gssize) length);
  g_string_append_c (self->text, '\0');
  return TRUE;
}

/**
 * loket_sheet_row_get_number:
 * @self: a row
 *
 * Gets the number that a spreadsheet program shows beside the row.
 *
 * Returns: from 1
 */
guint
loket_sheet_row_get_number (const LoketSheetRow *self)
{
  return self->number;
}

/**
 * loket_sheet_row_get_n_cells:
 * @self: a row
 *
 * Gets how far the row reaches.
 *
 * Returns: one more than the last column that has a cell
 */
guint
loket_sheet_row_get_n_cells (const LoketSheetRow *self)
{
  return self->offsets->len;
}

/**
 * loket_sheet_row_get:
 * @self: a row
 * @column: from 0
 *
 * Gets a cell as text: a whole number without a point, a date as `2026-01-05`,
 * a time as `13:26:23`, both as `2026-01-05 13:26:23`, a formula as the result
 * that the file holds. Nothing is trimmed or otherwise changed.
 *
 * Returns: (transfer none): the text, empty for a cell that is not there; valid
 *   until the reader goes on
 */
const char *
loket_sheet_row_get (const LoketSheetRow *self,
                     guint                column)
{
  guint32 offset;

  if (column >= self->offsets->len)
    return "";

  offset = g_array_index (self->offsets, guint32, column);
  return offset == G_MAXUINT32 ? "" : self->text->str + offset;
}

/**
 * loket_sheet_row_is_blank:
 * @self: a row
 *
 * Tells whether there is nothing but space in the row.
 *
 * Returns: whether it is blank
 */
gboolean
loket_sheet_row_is_blank (const LoketSheetRow *self)
{
  for (guint i = 0; i < self->offsets->len; i++)
    for (const char *p = loket_sheet_row_get (self, i); *p != '\0'; p = g_utf8_next_char (p))
      if (!g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
  return TRUE;
}

/* --- the reader ---------------------------------------------------------- */

static int
open_sheet (const char *path,
            goffset    *size,
            guint8     *magic,
            gsize       n_magic,
            GError    **error)
{
  struct stat info;
  gssize n;
  int fd;

  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0 || fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    {
      int code = fd < 0 ? errno : EINVAL;

      if (fd >= 0)
        g_close (fd, NULL);
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_UNREADABLE,
                   "Cannot read “%s”: %s", path, g_strerror (code));
      return -1;
    }
  if (info.st_size > LOKET_LIMIT_SHEET_FILE_BYTES)
    {
      g_close (fd, NULL);
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                   "“%s” is larger than %d MiB", path, LOKET_LIMIT_SHEET_FILE_BYTES >> 20);
      return -1;
    }

  memset (magic, 0, n_magic);
  n = pread (fd, magic, n_magic, 0);
  if (n < 0)
    {
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_UNREADABLE,
                   "Cannot read “%s”: %s", path, g_strerror (errno));
      g_close (fd, NULL);
      return -1;
    }
  *size = info.st_size;
  return fd;
}

/**
 * loket_sheet_reader_new:
 * @path: an .xlsx or .csv file; the content decides, not the name
 * @error: return location for a #GError of %LOKET_SHEET_ERROR
 *
 * Opens the first visible sheet of a workbook, or a text file with `,`, `;`,
 * tab or `|` between the fields. Any thread, one at a time; blocks.
 *
 * Returns: (transfer full) (nullable): a reader before the first row
 */
LoketSheetReader *
loket_sheet_reader_new (const char *path,
                        GError    **error)
{
  static const guint8 ole[] = { 0xD0, 0xCF, 0x11, 0xE0 };
  const LoketSheetFormat *format;
  LoketSheetReader *self;
  guint8 magic[4];
  gpointer state;
  goffset size;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = open_sheet (path, &size, magic, sizeof magic, error);
  if (fd < 0)
    return NULL;

  if (memcmp (magic, ole, sizeof ole) == 0)
    {
      g_close (fd, NULL);
      g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_PROTECTED,
                           "The workbook has a password or is an old .xls file; "
                           "save it as .xlsx without a password");
      return NULL;
    }

  if (magic[0] == 'P' && magic[1] == 'K')
    {
      format = &_loket_sheet_xlsx_format;
      state = _loket_sheet_xlsx_new (fd, size, error);
    }
  else
    {
      format = &_loket_sheet_csv_format;
      state = _loket_sheet_csv_new (fd, size, error);
    }
  if (state == NULL)
    return NULL;

  self = g_new0 (LoketSheetReader, 1);
  self->format = format;
  self->state = state;
  self->row = _loket_sheet_row_new ();
  return self;
}

/**
 * loket_sheet_reader_free:
 * @self: (transfer full) (nullable): a reader
 *
 * Closes the file.
 */
void
loket_sheet_reader_free (LoketSheetReader *self)
{
  if (self == NULL)
    return;

  self->format->free (self->state);
  _loket_sheet_row_free (self->row);
  g_free (self);
}

/**
 * loket_sheet_reader_next:
 * @self: a reader
 * @row: (out) (transfer none): the row, valid until the next call
 * @error: return location for a #GError of %LOKET_SHEET_ERROR
 *
 * Goes to the next row that the file has, which may be a blank one; numbers may
 * skip. After the end or an error every call returns %FALSE.
 *
 * Returns: whether there is a row; %FALSE without @error at the end
 */
gboolean
loket_sheet_reader_next (LoketSheetReader     *self,
                         const LoketSheetRow **row,
                         GError              **error)
{
  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  if (self->done)
    return FALSE;

  if (!self->format->next (self->state, self->row, error))
    {
      self->done = TRUE;
      return FALSE;
    }
  if (++self->n_rows > LOKET_LIMIT_SHEET_ROWS)
    {
      self->done = TRUE;
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                   "The sheet has more than %d rows", LOKET_LIMIT_SHEET_ROWS);
      return FALSE;
    }

  *row = self->row;
  return TRUE;
}
