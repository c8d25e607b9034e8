/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-sheet"

#include "config.h"

#include "loket-sheet-private.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "loket-limits.h"

/*
 * Comma-separated text as RFC 4180 has it, and as spreadsheet programs really
 * write it: with `;` or a tab where the comma is the decimal sign, with a byte
 * order mark, with a `sep=` line. A record is a row: its number is what the
 * spreadsheet program shows, however many lines its quoted fields span.
 */

typedef struct
{
  char       *text;
  const char *at;
  const char *end;
  char        delimiter;
  guint       number;
  GString    *field;
} LoketSheetCsv;

static char *
read_all (int      fd,
          goffset  size,
          GError **error)
{
  g_autofree char *text = g_malloc ((gsize) size + 1);
  gsize done = 0;

  while (done < (gsize) size)
    {
      gssize n = pread (fd, text + done, (gsize) size - done, (off_t) done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_UNREADABLE,
                               "The file changed or failed while it was read");
          return NULL;
        }
      done += (gsize) n;
    }
  text[done] = '\0';
  return g_steal_pointer (&text);
}

/* The separator is the candidate that stands most often on one of the first
 * lines: titles above the header have few of any kind, the header many of one. */
static char
guess_delimiter (const char *at,
                 const char *end)
{
  static const char candidates[] = { ',', ';', '\t', '|' };
  guint counts[G_N_ELEMENTS (candidates)] = { 0 };
  guint best[G_N_ELEMENTS (candidates)] = { 0 };
  gboolean quoted = FALSE;
  guint winner = 0;
  guint lines = 0;

  for (; at < end && lines < LOKET_LIMIT_SHEET_HEADER_ROWS; at++)
    {
      if (*at == '"')
        quoted = !quoted;
      else if (*at == '\n' && !quoted)
        {
          memset (counts, 0, sizeof counts);
          lines++;
        }
      else if (!quoted)
        for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
          if (*at == candidates[i])
            best[i] = MAX (best[i], ++counts[i]);
    }

  for (guint i = 1; i < G_N_ELEMENTS (candidates); i++)
    if (best[i] > best[winner])
      winner = i;
  return candidates[winner];
}

/* A first line `sep=;` names the separator and is no row to read, though it
 * counts as one. */
static void
read_separator_line (LoketSheetCsv *self)
{
  gsize left = (gsize) (self->end - self->at);

  if (left < 5 || g_ascii_strncasecmp (self->at, "sep=", 4) != 0 ||
      strchr (",;\t|", self->at[4]) == NULL ||
      (left > 5 && self->at[5] != '\r' && self->at[5] != '\n'))
    return;

  self->delimiter = self->at[4];
  self->at += 5;
  if (self->at < self->end && *self->at == '\r')
    self->at++;
  if (self->at < self->end && *self->at == '\n')
    self->at++;
  self->number++;
}

static gboolean
check_text (const char *at,
            gsize       length,
            GError    **error)
{
  if (g_utf8_validate_len (at, length, NULL))
    return TRUE;

  g_set_error_literal (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                       "The file is neither a workbook nor text in UTF-8; "
                       "save it as “CSV UTF-8” or as .xlsx");
  return FALSE;
}

gpointer
_loket_sheet_csv_new (int      fd,
                      goffset  size,
                      GError **error)
{
  char *text = read_all (fd, size, error);
  LoketSheetCsv *self;
  const char *at = text;

  g_close (fd, NULL);
  if (text == NULL)
    return NULL;

  if (size >= 3 && memcmp (at, "\xEF\xBB\xBF", 3) == 0)
    at += 3;
  if (!check_text (at, (gsize) (text + size - at), error))
    {
      g_free (text);
      return NULL;
    }

  self = g_new0 (LoketSheetCsv, 1);
  self->text = text;
  self->at = at;
  self->end = text + size;
  self->delimiter = guess_delimiter (self->at, self->end);
  self->field = g_string_new (NULL);
  read_separator_line (self);
  return self;
}

static void
csv_free (gpointer data)
{
  LoketSheetCsv *self = data;

  g_free (self->text);
  g_string_free (self->field, TRUE);
  g_free (self);
}

static gboolean
at_field_end (const LoketSheetCsv *self)
{
  return self->at == self->end || *self->at == self->delimiter ||
         *self->at == '\n' || *self->at == '\r';
}

/* Stands behind the opening quote; leaves behind the closing one. */
static gboolean
read_quoted (LoketSheetCsv *self,
             GError       **error)
{
  for (;;)
    {
      const char *quote = memchr (self->at, '"', (gsize) (self->end - self->at));

      if (quote == NULL)
        {
          g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
                       "A quotation mark opened in row %u is never closed", self->number);
          return FALSE;
        }
      g_string_append_len (self->field, self->at, quote - self->at);
      self->at = quote + 1;
      if (self->at == self->end || *self->at != '"')
        break;
      g_string_append_c (self->field, '"');
      self->at++;
    }

  if (at_field_end (self))
    return TRUE;
  g_set_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT,
               "Row %u has text behind a closing quotation mark", self->number);
  return FALSE;
}

static gboolean
csv_next (gpointer       data,
          LoketSheetRow *row,
          GError       **error)
{
  LoketSheetCsv *self = data;
  guint column = 0;

  if (self->at == self->end)
    return FALSE;

  _loket_sheet_row_clear (row, ++self->number);
  for (;;)
    {
      g_string_truncate (self->field, 0);
      if (self->at < self->end && *self->at == '"')
        {
          self->at++;
          if (!read_quoted (self, error))
            return FALSE;
        }
      else
        {
          const char *start = self->at;

          while (!at_field_end (self))
            self->at++;
          g_string_append_len (self->field, start, self->at - start);
        }
      if (!_loket_sheet_row_set (row, column++, self->field->str, self->field->len, error))
        return FALSE;

      if (self->at == self->end || *self->at != self->delimiter)
        break;
      self->at++;
    }

  if (self->at < self->end && *self->at == '\r')
    self->at++;
  if (self->at < self->end && *self->at == '\n')
    self->at++;
  return TRUE;
}

const LoketSheetFormat _loket_sheet_csv_format = {
  .next = csv_next,
  .free = csv_free,
};
