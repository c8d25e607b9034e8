/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-hub-import-sheet.h"
#include "loket-hub-import-time.h"
#include "loket-hub-import-words.h"
#include "loket-hub-records.h"
#include "loket-sheet-reader.h"

#include <string.h>

#include <glib/gstdio.h>

static const char *exports;

static LoketHubImportSheet *
read_export (const char *name)
{
  g_autofree char *path = g_build_filename (exports, name, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;
  LoketHubImportSheet *sheet = loket_hub_import_sheet_read (path, zone, &error);

  g_assert_no_error (error);
  return sheet;
}

static LoketHubImportSheet *
read_text (const char *text, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  int fd = g_file_open_tmp ("import-XXXXXX.csv", &path, NULL);
  LoketHubImportSheet *sheet;

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  sheet = loket_hub_import_sheet_read (path, zone, error);
  g_unlink (path);
  return sheet;
}

static const LoketComplaint *
find (LoketHubImportSheet *sheet, const char *tracking_id)
{
  for (guint i = 0; i < sheet->complaints->len; i++)
    {
      const LoketComplaint *complaint = g_ptr_array_index (sheet->complaints, i);

      if (g_str_equal (complaint->tracking_id, tracking_id))
        return complaint;
    }
  g_assert_not_reached ();
}

static void
assert_refusal (LoketHubImportSheet *sheet, guint i, guint row, const char *column, const char *reason)
{
  const LoketHubImportRefusal *refusal = g_ptr_array_index (sheet->refusals, i);

  g_assert_cmpuint (refusal->row, ==, row);
  g_assert_cmpstr (refusal->column, ==, column);
  g_assert_cmpstr (refusal->reason, ==, reason);
}

static void
test_exports (void)
{
  g_autoptr (LoketHubImportSheet) older = read_export ("lapor_export_21_columns.xlsx");
  g_autoptr (LoketHubImportSheet) newer = read_export ("lapor_export_26_columns.xlsx");
  const LoketComplaint *complaint;

  g_assert_cmpuint (older->complaints->len, ==, 80);
  g_assert_cmpuint (older->refusals->len, ==, 0);
  complaint = find (older, "99000001");
  g_assert_cmpstr (complaint->title, ==, "Air PDAM tidak mengalir");
  g_assert_null (complaint->body_original);
  g_assert_cmpstr (complaint->category_id, ==, "1710");
  g_assert_cmpstr (complaint->category, ==, "Energi dan SDA > Air Minum");
  g_assert_cmpint (complaint->klass, ==, LOKET_CLASS_COMPLAINT);
  g_assert_cmpint (complaint->status, ==, LOKET_STATUS_ARCHIVED);
  g_assert_cmpint (complaint->closed_by, ==, LOKET_CLOSER_ADMIN);
  g_assert_cmpint (complaint->resolved, ==, LOKET_RESOLVED_UNKNOWN);
  g_assert_cmpstr (complaint->status_raw, ==, "Diarsipkan oleh Admin");
  g_assert_true (complaint->anonymous && complaint->secret);
  g_assert_cmpstr (complaint->agency_code, ==, "131414");
  g_assert_cmpstr (complaint->village, ==, "Loktabat Utara");
  g_assert_cmpint (complaint->received_at, ==, 1767619583); /* 2026-01-05T13:26:23Z */
  g_assert_cmpint (complaint->assigned_at, ==, LOKET_TIME_UNSET);
  g_assert_cmpstr (g_hash_table_lookup (complaint->extra, "Instansi Induk"), ==, "Pemerintah Kota Banjarbaru");

  g_assert_cmpuint (newer->complaints->len, ==, 40);
  g_assert_cmpuint (newer->refusals->len, ==, 0);
  complaint = find (newer, "99001002");
  g_assert_true (g_str_has_suffix (complaint->body, "(disunting admin)"));
  g_assert_true (g_str_has_suffix (complaint->body_original, "Tolong disidak"));
  g_assert_cmpstr (g_hash_table_lookup (complaint->extra, "Nomor SK"), ==, "188.45/12/KUM/2026");
  g_assert_false (g_hash_table_contains (complaint->extra, "Rating"));
}

static void
test_odd_rows (void)
{
  g_autoptr (LoketHubImportSheet) sheet = read_export ("lapor_export_odd_rows.xlsx");

  g_assert_cmpuint (sheet->complaints->len, ==, 27);
  g_assert_cmpuint (sheet->refusals->len, ==, 3);
  assert_refusal (sheet, 0, 13, "Tracking ID", "the number stands in row 12 of this file already");
  assert_refusal (sheet, 1, 15, "Tanggal Laporan Masuk", "there is no such date");
  assert_refusal (sheet, 2, 19, "Tracking ID", "there is no number");

  g_assert_cmpstr (find (sheet, "99002004")->body, ==, "=HYPERLINK(\"http://198.51.100.7/x\",\"klik\")");
  g_assert_cmpstr (find (sheet, "99002005")->title, ==, "+6281200000000 <b>tebal</b> & 'kutip' \"ganda\"");
  g_assert_cmpuint (strlen (find (sheet, "99002006")->body), >=, 7599);
  g_assert_cmpstr (find (sheet, "99002008")->agency_code, ==, "131414");
  g_assert_cmpint (find (sheet, "123456789012")->status, ==, LOKET_STATUS_ARCHIVED);
  g_assert_cmpint (find (sheet, "99002011")->klass, ==, LOKET_CLASS_UNKNOWN);
  g_assert_cmpstr (find (sheet, "99002011")->class_raw, ==, "Kelas Baru Yang Belum Dikenal");
  g_assert_cmpint (find (sheet, "99002012")->status, ==, LOKET_STATUS_UNKNOWN);
  g_assert_true (loket_complaint_is_open (find (sheet, "99002012")));
  g_assert_cmpstr (find (sheet, "99002013")->body, ==,
                   "emoji 😡😡 dan aksara ꦧꦱ dan \xe2\x80\xaeterbalik\xe2\x80\xac");
}

/* Columns moved, renamed in case and space, unknown, missing, doubled. */
static void
test_columns (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubImportSheet) sheet =
    read_text ("Laporan\n"
               "Catatan;JUDUL  laporan;tracking  id;Tipe Laporan;Isi Laporan Awal;Judul Laporan;;Kota / Kabupaten\n"
               "lihat berkas;A;#99000001;rahasia | ANONIM;isi;B;x;Kota Banjarbaru\n"
               ";;;;;;;\n"
               "\"\";;99000002;Terbatas;panjang sekali isinya;;;\n"
               ";;9900 003;;;;;\n", &error);
  const LoketComplaint *complaint;

  g_assert_no_error (error);
  g_assert_cmpuint (sheet->complaints->len, ==, 2);
  complaint = find (sheet, "99000001");
  g_assert_cmpstr (complaint->title, ==, "A");
  g_assert_cmpstr (complaint->body, ==, "isi");
  g_assert_null (complaint->body_original);
  g_assert_true (complaint->anonymous && complaint->secret);
  g_assert_cmpstr (complaint->regency, ==, "Kota Banjarbaru");
  g_assert_cmpint (complaint->received_at, ==, LOKET_TIME_UNSET);
  g_assert_cmpuint (g_hash_table_size (complaint->extra), ==, 3);
  g_assert_cmpstr (g_hash_table_lookup (complaint->extra, "Catatan"), ==, "lihat berkas");
  g_assert_cmpstr (g_hash_table_lookup (complaint->extra, "Judul Laporan"), ==, "B");
  g_assert_cmpstr (g_hash_table_lookup (complaint->extra, "7"), ==, "x");

  complaint = find (sheet, "99000002");
  g_assert_cmpstr (complaint->title, ==, "panjang sekali isinya");
  g_assert_cmpstr (g_hash_table_lookup (complaint->extra, "Tipe Laporan"), ==, "Terbatas");
  g_assert_cmpuint (sheet->refusals->len, ==, 1);
  assert_refusal (sheet, 0, 6, "Tracking ID", "this is no tracking number");
}

static void
test_no_export (void)
{
  g_autoptr (GError) error = NULL;
  GString *late = g_string_new (NULL);

  g_assert_null (read_text ("a,b\n1,2\n", &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE);
  g_clear_error (&error);

  for (guint i = 0; i < 50; i++)
    g_string_append (late, "judul\n");
  g_string_append (late, "Tracking ID\n1\n");
  g_assert_null (read_text (late->str, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE);
  g_clear_error (&error);
  g_string_free (late, TRUE);

  g_assert_null (read_text ("Tracking ID\n\"1\n", &error));
  g_assert_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT);
}

static void
test_time (void)
{
  static const struct
  {
    const char        *date;
    const char        *time;
    LoketHubImportTime result;
    const char        *instant;
  } cases[] = {
    { "3 Jan 2026", "", LOKET_HUB_IMPORT_TIME_OK, "2026-01-02T16:00:00Z" },
    { "3 Jan 2026", "13:26:23", LOKET_HUB_IMPORT_TIME_OK, "2026-01-03T05:26:23Z" },
    { "5 Agustus 2025", "08.15", LOKET_HUB_IMPORT_TIME_OK, "2025-08-05T00:15:00Z" },
    { "Jum'at, 1 Mei 2026", "0:00", LOKET_HUB_IMPORT_TIME_OK, "2026-04-30T16:00:00Z" },
    { "5/8/2025", "12:00", LOKET_HUB_IMPORT_TIME_OK, "2025-08-05T04:00:00Z" },
    { "05-08-2025 12:00:00", "", LOKET_HUB_IMPORT_TIME_OK, "2025-08-05T04:00:00Z" },
    { "3-Des-2025", "12:00 WIB", LOKET_HUB_IMPORT_TIME_OK, "2025-12-03T05:00:00Z" },
    { "2026-01-03", "12:00 UTC", LOKET_HUB_IMPORT_TIME_OK, "2026-01-03T12:00:00Z" },
    { "2026-01-03T12:00:00.5Z", "", LOKET_HUB_IMPORT_TIME_OK, "2026-01-03T12:00:00Z" },
    { "2026-01-03T12:00:00+07:00", "", LOKET_HUB_IMPORT_TIME_OK, "2026-01-03T05:00:00Z" },
    { "46027", "0.559988425925926", LOKET_HUB_IMPORT_TIME_OK, "2026-01-05T05:26:23Z" },
    { "46027.5", "", LOKET_HUB_IMPORT_TIME_OK, "2026-01-05T04:00:00Z" },
    { "2026-01-05", "1900-01-01 13:26:23", LOKET_HUB_IMPORT_TIME_OK, "2026-01-05T05:26:23Z" },
    { "", "", LOKET_HUB_IMPORT_TIME_NONE, NULL },
    { "-", NULL, LOKET_HUB_IMPORT_TIME_NONE, NULL },
    { NULL, "12:00", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
    { "32 Feb 2026", "", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
    { "30 Feb 2026", "", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
    { "29 Feb 2025", "", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
    { "8/25/2025", "", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
    { "5/8/25", "", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
    { "3 Foo 2026", "", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
    { "3 Jan 2026 besok", "", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
    { "3 Jan 2026", "25:00", LOKET_HUB_IMPORT_TIME_BAD_TIME, NULL },
    { "3 Jan 2026", "pagi", LOKET_HUB_IMPORT_TIME_BAD_TIME, NULL },
    { "99999999999999999999 Jan 2026", "", LOKET_HUB_IMPORT_TIME_BAD_DATE, NULL },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Makassar");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 instant = LOKET_TIME_UNSET;
      LoketHubImportTime result = loket_hub_import_time_parse (cases[i].date, cases[i].time, zone, &instant);
      g_autofree char *text = loket_time_format (instant);

      g_test_message ("%s / %s", cases[i].date, cases[i].time);
      g_assert_cmpint (result, ==, cases[i].result);
      g_assert_cmpstr (text, ==, cases[i].instant);
    }
}

static void
test_words (void)
{
  LoketCloser closer;

  g_assert_cmpint (loket_hub_import_find_column ("Tipe Laporan (Anonim/Rahasia)"), ==, LOKET_HUB_IMPORT_TYPE);
  g_assert_cmpint (loket_hub_import_find_column ("\xc2\xa0" "TRACKING_ID "), ==, LOKET_HUB_IMPORT_TRACKING_ID);
  g_assert_cmpint (loket_hub_import_find_column ("Rating"), ==, LOKET_HUB_IMPORT_OTHER);
  g_assert_cmpint (loket_hub_import_find_column (""), ==, LOKET_HUB_IMPORT_OTHER);
  g_assert_cmpint (loket_hub_import_find_column ("(Anonim)"), ==, LOKET_HUB_IMPORT_OTHER);

  g_assert_cmpint (loket_hub_import_read_status ("Ditutup oleh Sistem", &closer), ==, LOKET_STATUS_CLOSED);
  g_assert_cmpint (closer, ==, LOKET_CLOSER_SYSTEM);
  g_assert_cmpint (loket_hub_import_read_status ("diarsipkan  OLEH Pelapor", &closer), ==, LOKET_STATUS_ARCHIVED);
  g_assert_cmpint (closer, ==, LOKET_CLOSER_REPORTER);
  g_assert_cmpint (loket_hub_import_read_status ("Ditutup", &closer), ==, LOKET_STATUS_CLOSED);
  g_assert_cmpint (closer, ==, LOKET_CLOSER_NONE);
  g_assert_cmpint (loket_hub_import_read_status ("Menunggu Kelengkapan Informasi", &closer), ==,
                   LOKET_STATUS_NEEDS_INFORMATION);
  g_assert_cmpint (loket_hub_import_read_status (NULL, &closer), ==, LOKET_STATUS_UNKNOWN);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_cmpint (argc, ==, 2);
  exports = argv[1];

  g_test_add_func ("/server/import-sheet/exports", test_exports);
  g_test_add_func ("/server/import-sheet/odd-rows", test_odd_rows);
  g_test_add_func ("/server/import-sheet/columns", test_columns);
  g_test_add_func ("/server/import-sheet/no-export", test_no_export);
  g_test_add_func ("/server/import-sheet/time", test_time);
  g_test_add_func ("/server/import-sheet/words", test_words);
  return g_test_run ();
}
