/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-hub-demo.h"
#include "loket-hub-import.h"
#include "loket-hub-sqlite.h"
#include "loket-sheet-reader.h"
#include "loket-sla-marks.h"
#include "loket-wire-complaint.h"

#include <glib/gstdio.h>

#define NOW ((gint64) 1772409600) /* 2026-03-02T00:00:00Z */

static const char *exports;

typedef struct
{
  char            *folder;
  LoketHubKeys    *keys;
  LoketHubStorage *storage;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("hub-import-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->keys = loket_hub_keys_new ();
  fixture->storage = loket_hub_sqlite_open (fixture->folder, LOKET_HUB_SQLITE_CREATE, fixture->keys, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_finalize_object (fixture->storage);
  loket_hub_keys_unref (fixture->keys);
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static char *
write_file (Fixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static LoketHubImportResult *
import (Fixture *fixture, const char *path, LoketHubImportOptions options, gint64 now)
{
  g_autoptr (GError) error = NULL;
  LoketHubImportResult *result = loket_hub_import_run (fixture->storage, path, &options, now, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_counts (const LoketHubImportResult *result, guint new, guint changed, guint unchanged, guint refused)
{
  g_assert_cmpuint (result->n_new, ==, new);
  g_assert_cmpuint (result->n_changed, ==, changed);
  g_assert_cmpuint (result->n_unchanged, ==, unchanged);
  g_assert_cmpuint (result->refusals->len, ==, refused);
}

static gint64
scope_seq (Fixture *fixture, const char *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubScope) found = loket_hub_storage_get_scope (fixture->storage, scope, &error);

  g_assert_no_error (error);
  return found->seq;
}

/* The record of the only complaint in a scope. */
static LoketComplaint *
get_only (Fixture *fixture, const char *scope)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketHubPage) page = loket_hub_storage_get_snapshot (fixture->storage, scope, NULL, 10, &error);
  LoketComplaint *complaint;
  const LoketHubFeedItem *item;

  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
  item = g_ptr_array_index (page->items, 0);
  complaint = loket_wire_complaint_parse (item->line, strlen (item->line), &error);
  g_assert_no_error (error);
  return complaint;
}

static void
test_exports (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    guint       good;
    guint       refused;
  } files[] = {
    { "lapor_export_21_columns.xlsx", 80, 0 },
    { "lapor_export_26_columns.xlsx", 40, 0 },
    { "lapor_export_odd_rows.xlsx", 27, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (exports, files[i].name, NULL);
      g_autoptr (LoketHubImportResult) tried = import (fixture, path, (LoketHubImportOptions) { .dry_run = TRUE }, NOW);
      g_autoptr (LoketHubImportResult) first = import (fixture, path, (LoketHubImportOptions) { 0 }, NOW);
      gint64 seq = scope_seq (fixture, "agency:131410");
      g_autoptr (LoketHubImportResult) second = import (fixture, path, (LoketHubImportOptions) { 0 }, NOW + 60);

      assert_counts (tried, files[i].good, 0, 0, files[i].refused);
      assert_counts (first, files[i].good, 0, 0, files[i].refused);
      assert_counts (second, 0, 0, files[i].good, files[i].refused);
      g_assert_cmpint (scope_seq (fixture, "agency:131410"), ==, seq);
      g_assert_cmpuint (first->new_agencies->len, ==, tried->new_agencies->len);
      g_assert_cmpuint (second->new_agencies->len, ==, 0);
      g_assert_cmpuint (first->unmapped->len, ==, 0);
    }
}

#define HEADER "Tracking ID;Tanggal Laporan Masuk;Judul Laporan;Isi Laporan Akhir;Status Laporan;" \
               "ID Instansi Terdisposisi;Instansi Terdisposisi\n"

static void
test_change (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = write_file (fixture, "before.csv", HEADER "99000001;3 Jan 2026;A;isi;Proses;1;Dinas A\n"
                                                               "99000002;3 Jan 2026;B;isi;Proses;2;Dinas B\n");
  g_autofree char *after = write_file (fixture, "after.csv", HEADER "99000001;3 Jan 2026;A;isi;Ditutup oleh Sistem;1;Dinas A\n"
                                                             "99000002;3 Jan 2026;B;isi;Proses;2;Dinas B\n");
  g_autoptr (LoketHubImportResult) first = import (fixture, before, (LoketHubImportOptions) { .zone = "Asia/Makassar" }, NOW);
  g_autoptr (LoketComplaint) old = get_only (fixture, "agency:1");
  g_autoptr (LoketHubImportResult) second = import (fixture, after, (LoketHubImportOptions) { .zone = "Asia/Makassar" }, NOW + 60);
  g_autoptr (LoketComplaint) new = get_only (fixture, "agency:1");

  assert_counts (first, 2, 0, 0, 0);
  assert_counts (second, 0, 1, 1, 0);
  g_assert_cmpint (old->received_at, ==, 1767369600); /* midnight in Makassar */
  g_assert_cmpstr (new->id, ==, old->id);
  g_assert_cmpint (new->rev, >, old->rev);
  g_assert_cmpint (new->status, ==, LOKET_STATUS_CLOSED);
  g_assert_cmpint (new->closed_by, ==, LOKET_CLOSER_SYSTEM);
  g_assert_cmpint (new->resolved, ==, LOKET_RESOLVED_UNKNOWN);
}

/* A row that does not go into its complaint is refused by itself. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = write_file (fixture, "before.csv", HEADER "99000001;3 Jan 2026;A;isi;Proses;1;Dinas A\n"
                                                               "99000002;3 Jan 2026;B;isi;Proses;1;Dinas A\n");
  g_autoptr (LoketHubImportResult) first = import (fixture, before, (LoketHubImportOptions) { 0 }, NOW);
  g_autoptr (LoketComplaint) full = loket_complaint_new ();
  g_autoptr (LoketHubImportResult) second = NULL;
  g_autofree char *body = g_strnfill (90000, 'a');
  g_autofree char *rows = g_strconcat (HEADER "99000002;3 Jan 2026;C;isi;Proses;1;Dinas A\n"
                                       "99000001;3 Jan 2026;A;", body, ";Proses;1;Dinas A\n", NULL);
  g_autofree char *after = write_file (fixture, "after.csv", rows);
  const LoketHubImportRefusal *refusal;

  assert_counts (first, 2, 0, 0, 0);
  full->tracking_id = g_strdup ("99000001");
  full->title = g_strdup ("A");
  full->body = g_strdup ("isi");
  full->agency_code = g_strdup ("1");
  for (guint i = 0; i < 10; i++)
    {
      LoketMessage *message = loket_message_new ();

      message->id = g_strdup_printf ("eeeeeeee-0000-4000-8000-%012u", i);
      message->text = g_strdup (body);
      g_ptr_array_add (full->messages, message);
    }
  g_assert_true (loket_hub_storage_put_complaint (fixture->storage, full, NOW + 1, NULL, NULL));

  second = import (fixture, after, (LoketHubImportOptions) { 0 }, NOW + 2);
  assert_counts (second, 0, 1, 0, 1);
  refusal = g_ptr_array_index (second->refusals, 0);
  g_assert_cmpuint (refusal->row, ==, 3);
  g_assert_cmpstr (refusal->reason, ==, "the complaint is too full for it");
}

#define CLASSED "Tracking ID;Judul Laporan;Status Laporan;ID Instansi Terdisposisi;" \
                "Instansi Terdisposisi;Klasifikasi Laporan\n99000001;A;Proses;1;Dinas A;"

/* Which class it had when is kept for the clocks that stopped meanwhile. */
static void
test_class_change (Fixture *fixture, gconstpointer data)
{
  static const char *const classes[] = {
    "Aspirasi", "Pengaduan tidak berkadar pengawasan", "", "Pengaduan tidak berkadar pengawasan",
    "Permintaan informasi",
  };
  g_autoptr (LoketComplaint) complaint = NULL;
  const LoketClassChange *change;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      g_autofree char *text = g_strdup_printf (CLASSED "%s\n", classes[i]);
      g_autofree char *path = write_file (fixture, "class.csv", text);
      g_autoptr (LoketHubImportResult) result = import (fixture, path, (LoketHubImportOptions) { 0 },
                                                        NOW + i * 60);
    }
  complaint = get_only (fixture, "agency:1");
  g_assert_cmpint (complaint->klass, ==, LOKET_CLASS_INFORMATION);
  g_assert_cmpuint (complaint->class_changes->len, ==, 2);
  change = g_ptr_array_index (complaint->class_changes, 0);
  g_assert_cmpint (change->from, ==, LOKET_CLASS_ASPIRATION);
  g_assert_cmpint (change->at, ==, NOW + 60);
  change = g_ptr_array_index (complaint->class_changes, 1);
  g_assert_cmpint (change->from, ==, LOKET_CLASS_COMPLAINT);
  g_assert_cmpint (change->at, ==, NOW + 240);
}

static void
test_agencies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *rows = write_file (fixture, "rows.csv", HEADER
                                      "1;;A;;;10;Dinas Satu\n"
                                      "2;;B;;;;dinas  satu\n"       /* known from the row above */
                                      "3;;C;;;;Dinas Dua\n"         /* from the map */
                                      "4;;D;;;;Dinas Tiga\n"        /* nobody knows it */
                                      "5;;E;;;;Dinas Tiga\n"
                                      "6;;F;;;;\n"
                                      "7;;G;;;40;Dinas Kembar\n"    /* two of one name */
                                      "8;;H;;;41;Dinas Kembar\n"
                                      "9;;I;;;;Dinas Kembar\n");
  g_autofree char *map = write_file (fixture, "map.csv", "name,code,zone\nDinas Dua,20,Asia/Jakarta\n");
  g_autofree char *later = write_file (fixture, "later.csv", "Dinas Tiga;30\n");
  g_autofree char *bad = write_file (fixture, "bad.csv", "Dinas Dua,20,Asia/Nowhere\n");
  g_autoptr (LoketHubImportResult) first = import (fixture, rows, (LoketHubImportOptions) { .agency_map = map }, NOW);
  g_autoptr (LoketHubImportResult) second = NULL;
  g_autoptr (LoketHubAgency) mapped = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = loket_hub_import_result_to_text (first, FALSE);

  assert_counts (first, 9, 0, 0, 0);
  g_assert_cmpuint (first->n_unassigned, ==, 4);
  g_assert_cmpuint (first->unmapped->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (first->unmapped, 0), ==, "Dinas Tiga");
  g_assert_cmpstr (g_ptr_array_index (first->unmapped, 1), ==, "Dinas Kembar");
  g_assert_cmpuint (first->new_agencies->len, ==, 4);
  g_assert_true (g_str_has_prefix (text, "new 9, changed 0, unchanged 0, refused 0\n"));
  g_assert_nonnull (strstr (text, "unmapped agency: Dinas Tiga\n"));
  mapped = loket_hub_storage_find_agency (fixture->storage, "20", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mapped->name, ==, "Dinas Dua");
  g_assert_cmpstr (mapped->time_zone, ==, "Asia/Jakarta");
  g_assert_cmpint (scope_seq (fixture, "agency:10"), ==, 2);

  /* The same rows with a map for the missing one: only those two change. */
  second = import (fixture, rows, (LoketHubImportOptions) { .agency_map = later }, NOW + 60);
  assert_counts (second, 0, 2, 7, 0);
  g_assert_cmpuint (second->n_unassigned, ==, 2);

  g_assert_null (loket_hub_import_run (fixture->storage, rows, &(LoketHubImportOptions) { .agency_map = bad }, NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE);
}

/* A file that breaks off in the middle leaves nothing of it behind. */
static void
test_refused_whole (Fixture *fixture, gconstpointer data)
{
  g_autofree char *broken = write_file (fixture, "broken.csv", HEADER "1;;A;;;1;X\n2;;\"B;;;1;X\n");
  g_autofree char *whole = write_file (fixture, "whole.csv", HEADER "1;;A;;;1;X\n");
  g_autoptr (LoketHubImportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_hub_import_run (fixture->storage, broken, &(LoketHubImportOptions) { 0 }, NOW, &error));
  g_assert_error (error, LOKET_SHEET_ERROR, LOKET_SHEET_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (loket_hub_import_run (fixture->storage, whole, &(LoketHubImportOptions) { .zone = "Mars" }, NOW, &error));
  g_assert_error (error, LOKET_HUB_ERROR, LOKET_HUB_ERROR_USAGE);

  result = import (fixture, whole, (LoketHubImportOptions) { 0 }, NOW);
  assert_counts (result, 1, 0, 0, 0);
}

static void
test_many (Fixture *fixture, gconstpointer data)
{
  GString *text = g_string_new (HEADER);
  g_autofree char *path = NULL;
  g_autoptr (LoketHubImportResult) first = NULL;
  g_autoptr (LoketHubImportResult) second = NULL;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (text, "%u;%u/1/2026 08:00;Judul %u;\"Isi laporan nomor %u, baris\nkedua\";Proses;%u;Dinas %u\n",
                            99000000 + i, i % 28 + 1, i, i, i % 13, i % 13);
  path = write_file (fixture, "many.csv", text->str);
  g_string_free (text, TRUE);

  first = import (fixture, path, (LoketHubImportOptions) { 0 }, NOW);
  second = import (fixture, path, (LoketHubImportOptions) { 0 }, NOW + 60);
  assert_counts (first, 5000, 0, 0, 0);
  assert_counts (second, 0, 0, 5000, 0);
}

/* --- the demo ------------------------------------------------------------ */

/* A Tuesday morning where the agencies are. */
#define TUESDAY ((gint64) 1773104400) /* 2026-03-10T01:00:00Z */

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) complaints = loket_hub_demo_make_complaints (TUESDAY);
  g_autoptr (GPtrArray) same = loket_hub_demo_make_complaints (TUESDAY);
  guint states[LOKET_SLA_PROVISIONAL + 1] = { 0 };
  guint statuses[LOKET_STATUS_ARCHIVED + 1] = { 0 };
  guint ours = 0;

  g_assert_cmpuint (complaints->len, ==, 300);
  for (guint i = 0; i < complaints->len; i++)
    {
      LoketComplaint *complaint = g_ptr_array_index (complaints, i);
      g_autofree char *line = loket_wire_complaint_to_json (complaint);
      g_autofree char *other = loket_wire_complaint_to_json (g_ptr_array_index (same, i));
      g_autoptr (LoketComplaint) parsed = NULL;
      LoketSlaMarks marks;

      g_assert_cmpstr (line, ==, other);
      g_assert_null (strchr (complaint->title, '{'));
      g_assert_null (strchr (complaint->body, '{'));
      g_assert_true (g_str_has_prefix (complaint->tracking_id, "99"));
      g_assert_cmpint (complaint->assigned_at, <, TUESDAY);
      for (guint j = 0; j < complaint->messages->len; j++)
        {
          const LoketMessage *message = g_ptr_array_index (complaint->messages, j);

          g_assert_null (strchr (message->text, '{'));
          g_assert_cmpint (message->at, <, TUESDAY);
        }

      statuses[complaint->status]++;
      ours += g_str_equal (complaint->agency_code, LOKET_HUB_DEMO_AGENCY);
      if (complaint->status == LOKET_STATUS_NEW)
        {
          g_assert_true (loket_sla_find_marks (complaint, loket_rulebook_get_builtin (), TUESDAY,
                                               &marks, &error));
          g_assert_no_error (error);
          states[loket_sla_marks_get_state (&marks, TUESDAY, NULL)]++;
        }
    }

  g_assert_cmpuint (states[LOKET_SLA_OVERDUE], >=, 20);
  g_assert_cmpuint (states[LOKET_SLA_DUE_TODAY], >=, 10);
  g_assert_cmpuint (states[LOKET_SLA_WARNING], >=, 10);
  g_assert_cmpuint (states[LOKET_SLA_ON_TIME], >=, 30);
  g_assert_cmpuint (statuses[LOKET_STATUS_NEEDS_INFORMATION], >=, 10);
  g_assert_cmpuint (statuses[LOKET_STATUS_REPORTER_ANSWERED], >=, 10);
  g_assert_cmpuint (statuses[LOKET_STATUS_CLOSED], >=, 50);
  g_assert_cmpuint (ours, >=, 80);

  g_assert_true (loket_hub_demo_fill (fixture->storage, TUESDAY, &error));
  g_assert_no_error (error);
  g_assert_cmpint (scope_seq (fixture, "agency:" LOKET_HUB_DEMO_AGENCY), ==, ours);
}

/* Whatever the day, a demo has all its complaints, and nothing in it is still to come. */
static void
test_demo_days (Fixture *fixture, gconstpointer data)
{
  for (guint day = 0; day < 14; day++)
    {
      gint64 now = TUESDAY + day * 86400 - 7200;
      g_autoptr (GPtrArray) complaints = loket_hub_demo_make_complaints (now);

      g_assert_cmpuint (complaints->len, ==, 300);
      for (guint i = 0; i < complaints->len; i++)
        {
          const LoketComplaint *complaint = g_ptr_array_index (complaints, i);
          gint64 last = complaint->assigned_at;

          for (guint j = 0; j < complaint->messages->len; j++)
            {
              const LoketMessage *message = g_ptr_array_index (complaint->messages, j);

              g_assert_cmpint (message->at, >, last);
              last = message->at;
            }
          g_assert_cmpint (last, <, now);
          g_assert_cmpint (complaint->received_at, <, complaint->assigned_at);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_assert_cmpint (argc, ==, 2);
  exports = argv[1];

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/server/import/exports", test_exports);
  ADD ("/server/import/change", test_change);
  ADD ("/server/import/full", test_full);
  ADD ("/server/import/class-change", test_class_change);
  ADD ("/server/import/agencies", test_agencies);
  ADD ("/server/import/refused-whole", test_refused_whole);
  ADD ("/server/import/many", test_many);
  ADD ("/server/demo/complaints", test_demo);
  ADD ("/server/demo/days", test_demo_days);
  return g_test_run ();
}
