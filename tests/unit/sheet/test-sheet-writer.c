/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-sheet-writer.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#include "loket-limits.h"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static const LoketSheetFormat formats[] = { LOKET_SHEET_CSV, LOKET_SHEET_XLSX };
static const char *const names[] = { "out.csv", "out.xlsx" };

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = g_dir_make_tmp ("loket-sheet-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, names[GPOINTER_TO_INT (data)], NULL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_unlink (f->path);
  g_assert_cmpint (g_rmdir (f->folder), ==, 0);
  g_free (f->path);
  g_free (f->folder);
}

static LoketSheetWriter *
begin (Fixture       *f,
       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  LoketSheetWriter *writer = loket_sheet_writer_new (f->path, formats[GPOINTER_TO_INT (data)], "Pengaduan", &error);

  g_assert_no_error (error);
  return writer;
}

/* What goes out comes back through the reader, character by character. */
static void
test_round_trip (Fixture       *f,
                 gconstpointer  data)
{
  const char *const rows[][3] = {
    { "Nomor", "Judul", "Alasan" },
    { "99000001", "Lampu \"mati\", dua; tiga\ttitik", NULL },
    { NULL, "dua\nbaris — ⚑ <b>&amp;", "007" },
  };
  g_autoptr (LoketSheetWriter) writer = begin (f, data);
  g_autoptr (LoketSheetReader) reader = NULL;
  g_autoptr (GError) error = NULL;
  const LoketSheetRow *row;
  struct stat state;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      loket_sheet_writer_add (writer, rows[i], 3, &error);
      g_assert_no_error (error);
    }
  loket_sheet_writer_finish (writer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (f->folder), ==, 1);
  g_assert_cmpint (g_stat (f->path, &state), ==, 0);
  g_assert_cmpuint (state.st_mode & 0777, ==, 0600);

  reader = loket_sheet_reader_new (f->path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_true (loket_sheet_reader_next (reader, &row, &error));
      for (guint column = 0; column < 3; column++)
        {
          const char *cell = loket_sheet_row_get (row, column);

          g_assert_cmpstr (cell != NULL ? cell : "", ==, rows[i][column] != NULL ? rows[i][column] : "");
        }
    }
  g_assert_false (loket_sheet_reader_next (reader, &row, &error));
  g_assert_no_error (error);
}

/* In comma-separated text nothing may begin as a formula does; in a workbook the
 * cell is text whatever it begins with. */
static void
test_formulas (Fixture       *f,
               gconstpointer  data)
{
  static const char *const cells[] = {
    "=HYPERLINK(\"http://example.invalid\")", "+62 811", "-1", "@SUM(A1)", "\tx", "a=b",
  };
  g_autoptr (LoketSheetWriter) writer = begin (f, data);
  g_autoptr (LoketSheetReader) reader = NULL;
  const LoketSheetRow *row;

  g_assert_true (loket_sheet_writer_add (writer, cells, G_N_ELEMENTS (cells), NULL));
  g_assert_true (loket_sheet_writer_finish (writer, NULL));

  reader = loket_sheet_reader_new (f->path, NULL);
  g_assert_true (loket_sheet_reader_next (reader, &row, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      gboolean guarded = GPOINTER_TO_INT (data) == 0 && i < 5;
      g_autofree char *expected = g_strconcat (guarded ? "'" : "", cells[i], NULL);

      g_assert_cmpstr (loket_sheet_row_get (row, i), ==, expected);
    }
}

/* A sheet that was not finished leaves neither a half one nor a scrap, and the
 * one that was there stays. */
static void
test_unfinished (Fixture       *f,
                 gconstpointer  data)
{
  static const char *const cells[] = { "x" };
  LoketSheetWriter *writer;
  g_autofree char *content = NULL;

  g_assert_true (g_file_set_contents (f->path, "old", -1, NULL));
  writer = begin (f, data);
  g_assert_true (loket_sheet_writer_add (writer, cells, 1, NULL));
  loket_sheet_writer_free (writer);

  g_assert_true (g_file_get_contents (f->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "old");
  g_assert_cmpuint (count_files (f->folder), ==, 1);
}

static void
test_limits (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (LoketSheetWriter) writer = begin (f, data);
  g_autofree char *longest = g_strnfill (LOKET_LIMIT_XLSX_CELL_CHARS + 1, 'a');
  const char *const cells[] = { longest };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= LOKET_LIMIT_SHEET_ROWS; i++)
    {
      const char *const few[] = { "1" };

      g_assert_true (loket_sheet_writer_add (writer, i == 0 ? cells : few, 1, &error));
    }
  g_assert_false (loket_sheet_writer_add (writer, cells, 1, &error));
  g_assert_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_TOO_LARGE);
}

static void
test_no_folder (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "missing", "out", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_sheet_writer_new (path, formats[GPOINTER_TO_INT (data)], "x", &error));
  g_assert_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_UNREADABLE);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *name;
    void      (*test) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "round-trip", test_round_trip }, { "formulas", test_formulas }, { "unfinished", test_unfinished },
    { "limits", test_limits },         { "no-folder", test_no_folder },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint format = 0; format < G_N_ELEMENTS (formats); format++)
    for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
      {
        g_autofree char *path = g_strdup_printf ("/sheet-writer/%s/%s", names[format] + 4, tests[i].name);

        g_test_add (path, Fixture, GINT_TO_POINTER ((int) format), set_up, tests[i].test, tear_down);
      }
  return g_test_run ();
}
