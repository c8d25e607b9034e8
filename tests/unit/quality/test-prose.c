/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "loket-prose.h"

#include <string.h>

static void
assert_sentences (const char *text,
                  guint       n,
                  ...)
{
  g_autoptr (LoketProse) draft = _loket_prose_new (text);
  va_list expected;

  va_start (expected, n);
  for (guint i = 0; i < MAX (n, draft->sentences->len); i++)
    {
      LoketSpan span = _loket_prose_sentence (draft, i);
      g_autofree char *sentence = g_strndup (draft->text + span.start, span.end - span.start);

      if (i >= n)
        g_error ("one sentence too many: “%s”", sentence);
      g_assert_cmpstr (sentence, ==, va_arg (expected, const char *));
    }
  va_end (expected);
}

static void
test_sentences (void)
{
  assert_sentences ("", 0);
  assert_sentences (" \n\n ", 0);
  assert_sentences ("Satu. Dua! Tiga? Empat", 4, "Satu.", "Dua!", "Tiga?", "Empat");
  assert_sentences ("Lubang di Jl. Melati No. 3, Kec. Martapura Kab. Banjar ditambal.", 1,
                    "Lubang di Jl. Melati No. 3, Kec. Martapura Kab. Banjar ditambal.");
  assert_sentences ("Yth. Bpk. H. Basuni, S.H. di tempat. Terima kasih.", 2,
                    "Yth. Bpk. H. Basuni, S.H. di tempat.", "Terima kasih.");
  assert_sentences ("Biaya Rp. 50.000 s.d. Rp1.000,5 a.n. pemohon. Buka pukul 08.00 Wita. Selesai.", 3,
                    "Biaya Rp. 50.000 s.d. Rp1.000,5 a.n. pemohon.", "Buka pukul 08.00 Wita.", "Selesai.");
  assert_sentences ("Lihat www.contoh.go.id/a.b untuk itu. Ya.", 2, "Lihat www.contoh.go.id/a.b untuk itu.", "Ya.");
  assert_sentences ("Beliau berkata \"Baik.\" Lalu pergi.", 2, "Beliau berkata \"Baik.\"", "Lalu pergi.");
  assert_sentences ("Syaratnya:\na. KTP;\nb. KK.\n- surat\n1. satu\n2. dua", 6,
                    "Syaratnya:", "a. KTP;", "b. KK.", "- surat", "1. satu", "2. dua");
  assert_sentences ("Yth. Pelapor,\n\nlaporan Saudara\nsudah kami terima.", 2,
                    "Yth. Pelapor,", "laporan Saudara\nsudah kami terima.");
  assert_sentences ("Selesai tahun 2025. Berikutnya 2026.", 2, "Selesai tahun 2025.", "Berikutnya 2026.");
  assert_sentences ("Baris satu\r\nBaris dua\r\n", 2, "Baris satu", "Baris dua");
}

static void
test_normalise (void)
{
  /* e + combining acute, a zero-width space inside a number, curly quotes, a
   * no-break space, an en dash, Arabic digits and a soft hyphen. */
  static const char text[] = "cafe\xcc\x81 63\xe2\x80\x8b""03 \xe2\x80\x9cya\xe2\x80\x9d\xc2\xa0\xe2\x80\x93 \xd9\xa1\xd9\xa2 a\xc2\xad""b";
  g_autoptr (LoketProse) draft = _loket_prose_new (text);
  const char *number = strstr (draft->text, "6303");

  g_assert_cmpstr (draft->text, ==, "caf\xc3\xa9 6303 \"ya\" - 12 ab");
  g_assert_nonnull (number);
  g_assert_cmpuint (draft->first[number - draft->text], ==, 6);
  /* The hidden mark lies inside the number's place. */
  g_assert_cmpuint (draft->last[number + 3 - draft->text], ==, 11);
  g_assert_cmpuint (draft->first[3], ==, 3);
  g_assert_cmpuint (draft->last[3], ==, 5);
  g_assert_cmpuint (draft->last[draft->length - 1], ==, g_utf8_strlen (text, -1));
}

static void
assert_quoted (const char *text,
               const char *needle,
               gboolean    quoted)
{
  g_autoptr (LoketProse) draft = _loket_prose_new (text);
  const char *found = strstr (draft->text, needle);

  g_assert_nonnull (found);
  g_assert_cmpint (draft->quoted[found - draft->text], ==, quoted);
}

static void
test_quotes (void)
{
  assert_quoted ("Saudara menulis “segera diproses” kemarin.", "segera", TRUE);
  assert_quoted ("Saudara menulis “segera diproses” kemarin.", "kemarin", FALSE);
  assert_quoted ("Kata 'segera' itu.", "segera", TRUE);
  assert_quoted ("Jum'at dan Ma'ruf segera", "segera", FALSE);
  assert_quoted ("Layar 15\" rusak.\n\nAkan segera diganti.", "segera", FALSE);
  assert_quoted ("a \"b\" segera \"c\"", "segera", FALSE);
}

static void
test_words (void)
{
  g_autoptr (LoketProse) draft = _loket_prose_new ("Anak-anak di RT 3. Jum'at — ya");
  static const char *const expected[] = { "Anak-anak", "di", "RT", "3", "Jum'at", "ya" };

  g_assert_cmpuint (draft->words->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < draft->words->len; i++)
    {
      const LoketWord *word = _loket_prose_word (draft, i);
      g_autofree char *text = g_strndup (draft->text + word->span.start, word->span.end - word->span.start);

      g_assert_cmpstr (text, ==, expected[i]);
      g_assert_cmpuint (word->letters, ==, strlen (expected[i]));
      g_assert_cmpint (word->sentence, ==, i < 4 ? 0 : 1);
    }
  g_assert_true (_loket_prose_word (draft, 0)->upper);
  g_assert_false (_loket_prose_word (draft, 1)->upper);
  g_assert_cmpuint (_loket_prose_sentence_at (draft, 0), ==, 0);
  g_assert_cmpuint (_loket_prose_sentence_at (draft, draft->length), ==, 1);
}

static void
test_pattern_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketPattern) greedy = _loket_pattern_new ("(?:a+)+b", FALSE, &error);
  g_autofree char *text = g_strnfill (5000, 'a');
  LoketSpan found;
  gint64 start = g_get_monotonic_time ();

  g_assert_no_error (error);
  g_assert_false (_loket_pattern_find (greedy, text, 5000, 0, &found));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);

  g_assert_null (_loket_pattern_new ("(", FALSE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/quality/prose/sentences", test_sentences);
  g_test_add_func ("/quality/prose/normalise", test_normalise);
  g_test_add_func ("/quality/prose/quotes", test_quotes);
  g_test_add_func ("/quality/prose/words", test_words);
  g_test_add_func ("/quality/prose/pattern-limits", test_pattern_limits);
  return g_test_run ();
}
