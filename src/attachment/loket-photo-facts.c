/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "loket-attachment"

#include "config.h"

#include "loket-photo-facts.h"

#include <string.h>

#include <gexiv2/gexiv2.h>

/*
 * Taking metadata out needs no understanding of it, telling the officer what was
 * in it does: Exif, XMP, IPTC and the notes of many makers. gexiv2 reads them,
 * before, for the notice, and after, as a second opinion that nothing is left.
 */

/* Parts of the names that tags of these kinds have. */
static const char * const place_words[] = {
  "GPS", "Location", "City", "Country", "ProvinceState", "Province-State", "photoshop.State",
  "Geotag", "drone-dji", "Latitude", "Longitude", NULL
};
static const char * const device_words[] = {
  "Exif.Image.Make", "Exif.Image.Model", "Software", "Serial", "Lens", "MakerNote", "tiff.Make",
  "tiff.Model", "CreatorTool", "HostComputer", "CameraOwner", "UniqueCameraModel", NULL
};
static const char * const time_words[] = {
  "Date", "Time", NULL
};

static gboolean
names_any (const char         *tag,
           const char * const *words)
{
  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (tag, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Tags of a maker's own have their group between the dots: Exif.Canon.…. */
static gboolean
is_makers_own (const char *tag)
{
  static const char * const standard[] = {
    "Exif.Image.", "Exif.Photo.", "Exif.GPSInfo.", "Exif.Iop.", "Exif.Thumbnail.",
    "Exif.SubImage", "Exif.MpfInfo.", NULL
  };

  return g_str_has_prefix (tag, "Exif.") && !names_any (tag, standard);
}

static void
note_tag (LoketPhotoFacts *facts,
          const char      *tag)
{
  LoketPhotoReport *report = &facts->report;

  /* Where the parts of the block lie is no fact about the photo. */
  if (strcmp (tag, "Exif.Image.Orientation") == 0 || strcmp (tag, "Exif.Image.ExifTag") == 0 ||
      strcmp (tag, "Exif.Image.GPSTag") == 0)
    {
      facts->n_left += strcmp (tag, "Exif.Image.Orientation") != 0;
      return;
    }
  facts->n_left++;
  if (strcmp (tag, "Exif.GPSInfo.GPSVersionID") == 0)
    return;
  if (names_any (tag, place_words))
    report->had_place = TRUE;
  else if (names_any (tag, device_words) || is_makers_own (tag))
    report->had_device = TRUE;
  else if (names_any (tag, time_words))
    report->had_time = TRUE;
  else if (g_str_has_prefix (tag, "Exif.Thumbnail.") || g_str_has_prefix (tag, "Exif.MpfInfo.") ||
           !g_str_has_prefix (tag, "Exif."))
    report->had_more = TRUE;
}

static void
note_tags (LoketPhotoFacts *facts,
           char           **tags)
{
  for (char **tag = tags; tag != NULL && *tag != NULL; tag++)
    note_tag (facts, *tag);
  g_strfreev (tags);
}

static gboolean
start_reader (void)
{
  static gsize started;

  if (g_once_init_enter (&started))
    {
      gboolean fine = gexiv2_initialize ();

      /* It would tell the terminal about each odd tag. */
      gexiv2_log_set_level (GEXIV2_LOG_LEVEL_MUTE);
      g_once_init_leave (&started, fine ? 1 : 2);
    }
  return started == 1;
}

/* Fills @facts from @bytes; the error is %LOKET_ATTACHMENT_ERROR_NOT_CLEANED. */
gboolean
_loket_photo_read_facts (GBytes          *bytes,
                         LoketPhotoFacts *facts,
                         GError         **error)
{
  g_autoptr (GExiv2Metadata) metadata = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree char *comment = NULL;
  GExiv2Orientation orientation;

  memset (facts, 0, sizeof *facts);
  if (start_reader ())
    metadata = gexiv2_metadata_new ();
  if (metadata == NULL ||
      !gexiv2_metadata_open_buf (metadata, data, (glong) length, NULL))
    {
      g_set_error_literal (error, LOKET_ATTACHMENT_ERROR, LOKET_ATTACHMENT_ERROR_NOT_CLEANED,
                           "What the camera wrote into the photo cannot be read");
      return FALSE;
    }

  note_tags (facts, gexiv2_metadata_get_exif_tags (metadata));
  note_tags (facts, gexiv2_metadata_get_xmp_tags (metadata));
  note_tags (facts, gexiv2_metadata_get_iptc_tags (metadata));
  comment = gexiv2_metadata_try_get_tag_string (metadata, "Exif.Photo.UserComment", NULL);
  if (comment != NULL)
    facts->report.had_more = TRUE;

  orientation = gexiv2_metadata_try_get_orientation (metadata, NULL);
  facts->orientation = orientation >= GEXIV2_ORIENTATION_NORMAL &&
                       orientation <= GEXIV2_ORIENTATION_ROT_270
                         ? (guint) orientation
                         : 1;
  return TRUE;
}
