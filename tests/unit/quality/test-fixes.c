/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "loket-checker.h"

/* What a finding offers to put in place of the words. */

typedef struct
{
  const char *rule;
  const char *text;
  const char *better;
} Fix;

static LoketChecker *checker;

static const Fix fixes[] = {
  { "BHS-01", "Silahkan menunggu di loket satu sampai nomor dipanggil.", "Silakan menunggu di loket satu sampai nomor dipanggil." },
  { "BHS-01", "Soal ijin usaha itu sudah kami periksa bersama.", "Soal izin usaha itu sudah kami periksa bersama." },
  { "BHS-01", "Lampu itu sudah di perbaiki petugas kami kemarin.", "Lampu itu sudah diperbaiki petugas kami kemarin." },
  { "NAD-03", "Laporan yg Saudara kirim sudah kami periksa kemarin.", "Laporan yang Saudara kirim sudah kami periksa kemarin." },
  { "BHS-06", "Biayanya Rp. 50.000 untuk sekali angkut sampah di sana.", "Biayanya Rp50.000 untuk sekali angkut sampah di sana." },
  { "BHS-06", "Petugas petugas", NULL },
  { "BHS-06", "Hal itu itu sudah kami periksa bersama warga kemarin.", "Hal itu sudah kami periksa bersama warga kemarin." },
  { "BHS-06", "Lubang itu , yang dalam, sudah kami tambal kemarin.", "Lubang itu, yang dalam, sudah kami tambal kemarin." },
  { "BHS-06", "Loket buka Senin s/d Jumat untuk semua warga kota.", "Loket buka Senin s.d. Jumat untuk semua warga kota." },
  { "BHS-06", "Loket buka jam 9 pagi setiap hari untuk semua warga.", "Loket buka pukul 9 pagi setiap hari untuk semua warga." },
  { "KON-01", "Petugas sudah memeriksa saluran itu dan hal lain akan segera ditindaklanjuti.", NULL },
};

static void
check (gconstpointer data)
{
  const Fix *fix = data;
  g_autoptr (LoketCheckInput) input = loket_check_input_new (fix->text, LOKET_OUTCOME_RESOLVED);
  g_autoptr (GPtrArray) findings = loket_checker_run (checker, input, "id");

  for (guint i = 0; i < findings->len; i++)
    {
      const LoketFinding *finding = findings->pdata[i];
      g_autofree char *before = g_utf8_substring (fix->text, 0, finding->start);
      g_autofree char *after = g_utf8_substring (fix->text, finding->end, -1);
      g_autofree char *better = NULL;

      if (!g_str_equal (finding->rule, fix->rule))
        continue;
      if (fix->better == NULL)
        {
          g_assert_null (finding->replacement);
          return;
        }
      better = g_strconcat (before, finding->replacement, after, NULL);
      g_assert_cmpstr (better, ==, fix->better);
      return;
    }
  g_assert_null (fix->better);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (fixes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/quality/fixes/%s/%u", fixes[i].rule, i);

      g_test_add_data_func (path, &fixes[i], check);
    }
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
