/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-sheet-reader.h"
#include "loket-sheet-serial.h"

static const char *fixtures;
static const char *exports;

static LoketSheetReader *
open_fixture (const char *name)
{
  g_autofree char *path = g_build_filename (fixtures, name, NULL);
  g_autoptr (GError) error = NULL;
  LoketSheetReader *reader = loket_sheet_reader_new (path, &error);

  g_assert_no_error (error);
  return reader;
}

/* The whole sheet as `number: cell|cell` lines. */
static char *
dump (LoketSheetReader *reader)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  const LoketSheetRow *row;

  while (loket_sheet_reader_next (reader, &row, &error))
    {
      g_string_append_printf (text, "%u:", loket_sheet_row_get_number (row));
      for (guint i = 0; i < loket_sheet_row_get_n_cells (row); i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : " ", loket_sheet_row_get (row, i));
      g_string_append_c (text, '\n');
    }
  g_assert_no_error (error);
  g_assert_false (loket_sheet_reader_next (reader, &row, &error));
  g_assert_no_error (error);
  return g_string_free (text, FALSE);
}

static void
assert_sheet (const char *name, const char *expected)
{
  g_autoptr (LoketSheetReader) reader = open_fixture (name);
  g_autofree char *text = dump (reader);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_kinds (void)
{
  assert_sheet ("kinds.xlsx",
                "2: satu|kaya ||baris\r\ndua _x000D_ <b> &\n"
                "4: 99000001|99000002|1.5|TRUE|#N/A|=1+1||h\n"
                "5: 2026-01-05|2026-01-05 13:26:23|12:00:00|46027|06:00:00\n"
                "9:\n");
  assert_sheet ("since-1904.xlsx", "1: 2026-01-05\n");
  assert_sheet ("hidden-first.xlsx", "1: tampak\n");
}

static void
test_text (void)
{
  assert_sheet ("comma.csv", "1: a|b, \"c\"|d\n2: \n3: baris\nsatu|2|\n");
  assert_sheet ("semicolon.csv", "1: a|b|c\n2: 1,5|2|3\n");
  assert_sheet ("tab.csv", "1: Laporan, Ringkas\n2: a|b|c\n");
  assert_sheet ("separator-line.csv", "2: a|b\n");
  assert_sheet ("no-last-line-end.csv", "1: a|b\n2: 1|2\n");
  assert_sheet ("odd-text.csv", "1: =HYPERLINK(\"http://x\";\"y\")|+62|\xe2\x80\xaeterbalik\xe2\x80\xac|😡\n");
  assert_sheet ("nothing.csv", "");
  assert_sheet ("empty.xlsx", "");
}

static void
test_exports (void)
{
  static const struct
  {
    const char *name;
    guint       header;
    guint       last;
    guint       columns;
  } cases[] = {
    { "lapor_export_21_columns.xlsx", 5, 85, 21 },
    { "lapor_export_26_columns.xlsx", 6, 46, 26 },
    { "lapor_export_odd_rows.xlsx", 5, 36, 21 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (exports, cases[i].name, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LoketSheetReader) reader = loket_sheet_reader_new (path, &error);
      const LoketSheetRow *row = NULL;
      guint last = 0;

      g_assert_no_error (error);
      while (loket_sheet_reader_next (reader, &row, &error))
        {
          last = loket_sheet_row_get_number (row);
          if (last == cases[i].header)
            {
              g_assert_cmpstr (loket_sheet_row_get (row, 0), ==, "Tracking ID");
              g_assert_cmpuint (loket_sheet_row_get_n_cells (row), ==, cases[i].columns);
            }
        }
      g_assert_no_error (error);
      g_assert_cmpuint (last, ==, cases[i].last);
    }
}

/* Opens and reads to the end; the error must come, and soon. */
static void
assert_refused (const char *name, LoketSheetError code)
{
  g_autofree char *path = g_build_filename (fixtures, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketSheetReader) reader = loket_sheet_reader_new (path, &error);
  const LoketSheetRow *row;

  g_test_message ("%s", name);
  while (reader != NULL && loket_sheet_reader_next (reader, &row, &error))
    ;
  g_assert_error (error, LOKET_SHEET_ERROR, (int) code);
  g_assert_cmpuint (strlen (error->message), >, 10);
}

static void
test_broken (void)
{
  static const char *const names[] = {
    "truncated.xlsx", "no-end.xlsx", "checksum.xlsx", "only-magic.xlsx", "other.zip",
    "no-sheet.xlsx", "bad-shared.xlsx", "bad-order.xlsx", "bad-reference.xlsx",
    "malformed.xlsx", "not-utf8.xlsx", "twice.xlsx", "unclosed.csv", "behind-quote.csv",
    "latin1.csv", "utf16.csv", "nul.csv",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_refused (names[i], LOKET_SHEET_ERROR_FORMAT);

  assert_refused ("encrypted.xlsx", LOKET_SHEET_ERROR_PROTECTED);
  assert_refused ("ole.xlsx", LOKET_SHEET_ERROR_PROTECTED);
  assert_refused ("no-such-file.xlsx", LOKET_SHEET_ERROR_UNREADABLE);
  assert_refused (".", LOKET_SHEET_ERROR_UNREADABLE);
}

static void
test_hostile (void)
{
  static const char *const doctypes[] = {
    "laughs.xlsx", "laughs-attribute.xlsx", "external.xlsx", "laughs-utf16.xlsx",
  };
  static const char *const large[] = {
    "deep.xlsx", "bomb.xlsx", "bomb-strings.xlsx", "many-parts.xlsx", "long-cell.xlsx",
    "wide.xlsx", "long.csv", "wide.csv", "rows.csv",
  };

  for (guint i = 0; i < G_N_ELEMENTS (doctypes); i++)
    assert_refused (doctypes[i], LOKET_SHEET_ERROR_FORMAT);
  for (guint pad = 3990; pad <= 4000; pad++)
    {
      g_autofree char *name = g_strdup_printf ("laughs-%u.xlsx", pad);

      assert_refused (name, LOKET_SHEET_ERROR_FORMAT);
    }
  for (guint i = 0; i < G_N_ELEMENTS (large); i++)
    assert_refused (large[i], LOKET_SHEET_ERROR_TOO_LARGE);
}

/* Small because it says the same again and again, not to do harm. */
static void
test_repetitive (void)
{
  g_autoptr (LoketSheetReader) reader = open_fixture ("repetitive.xlsx");
  g_autoptr (GError) error = NULL;
  const LoketSheetRow *row;
  guint n = 0;

  while (loket_sheet_reader_next (reader, &row, &error))
    n++;
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 10000);
}

/* The largest that is accepted, beside the first that is refused above. */
static void
test_edges (void)
{
  g_autoptr (LoketSheetReader) longest = open_fixture ("longest-cell.xlsx");
  g_autoptr (LoketSheetReader) widest = open_fixture ("widest.xlsx");
  g_autoptr (GError) error = NULL;
  const LoketSheetRow *row;

  g_assert_true (loket_sheet_reader_next (longest, &row, &error));
  g_assert_cmpint (g_utf8_strlen (loket_sheet_row_get (row, 0), -1), ==, 100000);
  g_assert_true (loket_sheet_reader_next (widest, &row, &error));
  g_assert_cmpuint (loket_sheet_row_get_n_cells (row), ==, 256);
  g_assert_cmpstr (loket_sheet_row_get (row, 255), ==, "1");
  g_assert_cmpstr (loket_sheet_row_get (row, 0), ==, "");
  g_assert_cmpstr (loket_sheet_row_get (row, 1000), ==, "");
}

static void
test_serial (void)
{
  static const struct
  {
    double      serial;
    gboolean    since_1904;
    const char *text;
  } cases[] = {
    { 0.0, FALSE, "00:00:00" },          { 1.0, FALSE, "1900-01-01" },
    { 59.0, FALSE, "1900-02-28" },       { 60.0, FALSE, NULL },
    { 61.0, FALSE, "1900-03-01" },       { 46027.0, FALSE, "2026-01-05" },
    { 0.0, TRUE, "1904-01-01" },         { 2958465.0, FALSE, "9999-12-31" },
    { 2958467.0, FALSE, NULL },          { -1.0, FALSE, NULL },
    { 46027.999999, FALSE, "2026-01-06" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = loket_sheet_serial_to_text (cases[i].serial, cases[i].since_1904);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_formats (void)
{
  g_assert_true (loket_sheet_format_is_date (14, NULL));
  g_assert_true (loket_sheet_format_is_date (22, NULL));
  g_assert_false (loket_sheet_format_is_date (0, NULL));
  g_assert_false (loket_sheet_format_is_date (49, NULL));
  g_assert_true (loket_sheet_format_is_date (164, "[$-421]dd mmmm yyyy;@"));
  g_assert_true (loket_sheet_format_is_date (164, "[hh]:mm"));
  g_assert_false (loket_sheet_format_is_date (164, "General"));
  g_assert_false (loket_sheet_format_is_date (164, "0\\d \"hari\""));
  g_assert_false (loket_sheet_format_is_date (164, "#,##0;[Red]-#,##0"));
  g_assert_false (loket_sheet_format_is_date (164, "0;\"days\"yyyy"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_cmpint (argc, ==, 3);
  fixtures = argv[1];
  exports = argv[2];

  g_test_add_func ("/sheet/kinds", test_kinds);
  g_test_add_func ("/sheet/text", test_text);
  g_test_add_func ("/sheet/exports", test_exports);
  g_test_add_func ("/sheet/broken", test_broken);
  g_test_add_func ("/sheet/hostile", test_hostile);
  g_test_add_func ("/sheet/repetitive", test_repetitive);
  g_test_add_func ("/sheet/edges", test_edges);
  g_test_add_func ("/sheet/serial", test_serial);
  g_test_add_func ("/sheet/formats", test_formats);
  return g_test_run ();
}
