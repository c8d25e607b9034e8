/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sheet"

#include "config.h"

#include "loket-sheet-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <xlsxwriter.h>

#include "loket-limits.h"

/*
 * Rows of text go out as a table that a spreadsheet program opens. Nothing in a
 * cell is ever a formula: a citizen's title that begins with `=` would else run
 * on the computer of whoever opens the file. An Excel cell is told to be text; a
 * comma-separated file cannot say so, so such a field begins with an apostrophe.
 *
 * The file grows under another name beside its own and takes its place when it
 * is whole. It is for its owner alone, and so is every temporary file.
 */
struct _LoketSheetWriter
{
  LoketSheetFormat format;
  char            *path;
  char            *unfinished;    /* NULL once it is in place */
  FILE            *csv;
  lxw_workbook    *workbook;
  lxw_worksheet   *worksheet;
  lxw_format      *heading;
  char            *folder;        /* libxlsxwriter keeps the pointer */
  guint            n_rows;
};

static gboolean
fail (const char *what,
      int         code,
      GError    **error)
{
  g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_UNREADABLE,
               "The sheet cannot be written (%s: %s)", what, g_strerror (code));
  return FALSE;
}

static gboolean
open_csv (LoketSheetWriter *self,
          int               fd,
          GError          **error)
{
  self->csv = fdopen (fd, "w");
  if (self->csv == NULL)
    {
      int code = errno;

      close (fd);
      return fail ("open", code, error);
    }
  /* Without it Excel takes the text for one of the system's own code page. */
  fputs ("\xEF\xBB\xBF", self->csv);
  return TRUE;
}

static gboolean
open_workbook (LoketSheetWriter *self,
               int               fd,
               const char       *title,
               GError          **error)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE, .tmpdir = self->folder };

  close (fd);
  self->workbook = workbook_new_opt (self->unfinished, &options);
  self->worksheet = self->workbook != NULL ? workbook_add_worksheet (self->workbook, title) : NULL;
  if (self->worksheet == NULL)
    return fail ("workbook", ENOMEM, error);

  self->heading = workbook_add_format (self->workbook);
  format_set_bold (self->heading);
  worksheet_freeze_panes (self->worksheet, 1, 0);
  return TRUE;
}

/**
 * loket_sheet_writer_new:
 * @path: the file to make; one that is there is replaced when the new one is whole
 * @format: what to make it
 * @title: the sheet's name, at most 31 characters and none of `[]:*?/\`
 * @error: return location for a #LoketSheetError
 *
 * Begins a sheet. The first row that is added is its heading. Any thread, one at
 * a time.
 *
 * Returns: (transfer full) (nullable): the writer
 */
LoketSheetWriter *
loket_sheet_writer_new (const char        *path,
                        LoketSheetFormat   format,
                        const char        *title,
                        GError           **error)
{
  g_autoptr (LoketSheetWriter) self = g_new0 (LoketSheetWriter, 1);
  g_autofree char *unfinished = g_strconcat (path, ".XXXXXX", NULL);
  int fd;

  g_return_val_if_fail (path != NULL && title != NULL, NULL);

  self->format = format;
  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (path);
  fd = g_mkstemp_full (unfinished, O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      fail ("open", errno, error);
      return NULL;
    }
  self->unfinished = g_steal_pointer (&unfinished);

  if (format == LOKET_SHEET_CSV ? !open_csv (self, fd, error) : !open_workbook (self, fd, title, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* What spreadsheet programs read as the beginning of a formula. */
static gboolean
is_dangerous (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

static void
put_field (FILE       *file,
           const char *text)
{
  gboolean dangerous = is_dangerous (text);

  if (!dangerous && strpbrk (text, ",;\t\"\r\n") == NULL)
    {
      fputs (text, file);
      return;
    }
  fputc ('"', file);
  if (dangerous)
    fputc ('\'', file);
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        fputc ('"', file);
      fputc (*text, file);
    }
  fputc ('"', file);
}

static void
add_csv (LoketSheetWriter  *self,
         const char *const *cells,
         guint              n_cells)
{
  for (guint i = 0; i < n_cells; i++)
    {
      if (i > 0)
        fputc (',', self->csv);
      if (cells[i] != NULL)
        put_field (self->csv, cells[i]);
    }
  fputs ("\r\n", self->csv);
}

static gboolean
add_row (LoketSheetWriter  *self,
         const char *const *cells,
         guint              n_cells,
         GError           **error)
{
  for (guint i = 0; i < n_cells; i++)
    {
      g_autofree char *cut = NULL;
      const char *text = cells[i];
      lxw_error code;

      if (text == NULL || *text == '\0')
        continue;
      if (g_utf8_strlen (text, -1) > LOKET_LIMIT_XLSX_CELL_CHARS)
        text = cut = g_utf8_substring (text, 0, LOKET_LIMIT_XLSX_CELL_CHARS);
      code = worksheet_write_string (self->worksheet, self->n_rows, (lxw_col_t) i, text,
                                     self->n_rows == 0 ? self->heading : NULL);
      if (code != LXW_NO_ERROR)
        {
          g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_UNREADABLE,
                       "The sheet cannot be written (row %u, column %u: %s)",
                       self->n_rows + 1, i + 1, lxw_strerror (code));
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * loket_sheet_writer_add:
 * @self: a writer
 * @cells: (array length=n_cells) (element-type utf8): UTF-8 text; %NULL for an
 *   empty cell
 * @n_cells: how many
 * @error: return location for a #LoketSheetError
 *
 * Writes the next row. A text longer than a cell of Excel holds is cut there.
 *
 * Returns: whether it was written; after a failure the writer is of no more use
 */
gboolean
loket_sheet_writer_add (LoketSheetWriter   *self,
                        const char *const  *cells,
                        guint               n_cells,
                        GError            **error)
{
  g_return_val_if_fail (n_cells <= LOKET_LIMIT_SHEET_COLUMNS, FALSE);

  if (self->n_rows > LOKET_LIMIT_SHEET_ROWS)
    {
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE,
                   "A sheet holds %d rows below its heading; choose fewer", LOKET_LIMIT_SHEET_ROWS);
      return FALSE;
    }
  if (self->format == LOKET_SHEET_CSV)
    add_csv (self, cells, n_cells);
  else if (!add_row (self, cells, n_cells, error))
    return FALSE;
  self->n_rows++;
  return TRUE;
}

static gboolean
close_csv (LoketSheetWriter *self,
           GError          **error)
{
  gboolean failed = ferror (self->csv) || fflush (self->csv) != 0 || fsync (fileno (self->csv)) != 0;
  int code = errno;

  if (fclose (g_steal_pointer (&self->csv)) != 0 && !failed)
    return fail ("close", errno, error);
  return failed ? fail ("write", code, error) : TRUE;
}

static gboolean
close_workbook (LoketSheetWriter *self,
                GError          **error)
{
  lxw_error code = workbook_close (g_steal_pointer (&self->workbook));

  if (code != LXW_NO_ERROR)
    {
      g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_UNREADABLE,
                   "The sheet cannot be written (%s)", lxw_strerror (code));
      return FALSE;
    }
  return TRUE;
}

/**
 * loket_sheet_writer_finish:
 * @self: a writer
 * @error: return location for a #LoketSheetError
 *
 * Ends the sheet and puts it in place. Without it nothing is left behind.
 *
 * Returns: whether the file is there, whole
 */
gboolean
loket_sheet_writer_finish (LoketSheetWriter  *self,
                           GError           **error)
{
  g_return_val_if_fail (self->unfinished != NULL, FALSE);

  if (self->format == LOKET_SHEET_CSV ? !close_csv (self, error) : !close_workbook (self, error))
    return FALSE;
  if (g_chmod (self->unfinished, 0600) != 0 || g_rename (self->unfinished, self->path) != 0)
    return fail ("rename", errno, error);
  g_clear_pointer (&self->unfinished, g_free);
  return TRUE;
}

/**
 * loket_sheet_writer_free:
 * @self: (transfer full): a writer
 *
 * Releases a writer; an unfinished sheet is removed.
 */
void
loket_sheet_writer_free (LoketSheetWriter *self)
{
  g_clear_pointer (&self->csv, fclose);
  /* The library has no other way to release its memory. */
  if (self->workbook != NULL)
    workbook_close (self->workbook);
  if (self->unfinished != NULL)
    g_unlink (self->unfinished);
  g_free (self->unfinished);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}
