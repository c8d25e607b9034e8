/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-skeleton.h"
#include "loket-templates.h"

#include <string.h>

/* What the checks make of a reply that was begun from an approved template. */

#define TEMPLATES                                                                                                    \
  "[satu]\ntitle=t\nowner=o\nreview=2027-01-31\n"                                                                    \
  "text=Laporan akan segera ditindaklanjuti sesuai ketentuan yang berlaku oleh instansi terkait.\\n\\n"              \
  "Petugas dari {unit: unit} sudah {hasil: mengganti|memperbaiki} lampu pada {hari: hari kerja} untuk {jumlah: angka} tiang; "  \
  "hubungi {nomor: telepon}.\\n\\n"                                                                                  \
  "Kami sampaikan: {isi: teks}.\\n"                                                                                  \
  "Terima kasih sudah melapor dan menunggu dengan sabar sampai pekerjaan di lapangan selesai dikerjakan seluruhnya.\n"

static LoketChecker *checker;

static LoketCheckInput *
make_input (const char *text,
            gboolean    with_templates)
{
  LoketCheckInput *input = loket_check_input_new (text, LOKET_OUTCOME_IN_PROGRESS);
  g_autoptr (GError) error = NULL;

  if (with_templates)
    input->templates = loket_templates_parse (TEMPLATES, -1, &error);
  g_assert_no_error (error);
  return input;
}

/* The findings of one rule as “words|words”. */
static char *
found_by (const char            *rule,
          const LoketCheckInput *input)
{
  g_autoptr (GPtrArray) findings = loket_checker_run (checker, input, "id");
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *finding = findings->pdata[i];
      g_autofree char *words = g_utf8_substring (input->text, finding->start, finding->end);

      if (g_str_equal (finding->rule, rule))
        g_string_append_printf (list, "%s%s", list->len > 0 ? "|" : "", words);
    }
  return g_string_free (list, FALSE);
}

static void
assert_found (const char *rule,
              const char *text,
              gboolean    with_templates,
              const char *expected)
{
  g_autoptr (LoketCheckInput) input = make_input (text, with_templates);
  g_autofree char *found = found_by (rule, input);

  g_assert_cmpstr (found, ==, expected);
}

#define APPROVED "Laporan akan segera ditindaklanjuti sesuai ketentuan yang berlaku oleh instansi terkait."

/* The agency answers for its own words; a word more and they are the officer's. */
static void
test_vague (void)
{
  assert_found ("KON-01", APPROVED, FALSE, "akan segera ditindaklanjuti");
  assert_found ("KON-01", APPROVED, TRUE, "");
  assert_found ("KON-01", "Kabarnya laporan akan segera ditindaklanjuti sesuai ketentuan yang berlaku oleh instansi terkait.", TRUE,
                "akan segera ditindaklanjuti");
  assert_found ("KON-02", APPROVED, FALSE, "instansi terkait");
  assert_found ("KON-02", APPROVED, TRUE, "");
  assert_found ("KON-04", APPROVED, FALSE, "sesuai ketentuan yang berlaku");
  assert_found ("KON-04", APPROVED, TRUE, "");
}

/* What was filled in is no template's. */
static void
test_filled_is_checked (void)
{
  assert_found ("KON-01", "Kami sampaikan: hal itu akan segera ditindaklanjuti.", TRUE, "akan segera ditindaklanjuti");
  assert_found ("KON-02", "Kami sampaikan: hal itu urusan instansi terkait.", TRUE, "instansi terkait");
  assert_found ("KON-05", "Petugas dari Bidang PJU sudah mengganti lampu pada 31 Juni 2026 untuk 3 tiang; hubungi 0341-555010.", TRUE, "31 Juni 2026");
}

/* Only how concrete and how much its own a text is, is the agency's to say. */
static void
test_others_stay (void)
{
  g_autoptr (LoketCheckInput) input = loket_check_input_new ("NIK 6372045208850007 sudah dicatat.", LOKET_OUTCOME_INFORMATION);
  g_autofree char *found = NULL;

  input->templates = loket_templates_parse ("[a]\ntitle=t\nowner=o\nreview=2027-01-31\ntext=NIK 6372045208850007 sudah dicatat.\n", -1, NULL);
  g_assert_true (loket_templates_has_sentence (input->templates, input->text));
  found = found_by ("PDP-01", input);
  g_assert_cmpstr (found, !=, "");
}

static const LoketFinding *
only_finding (GPtrArray  *findings,
              const char *rule)
{
  const LoketFinding *only = NULL;

  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((LoketFinding *) findings->pdata[i])->rule, rule))
      {
        g_assert_null (only);
        only = findings->pdata[i];
      }
  g_assert_nonnull (only);
  return only;
}

/* A placeholder stops sending whatever stands around it, and says what it waits for. */
static void
test_left (void)
{
  static const struct
  {
    const char *blank;
    const char *says;
  } cases[] = {
    { "{isi: teks}", "“isi” belum diisi." },
    { "{hari: tanggal}", "“hari” belum diisi: sebuah tanggal." },
    { "{hari: hari kerja}", "“hari” belum diisi: sebuah tanggal pada hari kerja." },
    { "{n: angka}", "“n” belum diisi: sebuah angka." },
    { "{u: unit}", "“u” belum diisi: nama unit yang bertindak." },
    { "{t: telepon}", "“t” belum diisi: nomor telepon layanan." },
    { "{lokasi: tempat}", "“lokasi” belum diisi: sebuah tempat." },
    { "{hasil: mengganti seluruh lampu|memperbaiki sambungan kabel}", "“hasil” belum dipilih." },
    { "{judul}", "“judul” tidak tercantum pada laporan ini." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint quoted = 0; quoted < 2; quoted++)
      {
        g_autofree char *text = g_strdup_printf (quoted ? "Laporan “%s” kami terima." : "Laporan é %s kami terima.", cases[i].blank);
        g_autoptr (LoketCheckInput) input = make_input (text, i % 2 == 0);
        g_autoptr (GPtrArray) findings = loket_checker_run (checker, input, "id");
        const LoketFinding *finding = only_finding (findings, "TPL-01");
        g_autofree char *words = g_utf8_substring (text, finding->start, finding->end);

        g_assert_cmpstr (words, ==, cases[i].blank);
        g_assert_cmpint (finding->severity, ==, LOKET_SEVERITY_BLOCKER);
        g_assert_cmpstr (finding->message, ==, cases[i].says);
        g_assert_nonnull (finding->suggestion);
      }
}

static void
test_choices (void)
{
  const char *const units[] = { "Bidang PJU", "UPT Jalan", NULL };
  g_autoptr (LoketCheckInput) input = make_input ("Pilih {hasil: a|b c}.", FALSE);
  g_autoptr (GPtrArray) findings = loket_checker_run (checker, input, "id");
  g_autoptr (LoketCheckInput) unit = make_input ("Oleh {u: unit}.", FALSE);
  g_autoptr (GPtrArray) with_unit = NULL;
  g_autoptr (LoketFinding) copy = loket_finding_copy (only_finding (findings, "TPL-01"));

  g_assert_cmpuint (g_strv_length (copy->choices), ==, 2);
  g_assert_cmpstr (copy->choices[1], ==, "b c");
  g_assert_null (copy->replacement);

  unit->agency_units = g_strdupv ((GStrv) units);
  unit->settings = loket_quality_settings_parse ("[Words]\nUnits=Bidang Air\n", -1, NULL);
  with_unit = loket_checker_run (checker, unit, "id");
  g_assert_cmpuint (g_strv_length (only_finding (with_unit, "TPL-01")->choices), ==, 3);
}

#define FILLED(hasil, hari, jumlah, nomor)                                                                         \
  "Petugas dari Bidang PJU sudah " hasil " lampu pada " hari " untuk " jumlah " tiang; hubungi " nomor "."

/* The kinds hold after filling in by hand, too. */
static void
test_kinds (void)
{
  assert_found ("TPL-01", FILLED ("mengganti", "27 Maret 2026", "3", "0341-555010"), TRUE, "");
  assert_found ("TPL-01", FILLED ("Memperbaiki", "Jumat, 27 Maret 2026 pukul 09.00", "dua belas", "112"), TRUE, "");
  assert_found ("TPL-01", FILLED ("membuang", "27 Maret 2026", "3", "112"), TRUE, "membuang");
  assert_found ("TPL-01", FILLED ("mengganti", "secepatnya", "3", "112"), TRUE, "secepatnya");
  assert_found ("TPL-01", FILLED ("mengganti", "28 Maret 2026", "3", "112"), TRUE, "28 Maret 2026");
  assert_found ("TPL-01", FILLED ("mengganti", "27 Maret 2026", "semua", "112"), TRUE, "semua");
  assert_found ("TPL-01", FILLED ("mengganti", "27 Maret 2026", "3", "kantor kami"), TRUE, "kantor kami");
  assert_found ("TPL-01", FILLED ("membuang", "secepatnya", "semua", "kantor kami"), FALSE, "");
}

static void
test_figures (void)
{
  g_autoptr (LoketCheckInput) input = make_input (FILLED ("mengganti", "27/3/2026", "3", "112"), TRUE);
  g_autoptr (GPtrArray) findings = loket_checker_run (checker, input, "id");
  const LoketFinding *finding = only_finding (findings, "TPL-01");

  g_assert_cmpint (finding->severity, ==, LOKET_SEVERITY_HINT);
  g_assert_cmpstr (finding->replacement, ==, "27 Maret 2026");
}

#define SHARED_END "Terima kasih sudah melapor dan menunggu dengan sabar sampai pekerjaan di lapangan selesai dikerjakan seluruhnya."
#define OWN                                                                                                         \
  "Lubang di depan sekolah sudah ditambal dengan aspal panas oleh Bidang Bina Marga, dan rambu sementara di tikungan " \
  "dekat jembatan kami angkat kembali pada sore hari setelah aspalnya dingin."

static void
assert_copied (const char *text,
               const char *other,
               gboolean    with_templates,
               gboolean    copied)
{
  g_autoptr (LoketCheckInput) input = make_input (text, with_templates);
  g_autoptr (GPtrArray) findings = NULL;
  gboolean found = FALSE;

  g_ptr_array_add (input->previous_replies, loket_previous_reply_new ("9900001", NULL, other, FALSE));
  findings = loket_checker_run (checker, input, "id");
  for (guint i = 0; i < findings->len; i++)
    found |= g_str_equal (((LoketFinding *) findings->pdata[i])->rule, "REL-05");
  g_assert_cmpint (found, ==, copied);
}

/* Two replies from one template are no copies; what was copied beside it is. */
static void
test_copy (void)
{
  const char *shared = APPROVED "\n\n" SHARED_END;

  assert_copied (shared, shared, FALSE, TRUE);
  assert_copied (shared, shared, TRUE, FALSE);
  assert_copied (OWN " " SHARED_END, OWN " " SHARED_END, TRUE, TRUE);
  assert_copied (OWN " " SHARED_END, SHARED_END, TRUE, FALSE);
}

/* What a sentence will say can be told when it is whole. */
static void
test_checklist (void)
{
  g_autoptr (LoketCheckInput) begun =
    make_input ("Yth. Pelapor,\n\nBidang PJU mengganti lampu pada {hari: tanggal}.\n\nHormat kami,\nDinas Perhubungan", FALSE);
  g_autoptr (LoketCheckInput) whole =
    make_input ("Yth. Pelapor,\n\nBidang PJU mengganti lampu pada 2 Maret 2026.\n\nHormat kami,\nDinas Perhubungan", FALSE);
  LoketSkeleton skeleton;

  loket_checker_read_skeleton (checker, begun, &skeleton);
  g_assert_cmpint (skeleton.items[LOKET_SKELETON_SALUTATION].state, ==, LOKET_SKELETON_THERE);
  g_assert_cmpint (skeleton.items[LOKET_SKELETON_ACTION].state, ==, LOKET_SKELETON_MISSING);
  loket_checker_read_skeleton (checker, whole, &skeleton);
  g_assert_cmpint (skeleton.items[LOKET_SKELETON_ACTION].state, ==, LOKET_SKELETON_THERE);
  g_assert_true (skeleton.items[LOKET_SKELETON_ACTION].has_date);
}

int
main (int   argc,
      char *argv[])
{
  int status;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);

  g_test_add_func ("/quality/template-checks/vague", test_vague);
  g_test_add_func ("/quality/template-checks/filled-is-checked", test_filled_is_checked);
  g_test_add_func ("/quality/template-checks/others-stay", test_others_stay);
  g_test_add_func ("/quality/template-checks/left", test_left);
  g_test_add_func ("/quality/template-checks/choices", test_choices);
  g_test_add_func ("/quality/template-checks/kinds", test_kinds);
  g_test_add_func ("/quality/template-checks/figures", test_figures);
  g_test_add_func ("/quality/template-checks/copy", test_copy);
  g_test_add_func ("/quality/template-checks/checklist", test_checklist);

  status = g_test_run ();
  g_clear_object (&checker);
  return status;
}
