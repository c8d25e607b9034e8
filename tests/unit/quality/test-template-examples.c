/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-checker.h"
#include "loket-templates.h"

#include <string.h>

/* The templates that come with Loket: filled in, each is a reply that the checks
 * let pass; begun with only, none of them does. */

static LoketChecker   *checker;
static LoketTemplates *templates;

/* By the names of the placeholders, whatever their template. */
static const char *const values[][2] = {
  { "unit", "Bidang Bina Marga" },
  { "unit pemeriksa", "Bidang Bina Marga" },
  { "unit pelaksana", "UPTD Pemeliharaan Jalan" },
  { "unit penerima keberatan", "Bagian Hukum" },
  { "tanggal periksa", "2026-09-08" },
  { "tanggal pekerjaan", "2026-09-15" },
  { "tanggal penambalan", "2026-09-15" },
  { "tanggal penggantian", "2026-09-15" },
  { "tanggal kabar", "2026-09-17" },
  { "tanggal keputusan", "2026-11-20" },
  { "tanggal selesai", "2026-09-09" },
  { "tanggal diteruskan", "2026-09-09" },
  { "batas waktu", "2026-09-18" },
  { "batas keberatan", "2026-10-09" },
  { "temuan", "tiga lubang sedalam 14 sentimeter di depan sekolah" },
  { "tindakan", "memperbaiki" },
  { "objek", "Ruas jalan itu" },
  { "lokasi", "Jalan Cendana" },
  { "penjelasan", "Jalan Cendana dipelihara dua kali setahun, pada bulan Maret dan September." },
  { "syarat", "kartu keluarga dan surat pengantar kelurahan" },
  { "biaya", "gratis" },
  { "tempat layanan", "kantor kecamatan, Jalan Pahlawan 12" },
  { "hari dan jam layanan", "hari kerja pukul 08.00–14.30" },
  { "nomor layanan", "0341-5550101" },
  { "data yang diperlukan", "foto lubang itu dan patokan terdekat" },
  { "instansi berwenang", "Dinas Pekerjaan Umum Provinsi" },
  { "instansi tujuan", "Dinas Pekerjaan Umum Provinsi" },
  { "dasar kewenangan", "Keputusan Gubernur Nomor 12 Tahun 2024" },
  { "alasan", "tanah di sisi jalan itu milik perorangan" },
  { "dasar hukum", "Undang-Undang Nomor 2 Tahun 2022" },
  { "jalan lain", "memasang rambu di sisi jalan pada 15 September 2026" },
  { "alamat", "Jalan Pahlawan 12" },
  { "perkiraan biaya", "Rp240.000.000,00" },
  { "usulan", "anggaran tahun depan" },
  { "tindakan sementara", "memasang rambu dan menutup lubang dengan batu pecah" },
  { "jumlah lubang", "3" },
  { "bahan", "aspal panas" },
  { "pengaman", "kerucut pengaman" },
  { "panjang", "12" },
  { "jumlah tiang", "3" },
  { "penyebab", "kabel terputus" },
  { "dokumen", "Kartu keluarga" },
  { "lama", "3" },
};

static LoketCheckInput *
make_input (const LoketTemplate *template,
            gboolean             anonymous)
{
  LoketCheckInput *input =
    loket_check_input_new (NULL, template->n_outcomes > 0 ? template->outcomes[0] : LOKET_OUTCOME_INFORMATION);
  const char *const phones[] = { "0341-5550101", NULL };

  input->tracking_id = g_strdup ("99600001");
  input->title = g_strdup ("Lubang di Jalan Cendana depan SD");
  input->body = g_strdup ("Lubangnya besar depan sekolah, tadi pagi ada ibu jatuh.");
  input->category = g_strdup ("Infrastruktur > Jalan > Jalan Rusak");
  input->klass = LOKET_CLASS_COMPLAINT;
  input->anonymous = anonymous ? LOKET_FACT_YES : LOKET_FACT_NO;
  input->secret = LOKET_FACT_NO;
  input->reporter_name = g_strdup ("Joko Susanto");
  input->regency = g_strdup ("Kota Sumberarum");
  input->district = g_strdup ("Kedungjati");
  input->village = g_strdup ("Karangsari");
  input->time_zone = g_strdup ("Asia/Jakarta");
  input->agency_name = g_strdup ("Dinas Pekerjaan Umum Kota Sumberarum");
  input->agency_phones = g_strdupv ((GStrv) phones);
  input->attachments = g_new0 (char *, 1);
  input->received_at = 1788754200; /* 7 September 2026 */
  input->assigned_at = 1788831000;
  input->now = 1789009200; /* 10 September 2026 */
  input->templates = loket_templates_ref (templates);
  return input;
}

static char *
dup_filled (const LoketTemplate   *template,
            const LoketCheckInput *known)
{
  g_autoptr (GHashTable) table = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (LoketFilling) filling = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_hash_table_insert (table, (char *) values[i][0], (char *) values[i][1]);
  filling = loket_template_fill (template, known, table, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < filling->blanks->len; i++)
    g_error ("%s: no value for “%s”", template->id, ((LoketBlank *) filling->blanks->pdata[i])->name);
  return g_steal_pointer (&filling->text);
}

static void
check_filled (const LoketTemplate *template,
              gboolean             anonymous)
{
  g_autoptr (LoketCheckInput) input = make_input (template, anonymous);
  g_autoptr (GPtrArray) findings = NULL;
  guint n_warnings = 0;

  g_free (input->text);
  input->text = dup_filled (template, input);
  g_assert_true ((strstr (input->text, "Joko") != NULL) == !anonymous);
  findings = loket_checker_run (checker, input, "id");
  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *finding = findings->pdata[i];
      g_autofree char *words = g_utf8_substring (input->text, finding->start, finding->end);

      g_test_message ("%s: %s %s: “%s” %s", template->id, finding->rule, loket_severity_to_name (finding->severity), words,
                      finding->message);
      if (finding->severity == LOKET_SEVERITY_BLOCKER)
        g_error ("%s: %s stops “%s”", template->id, finding->rule, words);
      n_warnings += finding->severity == LOKET_SEVERITY_WARNING ? 1 : 0;
    }
  g_assert_cmpuint (n_warnings, <=, 1);
}

static void
test_filled (void)
{
  g_assert_cmpuint (loket_templates_get_n (templates), >=, 8);
  for (guint i = 0; i < loket_templates_get_n (templates); i++)
    for (guint anonymous = 0; anonymous < 2; anonymous++)
      check_filled (loket_templates_get (templates, i), anonymous);
}

/* What the officer has to fill in stops the reply, each place of it. */
static void
test_begun (void)
{
  for (guint i = 0; i < loket_templates_get_n (templates); i++)
    {
      const LoketTemplate *template = loket_templates_get (templates, i);
      g_autoptr (LoketCheckInput) input = make_input (template, FALSE);
      g_autoptr (LoketFilling) filling = loket_template_fill (template, input, NULL, NULL);
      g_autoptr (GPtrArray) findings = NULL;
      guint n = 0;

      g_free (input->text);
      input->text = g_strdup (filling->text);
      findings = loket_checker_run (checker, input, "id");
      for (guint j = 0; j < findings->len; j++)
        n += g_str_equal (((LoketFinding *) findings->pdata[j])->rule, "TPL-01") ? 1 : 0;
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (n, ==, filling->blanks->len);
    }
}

/* There is something for each outcome, and the best fit is the special one. */
static void
test_outcomes (void)
{
  g_autoptr (GPtrArray) fitting =
    loket_templates_dup_fitting (templates, "Infrastruktur > Jalan > Jalan Rusak", LOKET_OUTCOME_IN_PROGRESS);

  g_assert_cmpstr (((LoketTemplate *) fitting->pdata[0])->id, ==, "jalan-rusak");
  for (LoketOutcome outcome = LOKET_OUTCOME_IN_PROGRESS; outcome <= LOKET_OUTCOME_INFORMATION; outcome++)
    {
      g_autoptr (GPtrArray) any = loket_templates_dup_fitting (templates, NULL, outcome);

      g_assert_cmpuint (any->len, >, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  path = g_test_build_filename (G_TEST_DIST, "data", "templates", "contoh.ini", NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  templates = loket_templates_parse (text, -1, &error);
  g_assert_no_error (error);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);

  g_test_add_func ("/quality/template-examples/filled", test_filled);
  g_test_add_func ("/quality/template-examples/begun", test_begun);
  g_test_add_func ("/quality/template-examples/outcomes", test_outcomes);

  status = g_test_run ();
  g_clear_object (&checker);
  g_clear_pointer (&templates, loket_templates_unref);
  return status;
}
