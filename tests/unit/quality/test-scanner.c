/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "loket-lexicon.h"
#include "loket-literals.h"

/* With or without a scanner the same is found. */

#define TEXTS 300

static LoketLexicon *lexicon;

/* Pieces that the patterns are about, and what may upset them. */
static const char *const pieces[] = {
  "akan ", "segera ", "di", "perbaiki ", "Jalan Melati ", "Dinas PU ", "10 Maret 2026 ", "pukul 09.00 ", "0812 0000 1109 ",
  "NIK 6303045208899909 ", "09.254.294.3-407.000 ", "UU 25 th 2009 ", "bit.ly/x ", "a@b.co.id ", "DA 1234 AB ", "Rp. 50.000 ",
  "s/d ", "itu itu ", "SUDAH SELESAI DIPERBAIKI SEMUA ", "!!", "...", "\n\n", "\n", " ,", "(", ")", "-", "_", "é", "k", "s",
  "Yth. ", "Bapak ", "Ahmad ", "karena ", "RT 4/RW 2 ", "terlampir ", "kapan? ", "😀", "tahun 2027 ", "[nama]", "{{x}}", "XXX ",
  "hari ini ", "Kamis, ", "rekening BRI 0123456789 ", "sesuai ketentuan yang berlaku ", "bukan kewenangan kami ", "1", "0", "62",
};

static char *
random_text (GRand    *rand,
             gboolean  odd)
{
  GString *text = g_string_new (odd ? "ſekarang " : NULL);

  for (int i = g_rand_int_range (rand, 1, 60); i > 0; i--)
    {
      const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];
      g_autofree char *upper = g_rand_int_range (rand, 0, 8) == 0 ? g_utf8_strup (piece, -1) : NULL;

      g_string_append (text, upper != NULL ? upper : piece);
    }
  return g_string_free (text, FALSE);
}

static guint
compare (const LoketPattern *pattern,
         const LoketProse   *plain,
         const LoketProse   *scanned,
         LoketSpan           rest)
{
  LoketSpan expected = { 0, 0 }, found = { 0, 0 };
  guint n = 0;

  for (;; n++)
    {
      gboolean is = _loket_prose_find (plain, pattern, rest, &expected);

      g_assert_cmpint (_loket_prose_find (scanned, pattern, rest, &found), ==, is);
      if (!is)
        return n;
      g_assert_cmpuint (found.start, ==, expected.start);
      g_assert_cmpuint (found.end, ==, expected.end);
      rest.start = found.end;
    }
}

static void
test_same (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  g_autofree guint *matches = g_new0 (guint, lexicon->all->len);
  guint never = 0;

  for (guint i = 0; i < TEXTS; i++)
    {
      g_autofree char *text = random_text (rand, i % 10 == 0);
      g_autoptr (LoketProse) plain = _loket_prose_new (text);
      g_autoptr (LoketProse) scanned = _loket_prose_new (text);

      _loket_prose_scan (scanned, lexicon->scanner);
      for (guint j = 0; j < scanned->blocks->len; j++)
        {
          const LoketBlock *block = g_ptr_array_index (scanned->blocks, j);

          g_assert_cmpint (block->hits == NULL, ==, strstr (block->normal.text, "ſ") != NULL);
        }
      for (guint j = 0; j < lexicon->all->len; j++)
        {
          LoketSpan whole = { 0, plain->length };
          LoketSpan part = _loket_prose_sentence (plain, plain->sentences->len / 2);

          matches[j] += compare (g_ptr_array_index (lexicon->all, j), plain, scanned, whole);
          compare (g_ptr_array_index (lexicon->all, j), plain, scanned, part);
        }
    }
  for (guint j = 0; j < lexicon->all->len; j++)
    never += matches[j] == 0 ? 1 : 0;
  g_test_message ("%u of %u patterns never matched", never, lexicon->all->len);
  g_assert_cmpuint (never * 3, <, lexicon->all->len * 2);
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
test_literals (void)
{
  static const struct
  {
    const char *source;
    const char *expected; /* begins with @ where they lead, ^ where at a word */
  } cases[] = {
    { "\\b(?:akan|Segera)\\b", "@^akan segera" },
    { "akan (?:di|mem)?(?:cek|tambal)", "@akan cek akan dicek akan ditam akan memce akan memta akan tamba" },
    { "(?<!x)\\d{4}-[ab]", "@0000-a 0000-b" },
    { "\\w+ rekening", " rekening" },
    { "(?:ab|cd)+x?", "@ab cd" },
    { "(?:ab)?cd(?!(?:e|\\)f))", "@abcd cd" },
    { "ab{2,3}", "@abb abbb" },
    { "[.,;]x|\\x{41}y", NULL },
    { "a|bc", NULL },
    { "\\w+", NULL },
    { "(?:ab)*", NULL },
    { "é", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LoketLiterals literals = { 0 };
      g_autoptr (GString) text = g_string_new (NULL);

      if (!_loket_literals_read (cases[i].source, &literals))
        {
          g_assert_null (cases[i].expected);
          continue;
        }
      g_string_append (text, literals.leads ? "@" : "");
      g_string_append (text, literals.at_word ? "^" : "");
      g_ptr_array_sort (literals.words, compare_texts);
      for (guint j = 0; j < literals.words->len; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " " : "", (char *) g_ptr_array_index (literals.words, j));
      g_assert_cmpstr (text->str, ==, cases[i].expected);
      _loket_literals_clear (&literals);
    }
}

/* Most patterns run only where one of their words is. */
static void
test_share (void)
{
  guint somewhere = 0;

  for (guint i = 0; i < lexicon->all->len; i++)
    {
      gboolean leads;

      somewhere += _loket_pattern_get_slot (g_ptr_array_index (lexicon->all, i), &leads) >= 0 ? 1 : 0;
    }
  g_assert_cmpuint (somewhere * 10, >, lexicon->all->len * 8);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  lexicon = _loket_lexicon_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/quality/scanner/same", test_same);
  g_test_add_func ("/quality/scanner/literals", test_literals);
  g_test_add_func ("/quality/scanner/share", test_share);
  result = g_test_run ();
  _loket_lexicon_free (lexicon);
  return result;
}
