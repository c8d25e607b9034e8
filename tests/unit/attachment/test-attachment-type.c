/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "attachment-files.h"
#include "loket-attachment-type.h"
#include "loket-limits.h"

/* Takes @bytes over. */
static void
assert_type (GBytes     *bytes,
             const char *name,
             const char *expected)
{
  g_autoptr (GBytes) owned = bytes;
  g_autoptr (GError) error = NULL;
  const char *type = loket_attachment_sniff (owned, name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (type, ==, expected);
}

/* Takes @bytes over. */
static void
assert_refused (GBytes              *bytes,
                const char          *name,
                LoketAttachmentError code)
{
  g_autoptr (GBytes) owned = bytes;
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_attachment_sniff (owned, name, &error));
  g_assert_error (error, LOKET_ATTACHMENT_ERROR, (int) code);
}

static void
test_allowed (void)
{
  assert_type (files_picture ("jpeg", 8, 8), "a.jpg", LOKET_ATTACHMENT_TYPE_JPEG);
  assert_type (files_picture ("png", 8, 8), "a.png", LOKET_ATTACHMENT_TYPE_PNG);
  assert_type (files_webp (FALSE), "a.webp", LOKET_ATTACHMENT_TYPE_WEBP);
  assert_type (files_webp (TRUE), "a.webp", LOKET_ATTACHMENT_TYPE_WEBP);
  assert_type (files_pdf (""), "a.pdf", LOKET_ATTACHMENT_TYPE_PDF);
  assert_type (files_docx (NULL), "a.docx", LOKET_ATTACHMENT_TYPE_DOCX);
  assert_type (files_xlsx (), "a.xlsx", LOKET_ATTACHMENT_TYPE_XLSX);
  assert_type (files_odf (LOKET_ATTACHMENT_TYPE_ODT, NULL), "a.odt", LOKET_ATTACHMENT_TYPE_ODT);
  assert_type (files_odf (LOKET_ATTACHMENT_TYPE_ODS, NULL), "a.ods", LOKET_ATTACHMENT_TYPE_ODS);
  /* Contents decide, whatever the name says, or nobody knows one. */
  assert_type (files_picture ("png", 8, 8), "surat.pdf", LOKET_ATTACHMENT_TYPE_PNG);
  assert_type (files_pdf (""), NULL, LOKET_ATTACHMENT_TYPE_PDF);
}

static void
test_text (void)
{
  static const char * const texts[] = {
    "Jalan rusak di depan pasar sejak Januari.\n",
    "\357\273\277Dengan BOM\r\nbaris dua\r\n",
    "nama;alamat;telepon\nSiti;Jl. Mawar 1;021-5550100\n",
    "a,b,c\n1,2,3\n4,5,6\n",
    "Yth. Bapak/Ibu,\n\nkami import bahan dari gudang; def. volume 2 m3.\n# catatan\n",
    "Caf\303\251 \342\200\223 \360\237\223\267\n",
    "{\"kunci\": 1}\n",
    "x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_type (files_text (texts[i]), "catatan.txt", LOKET_ATTACHMENT_TYPE_TEXT);
  assert_refused (files_text ("Caf\351 di sudut\n"), "a.txt", LOKET_ATTACHMENT_ERROR_ENCODING);
  assert_refused (files_text ("warna \033[31mmerah\n"), "a.txt", LOKET_ATTACHMENT_ERROR_ENCODING);
}

static void
test_refused (void)
{
  static const guchar elf[64] = { 0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0,
                                  0x3e, 0, 1 };
  static const guchar seven[] = { '7', 'z', 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 0, 0, 0, 0 };
  static const guchar gzip[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  guchar dos[256] = { 'M', 'Z', 0x90, 0, 3 };
  static const struct
  {
    const char          *text;
    const char          *name;
    LoketAttachmentError code;
  } texts[] = {
    { "#!/bin/sh\nrm -rf ~\n", "a.txt", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { "#!/usr/bin/env python3\nprint (1)\n", "a.txt", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { "\n <?php system ($_GET['c']); ?>\n", "a.txt", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { "@echo off\r\ndel *.*\r\n", "a.txt", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { "[Desktop Entry]\nType=Application\nExec=sh -c id\n", "foto.jpg", LOKET_ATTACHMENT_ERROR_LAUNCHER },
    { "# foto\n[Desktop Entry]\nExec=sh\n", "foto.jpg", LOKET_ATTACHMENT_ERROR_LAUNCHER },
    { "[InternetShortcut]\r\nURL=http://x.example\r\n", "a.txt", LOKET_ATTACHMENT_ERROR_LAUNCHER },
    { "<!DOCTYPE html><html><body>x</body></html>", "a.txt", LOKET_ATTACHMENT_ERROR_WEB_PAGE },
    { "catatan\n<SCRIPT>alert(1)</SCRIPT>\n", "a.txt", LOKET_ATTACHMENT_ERROR_WEB_PAGE },
    { "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "a.png", LOKET_ATTACHMENT_ERROR_WEB_PAGE },
    { "<?xml version=\"1.0\"?>\n<svg/>", "a.png", LOKET_ATTACHMENT_ERROR_WEB_PAGE },
    { "{\\rtf1\\ansi hello}", "a.rtf", LOKET_ATTACHMENT_ERROR_TYPE },
    { "GIF89a\1\0\1", "a.gif", LOKET_ATTACHMENT_ERROR_TYPE },
    { "biasa saja\n", "catatan.sh", LOKET_ATTACHMENT_ERROR_SCRIPT },
    { "biasa saja\n", "catatan.DESKTOP", LOKET_ATTACHMENT_ERROR_LAUNCHER },
    { "biasa saja\n", "catatan.exe", LOKET_ATTACHMENT_ERROR_PROGRAM },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *shown = g_strescape (texts[i].text, NULL);

      g_test_message ("%s as %s", shown, texts[i].name);
      assert_refused (files_text (texts[i].text), texts[i].name, texts[i].code);
    }
  dos[60] = 128;
  memcpy (dos + 128, "PE\0\0\x64\x86", 6);
  assert_refused (g_bytes_new (elf, sizeof elf), "foto.jpg", LOKET_ATTACHMENT_ERROR_PROGRAM);
  assert_refused (g_bytes_new (dos, sizeof dos), "foto.jpg", LOKET_ATTACHMENT_ERROR_PROGRAM);
  assert_refused (g_bytes_new (seven, sizeof seven), "a.pdf", LOKET_ATTACHMENT_ERROR_ARCHIVE);
  assert_refused (g_bytes_new (gzip, sizeof gzip), "a.pdf", LOKET_ATTACHMENT_ERROR_ARCHIVE);
  assert_refused (files_zip ("foto.jpg", "x", NULL), "a.zip", LOKET_ATTACHMENT_ERROR_ARCHIVE);
  assert_refused (files_zip ("META-INF/MANIFEST.MF", "x", NULL), "a.jar", LOKET_ATTACHMENT_ERROR_ARCHIVE);
}

static void
test_office (void)
{
  static const char * const macros[] = { "word/vbaProject.bin", "XL/VBAPROJECT.BIN", "word/vbaData.xml",
                                         "word/activeX/activeX1.xml", "xl/macrosheets/sheet1.xml" };
  g_autoptr (GBytes) docx = files_docx (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (macros); i++)
    assert_refused (files_docx (macros[i]), "a.docx", LOKET_ATTACHMENT_ERROR_MACROS);
  assert_refused (files_odf (LOKET_ATTACHMENT_TYPE_ODT, "Basic/Standard/Module1.xml"), "a.odt",
                  LOKET_ATTACHMENT_ERROR_MACROS);
  assert_refused (files_odf (LOKET_ATTACHMENT_TYPE_ODS, "Scripts/python/x.py"), "a.ods",
                  LOKET_ATTACHMENT_ERROR_MACROS);
  assert_refused (files_odf ("application/vnd.oasis.opendocument.presentation", NULL), "a.odp",
                  LOKET_ATTACHMENT_ERROR_TYPE);
  assert_refused (files_zip ("[Content_Types].xml",
                             "<Types><Override ContentType=\"application/vnd.ms-word.document."
                             "macroEnabled.main+xml\"/></Types>", NULL),
                  "a.docx", LOKET_ATTACHMENT_ERROR_MACROS);
  assert_refused (files_zip ("[Content_Types].xml", "<Types/>", NULL), "a.pptx",
                  LOKET_ATTACHMENT_ERROR_TYPE);
  assert_refused (files_zip ("mimetype", LOKET_ATTACHMENT_TYPE_ODT, "[Content_Types].xml",
                             "<Types/>", NULL), "a.odt", LOKET_ATTACHMENT_ERROR_TWO_KINDS);
  /* The mimetype counts where the standard wants it, in front. */
  assert_refused (files_zip ("a.txt", "x", "mimetype", LOKET_ATTACHMENT_TYPE_ODT, NULL), "a.odt",
                  LOKET_ATTACHMENT_ERROR_ARCHIVE);
  assert_refused (files_zip ("mimetype", LOKET_ATTACHMENT_TYPE_ODT, "a.xml", "x", "A.xml", "y", NULL),
                  "a.odt", LOKET_ATTACHMENT_ERROR_DAMAGED);
  assert_refused (files_join (docx, "#!/bin/sh\n", 10), "a.docx", LOKET_ATTACHMENT_ERROR_DAMAGED);
  assert_refused (g_bytes_new_from_bytes (docx, 0, g_bytes_get_size (docx) - 30), "a.docx",
                  LOKET_ATTACHMENT_ERROR_DAMAGED);
}

/* One file that two programs read as two. */
static void
test_two_kinds (void)
{
  g_autoptr (GBytes) zip = files_zip ("a.txt", "isi", NULL);
  g_autoptr (GBytes) jpeg = files_picture ("jpeg", 8, 8);
  g_autoptr (GBytes) png = files_picture ("png", 8, 8);
  g_autoptr (GBytes) pdf = files_pdf ("");
  gsize n_zip;
  gconstpointer zip_data = g_bytes_get_data (zip, &n_zip);

  assert_refused (files_join (jpeg, zip_data, n_zip), "a.jpg", LOKET_ATTACHMENT_ERROR_TWO_KINDS);
  assert_refused (files_join (png, zip_data, n_zip), "a.png", LOKET_ATTACHMENT_ERROR_TWO_KINDS);
  assert_refused (files_join (pdf, zip_data, n_zip), "a.pdf", LOKET_ATTACHMENT_ERROR_TWO_KINDS);
  assert_refused (files_join (jpeg, "<script>1</script>", 18), "a.jpg",
                  LOKET_ATTACHMENT_ERROR_TWO_KINDS);
  assert_refused (files_join (jpeg, "%PDF-1.4\n", 9), "a.jpg", LOKET_ATTACHMENT_ERROR_TWO_KINDS);
  /* A phone's film behind a photo is none of these. */
  assert_type (files_join (jpeg, "\0\0\0\x18" "ftypmp42\0\0\0\0", 16), "a.jpg",
               LOKET_ATTACHMENT_TYPE_JPEG);
}

static void
test_pdf (void)
{
  assert_refused (files_pdf ("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "a.pdf",
                  LOKET_ATTACHMENT_ERROR_MACROS);
  assert_refused (files_pdf ("/OpenAction << /S /Launch /F (cmd.exe) >>"), "a.pdf",
                  LOKET_ATTACHMENT_ERROR_MACROS);
  assert_refused (files_text ("%PDF-1.4\n1 0 obj\n<< >>\n"), "a.pdf", LOKET_ATTACHMENT_ERROR_DAMAGED);
}

static void
test_size (void)
{
  g_autofree char *text = g_strnfill (LOKET_LIMIT_ATTACHMENT_BYTES + 1, 'a');

  assert_refused (g_bytes_new (NULL, 0), "a.txt", LOKET_ATTACHMENT_ERROR_EMPTY);
  assert_type (g_bytes_new (text, LOKET_LIMIT_ATTACHMENT_BYTES), "a.txt", LOKET_ATTACHMENT_TYPE_TEXT);
  assert_refused (g_bytes_new (text, LOKET_LIMIT_ATTACHMENT_BYTES + 1), "a.txt",
                  LOKET_ATTACHMENT_ERROR_TOO_LARGE);
}

/* Every cut of every kind is refused or still that kind, and nothing reads past
 * its end (the sanitizers watch). */
static void
test_cut (void)
{
  GBytes *files[] = {
    files_picture ("jpeg", 4, 4), files_picture ("png", 4, 4), files_webp (TRUE),
    files_pdf (""), files_docx (NULL), files_odf (LOKET_ATTACHMENT_TYPE_ODT, NULL),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gsize length = g_bytes_get_size (files[i]);
      gsize step = MAX (1, length / 40);

      for (gsize n = 1; n < length; n += step)
        {
          g_autofree char *copy = g_memdup2 (g_bytes_get_data (files[i], NULL), n);
          g_autoptr (GBytes) cut = g_bytes_new_take (g_steal_pointer (&copy), n);
          const char *type = loket_attachment_sniff (cut, NULL, NULL);

          if (i != 3) /* the head of a PDF may be text */
            g_assert_true (type == NULL || strcmp (type, LOKET_ATTACHMENT_TYPE_TEXT) == 0);
        }
      g_clear_pointer (&files[i], g_bytes_unref);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attachment/type/allowed", test_allowed);
  g_test_add_func ("/attachment/type/text", test_text);
  g_test_add_func ("/attachment/type/refused", test_refused);
  g_test_add_func ("/attachment/type/office", test_office);
  g_test_add_func ("/attachment/type/two-kinds", test_two_kinds);
  g_test_add_func ("/attachment/type/pdf", test_pdf);
  g_test_add_func ("/attachment/type/size", test_size);
  g_test_add_func ("/attachment/type/cut", test_cut);
  return g_test_run ();
}
