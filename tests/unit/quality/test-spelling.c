/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "loket-checker.h"
#include "loket-lexicon.h"
#include "loket-spelling.h"
#include "loket-stems.h"

/* With a dictionary of our own, so that it does not matter what is installed. */

static LoketLexicon *lexicon;

static char *
dictionary_new (void)
{
  g_autoptr (GError) error = NULL;
  char *directory = g_dir_make_tmp ("loket-kamus-XXXXXX", &error);
  g_autofree char *aff = g_build_filename (directory, "id_ID.aff", NULL);
  g_autofree char *dic = g_build_filename (directory, "id_ID.dic", NULL);

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (aff, "SET ISO8859-1\nTRY aeinr\n", -1, NULL));
  g_assert_true (g_file_set_contents (dic, "3\nperbaiki\nsaluran\ntambal\n", -1, NULL));
  return directory;
}

static void
dictionary_free (char *directory)
{
  g_autofree char *aff = g_build_filename (directory, "id_ID.aff", NULL);
  g_autofree char *dic = g_build_filename (directory, "id_ID.dic", NULL);

  g_remove (aff);
  g_remove (dic);
  g_rmdir (directory);
  g_free (directory);
}

static void
test_slips (void)
{
  char *directory = dictionary_new ();
  g_autoptr (LoketSpelling) spelling = _loket_spelling_new (directory, lexicon->vocabulary);
  static const char *const slips[] = { "pebaiki", "perbiaki", "perbaaiki", "saluram", "saluan", "ditamsbal", "saluarnnya" };
  static const char *const fine[] = { "saluran", "salurannya", "diperbaiki", "menambal", "sembako", "larvasida", "ketinting", "" };

  g_assert_true (_loket_spelling_is_available (spelling));
  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (slips); i++)
        if (_loket_spelling_judge (spelling, slips[i]) != LOKET_WORD_SLIP)
          g_error ("“%s” is a slip", slips[i]);
      for (guint i = 0; i < G_N_ELEMENTS (fine); i++)
        if (_loket_spelling_judge (spelling, fine[i]) == LOKET_WORD_SLIP)
          g_error ("“%s” is no slip", fine[i]);
    }
  g_assert_cmpint (_loket_spelling_judge (spelling, "ketinting"), ==, LOKET_WORD_UNKNOWN);
  g_assert_cmpint (_loket_spelling_judge (spelling, "sembako"), ==, LOKET_WORD_KNOWN);
  dictionary_free (directory);
}

static void
test_suggestions (void)
{
  char *directory = dictionary_new ();
  g_autoptr (LoketSpelling) spelling = _loket_spelling_new (directory, lexicon->vocabulary);
  g_auto (GStrv) words = _loket_spelling_suggest (spelling, "saluram");
  g_auto (GStrv) none = _loket_spelling_suggest (spelling, "sałuram");
  g_autofree char *long_word = g_strnfill (41, 'a');
  g_auto (GStrv) too_long = _loket_spelling_suggest (spelling, long_word);

  g_assert_cmpstr (words[0], ==, "saluran");
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (too_long), ==, 0);
  g_assert_cmpint (_loket_spelling_judge (spelling, long_word), ==, LOKET_WORD_KNOWN);
  dictionary_free (directory);
}

/* Without a dictionary nothing is a slip, and nothing fails. */
static void
test_absent (void)
{
  g_autoptr (LoketSpelling) spelling = _loket_spelling_new ("/nonexistent", lexicon->vocabulary);
  g_auto (GStrv) words = NULL;

  g_assert_false (_loket_spelling_is_available (spelling));
  g_assert_cmpint (_loket_spelling_judge (spelling, "saluram"), ==, LOKET_WORD_KNOWN);
  words = _loket_spelling_suggest (spelling, "saluram");
  g_assert_cmpuint (g_strv_length (words), ==, 0);
}

/* A text in another language is left alone after some words, and ends soon. */
static void
test_bounded (void)
{
  g_autoptr (LoketChecker) checker = loket_checker_new (NULL);
  g_autoptr (GString) text = g_string_new ("Lampu itu sudah diperbaiki.");
  g_autoptr (LoketCheckInput) input = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  guint slips = 0;

  for (int i = 0; i < 130; i++)
    g_string_append_printf (text, " %.*s%c%s", 2 + i / 26, "lapangan", 'a' + i % 26, &"lapangan"[2 + i / 26]);
  input = loket_check_input_new (text->str, LOKET_OUTCOME_INFORMATION);
  findings = loket_checker_run (checker, input, "id");
  for (guint i = 0; i < findings->len; i++)
    slips += g_str_equal (((LoketFinding *) g_ptr_array_index (findings, i))->rule, "BHS-02") ? 1 : 0;
  g_assert_cmpuint (slips, <=, 40);
  if (loket_checker_take_notice (checker, "id") == NULL)
    g_assert_cmpuint (slips, >=, 30);
}

/* What is missing is told once. */
static void
test_notice (void)
{
  g_autoptr (LoketChecker) checker = loket_checker_new (NULL);

  loket_checker_take_notice (checker, "id");
  g_assert_null (loket_checker_take_notice (checker, "id"));
}

static gboolean
is_root (const char *root,
         gpointer    data)
{
  return g_str_equal (root, data);
}

static void
test_stems (void)
{
  static const char *const pairs[][2] = {
    { "menambal", "tambal" }, { "penambalannya", "tambal" }, { "menyapu", "sapu" }, { "mengirimkan", "kirim" },
    { "memukuli", "pukul" }, { "diperbaikinya", "baik" }, { "keberangkatan", "angkat" }, { "rajinlah", "rajin" },
    { "diberlakukan", "laku" }, { "nirsampah", "sampah" },
  };
  static const char *const others[][2] = {
    { "dipebaiki", "baik" }, { "menabal", "tambal" }, { "keangkatan", "berangkat" }, { "disapo", "sapu" }, { "mena", "a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_true (_loket_stems_any_known (pairs[i][0], is_root, (gpointer) pairs[i][1]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (_loket_stems_any_known (others[i][0], is_root, (gpointer) others[i][1]));
  g_assert_false (_loket_stems_any_known ("", is_root, (gpointer) "a"));
}

int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  lexicon = _loket_lexicon_new (&error);
  g_assert_no_error (error);
  g_test_add_func ("/quality/spelling/slips", test_slips);
  g_test_add_func ("/quality/spelling/suggestions", test_suggestions);
  g_test_add_func ("/quality/spelling/absent", test_absent);
  g_test_add_func ("/quality/spelling/bounded", test_bounded);
  g_test_add_func ("/quality/spelling/notice", test_notice);
  g_test_add_func ("/quality/spelling/stems", test_stems);
  result = g_test_run ();
  _loket_lexicon_free (lexicon);
  return result;
}
