/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-check-memory.h"

#include <string.h>

/* A memory says what a check without one says, whatever was edited before. */

#define DRAFTS 30
#define EDITS  40

static LoketChecker *checker;

static const char *const pieces[] = {
  "Yth. Pelapor,", "Yth. Bapak Budi Santoso,\n\n", "Laporan mengenai lubang di Jalan Melati sudah kami periksa. ",
  "Petugas Bidang Bina Marga menambal lubang itu pada 3 Maret 2026. ", "akan segera ditindaklanjuti", "[nama]", "....",
  "\"", "“bukan urusan kami”", "'", "NIK 6303045208899909 ", "NPWP ", "\n", "\n\n", "\n\n", "\r\n\r\n", "\n \t\n", " ", ". ", "? ",
  "a. KTP;\n", "- surat\n", "Jl. Mawar ", "Rp. 50.000", "Sabtu, 7 Maret 2026", "31 Juni 2026", "Bidang Bina Marga", "kami ",
  "e\xcc\x81", "\n\xcc\x81", "\xe2\x80\x8b", "😀", "0812-5000-0109", "DA 1234 XX ", "bit.ly/x ", "UU 25 th 2009",
  "SUDAH SELESAI DIPERBAIKI SEMUA!!", "di perbaiki ", "terlampir. ", "Kapan? ", "Sudah selesai diperbaiki. ", "RT 4/RW 2 ",
  "yang yang ", "dipebaiki ", "DTSEN ", "yg ", "ſ", "\xff", "instansi terkait ", "Terima kasih atas perhatiannya.\n\nHormat kami,\nDinas PUPR",
};

static void
edit (GRand   *rand,
      GString *text)
{
  /* Bytes, not letters: a draft may be broken, too. */
  gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) text->len + 1);
  gsize length = (gsize) g_rand_int_range (rand, 0, 60);

  switch (g_rand_int_range (rand, 0, 8))
    {
    case 0:
      g_string_erase (text, (gssize) at, (gssize) MIN (text->len - at, length));
      break;
    case 1:
      g_string_insert_c (text, (gssize) at, (char) g_rand_int_range (rand, 'a', 'z' + 1));
      break;
    case 2:
      g_string_insert (text, (gssize) at, "\n\n");
      break;
    default:
      g_string_insert (text, (gssize) at, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      break;
    }
}

static LoketQualitySettings *
settings_new (void)
{
  static const char text[] = "[Rules]\nBHS-05=off\nKON-01=lower\nKLG-01=hint\n[Words]\nKnown=DTSEN\nUnits=Bidang Bina Marga\n";
  g_autoptr (GError) error = NULL;
  LoketQualitySettings *settings = loket_quality_settings_parse (text, -1, &error);

  g_assert_no_error (error);
  return settings;
}

/* What is known may change, too, while the draft is written. */
static void
fill_input (GRand                *rand,
            LoketQualitySettings *settings,
            LoketCheckInput      *input)
{
  static const char *const file[] = { "foto.jpg", NULL };
  static const char *const words[] = { "dipebaiki", NULL };
  static const char *const titles[] = { "Lubang besar di Jalan Melati", "Lampu jalan mati", "" };

  input->title = g_strdup (titles[g_rand_int_range (rand, 0, G_N_ELEMENTS (titles))]);
  input->body = g_strdup ("Jalan Melati berlubang.\n\nKapan ditambal? Biaya parkir berapa?");
  input->now = 1772500000;
  input->anonymous = g_rand_boolean (rand) ? LOKET_FACT_YES : LOKET_FACT_NO;
  input->secret = LOKET_FACT_NO;
  input->reporter_name = g_strdup ("Budi Santoso");
  input->agency_name = g_strdup ("Dinas PUPR");
  input->attachments = g_strdupv (g_rand_boolean (rand) ? (GStrv) file : (GStrv) file + 1);
  input->vocabulary = g_rand_boolean (rand) ? g_strdupv ((GStrv) words) : NULL;
  input->settings = g_rand_boolean (rand) ? loket_quality_settings_ref (settings) : NULL;
  if (g_rand_int_range (rand, 0, 4) == 0)
    g_ptr_array_add (input->previous_replies, loket_previous_reply_new ("1", NULL, input->text, FALSE));
}

static void
assert_same (GPtrArray           *fresh,
             GPtrArray           *kept,
             const LoketSkeleton *one,
             const LoketSkeleton *two)
{
  g_assert_cmpuint (fresh->len, ==, kept->len);
  for (guint i = 0; i < fresh->len; i++)
    {
      const LoketFinding *f = g_ptr_array_index (fresh, i);
      const LoketFinding *k = g_ptr_array_index (kept, i);

      g_assert_cmpstr (f->rule, ==, k->rule);
      g_assert_cmpint (f->severity, ==, k->severity);
      g_assert_cmpuint (f->start, ==, k->start);
      g_assert_cmpuint (f->end, ==, k->end);
      g_assert_cmpstr (f->message, ==, k->message);
      g_assert_cmpstr (f->suggestion, ==, k->suggestion);
      g_assert_cmpstr (f->replacement, ==, k->replacement);
    }
  g_assert_cmpmem (one, sizeof *one, two, sizeof *two);
}

static void
test_edits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (LoketQualitySettings) settings = settings_new ();
  guint findings = 0;

  for (guint i = 0; i < DRAFTS; i++)
    {
      g_autoptr (LoketCheckMemory) memory = loket_check_memory_new (checker);
      g_autoptr (GString) text = g_string_new (NULL);
      LoketOutcome outcome = (LoketOutcome) g_rand_int_range (rand, 0, 6);

      for (guint j = 0; j < 12; j++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      for (guint j = 0; j < EDITS; j++)
        {
          g_autoptr (LoketCheckInput) input = NULL;
          g_autoptr (GPtrArray) fresh = NULL;
          g_autoptr (GPtrArray) kept = NULL;
          LoketSkeleton one, two;

          edit (rand, text);
          if (g_rand_int_range (rand, 0, 8) == 0)
            outcome = (LoketOutcome) g_rand_int_range (rand, 0, 6);
          input = loket_check_input_new (text->str, outcome);
          fill_input (rand, settings, input);
          fresh = loket_checker_run (checker, input, "id");
          loket_checker_read_skeleton (checker, input, &one);
          kept = loket_check_memory_run (memory, input, "id", &two);
          assert_same (fresh, kept, &one, &two);
          findings += fresh->len;
        }
    }
  g_assert_cmpuint (findings, >, DRAFTS * EDITS * 3);
}

/* A paragraph is what empty lines part from others: nothing reaches over them. */
static void
test_parts (void)
{
  static const struct
  {
    const char *text;
    guint       repeated;
  } cases[] = {
    { "Hal itu\nitu benar.", 0 },
    { "Hal itu itu benar.", 1 },
    { "Hal itu itu benar.\n\nHal itu itu benar.\n\nHal itu itu benar.", 3 },
    { "Saudara menulis \"hal itu itu benar.\n\nHal itu itu\" benar.", 2 },
    { "Saudara menulis \"hal itu itu benar. Hal itu itu\" benar.", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LoketCheckMemory) memory = loket_check_memory_new (checker);
      g_autoptr (LoketCheckInput) input = loket_check_input_new (cases[i].text, LOKET_OUTCOME_INFORMATION);

      for (guint round = 0; round < 2; round++)
        {
          g_autoptr (GPtrArray) findings = loket_check_memory_run (memory, input, "id", NULL);
          guint n = 0;

          for (guint j = 0; j < findings->len; j++)
            {
              const LoketFinding *f = g_ptr_array_index (findings, j);
              g_autofree char *found = g_utf8_substring (cases[i].text, f->start, f->end);

              if (g_str_equal (f->rule, "BHS-06"))
                {
                  g_assert_cmpstr (found, ==, "itu itu");
                  n++;
                }
            }
          g_assert_cmpuint (n, ==, cases[i].repeated);
        }
    }
}

/* However many paragraphs somebody pastes. */
static void
test_many (void)
{
  g_autoptr (LoketCheckMemory) memory = loket_check_memory_new (checker);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LoketCheckInput) input = NULL;
  g_autoptr (GPtrArray) fresh = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  LoketSkeleton one, two;

  while (text->len < 20000)
    g_string_append (text, "akan di perbaiki\n\n");
  input = loket_check_input_new (text->str, LOKET_OUTCOME_IN_PROGRESS);
  fresh = loket_checker_run (checker, input, "en");
  loket_checker_read_skeleton (checker, input, &one);
  kept = loket_check_memory_run (memory, input, "en", &two);
  assert_same (fresh, kept, &one, &two);
  g_assert_cmpuint (kept->len, >, 1000);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  checker = loket_checker_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/quality/memory/edits", test_edits);
  g_test_add_func ("/quality/memory/parts", test_parts);
  g_test_add_func ("/quality/memory/many", test_many);
  result = g_test_run ();
  g_object_unref (checker);
  return result;
}
