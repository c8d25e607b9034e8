/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <gexiv2/gexiv2.h>
#include <glib/gstdio.h>

#include "attachment-files.h"
#include "loket-attachment-type.h"
#include "loket-limits.h"
#include "loket-photo.h"

/* What must be nowhere in a cleaned photo. */
#define CANARY "KANARI-7.2575S-112.7521E"

/* A photo with everything a phone may write, by another library. */
static GBytes *
plant_tags (GBytes             *photo,
            const char         *suffix,
            const char * const *tags_and_values)
{
  g_autofree char *path = g_strdup_printf ("%s/loket-photo-XXXXXX%s", g_get_tmp_dir (), suffix);
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  g_autoptr (GError) error = NULL;
  char *contents;
  gsize length;
  int fd = g_mkstemp (path);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_file_set_contents (path, g_bytes_get_data (photo, NULL), (gssize) g_bytes_get_size (photo), &error);
  g_assert_no_error (error);
  gexiv2_metadata_open_path (metadata, path, &error);
  g_assert_no_error (error);
  for (const char * const *tag = tags_and_values; *tag != NULL; tag += 2)
    {
      gexiv2_metadata_try_set_tag_string (metadata, tag[0], tag[1], &error);
      g_assert_no_error (error);
    }
  gexiv2_metadata_save_file (metadata, path, &error);
  g_assert_no_error (error);
  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return g_bytes_new_take (contents, length);
}

static const char * const everything[] = {
  "Exif.Image.Orientation", "6",
  "Exif.GPSInfo.GPSLatitude", "7/1 15/1 27/1",
  "Exif.GPSInfo.GPSLatitudeRef", "S",
  "Exif.GPSInfo.GPSLongitude", "112/1 45/1 7/1",
  "Exif.GPSInfo.GPSLongitudeRef", "E",
  "Exif.GPSInfo.GPSProcessingMethod", CANARY,
  "Exif.Image.Make", CANARY,
  "Exif.Image.Model", CANARY,
  "Exif.Image.Software", CANARY,
  "Exif.Image.Artist", CANARY,
  "Exif.Image.ImageDescription", CANARY,
  "Exif.Photo.BodySerialNumber", CANARY,
  "Exif.Photo.DateTimeOriginal", "2026:01:05 13:26:23",
  "Exif.Photo.UserComment", CANARY,
  "Exif.Photo.MakerNote", "75 65 78 65 82 73", /* KANARI, in a form only its maker knows */
  "Xmp.dc.description", CANARY,
  "Xmp.photoshop.City", CANARY,
  "Xmp.exif.GPSLatitude", "7,15.27S",
  "Iptc.Application2.City", CANARY,
  "Iptc.Application2.Caption", CANARY,
  NULL,
};

static GBytes *
plant_everything (GBytes     *photo,
                  const char *suffix)
{
  return plant_tags (photo, suffix, everything);
}

static gboolean
holds (GBytes     *bytes,
       const void *what,
       gsize       n)
{
  gsize length;
  gconstpointer data = g_bytes_get_data (bytes, &length);

  return memmem (data, length, what, n) != NULL;
}

static GBytes *
insert (GBytes     *bytes,
        gsize       at,
        const void *what,
        gsize       n)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  GByteArray *all = g_byte_array_new ();

  g_byte_array_append (all, data, (guint) at);
  g_byte_array_append (all, what, (guint) n);
  g_byte_array_append (all, data + at, (guint) (length - at));
  return g_byte_array_free_to_bytes (all);
}

static GdkPixbuf *
decode (GBytes *bytes)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) error = NULL;

  gdk_pixbuf_loader_write_bytes (loader, bytes, &error);
  g_assert_no_error (error);
  gdk_pixbuf_loader_close (loader, &error);
  g_assert_no_error (error);
  return g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));
}

static void
assert_same_pixels (GBytes *a,
                    GBytes *b)
{
  g_autoptr (GdkPixbuf) first = decode (a);
  g_autoptr (GdkPixbuf) second = decode (b);
  g_autoptr (GBytes) pixels_first = gdk_pixbuf_read_pixel_bytes (first);
  g_autoptr (GBytes) pixels_second = gdk_pixbuf_read_pixel_bytes (second);

  g_assert_cmpint (gdk_pixbuf_get_width (first), ==, gdk_pixbuf_get_width (second));
  g_assert_cmpint (gdk_pixbuf_get_height (first), ==, gdk_pixbuf_get_height (second));
  g_assert_true (g_bytes_equal (pixels_first, pixels_second));
}

static guint
read_orientation (GBytes *bytes)
{
  g_autoptr (GExiv2Metadata) metadata = gexiv2_metadata_new ();
  g_autoptr (GError) error = NULL;

  gexiv2_metadata_open_buf (metadata, g_bytes_get_data (bytes, NULL),
                            (glong) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return (guint) gexiv2_metadata_try_get_orientation (metadata, NULL);
}

/* Cleans @bytes; what comes out has no canary and is what cleaning it again
 * gives. */
static GBytes *
strip (GBytes           *bytes,
       const char       *type,
       LoketPhotoReport *report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) again = NULL;
  LoketPhotoReport nothing;
  GBytes *clean = loket_photo_strip (bytes, type, report, &error);

  g_assert_no_error (error);
  g_assert_false (holds (clean, CANARY, strlen (CANARY)));
  g_assert_false (holds (clean, "KANARI", 6));
  again = loket_photo_strip (clean, type, &nothing, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (again, clean));
  g_assert_false (nothing.had_place || nothing.had_device || nothing.had_time || nothing.had_more);
  return clean;
}

static void
assert_everything (const LoketPhotoReport *report)
{
  g_assert_true (report->had_place);
  g_assert_true (report->had_device);
  g_assert_true (report->had_time);
  g_assert_true (report->had_more);
}

/* One segment of a JPEG with the canary in it. */
static GBytes *
with_segment (GBytes     *photo,
              guchar      marker,
              const char *head,
              gsize       n_head)
{
  g_autoptr (GByteArray) segment = g_byte_array_new ();
  gsize n = 2 + n_head + strlen (CANARY);
  guchar start[] = { 0xFF, marker, (guchar) (n >> 8), (guchar) n };

  g_byte_array_append (segment, start, sizeof start);
  g_byte_array_append (segment, (const guchar *) head, (guint) n_head);
  g_byte_array_append (segment, (const guchar *) CANARY, strlen (CANARY));
  return insert (photo, 2, segment->data, segment->len);
}

static void
test_jpeg (void)
{
  static const guchar profile[] = { 0xFF, 0xE2, 0, 24, 'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I',
                                    'L', 'E', 0, 1, 1, 0, 0, 0, 8, 'w', 'a', 'r', 'n' };
  static const struct
  {
    guchar      marker;
    const char *head;
    gsize       n;
  } segments[] = {
    { 0xE0, "JFXX\0\x10", 6 },     { 0xE1, "Exif\0\0", 6 },     { 0xE1, "http://ns.adobe.com/xap/1.0/\0", 29 },
    { 0xE1, "http://ns.adobe.com/xmp/extension/\0", 35 },       { 0xE1, "tak dikenal", 11 },
    { 0xE2, "MPF\0", 4 },          { 0xE2, "FPXR\0", 5 },       { 0xE4, "SAMSUNG", 7 },
    { 0xEB, "JP\0\1", 4 },         { 0xED, "Photoshop 3.0\0", 14 }, { 0xEF, "", 0 },
    { 0xFE, "", 0 },               { 0xF0, "", 0 },
  };
  g_autoptr (GBytes) plain = files_picture ("jpeg", 37, 23);
  g_autoptr (GBytes) planted = plant_everything (plain, ".jpg");
  g_autoptr (GBytes) coloured = insert (planted, 2, profile, sizeof profile);
  g_autoptr (GBytes) film = files_join (coloured, "\0\0\0\x18" "ftypmp42" CANARY, 12 + sizeof CANARY);
  g_autoptr (GBytes) clean = NULL;
  LoketPhotoReport report;

  g_assert_true (holds (film, CANARY, strlen (CANARY)));
  clean = strip (film, LOKET_ATTACHMENT_TYPE_JPEG, &report);
  assert_everything (&report);
  g_assert_cmpuint (read_orientation (clean), ==, 6);
  g_assert_true (holds (clean, profile, sizeof profile));
  assert_same_pixels (plain, clean);

  for (gsize i = 0; i < G_N_ELEMENTS (segments); i++)
    {
      g_autoptr (GBytes) more = with_segment (plain, segments[i].marker, segments[i].head, segments[i].n);
      g_autoptr (GBytes) without = NULL;

      g_test_message ("marker %02X", segments[i].marker);
      without = strip (more, LOKET_ATTACHMENT_TYPE_JPEG, NULL);
      assert_same_pixels (plain, without);
    }
}

/* A small picture of itself, and the one in the JFIF header. */
static void
test_thumbnails (void)
{
  static const guchar jfif[] = { 0xFF, 0xE0, 0, 22, 'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1,
                                 1, 2, 'K', 'A', 'N', 'A', 'R', 'I' };
  g_autoptr (GBytes) plain = files_picture ("jpeg", 37, 23);
  g_autoptr (GBytes) tail = g_bytes_new_from_bytes (plain, 20, g_bytes_get_size (plain) - 20);
  g_autoptr (GBytes) start = g_bytes_new ("\xFF\xD8", 2);
  g_autoptr (GBytes) head = files_join (start, jfif, sizeof jfif);
  g_autoptr (GBytes) small = files_join (head, g_bytes_get_data (tail, NULL), g_bytes_get_size (tail));
  g_autoptr (GBytes) clean = NULL;
  LoketPhotoReport report;

  clean = strip (small, LOKET_ATTACHMENT_TYPE_JPEG, &report);
  g_assert_true (report.had_more);
  g_assert_false (report.had_place);
  assert_same_pixels (plain, clean);
}

static guint32
count_crc (const guchar *data,
           gsize         length)
{
  guint32 crc = 0xFFFFFFFF;

  while (length-- > 0)
    {
      crc ^= *data++;
      for (int i = 0; i < 8; i++)
        crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
    }
  return ~crc;
}

/* One more chunk of a PNG, behind its header (8 + 25 bytes). */
static GBytes *
with_chunk (GBytes     *photo,
            const char *name,
            const char *contents,
            gsize       n)
{
  g_autoptr (GByteArray) chunk = g_byte_array_new ();
  guint32 length = GUINT32_TO_BE ((guint32) n);
  guint32 crc;

  g_byte_array_append (chunk, (guchar *) &length, 4);
  g_byte_array_append (chunk, (const guchar *) name, 4);
  g_byte_array_append (chunk, (const guchar *) contents, (guint) n);
  crc = GUINT32_TO_BE (count_crc (chunk->data + 4, n + 4));
  g_byte_array_append (chunk, (guchar *) &crc, 4);
  return insert (photo, 33, chunk->data, chunk->len);
}

static void
test_png (void)
{
  static const char * const chunks[] = { "tEXt", "zTXt", "iTXt", "eXIf", "tIME", "prVt", "caBX" };
  g_autoptr (GBytes) plain = files_picture ("png", 37, 23);
  g_autoptr (GBytes) coloured = with_chunk (plain, "gAMA", "\0\0\xb1\x8f", 4);
  g_autoptr (GBytes) planted = plant_everything (coloured, ".png");
  g_autoptr (GBytes) film = files_join (planted, "\0\0\0\x18" "ftypmp42" CANARY, 12 + sizeof CANARY);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) unknown = with_chunk (plain, "KANA", CANARY, strlen (CANARY));
  g_autoptr (GError) error = NULL;
  LoketPhotoReport report;

  clean = strip (film, LOKET_ATTACHMENT_TYPE_PNG, &report);
  assert_everything (&report);
  g_assert_cmpuint (read_orientation (clean), ==, 6);
  g_assert_true (holds (clean, "gAMA", 4));
  assert_same_pixels (coloured, clean);

  for (gsize i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autoptr (GBytes) more = with_chunk (plain, chunks[i], "Comment\0" CANARY, 8 + strlen (CANARY));
      g_autoptr (GBytes) without = NULL;

      without = strip (more, LOKET_ATTACHMENT_TYPE_PNG, NULL);
      g_assert_true (g_bytes_equal (without, plain));
    }

  /* As it is it may still go, by an explicit act. */
  g_assert_true (loket_photo_check_pixels (unknown, LOKET_ATTACHMENT_TYPE_PNG, NULL));
  g_assert_null (loket_photo_strip (unknown, LOKET_ATTACHMENT_TYPE_PNG, NULL, &error));
  g_assert_error (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_NOT_CLEANED);
}

static GBytes *
with_riff_chunk (GBytes     *photo,
                 const char *name,
                 const char *contents,
                 gsize       n)
{
  g_autoptr (GByteArray) file = g_byte_array_new ();
  guint32 size;

  g_byte_array_append (file, g_bytes_get_data (photo, NULL), (guint) g_bytes_get_size (photo));
  g_byte_array_append (file, (const guchar *) name, 4);
  size = GUINT32_TO_LE ((guint32) n);
  g_byte_array_append (file, (guchar *) &size, 4);
  g_byte_array_append (file, (const guchar *) contents, (guint) n);
  if (n & 1)
    g_byte_array_append (file, (const guchar *) "", 1);
  size = GUINT32_TO_LE (file->len - 8);
  memcpy (file->data + 4, &size, 4);
  return g_byte_array_free_to_bytes (g_steal_pointer (&file));
}

static void
test_webp (void)
{
  static const char * const chunks[] = { "EXIF", "XMP ", "KNRI" };
  g_autoptr (GBytes) plain = files_webp (TRUE);
  g_autoptr (GBytes) simple = files_webp (FALSE);
  g_autoptr (GBytes) planted = plant_everything (plain, ".webp");
  g_autoptr (GBytes) other = with_riff_chunk (planted, "KNRI", CANARY, strlen (CANARY));
  g_autoptr (GBytes) film = files_join (other, CANARY, sizeof CANARY);
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) again = NULL;
  LoketPhotoReport report;

  clean = strip (film, LOKET_ATTACHMENT_TYPE_WEBP, &report);
  assert_everything (&report);
  g_assert_cmpuint (read_orientation (clean), ==, 6);
  /* The picture is the last chunk of the one without metadata, byte for byte. */
  g_assert_true (holds (clean, (const char *) g_bytes_get_data (simple, NULL) + 12,
                        g_bytes_get_size (simple) - 12));

  for (gsize i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autoptr (GBytes) more = with_riff_chunk (plain, chunks[i], CANARY, strlen (CANARY));
      g_autoptr (GBytes) without = strip (more, LOKET_ATTACHMENT_TYPE_WEBP, NULL);

      g_assert_true (g_bytes_equal (without, plain));
    }
  again = strip (simple, LOKET_ATTACHMENT_TYPE_WEBP, NULL);
  g_assert_true (g_bytes_equal (again, simple));
}

/* A film's frame may hold chunks of its own; foreign ones make it one we cannot
 * judge. */
static void
test_webp_frames (void)
{
  g_autoptr (GBytes) plain = files_webp (TRUE);
  g_autoptr (GBytes) film =
    with_riff_chunk (plain, "ANMF", "0123456789abcdefKNRI\4\0\0\0ABCD", 28);
  g_autoptr (GError) error = NULL;

  g_assert_null (loket_photo_strip (film, LOKET_ATTACHMENT_TYPE_WEBP, NULL, &error));
  g_assert_error (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_NOT_CLEANED);
}

static void
test_report (void)
{
  static const struct
  {
    const char *tag;
    const char *value;
    gboolean    place;
    gboolean    device;
    gboolean    time;
  } cases[] = {
    { "Exif.GPSInfo.GPSLatitude", "7/1 15/1 27/1", TRUE, FALSE, FALSE },
    { "Xmp.exif.GPSLatitude", "7,15.27S", TRUE, FALSE, FALSE },
    { "Xmp.photoshop.City", "x", TRUE, FALSE, FALSE },
    { "Xmp.iptc.Location", "x", TRUE, FALSE, FALSE },
    { "Iptc.Application2.SubLocation", "x", TRUE, FALSE, FALSE },
    { "Exif.Image.Make", "x", FALSE, TRUE, FALSE },
    { "Exif.Image.Software", "x", FALSE, TRUE, FALSE },
    { "Exif.Photo.LensModel", "x", FALSE, TRUE, FALSE },
    { "Xmp.xmp.CreatorTool", "x", FALSE, TRUE, FALSE },
    { "Exif.Photo.DateTimeOriginal", "2026:01:05 13:26:23", FALSE, FALSE, TRUE },
    { "Xmp.xmp.CreateDate", "2026-01-05T13:26:23Z", FALSE, FALSE, TRUE },
    { "Exif.Image.XResolution", "72/1", FALSE, FALSE, FALSE },
  };
  g_autoptr (GBytes) plain = files_picture ("jpeg", 8, 8);
  g_autoptr (GBytes) clean_plain = NULL;
  LoketPhotoReport report;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *tags[] = { cases[i].tag, cases[i].value, NULL };
      g_autoptr (GBytes) planted = plant_tags (plain, ".jpg", tags);
      g_autoptr (GBytes) clean = strip (planted, LOKET_ATTACHMENT_TYPE_JPEG, &report);

      g_test_message ("%s", cases[i].tag);
      g_assert_cmpint (report.had_place, ==, cases[i].place);
      g_assert_cmpint (report.had_device, ==, cases[i].device);
      g_assert_cmpint (report.had_time, ==, cases[i].time);
    }
  clean_plain = strip (plain, LOKET_ATTACHMENT_TYPE_JPEG, &report);
  g_assert_false (report.had_place || report.had_device || report.had_time || report.had_more);
  g_assert_true (g_bytes_equal (clean_plain, plain));
}

/* A header that names other sides; no decoder would get this far. */
static GBytes *
png_of (guint32 width,
        guint32 height)
{
  g_autoptr (GBytes) plain = files_picture ("png", 4, 4);
  gsize length = g_bytes_get_size (plain);
  guchar *data = g_memdup2 (g_bytes_get_data (plain, NULL), length);
  guint32 sides[2] = { GUINT32_TO_BE (width), GUINT32_TO_BE (height) };
  guint32 crc;

  memcpy (data + 16, sides, 8);
  crc = GUINT32_TO_BE (count_crc (data + 12, 17));
  memcpy (data + 29, &crc, 4);
  return g_bytes_new_take (data, length);
}

static void
test_pixels (void)
{
  g_autoptr (GBytes) largest = png_of (10000, LOKET_LIMIT_PHOTO_PIXELS / 10000);
  g_autoptr (GBytes) larger = png_of (10000, LOKET_LIMIT_PHOTO_PIXELS / 10000 + 1);
  g_autoptr (GBytes) bomb = png_of (0xFFFFFFFF, 0xFFFFFFFF);
  g_autoptr (GError) error = NULL;

  g_assert_true (loket_photo_check_pixels (largest, LOKET_ATTACHMENT_TYPE_PNG, &error));
  g_assert_no_error (error);
  g_assert_false (loket_photo_check_pixels (larger, LOKET_ATTACHMENT_TYPE_PNG, &error));
  g_assert_error (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_false (loket_photo_check_pixels (bomb, LOKET_ATTACHMENT_TYPE_PNG, &error));
  g_assert_error (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_TOO_LARGE);
}

/* Every cut is refused, and so is what is changed in its structure; a byte over
 * the end is never read (the sanitizers watch). */
static void
test_damaged (void)
{
  g_autoptr (GBytes) jpeg = files_picture ("jpeg", 8, 8);
  g_autoptr (GBytes) png = files_picture ("png", 8, 8);
  g_autoptr (GBytes) webp = files_webp (TRUE);
  GBytes *photos[] = { jpeg, png, webp };
  const char *types[] = { LOKET_ATTACHMENT_TYPE_JPEG, LOKET_ATTACHMENT_TYPE_PNG, LOKET_ATTACHMENT_TYPE_WEBP };

  for (gsize i = 0; i < G_N_ELEMENTS (photos); i++)
    for (gsize n = 1; n < g_bytes_get_size (photos[i]); n++)
      {
        g_autoptr (GBytes) cut = g_bytes_new (g_bytes_get_data (photos[i], NULL), n);
        g_autoptr (GBytes) clean = loket_photo_strip (cut, types[i], NULL, NULL);

        g_assert_null (clean);
      }
}

static void
test_changed_bytes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260105);
  g_autoptr (GBytes) plain = files_picture ("jpeg", 8, 8);
  g_autoptr (GBytes) jpeg = plant_everything (plain, ".jpg");
  g_autoptr (GBytes) webp_plain = files_webp (TRUE);
  g_autoptr (GBytes) webp = plant_everything (webp_plain, ".webp");

  for (int i = 0; i < 1500; i++)
    {
      GBytes *photo = i % 2 ? jpeg : webp;
      gsize length = g_bytes_get_size (photo);
      guchar *data = g_memdup2 (g_bytes_get_data (photo, NULL), length);
      g_autoptr (GBytes) changed = NULL;
      g_autoptr (GBytes) clean = NULL;

      for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        data[g_rand_int_range (rand, 0, (gint32) length)] = (guchar) g_rand_int (rand);
      changed = g_bytes_new_take (data, length);
      clean = loket_photo_strip (changed, i % 2 ? LOKET_ATTACHMENT_TYPE_JPEG : LOKET_ATTACHMENT_TYPE_WEBP,
                                 NULL, NULL);
      if (clean != NULL)
        g_assert_false (holds (clean, "Exif\0\0MM", 8));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gexiv2_initialize ();
  g_test_add_func ("/photo/jpeg", test_jpeg);
  g_test_add_func ("/photo/thumbnails", test_thumbnails);
  g_test_add_func ("/photo/png", test_png);
  g_test_add_func ("/photo/webp", test_webp);
  g_test_add_func ("/photo/webp-frames", test_webp_frames);
  g_test_add_func ("/photo/report", test_report);
  g_test_add_func ("/photo/pixels", test_pixels);
  g_test_add_func ("/photo/damaged", test_damaged);
  g_test_add_func ("/photo/changed-bytes", test_changed_bytes);
  return g_test_run ();
}
