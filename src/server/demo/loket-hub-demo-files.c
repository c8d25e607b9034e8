/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-server"

#include "config.h"

#include "loket-hub-demo-files.h"

#include <math.h>
#include <string.h>

#include "loket-attachment-type.h"

/*
 * Files for the invented region: a drawing that stands for a photo of a road, and
 * a letter of one page. Both are made here, so that nothing of anybody is in them.
 */

#define WIDTH  480
#define HEIGHT 320
#define HORIZON 120

typedef struct
{
  guint8 red;
  guint8 green;
  guint8 blue;
} Colour;

/* Where the road is as wide as the picture is at its foot, at the horizon a strip. */
static gboolean
is_road (int x,
         int y)
{
  double depth = (double) (y - HORIZON) / (HEIGHT - HORIZON);

  return fabs (x - WIDTH / 2.0) < 12.0 + depth * 190.0;
}

/* One of the holes, flat as the road is seen. */
static gboolean
is_hole (int   x,
         int   y,
         guint number)
{
  for (guint i = 0; i < 2 + number % 3; i++)
    {
      double wide = 26.0 + 14.0 * ((number + i) % 3);
      double across = (x - (WIDTH / 2.0 - 70.0 + 62.0 * i)) / wide;
      double along = (y - (200.0 + 34.0 * ((number + i) % 3))) / (wide / 3.0);

      if (across * across + along * along < 1.0)
        return TRUE;
    }
  return FALSE;
}

static Colour
paint (int   x,
       int   y,
       guint number)
{
  guint8 grain = (guint8) ((x * 7 + y * 13 + x * y) % 9);

  if (y < HORIZON)
    return (Colour) { (guint8) (150 + y / 2), (guint8) (180 + y / 3), 225 };
  if (!is_road (x, y))
    return (Colour) { (guint8) (92 + grain), (guint8) (124 + grain), 62 };
  if (is_hole (x, y, number))
    return number % 2 == 0 ? (Colour) { (guint8) (58 + grain), 52, 48 }
                           : (Colour) { 120, (guint8) (106 + grain), 84 };
  if (abs (x - WIDTH / 2) < 3 && (y / 18) % 2 == 0)
    return (Colour) { 226, 226, 214 };
  return (Colour) { (guint8) (118 + grain), (guint8) (118 + grain), (guint8) (120 + grain) };
}

static void
append_number (GByteArray *bytes,
               guint32     number)
{
  guint32 big = GUINT32_TO_BE (number);

  g_byte_array_append (bytes, (const guint8 *) &big, sizeof big);
}

/* CRC-32 of ISO 3309, which ends each part of a PNG. */
static guint32
check_sum (const guint8 *data,
           gsize         length)
{
  guint32 sum = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      sum ^= data[i];
      for (guint bit = 0; bit < 8; bit++)
        sum = (sum >> 1) ^ ((sum & 1) != 0 ? 0xedb88320 : 0);
    }
  return ~sum;
}

static void
append_part (GByteArray   *png,
             const char   *kind,
             const guint8 *data,
             gsize         length)
{
  guint begin = png->len + 4;

  append_number (png, (guint32) length);
  g_byte_array_append (png, (const guint8 *) kind, 4);
  if (length > 0)
    g_byte_array_append (png, data, (guint) length);
  append_number (png, check_sum (png->data + begin, png->len - begin));
}

static GBytes *
pack (const guint8 *data,
      gsize         length)
{
  g_autoptr (GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6);
  g_autoptr (GInputStream) plain = g_memory_input_stream_new_from_data (data, (gssize) length, NULL);
  g_autoptr (GInputStream) packed = g_converter_input_stream_new (plain, G_CONVERTER (packer));
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();

  g_output_stream_splice (out, packed, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}

/**
 * loket_hub_demo_draw_road:
 * @number: which road, the same for the same
 *
 * Draws a road with holes, some with water in them.
 *
 * Returns: (transfer full): a PNG
 */
GBytes *
loket_hub_demo_draw_road (guint number)
{
  static const guint8 signature[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guint8 head[] = { 0, 0, WIDTH >> 8, WIDTH & 0xff, 0, 0, HEIGHT >> 8, HEIGHT & 0xff, 8, 2, 0, 0, 0 };
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GBytes) packed = NULL;
  GByteArray *png = g_byte_array_new ();
  gconstpointer data;
  gsize length;

  for (int y = 0; y < HEIGHT; y++)
    {
      static const guint8 unfiltered = 0;

      g_byte_array_append (rows, &unfiltered, 1);
      for (int x = 0; x < WIDTH; x++)
        {
          Colour colour = paint (x, y, number);

          g_byte_array_append (rows, (const guint8 *) &colour, sizeof colour);
        }
    }
  packed = pack (rows->data, rows->len);
  data = g_bytes_get_data (packed, &length);
  g_byte_array_append (png, signature, sizeof signature);
  append_part (png, "IHDR", head, sizeof head);
  append_part (png, "IDAT", data, length);
  append_part (png, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (png);
}

/**
 * loket_hub_demo_write_letter:
 * @lines: (array zero-terminated=1): its lines, in ASCII without brackets
 *
 * Writes a letter of one page.
 *
 * Returns: (transfer full): a PDF
 */
GBytes *
loket_hub_demo_write_letter (const char *const *lines)
{
  g_autoptr (GString) page = g_string_new ("BT /F1 12 Tf 72 760 Td 18 TL\n");
  g_autofree char *content = NULL;
  const char *objects[] = {
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    "/Resources << /Font << /F1 4 0 R >> >> >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    NULL,
  };
  gsize places[G_N_ELEMENTS (objects)];
  GString *pdf = g_string_new ("%PDF-1.4\n");
  gsize table;

  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (page, "(%s) Tj T*\n", lines[i]);
  g_string_append (page, "ET\n");
  content = g_strdup_printf ("<< /Length %" G_GSIZE_FORMAT " >>\nstream\n%sendstream", page->len, page->str);
  objects[G_N_ELEMENTS (objects) - 1] = content;
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      places[i] = pdf->len;
      g_string_append_printf (pdf, "%u 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
  table = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", (guint) G_N_ELEMENTS (objects) + 1);
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    g_string_append_printf (pdf, "%010" G_GSIZE_FORMAT " 00000 n \n", places[i]);
  g_string_append_printf (pdf, "trailer\n<< /Size %u /Root 1 0 R >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          (guint) G_N_ELEMENTS (objects) + 1, table);
  return g_string_free_to_bytes (pdf);
}

static gboolean
add (LoketHubStorage  *storage,
     GPtrArray        *attachments,
     GBytes           *bytes,
     const char       *name,
     const char       *type,
     GError          **error)
{
  g_autofree char *sha256 = loket_hub_shelf_store_file (LOKET_HUB_SHELF (storage), bytes, type, error);

  if (sha256 == NULL)
    return FALSE;
  g_ptr_array_add (attachments, loket_attachment_new (NULL, sha256, (gint64) g_bytes_get_size (bytes),
                                                      name, type));
  return TRUE;
}

/**
 * loket_hub_demo_give_files:
 * @storage: the hub, inside a transaction on its thread
 * @complaint: an invented complaint that is not stored yet
 * @number: which one; every second one has a letter too
 * @error: return location for a #GError
 *
 * Gives a complaint what its reporter could have sent with it.
 *
 * Returns: whether the files are stored
 */
gboolean
loket_hub_demo_give_files (LoketHubStorage  *storage,
                           LoketComplaint   *complaint,
                           guint             number,
                           GError          **error)
{
  static const char *const letter[] = {
    "Kepada Yth. Dinas Pekerjaan Umum dan Penataan Ruang", "", "Perihal: permohonan perbaikan jalan", "",
    "Dengan hormat,", "kami warga RT 04 memohon jalan di lingkungan kami diperbaiki.",
    "Foto keadaan jalan kami lampirkan.", "", "Ketua RT 04", NULL,
  };
  g_autoptr (GBytes) photo = loket_hub_demo_draw_road (number);
  g_autoptr (GBytes) paper = loket_hub_demo_write_letter (letter);
  LoketMessage *message = loket_message_new ();

  message->id = g_strdup_printf ("%s-0", complaint->tracking_id);
  message->author = LOKET_AUTHOR_SYSTEM;
  message->text = g_strdup (LOKET_HUB_FILES_ENTRY);
  message->at = complaint->received_at;
  message->attachments = loket_attachments_new ();
  g_ptr_array_insert (complaint->messages, 0, message);
  return add (storage, message->attachments, photo, "Foto lokasi.png", LOKET_ATTACHMENT_TYPE_PNG, error) &&
         (number % 2 == 0 ||
          add (storage, message->attachments, paper, "Surat warga.pdf", LOKET_ATTACHMENT_TYPE_PDF, error));
}
