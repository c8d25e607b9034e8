/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loketctl"

#include "config.h"

#include "loket-ctl-print.h"

#include <stdio.h>

#include "loket-text.h"

/*
 * What people read. Texts of strangers go to a terminal here, so nothing that
 * could move the cursor or hide a character gets through; JSON escapes by
 * itself.
 */

/* Wider columns are cut: a title must not push the rest off the screen. */
#define MAX_CELL_CHARS 60

struct _LoketCtlTable
{
  guint      n_columns;
  GPtrArray *cells; /* row after row, the headings first */
};

static int
measure (const char *text)
{
  int width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
add_row (LoketCtlTable *self,
         const char    *first,
         va_list        rest)
{
  const char *text = first;

  for (guint i = 0; i < self->n_columns; i++)
    {
      g_ptr_array_add (self->cells, loket_text_to_line (text, MAX_CELL_CHARS));
      text = va_arg (rest, const char *);
    }
}

/**
 * loket_ctl_table_new:
 * @first_heading: the heading of the first column
 * @...: the others, and %NULL
 *
 * Makes an empty table.
 *
 * Returns: (transfer full): the table
 */
LoketCtlTable *
loket_ctl_table_new (const char *first_heading,
                     ...)
{
  LoketCtlTable *self = g_new0 (LoketCtlTable, 1);
  va_list args;

  self->cells = g_ptr_array_new_with_free_func (g_free);
  va_start (args, first_heading);
  for (const char *text = first_heading; text != NULL; text = va_arg (args, const char *))
    self->n_columns++;
  va_end (args);

  va_start (args, first_heading);
  add_row (self, first_heading, args);
  va_end (args);
  return self;
}

/**
 * loket_ctl_table_add:
 * @self: a table
 * @first_cell: the text of the first column
 * @...: as many more as there are columns, and %NULL
 *
 * Adds a row. Cells become one clean line each.
 */
void
loket_ctl_table_add (LoketCtlTable *self,
                     const char    *first_cell,
                     ...)
{
  va_list args;

  va_start (args, first_cell);
  add_row (self, first_cell, args);
  va_end (args);
}

/**
 * loket_ctl_table_print:
 * @self: a table
 *
 * Writes the table to standard output, columns below each other.
 */
void
loket_ctl_table_print (LoketCtlTable *self)
{
  g_autofree int *widths = g_new0 (int, self->n_columns);

  for (guint i = 0; i < self->cells->len; i++)
    widths[i % self->n_columns] = MAX (widths[i % self->n_columns],
                                       measure (g_ptr_array_index (self->cells, i)));

  for (guint i = 0; i < self->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (self->cells, i);
      guint column = i % self->n_columns;

      if (column + 1 == self->n_columns)
        printf ("%s\n", cell);
      else
        printf ("%s%*s", cell, widths[column] - measure (cell) + 2, "");
    }
}

/**
 * loket_ctl_table_free:
 * @self: (transfer full) (nullable): a table
 *
 * Frees it.
 */
void
loket_ctl_table_free (LoketCtlTable *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->cells);
  g_free (self);
}

/**
 * loket_ctl_print_line:
 * @label: what it is
 * @text: (nullable): the text; without one nothing is written
 *
 * Writes one line to standard output.
 */
void
loket_ctl_print_line (const char *label,
                      const char *text)
{
  g_autofree char *line = loket_text_to_line (text, G_MAXSIZE);

  if (*line != '\0')
    printf ("%s: %s\n", label, line);
}

/**
 * loket_ctl_print_text:
 * @text: a text of several lines
 *
 * Writes a text to standard output, its lines as they are and nothing in it
 * that a terminal would obey.
 */
void
loket_ctl_print_text (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = loket_text_to_line (lines[i], G_MAXSIZE);

      printf ("%s\n", line);
    }
}

/**
 * loket_ctl_print_json:
 * @writer: (transfer full): a whole document
 *
 * Writes it to standard output, on a line of its own.
 */
void
loket_ctl_print_json (LoketJsonWriter *writer)
{
  g_autofree char *json = loket_json_writer_finish (writer);

  printf ("%s\n", json);
}
