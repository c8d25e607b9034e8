/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "loket-attachment-name.h"
#include "loket-attachment-type.h"
#include "loket-limits.h"

/* Names that are fine, or become so in a way worth pinning down. */
static void
test_words (void)
{
  static const struct
  {
    const char *name;
    const char *type;
    const char *expected;
  } cases[] = {
    { "Foto jalan.jpg", LOKET_ATTACHMENT_TYPE_JPEG, "Foto jalan.jpg" },
    { "IMG_1.JPEG", LOKET_ATTACHMENT_TYPE_JPEG, "IMG_1.jpg" },
    { "Surat No. 12 v1.2.pdf", LOKET_ATTACHMENT_TYPE_PDF, "Surat No. 12 v1.2.pdf" },
    { "Kep.Men 5", LOKET_ATTACHMENT_TYPE_PDF, "Kep.Men 5.pdf" },
    { "foto.png", LOKET_ATTACHMENT_TYPE_JPEG, "foto.jpg" },
    { "foto.exe", LOKET_ATTACHMENT_TYPE_JPEG, "foto_exe.jpg" },
    { "foto.jpg.exe", LOKET_ATTACHMENT_TYPE_PDF, "foto.jpg_exe.pdf" },
    { "foto.exe", NULL, "foto_exe" },
    { "foto.exe", "application/x-dosexec", "foto_exe" },
    { "../../etc/passwd", LOKET_ATTACHMENT_TYPE_TEXT, "_.._etc_passwd.txt" },
    { "..\\..\\a.txt", LOKET_ATTACHMENT_TYPE_TEXT, "_.._a.txt" },
    { "/", LOKET_ATTACHMENT_TYPE_PDF, "_.pdf" },
    { "..", LOKET_ATTACHMENT_TYPE_PDF, "lampiran.pdf" },
    { "", LOKET_ATTACHMENT_TYPE_PDF, "lampiran.pdf" },
    { NULL, LOKET_ATTACHMENT_TYPE_PDF, "lampiran.pdf" },
    { NULL, NULL, "lampiran" },
    { ".bashrc", LOKET_ATTACHMENT_TYPE_TEXT, "bashrc.txt" },
    { ".pdf", LOKET_ATTACHMENT_TYPE_PDF, "pdf.pdf" },
    { "-rf.pdf", LOKET_ATTACHMENT_TYPE_PDF, "rf.pdf" },
    { "CON.txt", LOKET_ATTACHMENT_TYPE_TEXT, "_CON.txt" },
    { "com1.tar.txt", LOKET_ATTACHMENT_TYPE_TEXT, "_com1.tar.txt" },
    { "com10.txt", LOKET_ATTACHMENT_TYPE_TEXT, "com10.txt" },
    { "lpt\302\271.txt", LOKET_ATTACHMENT_TYPE_TEXT, "_lpt\302\271.txt" },
    { "console.txt", LOKET_ATTACHMENT_TYPE_TEXT, "console.txt" },
    { "a\nb\tc\r.pdf", LOKET_ATTACHMENT_TYPE_PDF, "a b c.pdf" },
    { "a\177b\001c.pdf", LOKET_ATTACHMENT_TYPE_PDF, "abc.pdf" },
    { "gpj.\342\200\256fdp.exe", LOKET_ATTACHMENT_TYPE_PDF, "gpj.fdp_exe.pdf" },
    { "a\342\200\213b\357\273\277.pdf", LOKET_ATTACHMENT_TYPE_PDF, "ab.pdf" },
    { "akhir. . .", LOKET_ATTACHMENT_TYPE_PDF, "akhir.pdf" },
    { "rusak\377\376.pdf", LOKET_ATTACHMENT_TYPE_PDF, "rusak.pdf" },
    { "a:b*c?d\"e<f>g|h.pdf", LOKET_ATTACHMENT_TYPE_PDF, "a_b_c_d_e_f_g_h.pdf" },
    { "e\314\201.pdf", LOKET_ATTACHMENT_TYPE_PDF, "\303\251.pdf" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = loket_attachment_clean_name (cases[i].name, cases[i].type);

      g_assert_cmpstr (name, ==, cases[i].expected);
    }
}

/* What holds for every name, however it came about. */
static void
assert_clean (const char *evil,
              const char *type)
{
  g_autofree char *name = loket_attachment_clean_name (evil, type);
  g_autofree char *again = loket_attachment_clean_name (name, type);
  gsize length = strlen (name);

  g_assert_cmpuint (length, >, 0);
  g_assert_cmpuint (length, <=, LOKET_LIMIT_ATTACHMENT_NAME_BYTES);
  g_assert_true (g_utf8_validate (name, -1, NULL));
  g_assert_true (g_str_has_suffix (name, loket_attachment_extension (type)));
  g_assert_cmpint (name[0], !=, '.');
  g_assert_cmpint (name[0], !=, '-');
  g_assert_cmpint (name[0], !=, ' ');
  g_assert_null (strpbrk (name, "/\\:*?\"<>|\n\r\t\177"));
  g_assert_null (strchr (". ", name[length - 1]));
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_false (g_unichar_iscntrl (c));
      g_assert_false (c >= 0x200B && c <= 0x200F);
      g_assert_false (c >= 0x2028 && c <= 0x202E);
      g_assert_false (c >= 0x2060 && c <= 0x206F);
      g_assert_cmpuint (c, !=, 0xFEFF);
      g_assert_cmpuint (c, !=, 0x00AD);
    }
  g_assert_cmpstr (again, ==, name);
}

static void
assert_clean_for_all (const char *evil)
{
  const char * const *types = loket_attachment_allowed_types ();

  for (gsize i = 0; types[i] != NULL; i++)
    assert_clean (evil, types[i]);
  assert_clean (evil, NULL);
  assert_clean (evil, "application/octet-stream");
}

/* Names put together at random from what makes trouble, by a fixed seed. */
static void
test_corpus (void)
{
  static const char * const pieces[] = {
    ".", "..", "/", "\\", " ", "-", "~", "_", ":", "*", "a", "b", "foto", "con", "nul", "aux",
    "com1", "lpt9", ".jpg", ".jpeg", ".pdf", ".exe", ".desktop", ".tar.gz", "%2e%2e%2f", "$HOME",
    "`id`", "\n", "\r", "\t", "\033[31m", "\177", "\302\205", "\302\240", "\302\255",
    "\342\200\213", "\342\200\216", "\342\200\256", "\342\200\257", "\342\201\246",
    "\342\201\251", "\342\201\204", "\342\210\225", "\357\274\217", "\357\274\274",
    "\357\273\277", "\343\205\244", "\357\276\240", "\363\240\201\201", "\357\270\217",
    "\360\237\223\267", "\377", "\300\257", "\355\240\200", "\360\237", "e\314\201", "\314\201",
    "jalan rusak di depan pasar", "\344\270\255\346\226\207", "CONIN$", "COM\302\262",
    "\357\274\216", "\356\200\200",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260105);

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    assert_clean_for_all (pieces[i]);
  for (int i = 0; i < 4000; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);
      int n = g_rand_int_range (rand, 1, 30);

      while (n-- > 0)
        g_string_append (name, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      assert_clean (name->str, loket_attachment_allowed_types ()[i % 9]);
      assert_clean (name->str, NULL);
    }
}

/* The last length that stays and the first that is cut, on a character's border. */
static void
test_length (void)
{
  g_autofree char *fits = g_strnfill (LOKET_LIMIT_ATTACHMENT_NAME_BYTES - 4, 'a');
  g_autofree char *longer = g_strnfill (LOKET_LIMIT_ATTACHMENT_NAME_BYTES - 3, 'a');
  g_autofree char *expected = g_strconcat (fits, ".pdf", NULL);
  g_autofree char *wide = g_strnfill (LOKET_LIMIT_ATTACHMENT_NAME_BYTES - 5, 'a');
  g_autofree char *split = g_strconcat (wide, "\303\251.pdf", NULL);
  g_autofree char *cut = g_strconcat (wide, ".pdf", NULL);
  g_autofree char *name = loket_attachment_clean_name (fits, LOKET_ATTACHMENT_TYPE_PDF);
  g_autofree char *name_longer = loket_attachment_clean_name (longer, LOKET_ATTACHMENT_TYPE_PDF);
  g_autofree char *name_split = loket_attachment_clean_name (split, LOKET_ATTACHMENT_TYPE_PDF);

  g_assert_cmpstr (name, ==, expected);
  g_assert_cmpstr (name_longer, ==, expected);
  g_assert_cmpstr (name_split, ==, cut);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attachment/name/words", test_words);
  g_test_add_func ("/attachment/name/corpus", test_corpus);
  g_test_add_func ("/attachment/name/length", test_length);
  return g_test_run ();
}
