/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "attachment-files.h"

#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <gdk-pixbuf/gdk-pixbuf.h>

GBytes *
files_text (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

GBytes *
files_join (GBytes     *first,
            const void *then,
            gsize       length)
{
  GByteArray *all = g_byte_array_new ();
  gsize n;
  gconstpointer data = g_bytes_get_data (first, &n);

  g_byte_array_append (all, data, (guint) n);
  g_byte_array_append (all, then, (guint) length);
  return g_byte_array_free_to_bytes (all);
}

static void
add_part (struct archive *archive,
          const char     *name,
          const char     *contents)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) strlen (contents));
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, 1767571200, 0);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, contents, strlen (contents)), ==,
                   (int) strlen (contents));
  archive_entry_free (entry);
}

static GBytes *
zip_list (const char * const *names_and_contents)
{
  gsize capacity = 4 * 1024 * 1024;
  char *buffer = g_malloc (capacity);
  gsize used = 0;
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  archive_write_set_bytes_in_last_block (archive, 1);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, capacity, &used), ==, ARCHIVE_OK);
  for (const char * const *p = names_and_contents; *p != NULL; p += 2)
    add_part (archive, p[0], p[1]);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);
  return g_bytes_new_take (g_realloc (buffer, used), used);
}

GBytes *
files_zip (const char *name,
           ...)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  va_list args;
  const char *next;

  g_ptr_array_add (list, (gpointer) name);
  va_start (args, name);
  while ((next = va_arg (args, const char *)) != NULL)
    g_ptr_array_add (list, (gpointer) next);
  va_end (args);
  g_ptr_array_add (list, NULL);
  return zip_list ((const char * const *) list->pdata);
}

#define TYPES_START "<?xml version=\"1.0\"?><Types><Default Extension=\"xml\" ContentType=\"application/xml\"/>" \
                    "<Override PartName=\"/main.xml\" ContentType=\"application/vnd."
#define TYPES_END "\"/></Types>"

GBytes *
files_docx (const char *more_name)
{
  const char *types = TYPES_START
    "openxmlformats-officedocument.wordprocessingml.document.main+xml" TYPES_END;

  return files_zip ("[Content_Types].xml", types, "main.xml", "<document/>",
                    more_name != NULL ? more_name : "docProps/app.xml", "<x/>", NULL);
}

GBytes *
files_xlsx (void)
{
  return files_zip ("[Content_Types].xml",
                    TYPES_START "openxmlformats-officedocument.spreadsheetml.sheet.main+xml" TYPES_END,
                    "main.xml", "<workbook/>", NULL);
}

GBytes *
files_odf (const char *type,
           const char *more_name)
{
  return files_zip ("mimetype", type, "content.xml", "<office/>",
                    more_name != NULL ? more_name : "meta.xml", "<x/>", NULL);
}

GBytes *
files_pdf (const char *inside)
{
  g_autofree char *text =
    g_strdup_printf ("%%PDF-1.4\n1 0 obj\n<< /Type /Catalog %s >>\nendobj\n"
                     "trailer\n<< /Root 1 0 R >>\n%%%%EOF\n", inside);

  return files_text (text);
}

/* A picture with a gradient, so that turning it or losing bits shows. */
GBytes *
files_picture (const char *format,
               guint       width,
               guint       height)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, (int) width, (int) height);
  g_autoptr (GError) error = NULL;
  guchar *pixels = gdk_pixbuf_get_pixels (pixbuf);
  int stride = gdk_pixbuf_get_rowstride (pixbuf);
  char *buffer;
  gsize length;

  for (guint y = 0; y < height; y++)
    for (guint x = 0; x < width; x++)
      {
        guchar *p = pixels + y * (guint) stride + x * 3;

        p[0] = (guchar) (x * 255 / width);
        p[1] = (guchar) (y * 255 / height);
        p[2] = (guchar) ((x + y) % 2 * 200);
      }
  gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, format, &error, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (buffer, length);
}

/* The smallest lossless WebP there is: one pixel; @extended adds the header that
 * metadata needs. */
GBytes *
files_webp (gboolean extended)
{
  static const guchar simple[] = {
    'R', 'I', 'F', 'F', 26, 0, 0, 0, 'W', 'E', 'B', 'P',
    'V', 'P', '8', 'L', 13, 0, 0, 0,
    0x2f, 0, 0, 0, 0x10, 0x07, 0x10, 0x11, 0x11, 0x88, 0x88, 0xfe, 0x07, 0,
  };
  static const guchar header[] = {
    'R', 'I', 'F', 'F', 44, 0, 0, 0, 'W', 'E', 'B', 'P',
    'V', 'P', '8', 'X', 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  };
  GByteArray *file;

  if (!extended)
    return g_bytes_new_static (simple, sizeof simple);
  file = g_byte_array_new ();
  g_byte_array_append (file, header, sizeof header);
  g_byte_array_append (file, simple + 12, sizeof simple - 12);
  return g_byte_array_free_to_bytes (file);
}
